import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { CommandError } from "@/platform/command_error";
import { dialog, expectAccessible, open, page } from "@/testing/stage";

const number = (index: number) => `5764${61413038785 + index * 7919}${101 + index}`;

describe("the order list (F201)", () => {
  it("shows every order with its state and is accessible", async () => {
    open("/orders");
    await page("Orders");
    const table = await screen.findByRole("table", { name: "Orders: All" });
    expect(within(table).getByRole("link", { name: number(1) })).toBeTruthy();
    expect(within(table).getAllByText("Needs attention").length).toBe(3);
    expect(table.getAttribute("aria-rowcount")).toBe("61");
    await expectAccessible();
  });

  it("keeps the view in the address and counts each view", async () => {
    const { person, router } = open("/orders");
    await person.click(await screen.findByRole("tab", { name: /Problems/ }));
    await screen.findByRole("table", { name: "Orders: Problems" });
    await waitFor(() => expect(router.state.location.search).toEqual({ tab: "problems" }));
    expect(screen.getByRole("tab", { name: /Problems/ }).textContent).toContain("6");
  });

  it("says that a search found nothing and offers to clear it", async () => {
    const { person } = open("/orders?q=zzz");
    expect(await screen.findByText("No order matches “zzz”")).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Clear filters" }));
    expect(await screen.findByRole("link", { name: number(0) })).toBeTruthy();
  });

  it("sorts by ship-by when its header is pressed", async () => {
    const { person, router } = open("/orders");
    await person.click(await screen.findByRole("button", { name: "Ship by" }));
    await waitFor(() => expect(router.state.location.search).toEqual({ sort: "ship_by" }));
  });

  it("retries chosen orders and names those that were not taken (F067, F053)", async () => {
    const { person, askedFor } = open("/orders?tab=problems");
    await person.click(await screen.findByRole("checkbox", { name: "Choose all rows" }));
    expect(screen.getByText("6 orders chosen")).toBeTruthy();
    await person.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("2 orders were not taken")).toBeTruthy();
    expect(askedFor("orders.retry")).toHaveLength(1);
    expect(screen.getByText(new RegExp(`${number(2)}: A line of this order is not linked`))).toBeTruthy();
  });

  it("asks before it sends orders to Amazon in bulk", async () => {
    const { person, askedFor } = open("/orders");
    await person.click(await screen.findByRole("checkbox", { name: `Choose order ${number(14)}` }));
    await person.click(screen.getByRole("button", { name: "Send to Amazon" }));
    expect(askedFor("orders.send")).toEqual([]);
    const asked = await dialog("Send 1 order to Amazon?");
    await person.click(asked.getByRole("button", { name: "Send to Amazon" }));
    await waitFor(() => expect(askedFor("orders.send")).toEqual([{ keys: ["order-14"] }]));
  });

  it("moves from row to row by keyboard and selects with X", async () => {
    const { person } = open("/orders");
    (await screen.findByRole("link", { name: number(0) })).focus();
    await person.keyboard("jj");
    expect(document.activeElement?.textContent).toBe(number(2));
    await person.keyboard("x");
    expect(screen.getByText("1 order chosen")).toBeTruthy();
    await person.keyboard("k");
    expect(document.activeElement?.textContent).toBe(number(1));
  });

  it("keeps the last good list when a refresh fails, and says so", async () => {
    const { platform } = open("/orders");
    await screen.findByRole("link", { name: number(0) });
    platform.failNext("orders.list", new CommandError({ code: "failed", message: "The database is busy." }));
    platform.change(["orders"]);
    expect(await screen.findByText(/^Shown is the state of \d\d:\d\d$/)).toBeTruthy();
    expect(screen.getByText("The database is busy.")).toBeTruthy();
    expect(screen.getByRole("link", { name: number(0) })).toBeTruthy();
  });

  it("has another empty page for nothing yet", async () => {
    open("/orders", { scene: "nothing_yet" });
    expect(await screen.findByText("No order yet")).toBeTruthy();
    await expectAccessible();
  });
});
