import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible, open, page } from "@/testing/stage";

describe("Home (F200)", () => {
  it("puts what needs a person first, grouped, and each entry leads to its order", async () => {
    const { person, router } = open("/");
    await page("Home");
    const queue = within(await screen.findByRole("region", { name: "Needs attention" }));
    expect(queue.getByText("6 things")).toBeTruthy();
    const unlinked = within(queue.getByRole("region", { name: "Sold, but not linked" }));
    expect(unlinked.getAllByRole("link")).toHaveLength(2);
    await expectAccessible();
    await person.click(unlinked.getAllByRole("link")[0] as HTMLElement);
    await waitFor(() => expect(router.state.location.search).toEqual({ tab: "problems", order: "order-2" }));
  });

  it("shows today's flow, channel health and low stock", async () => {
    open("/");
    const today = within(await screen.findByRole("region", { name: "Today" }));
    expect(today.getAllByRole("link").map((link) => link.textContent)).toEqual([
      "18Orders in2 on hold",
      "6With Amazon",
      "5Shipped",
      "4Tracking returned",
    ]);
    expect(screen.getByRole("link", { name: "Practice shop US" })).toBeTruthy();
    expect(screen.getByRole("table", { name: "Low stock" })).toBeTruthy();
  });

  it("says so when nothing needs a person", async () => {
    open("/", { scene: "nothing_yet" });
    expect(await screen.findByText("Nothing needs you. Everything goes on by itself.")).toBeTruthy();
  });

  it("names a connection that needs sign-in and a locked keychain with its cure (F302)", async () => {
    const { person, askedFor } = open("/", { scene: "trouble" });
    expect(await screen.findByRole("region", { name: "Sign-in needed" })).toBeTruthy();
    const alert = within(screen.getByRole("alert"));
    expect(alert.getByText("The keychain is locked.")).toBeTruthy();
    await person.click(alert.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(askedFor("app.reopen")).toEqual([{}]));
    await waitFor(() => expect(screen.queryByText("The keychain is locked.")).toBeNull());
  });

  it("offers start at login once, after a real connection", async () => {
    const { person, askedFor } = open("/", { scene: "real" });
    await person.click(await screen.findByRole("button", { name: "Start at login" }));
    await waitFor(() => expect(askedFor("settings.put")).toHaveLength(1));
    expect(askedFor("app.dismiss")).toEqual([{ what: "login" }]);
  });
});
