import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { dialog, expectAccessible, open, page } from "@/testing/stage";

const at = (group: string) => `/channels/tiktok-1/settings?group=${group}`;
const title = "Settings of Practice shop US";

describe("Settings of a shop", () => {
  beforeEach(() => sessionStorage.clear());

  it.each([
    ["app", "Extra delay (hours)"],
    ["marketplace", "Low-stock fast lane"],
    ["other", "Use the own warehouse"],
    ["orders", "Sample orders"],
    ["shipping", "Default speed"],
  ])(
    "group %s is accessible and shows what each setting does and its default (F018)",
    async (group, label) => {
      open(at(group));
      await page(title);
      expect(await screen.findByLabelText(label)).toBeTruthy();
      expect(screen.getAllByText(/^Default: /).length).toBeGreaterThan(0);
      await expectAccessible();
    },
  );

  it("keeps a draft until Save and saves with Ctrl+Enter (F018, F061)", async () => {
    const { person, askedFor } = open(at("app"));
    const delay = await screen.findByLabelText<HTMLInputElement>("Extra delay (hours)");
    await person.clear(delay);
    await person.type(delay, "24");
    expect(screen.getByText("Changes are not saved yet.")).toBeTruthy();
    expect(askedFor("shop_rules.save")).toEqual([]);
    await person.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(askedFor("shop_rules.save")).toHaveLength(1));
    expect(askedFor("shop_rules.save")[0]).toMatchObject({ id: "tiktok-1", draft: { delay: "24" } });
    expect(await screen.findByText("Everything is saved.")).toBeTruthy();
    expect(await screen.findByText(/Extra delay: 0 → 24/)).toBeTruthy();
  });

  it("shows every refusal at its field, on whatever tab, and focuses the first (F018)", async () => {
    const { person } = open(at("app"));
    await person.type(await screen.findByLabelText("Keep back orders with more pieces than (pieces)"), "x");
    await person.click(screen.getByRole("tab", { name: "Marketplace settings" }));
    await person.click(await screen.findByText("Additional settings"));
    await person.clear(screen.getByLabelText("Out-of-stock buffer (pieces)"));
    await person.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("2 fields cannot be saved as they are.")).toBeTruthy();
    const pieces = await screen.findByLabelText("Keep back orders with more pieces than (pieces)");
    expect(pieces.getAttribute("aria-invalid")).toBe("true");
    await waitFor(() => expect(document.activeElement).toBe(pieces));
    await expectAccessible();
    await person.clear(pieces);
    expect(pieces.getAttribute("aria-invalid")).toBeNull();
  });

  it("takes back step by step with Ctrl+Z", async () => {
    const { person } = open(at("orders"));
    await person.click(await screen.findByRole("switch", { name: "Hide orders without a linked line" }));
    await person.selectOptions(screen.getByLabelText("Sample orders"), "Send like any other");
    await person.keyboard("{Control>}z{/Control}");
    expect(screen.getByLabelText<HTMLSelectElement>("Sample orders").value).toBe("ask");
    expect(screen.getByText("Changes are not saved yet.")).toBeTruthy();
    await person.keyboard("{Control>}z{/Control}");
    expect(screen.getByText("Everything is saved.")).toBeTruthy();
  });

  it("asks before a draft is left: stay, discard or save (F018)", async () => {
    const { person, askedFor } = open(at("other"));
    await person.click(await screen.findByRole("switch", { name: "Use the own warehouse" }));
    await person.click(screen.getByRole("link", { name: "Orders" }));
    let asked = await dialog("Leave without saving?");
    await person.click(asked.getByRole("button", { name: "Stay" }));
    await page(title);
    await person.click(screen.getByRole("link", { name: "Orders" }));
    asked = await dialog("Leave without saving?");
    await person.click(asked.getByRole("button", { name: "Save" }));
    await page("Orders");
    expect(askedFor("shop_rules.save")[0]).toMatchObject({ draft: { own_warehouse: true } });
  });

  it("discards on leaving when told so, and keeps a draft over a reload until then", async () => {
    const { person } = open(at("other"));
    await person.click(await screen.findByRole("switch", { name: "Use the own warehouse" }));
    expect(sessionStorage.getItem("shopferry.draft.shop.tiktok-1")).toContain('"own_warehouse":true');
    await person.click(screen.getByRole("link", { name: "Orders" }));
    const asked = await dialog("Leave without saving?");
    await person.click(asked.getByRole("button", { name: "Discard" }));
    await page("Orders");
    expect(sessionStorage.getItem("shopferry.draft.shop.tiktok-1")).toBeNull();
  });

  it("does not overwrite what another window changed", async () => {
    const { person, platform } = open(at("other"));
    await person.click(await screen.findByRole("switch", { name: "Use the own warehouse" }));
    platform.world.rules.saved += 1;
    platform.world.rules.shop.mixed = "split";
    await person.click(screen.getByRole("button", { name: "Save" }));
    await person.click(await screen.findByRole("button", { name: "Read again" }));
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLSelectElement>("Orders with Amazon’s and your own goods").value).toBe(
        "split",
      ),
    );
    expect(await screen.findByText("Everything is saved.")).toBeTruthy();
  });

  it("shows what would change before Save (F317, F063)", async () => {
    const { person } = open(at("app"));
    await person.type(await screen.findByLabelText("Keep back orders with more pieces than (pieces)"), "3");
    await person.click(screen.getByRole("button", { name: "What would change" }));
    const found = await dialog("What would change");
    expect(found.getByText(/412 orders of the last 30 days/)).toBeTruthy();
    expect(found.getAllByRole("row")).toHaveLength(4);
    await expectAccessible();
  });

  it("lists what would become 0 and asks before it is switched on (F114)", async () => {
    const { person } = open(at("marketplace"));
    await person.click(await screen.findByText("Additional settings"));
    const zero = screen.getByRole("switch", { name: "Show 0 for what is not at Amazon" });
    await person.click(zero);
    const asked = await dialog("Set these listings to 0?");
    expect(asked.getAllByRole("listitem").length).toBeGreaterThan(0);
    expect(zero.getAttribute("aria-checked")).toBe("false");
    await person.click(asked.getByRole("button", { name: /^Set \d+ listings? to 0$/ }));
    await waitFor(() => expect(zero.getAttribute("aria-checked")).toBe("true"));
  });

  it("greys out what the account does not have and says so (F431, F073)", async () => {
    const { person } = open(at("marketplace"));
    await person.click(await screen.findByText("Additional settings"));
    const signature = within(screen.getByLabelText("Signature on delivery"));
    expect(signature.getByRole<HTMLOptionElement>("option", { name: "Required" }).disabled).toBe(true);
    expect(screen.getByText("This account or marketplace does not have it.")).toBeTruthy();
    const box = within(screen.getByLabelText("Plain box"));
    expect(box.getByRole<HTMLOptionElement>("option", { name: "Prefer plain" }).disabled).toBe(false);
    await person.selectOptions(screen.getByLabelText("Version for new orders"), "Second version");
    expect(box.getByRole<HTMLOptionElement>("option", { name: "Prefer plain" }).disabled).toBe(true);
  });

  it("says which linked SKUs lack an option and when Amazon was asked (F073)", async () => {
    const { person, askedFor } = open(at("marketplace"));
    await person.click(await screen.findByText("Additional settings"));
    expect(screen.getByText(/1 linked SKU does not have it: LAMP-01/)).toBeTruthy();
    expect(screen.getByText(/What the account has, as Amazon told:/)).toBeTruthy();
    expect(askedFor("marketplace_rules.refresh")).toEqual([]);
  });

  it("asks Amazon anew when the answer is old, without holding the page up (F073)", async () => {
    const { platform, person, askedFor } = open(at("marketplace"));
    platform.world.rules.facts_old = true;
    await person.click(await screen.findByText("Additional settings"));
    await waitFor(() =>
      expect(askedFor("marketplace_rules.refresh")).toEqual([{ id: "amazon-1", shop: null }]),
    );
  });

  it("tries a choice with a recent order and shows the answer before Save (F073, F401, F402, F431)", async () => {
    const { person, askedFor } = open(at("marketplace"));
    await person.click(await screen.findByText("Additional settings"));
    await person.selectOptions(screen.getByLabelText("Box in a box"), "Required");
    expect(await screen.findByText(/Amazon would ship it so$/)).toBeTruthy();
    await person.selectOptions(screen.getByLabelText("Packing slip in the box"), "Required");
    expect(await screen.findByText(/Amazon would not ship it so$/)).toBeTruthy();
    expect(askedFor("marketplace_rules.save")).toEqual([]);
    await expectAccessible();
  });

  it("takes the secret half of a saved queue's key apart from the form (F427)", async () => {
    const { person, askedFor } = open(at("marketplace"));
    await person.click(await screen.findByText("Additional settings"));
    await person.click(screen.getByRole("switch", { name: "Hear from Amazon through an own queue" }));
    expect(screen.getByText(/Save the queue first/)).toBeTruthy();
    const url = "https://sqs.us-east-1.amazonaws.com/1/q";
    await person.type(screen.getByLabelText("Address of the queue"), url);
    await person.click(screen.getByRole("button", { name: "Save" }));
    await person.type(await screen.findByLabelText("Secret half of the key"), "hush-hush");
    await person.click(screen.getByRole("button", { name: "Keep the secret" }));
    await waitFor(() =>
      expect(askedFor("marketplace_rules.queue_secret")).toEqual([{ id: "amazon-1", secret: "hush-hush" }]),
    );
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>("Secret half of the key").value).toBe(""),
    );
    expect(JSON.stringify(sessionStorage)).not.toContain("hush");
  });

  it("switches the flows of a marketplace at once, real ones after asking (F066, F080, F100, F110)", async () => {
    const { person, askedFor } = open(at("marketplace"), { scene: "real" });
    const flows = within(await screen.findByRole("list", { name: "Switches: Amazon US" }));
    expect(flows.getAllByRole("switch")).toHaveLength(5);
    await person.click(flows.getByRole("switch", { name: "Send orders to Amazon" }));
    const asked = await dialog("Switch on “Send orders to Amazon”?");
    await person.click(asked.getByRole("button", { name: "Switch on" }));
    await waitFor(() =>
      expect(askedFor("flows.switch")).toEqual([
        { id: "amazon-1", flow: "export", on: true, confirmed: true, cadence_secs: null },
      ]),
    );
  });

  it("unpairs a marketplace after asking and pairs it again (F324)", async () => {
    const { person, askedFor } = open(at("marketplace"));
    await person.click(await screen.findByRole("button", { name: "Unpair" }));
    const asked = await dialog("Unpair Amazon US?");
    await person.click(asked.getByRole("button", { name: "Unpair" }));
    await person.click(await screen.findByRole("button", { name: "Pair" }));
    await waitFor(() =>
      expect(askedFor("channels.set_partners")).toEqual([
        { id: "tiktok-1", partners: [] },
        { id: "tiktok-1", partners: ["amazon-1"] },
      ]),
    );
  });

  it("maps shipping services to speeds, adds and removes rows (F069)", async () => {
    const { person, askedFor } = open(at("shipping"));
    await person.click(await screen.findByRole("button", { name: "Remove Express Shipping" }));
    await person.click(screen.getByRole("button", { name: "Add a service" }));
    await person.type(screen.getByLabelText("Shipping service, row 2"), "Economy Shipping");
    await person.click(screen.getByRole("checkbox", { name: "FBA stock" }));
    await person.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(askedFor("shop_rules.save")[0]).toMatchObject({
        draft: {
          speeds: [
            { service: "Express", speed: "Expedited" },
            { service: "Economy Shipping", speed: "Standard" },
          ],
          amazon_warehouses: ["W-1"],
        },
      }),
    );
  });

  it("opens the guide's chapter of a setting in place (F204)", async () => {
    const { person } = open(at("app"));
    await person.click(await screen.findByRole("button", { name: "Explain: Extra delay" }));
    const drawer = await dialog("Order rules");
    expect(drawer.getByText(/Amazon drops a held order after 14 days/)).toBeTruthy();
    await person.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });
});
