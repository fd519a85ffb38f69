import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { CommandError } from "@/platform/command_error";
import { dialog, expectAccessible, open } from "@/testing/stage";
import { decode } from "./read_file";

const list = () => screen.findByRole("table", { name: "Own warehouse" });

async function firstNumber(): Promise<string> {
  const link = within(await list()).getAllByRole("link")[0];
  return link?.textContent ?? "";
}

const csv = (...rows: string[]) =>
  new File([["order_number,carrier,tracking_number", ...rows].join("\n")], "numbers.csv", {
    type: "text/csv",
  });

describe("the own warehouse's list (F011)", () => {
  it("lists what waits, earliest first, and is accessible", async () => {
    open("/orders?tab=own");
    const rows = within(await list()).getAllByRole("row");
    expect(rows).toHaveLength(4);
    expect(rows[1]?.textContent).toContain("2 × VASE-CLAY-L");
    expect(screen.getByRole("tab", { name: /Own warehouse/ }).textContent).toContain("3");
    await expectAccessible();
  });

  it("takes chosen parts over", async () => {
    const { person, askedFor } = open("/orders?tab=own");
    const boxes = await screen.findAllByRole("checkbox", { name: /^Choose the part of order / });
    await person.click(boxes[0] as HTMLElement);
    await person.click(screen.getByRole("button", { name: "Take over" }));
    await waitFor(() =>
      expect(askedFor("own.take_over")).toEqual([{ parts: [{ key: "order-20", part: 2 }] }]),
    );
    expect(await screen.findByText("1 part taken over")).toBeTruthy();
  });

  it("saves the list as a file after saying what is in it", async () => {
    const { person, platform, askedFor } = open("/orders?tab=own");
    await list();
    await person.click(screen.getByRole("button", { name: "Save as a file…" }));
    const box = await dialog("Save the list as a file");
    expect(await box.findByText("3 rows from 3 parts.")).toBeTruthy();
    await expectAccessible();
    await person.click(box.getByRole("checkbox", { name: "Take these parts over into work, too" }));
    await person.click(box.getByRole("button", { name: "Save file" }));
    await waitFor(() => expect(Object.keys(platform.saved)).toEqual(["own-warehouse-2026-11-22.csv"]));
    await waitFor(() => expect(askedFor("own.take_over")).toHaveLength(1));
  });

  it("enters a number by hand, and checks the units before it asks", async () => {
    const { person, askedFor } = open("/orders?tab=own");
    await list();
    await person.click(screen.getAllByRole("button", { name: /^Enter number for order/ })[0] as HTMLElement);
    const box = await dialog(/^Number for order/);
    const send = () => box.getByRole("button", { name: "Send to TikTok" }) as HTMLButtonElement;
    expect(send().disabled).toBe(true);
    await person.selectOptions(await box.findByLabelText("Carrier"), "UPS");
    await person.type(box.getByLabelText("Tracking number"), "1Z999AA10123456784");
    const units = box.getByLabelText("Units of Clay floor vase");
    await person.clear(units);
    await person.type(units, "3");
    expect(box.getByText("A whole number from 0 to 2.")).toBeTruthy();
    expect(send().disabled).toBe(true);
    await person.clear(units);
    await person.type(units, "1");
    await person.click(send());
    await waitFor(() =>
      expect(askedFor("own.ship")).toEqual([
        {
          key: "order-20",
          part: 2,
          carrier: "7117858858072016686",
          number: "1Z999AA10123456784",
          items: [{ listing_sku: "1729000000000099001", units: 1 }],
        },
      ]),
    );
  });

  it("shows at the field what is wrong with a number", async () => {
    const { person, platform } = open("/orders?tab=own");
    await list();
    await person.click(screen.getAllByRole("button", { name: /^Enter number for order/ })[0] as HTMLElement);
    const box = await dialog(/^Number for order/);
    await person.selectOptions(await box.findByLabelText("Carrier"), "UPS");
    await person.type(box.getByLabelText("Tracking number"), "x");
    platform.failNext(
      "own.ship",
      new CommandError({ code: "sheet_number", message: "Not usable.", cure: "Check it.", field: "number" }),
    );
    await person.click(box.getByRole("button", { name: "Send to TikTok" }));
    expect(await box.findByText("Not usable. Check it.")).toBeTruthy();
  });

  it("shows what a dropped file would confirm, and sends nothing before it is told to", async () => {
    const { person, askedFor } = open("/orders?tab=own");
    const number = await firstNumber();
    const region = screen.getByRole("region", { name: "Own warehouse" });
    fireEvent.drop(region, { dataTransfer: { files: [csv(`${number},UPS,1Z999AA10123456784`)] } });
    const box = await dialog("Numbers from numbers.csv");
    expect(await box.findByText("1 parcel would be confirmed.")).toBeTruthy();
    expect(askedFor("own.import")).toEqual([]);
    await expectAccessible();
    await person.click(box.getByRole("button", { name: "Send 1 number to TikTok" }));
    await waitFor(() => expect(askedFor("own.import")).toHaveLength(1));
    expect(await screen.findByText("1 number queued")).toBeTruthy();
  });

  it("names each bad row with its line, reason and cure, and then takes none", async () => {
    const { person } = open("/orders?tab=own");
    const number = await firstNumber();
    await person.upload(
      screen.getByLabelText("File with carriers and tracking numbers"),
      csv(`${number},UPS,1Z999AA10123456784`, "999,UPS,1Z1", `${number},,`),
    );
    const box = await dialog("Numbers from numbers.csv");
    expect(await box.findByText("1 row cannot be taken, so nothing is sent")).toBeTruthy();
    expect(
      box.getByText(/^Line 3: No part of an order with this number waits .* \(999\) Take the number/),
    ).toBeTruthy();
    expect((box.getByRole("button", { name: "Send to TikTok" }) as HTMLButtonElement).disabled).toBe(true);
    await expectAccessible();
  });

  it("says why it is empty", async () => {
    open("/orders?tab=own", { scene: "nothing_yet" });
    expect(await screen.findByText("No shop uses its own warehouse")).toBeTruthy();
    await expectAccessible();
  });

  it("shows the part on its order's page with what was refused", async () => {
    const { person } = open("/orders?tab=own&order=order-26");
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    expect(order.getByText("Part 2: own warehouse")).toBeTruthy();
    expect(order.getByText("Refused by TikTok")).toBeTruthy();
    await person.click(order.getByRole("button", { name: "Enter number…" }));
    await dialog(/^Number for order/);
    await expectAccessible();
  });
});

describe("a file's letters (F011)", () => {
  const bytes = (...values: number[]) => new Uint8Array(values);
  it("reads UTF-8, UTF-16 with its mark, and Windows' own letters", () => {
    expect(decode(new TextEncoder().encode("Straße"))).toBe("Straße");
    expect(decode(bytes(0xff, 0xfe, 0x41, 0, 0xe9, 0))).toBe("Aé");
    expect(decode(bytes(0xfe, 0xff, 0, 0x41))).toBe("A");
    expect(decode(bytes(0x41, 0xe9))).toBe("Aé");
  });
});
