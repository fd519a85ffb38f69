import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { dialog, expectAccessible, open, page } from "@/testing/stage";

describe("Settings", () => {
  beforeEach(() => sessionStorage.clear());

  it("keeps what closing the window means", async () => {
    const { person, askedFor } = open("/settings");
    await page("Settings");
    await person.click(await screen.findByRole("radio", { name: "Keep in tray" }));
    await waitFor(() => expect(askedFor("settings.put")[0]).toMatchObject({ close_to_tray: true }));
    await expectAccessible();
  });

  it("changes the look at once and remembers it", async () => {
    const { person, askedFor } = open("/settings?section=appearance");
    await person.click(await screen.findByRole("radio", { name: "Dark" }));
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    await waitFor(() => expect(askedFor("settings.put")[0]).toMatchObject({ appearance: "dark" }));
    await expectAccessible();
  });

  it("sets how often a flow runs (F030)", async () => {
    const { person, askedFor } = open("/settings?section=sync");
    await person.selectOptions(
      await screen.findByLabelText("How often: Read orders, Practice shop US"),
      "every 5 min",
    );
    await waitFor(() =>
      expect(askedFor("flows.switch")[0]).toMatchObject({
        id: "tiktok-1",
        flow: "pull_orders",
        on: true,
        cadence_secs: 300,
      }),
    );
    await expectAccessible();
  });

  it("says where data and secrets lie (F302, F303)", async () => {
    open("/settings?section=data");
    expect(await screen.findByText("~/.local/share/shopferry")).toBeTruthy();
    expect(screen.getByText("the system’s keychain (Secret Service)")).toBeTruthy();
    await expectAccessible();
  });

  it("leaves the practice shop after asking", async () => {
    const { person } = open("/settings?section=about");
    await person.click(await screen.findByRole("button", { name: "Leave the practice shop" }));
    const asked = await dialog("Leave the practice shop?");
    await person.click(asked.getByRole("button", { name: "Leave the practice shop" }));
    await page("Welcome to Shopferry");
  });

  it("keeps who hears of what, and names a wrong address at its field (F020, F021, F023)", async () => {
    const { person, askedFor } = open("/settings?section=notifications");
    const addresses = await screen.findByLabelText("E-mail addresses");
    await person.type(addresses, "a@example.com, nobody");
    await person.click(screen.getByRole("switch", { name: "Daily report of products without a partner" }));
    await person.selectOptions(
      screen.getByLabelText("An update is there: how it is told"),
      "Only in the program",
    );
    await person.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(/This is no e-mail address: nobody/)).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(addresses));
    await person.clear(addresses);
    await person.type(addresses, "a@example.com");
    await person.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Everything is saved.")).toBeTruthy();
    expect(askedFor("notice_rules.save")).toHaveLength(2);
    await expectAccessible();
  });

  it("asks before a draft is left for another section (F018)", async () => {
    const { person } = open("/settings?section=notifications");
    await person.click(await screen.findByRole("switch", { name: "Notice of set-aside orders" }));
    await person.click(screen.getByRole("link", { name: "Data" }));
    const asked = await dialog("Leave without saving?");
    await person.click(asked.getByRole("button", { name: "Discard" }));
    expect(await screen.findByText("Data folder")).toBeTruthy();
  });

  it.each(["notifications", "shortcuts"])("section %s is accessible", async (section) => {
    open(`/settings?section=${section}`);
    await page("Settings");
    expect((await screen.findAllByRole("heading", { level: 2 })).length).toBeGreaterThan(0);
    await expectAccessible();
  });
});
