import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { CommandError } from "@/platform/command_error";
import { dialog, expectAccessible, open, page } from "@/testing/stage";

describe("the shell", () => {
  it("goes to pages by G and a letter, and marks where one is", async () => {
    const { person } = open("/");
    await page("Home");
    await person.keyboard("go");
    await page("Orders");
    await person.keyboard("gi");
    await page("Inventory");
    expect(screen.getByRole("link", { name: "Inventory" }).getAttribute("aria-current")).toBe("page");
    expect(document.title).toBe("Inventory – Shopferry");
  });

  it("finds orders and commands with the palette", async () => {
    const { person, router } = open("/");
    await page("Home");
    await person.keyboard("{Control>}k{/Control}");
    const box = await screen.findByRole("combobox", { name: "Search orders and commands" });
    await person.type(box, "576461413070461105");
    await screen.findByRole("option", { name: /Order 576461413070461105/ });
    await expectAccessible();
    await person.keyboard("{Enter}");
    await waitFor(() => expect(router.state.location.search).toEqual({ order: "order-4" }));
  });

  it("shows every shortcut on ?", async () => {
    const { person } = open("/");
    await page("Home");
    await person.keyboard("?");
    const sheet = await dialog("Shortcuts");
    expect(sheet.getByText("Go to Orders")).toBeTruthy();
    await expectAccessible();
  });

  it("puts the cursor into the filter on /", async () => {
    const { person } = open("/orders");
    await screen.findByLabelText("Search orders");
    await person.keyboard("/");
    expect(document.activeElement).toBe(screen.getByLabelText("Search orders"));
  });

  it("pauses and resumes with one press", async () => {
    const { person, askedFor } = open("/");
    const control = within(await screen.findByRole("group", { name: "Sync engine" }));
    await person.click(control.getByRole("button", { name: "Pause" }));
    expect(await control.findByText("Paused")).toBeTruthy();
    await person.click(await control.findByRole("button", { name: "Resume" }));
    await waitFor(() => expect(askedFor("engine.set")).toEqual([{ running: false }, { running: true }]));
  });

  it("says that the practice data is made up and moves its time", async () => {
    const { person, askedFor } = open("/");
    const bar = within(await screen.findByRole("region", { name: "Practice bar" }));
    expect(bar.getByText("All data is made up. Nothing leaves this computer.")).toBeTruthy();
    expect(bar.getByRole("button", { name: "60×" }).getAttribute("aria-pressed")).toBe("true");
    await person.click(bar.getByRole("button", { name: "1×" }));
    await waitFor(() =>
      expect(bar.getByRole("button", { name: "1×" }).getAttribute("aria-pressed")).toBe("true"),
    );
    await person.click(bar.getByRole("button", { name: "Next event" }));
    await waitFor(() =>
      expect(askedFor("practice.control")).toEqual([{ action: { speed: 1 } }, { action: "next_event" }]),
    );
  });

  it("tells once how much was caught up after a sleep", async () => {
    const { person, askedFor } = open("/");
    const notice = await screen.findByText("Away 9 h: 14 orders caught up");
    await person.click(
      within(notice.closest("section") as HTMLElement).getByRole("button", { name: "Dismiss" }),
    );
    await waitFor(() => expect(askedFor("app.dismiss")).toEqual([{ what: "away" }]));
    await waitFor(() => expect(screen.queryByText(/Away 9 h/)).toBeNull());
  });

  it("shows a failed action in its one place, until dismissed, and not twice", async () => {
    const { person, platform } = open("/");
    const control = within(await screen.findByRole("group", { name: "Sync engine" }));
    const fault = () =>
      new CommandError({ code: "disk_full", message: "The disk is full.", cure: "Free some space." });
    platform.failNext("engine.set", fault());
    await person.click(control.getByRole("button", { name: "Pause" }));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("The engine was not switchedThe disk is full. Free some space.");
    platform.failNext("engine.set", fault());
    await person.click(control.getByRole("button", { name: "Pause" }));
    expect(screen.getAllByRole("alert")).toHaveLength(1);
    await person.click(within(alert).getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("refreshes what changed, and everything after a gap", async () => {
    const { platform } = open("/settings");
    await screen.findByRole("switch", { name: "Start at login" });
    const start = () => screen.getByRole("switch", { name: "Start at login" }).getAttribute("aria-checked");
    act(() => platform.change(["orders"], 1));
    platform.world.settings = { ...platform.world.settings, start_at_login: true };
    act(() => platform.change(["orders"], 2));
    expect(start()).toBe("false");
    act(() => platform.change(["orders"], 9));
    await waitFor(() => expect(start()).toBe("true"));
  });

  it("opens what a clicked notification is about", async () => {
    const { platform } = open("/");
    await page("Home");
    act(() => platform.shellSays({ kind: "open", path: "/orders?order=order-4" }));
    expect(await screen.findByRole("article", { name: "Order 576461413070461105" })).toBeTruthy();
  });

  it("says what will wait before it quits, and can go on in the tray", async () => {
    const { person, platform } = open("/");
    await page("Home");
    act(() => platform.shellSays({ kind: "quit_asked" }));
    const asked = await dialog("Quit Shopferry?");
    expect(await asked.findByText(/Two orders wait for Amazon/)).toBeTruthy();
    await expectAccessible();
    await person.click(asked.getByRole("button", { name: "Keep syncing in the tray" }));
    expect(platform.shellActions).toEqual(["hide_to_tray"]);
  });

  it("has a page for an address that does not exist", async () => {
    open("/nowhere");
    await page("Not found");
    await expectAccessible();
  });
});
