import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { dialog, expectAccessible, open, page } from "@/testing/stage";

describe("Channels", () => {
  it("lists the connections with their state and switches one off (F003)", async () => {
    const { person, askedFor } = open("/channels");
    await page("Channels");
    expect(await screen.findByRole("table", { name: "Channels" })).toBeTruthy();
    await expectAccessible();
    await person.click(screen.getByRole("switch", { name: "Amazon US is enabled" }));
    await waitFor(() => expect(askedFor("channels.enable")).toEqual([{ id: "amazon-1", enabled: false }]));
    expect(await screen.findByText("Disabled")).toBeTruthy();
  });

  it("tests a connection step by step (F016)", async () => {
    const { person } = open("/channels?channel=amazon-1");
    await person.click(await screen.findByRole("button", { name: "Test connection" }));
    const steps = within(await screen.findByRole("list", { name: "Test" }));
    expect(steps.getAllByRole("listitem")).toHaveLength(4);
    expect(steps.getByText("Works, but")).toBeTruthy();
    await expectAccessible();
  });

  it("confirms a writing flow of a real connection and says what it does (F019, F001)", async () => {
    const { person, askedFor } = open("/channels?channel=amazon-1", { scene: "real" });
    await person.click(await screen.findByRole("switch", { name: "Send orders to Amazon" }));
    const asked = await dialog("Switch on “Send orders to Amazon”?");
    expect(asked.getByText("Orders paid before this moment are never sent without your click.")).toBeTruthy();
    expect(askedFor("flows.switch")).toEqual([]);
    await person.click(asked.getByRole("button", { name: "Switch on" }));
    await waitFor(() =>
      expect(askedFor("flows.switch")).toEqual([
        { id: "amazon-1", flow: "export", on: true, confirmed: true, cadence_secs: null },
      ]),
    );
  });

  it("switches flows of the practice shop without asking, and runs one now (F203)", async () => {
    const { person, askedFor } = open("/channels?channel=tiktok-1");
    await person.click(await screen.findByRole("switch", { name: "Send stock to TikTok" }));
    await waitFor(() => expect(askedFor("flows.switch")).toHaveLength(1));
    await person.click(screen.getByRole("button", { name: "Run “Read orders” now" }));
    await waitFor(() => expect(askedFor("flows.run")).toEqual([{ id: "tiktok-1", flow: "pull_orders" }]));
  });

  it("asks for the carrier once and shows the shop's rules with the way to its settings (F082, F115, F116, F324)", async () => {
    const { person, askedFor } = open("/channels?channel=tiktok-1");
    expect(await screen.findByText("2 parcels wait for this answer")).toBeTruthy();
    await person.selectOptions(screen.getByLabelText("Carrier for Amazon Logistics"), "Amazon Logistics");
    await waitFor(() => expect(askedFor("channels.choose_carrier")).toHaveLength(1));
    expect(screen.getAllByText("FBA stock")).toHaveLength(2);
    expect(screen.getByText("Out-of-stock buffer")).toBeTruthy();
    await person.click(
      within(screen.getByRole("article", { name: "Practice shop US" })).getByRole("link", {
        name: "Settings",
      }),
    );
    await page("Settings of Practice shop US");
  });

  it("names what stops before it removes a connection (F004)", async () => {
    const { person, askedFor, router } = open("/channels?channel=tiktok-1");
    await person.click(await screen.findByRole("button", { name: "Remove connection…" }));
    const asked = await dialog("Remove “Practice shop US”?");
    expect(asked.getByText("17 orders are still open.")).toBeTruthy();
    expect(asked.getByText("Read orders")).toBeTruthy();
    await person.click(asked.getByRole("button", { name: "Remove connection" }));
    await waitFor(() => expect(askedFor("channels.remove")).toEqual([{ id: "tiktok-1", force: false }]));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });
});

describe("adding a connection (F001, F301)", () => {
  it("TikTok Shop: keys, the browser, the pasted address", async () => {
    const { person, askedFor, platform } = open("/channels?add=tiktok_shop", { scene: "real" });
    await person.type(await screen.findByLabelText("Name"), "My shop");
    await person.type(screen.getByLabelText("App key"), "key1");
    await person.type(screen.getByLabelText("App secret"), "secret1");
    await person.type(screen.getByLabelText("Service id or authorisation link"), "7000");
    await expectAccessible();
    await person.click(screen.getByRole("button", { name: "Open TikTok’s consent page" }));
    const pasted = await screen.findByLabelText("Address the browser ended on");
    expect(platform.opened).toHaveLength(1);
    await person.type(pasted, "https://example.org/");
    await person.click(screen.getByRole("button", { name: "Connect shop" }));
    expect((await screen.findAllByText("The pasted address holds no code.")).length).toBe(2);
    expect(pasted.getAttribute("aria-invalid")).toBe("true");
    await person.type(pasted, "?code=abc&state=x");
    await person.click(screen.getByRole("button", { name: "Connect shop" }));
    await waitFor(() => expect(askedFor("channels.tiktok_finish")).toHaveLength(2));
    expect(await screen.findByRole("article", { name: "Lantern & Leaf US" })).toBeTruthy();
  });

  it("Amazon: an empty field is named and what was typed stays", async () => {
    const { person, askedFor } = open("/channels?add=amazon", { scene: "real" });
    await person.type(await screen.findByLabelText("Name"), "Amazon UK");
    await person.selectOptions(screen.getByLabelText("Marketplace"), "United Kingdom");
    await person.type(screen.getByLabelText("Seller id (merchant token)"), "A1");
    await person.type(screen.getByLabelText("Client id"), "c1");
    await person.type(screen.getByLabelText("Client secret"), " ");
    await person.type(screen.getByLabelText("Refresh token"), "r1");
    await expectAccessible();
    await person.click(screen.getByRole("button", { name: "Connect Amazon" }));
    await waitFor(() =>
      expect(screen.getByLabelText("Client secret").getAttribute("aria-invalid")).toBe("true"),
    );
    expect(screen.getByLabelText<HTMLInputElement>("Refresh token").value).toBe("r1");
    await person.type(screen.getByLabelText("Client secret"), "s1");
    await person.click(screen.getByRole("button", { name: "Connect Amazon" }));
    await waitFor(() => expect(askedFor("channels.amazon_add")).toHaveLength(2));
    expect(askedFor("channels.amazon_add")[1]).toMatchObject({
      marketplace: "A1F83G8C2ARO7P",
      connection: null,
    });
  });

  it("signs an existing connection in again under its own name (F005)", async () => {
    const { person, askedFor } = open("/channels?channel=amazon-1", { scene: "real" });
    await person.click(await screen.findByRole("link", { name: "Sign in again" }));
    await page("Sign in again: Amazon US");
    expect((await screen.findByLabelText<HTMLInputElement>("Name")).disabled).toBe(true);
    for (const label of ["Seller id (merchant token)", "Client id", "Client secret", "Refresh token"]) {
      await person.type(screen.getByLabelText(label), "x1");
    }
    await person.click(screen.getByRole("button", { name: "Sign in again" }));
    await waitFor(() => expect(askedFor("channels.amazon_add")[0]).toMatchObject({ connection: "amazon-1" }));
  });
});
