import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible, open, page } from "@/testing/stage";

describe("Inventory", () => {
  it("shows source, open orders and what buyers see; unknown is not zero (F110, F127)", async () => {
    open("/inventory");
    await page("Inventory");
    const table = within(await screen.findByRole("table", { name: "Inventory" }));
    const socks = within(table.getByRole("row", { name: /Merino hiking socks/ }));
    expect(socks.getAllByText("unknown").length).toBe(3);
    expect(table.getByRole("row", { name: /Dotted notebook/ }).textContent).toContain("On its way");
    expect(table.getAllByText("Left out: not linked")).toHaveLength(2);
    await expectAccessible();
  });

  it("sorts by any number, unknown ones last in both directions", async () => {
    const { person } = open("/inventory");
    const items = () =>
      screen
        .getAllByRole("row")
        .slice(1)
        .map((row) => row.textContent ?? "");
    await person.click(await screen.findByRole("button", { name: "Shown" }));
    expect(items().at(-1)).toContain("unknown");
    await person.click(screen.getByRole("button", { name: "Shown" }));
    expect(items()[0]).toContain("Dotted notebook");
    expect(items().at(-1)).toContain("unknown");
  });
});
