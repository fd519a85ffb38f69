import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectAccessible, open, page } from "@/testing/stage";

describe("the first run", () => {
  it("says what stays here and opens the practice shop (F300)", async () => {
    const { person } = open("/", { scene: "first_run" });
    await page("Welcome to Shopferry");
    expect(screen.getByText("Orders, buyers and stock: encrypted in ~/.local/share/shopferry")).toBeTruthy();
    await expectAccessible();
    await person.click(screen.getByRole("button", { name: "Open the practice shop" }));
    await page("Home");
    expect(screen.getByRole("region", { name: "Practice bar" })).toBeTruthy();
  });

  it("connects Amazon, then TikTok, and tells that writing is still off (F001)", async () => {
    const { person, askedFor } = open("/", { scene: "first_run" });
    await person.click(await screen.findByRole("button", { name: "Connect my accounts" }));
    for (const label of [
      "Name",
      "Seller id (merchant token)",
      "Client id",
      "Client secret",
      "Refresh token",
    ]) {
      await person.type(await screen.findByLabelText(label), "x1");
    }
    await person.click(screen.getByRole("button", { name: "Connect Amazon" }));
    await person.type(await screen.findByLabelText("App key"), "k");
    await person.type(screen.getByLabelText("Name"), "Shop");
    await person.type(screen.getByLabelText("App secret"), "s");
    await person.type(screen.getByLabelText("Service id or authorisation link"), "7");
    await person.click(screen.getByRole("button", { name: "Open TikTok’s consent page" }));
    await person.type(
      await screen.findByLabelText("Address the browser ended on"),
      "https://x.example/?code=1&state=2",
    );
    await person.click(screen.getByRole("button", { name: "Connect shop" }));
    expect(await screen.findByText("Writing is still off")).toBeTruthy();
    await expectAccessible();
    await person.click(screen.getByRole("button", { name: "Open Shopferry" }));
    await page("Home");
    expect(askedFor("channels.amazon_add")).toHaveLength(1);
  });

  it("comes back to the step it was left at", async () => {
    localStorage.setItem("shopferry.setup", "tiktok");
    open("/", { scene: "first_run" });
    await waitFor(() => expect(screen.getByLabelText("App key")).toBeTruthy());
  });
});
