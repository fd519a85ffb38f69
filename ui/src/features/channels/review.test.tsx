import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { dialog, expectAccessible, open, page } from "@/testing/stage";

describe("the review before writing (F017, F316)", () => {
  it("lists what each flow would write, and accepts once every case is seen or skipped", async () => {
    const { person, askedFor } = open("/channels?channel=tiktok-1&open=review", { scene: "real" });
    await page("Review Lantern & Leaf US");
    expect(await screen.findByText("Watching only: nothing is written for this shop")).toBeTruthy();
    expect(screen.getByText("1 × LAMP-BRASS, 2 × MUG-BLUE")).toBeTruthy();
    expect(screen.getByText("3 numbers would change")).toBeTruthy();
    expect(screen.getByText("A line of this order is not linked to a SKU at the fulfiller.")).toBeTruthy();
    expect(screen.getByText(/12 orders that another program sent would have been the same/)).toBeTruthy();
    await expectAccessible();
    const accept = () => screen.getByRole<HTMLButtonElement>("button", { name: "Accept the review" });
    expect(accept().disabled).toBe(true);
    for (const what of ["Partial shipment", "Order changed after it was sent", "Pre-owned item"]) {
      await person.click(screen.getByRole("button", { name: `Skip: ${what}` }));
    }
    await waitFor(() => expect(accept().disabled).toBe(false));
    await person.click(accept());
    expect(await screen.findByText("The review is accepted: writing flows may be switched on")).toBeTruthy();
    await person.click(screen.getByRole("switch", { name: "Cancel at Amazon" }));
    await person.click(screen.getByRole("button", { name: "Switch on" }));
    const asked = await dialog("Switch these flows on?");
    await person.click(asked.getByRole("button", { name: "Switch on" }));
    await waitFor(() =>
      expect(askedFor("flows.switch").map((one) => (one as { flow: string }).flow)).toEqual([
        "push_tracking",
        "push_stock",
        "export",
      ]),
    );
  });

  it("is offered on a practice shop, where nothing has to be accepted", async () => {
    open("/channels?channel=tiktok-1&open=review");
    expect(await screen.findByText("A practice shop needs no review")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Accept the review" })).toBeNull();
  });
});

describe("the live check (F325)", () => {
  it("names one product and one order, tells why a step failed, and skips one", async () => {
    const { person, askedFor, platform } = open("/channels?channel=tiktok-1&open=live", { scene: "real" });
    await page("Live check");
    await person.type(await screen.findByLabelText("SKU of the listing"), "MUG-BLUE");
    await person.type(screen.getByLabelText("Order number"), "nothing");
    await expectAccessible();
    await person.click(screen.getByRole("button", { name: "Begin the check" }));
    await waitFor(() =>
      expect(screen.getByLabelText("Order number").getAttribute("aria-invalid")).toBe("true"),
    );
    expect(screen.getByLabelText<HTMLInputElement>("SKU of the listing").value).toBe("MUG-BLUE");
    const orders = await platform.call("orders.list", {
      tab: "all",
      text: "",
      connection: null,
      state: null,
      sort: "newest",
      offset: 0,
      limit: 1,
    } as never);
    await person.clear(screen.getByLabelText("Order number"));
    await person.type(screen.getByLabelText("Order number"), orders.rows[0]?.number ?? "");
    await person.click(screen.getByRole("button", { name: "Begin the check" }));
    expect(await screen.findByText("The check is under way")).toBeTruthy();
    expect(screen.getByText(/Amazon does not have all units of this order/)).toBeTruthy();
    await expectAccessible();
    await person.click(screen.getAllByRole("button", { name: "Skip" })[1] ?? document.body);
    expect(await screen.findByText("Skipped")).toBeTruthy();
    expect(askedFor("live_check.skip_step")).toEqual([{ id: "tiktok-1", step: "tracking", skipped: true }]);
    await person.click(screen.getByRole("button", { name: "End the check" }));
    expect(await screen.findByRole("button", { name: "Begin the check" })).toBeTruthy();
  });
});
