import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { OrderAction, OrderView } from "@/platform/contract";
import { dialog, expectAccessible, open } from "@/testing/stage";

describe("one order (F201)", () => {
  it("says why it cannot go on, what to do, and lets one try again (F053)", async () => {
    const { person, askedFor } = open("/orders?order=order-4");
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    expect(order.getAllByText("Amazon refused the order.").length).toBeGreaterThan(0);
    expect(order.getByText("Read Amazon’s reason below, mend it, then try again.")).toBeTruthy();
    await person.click(order.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(askedFor("orders.retry")).toEqual([{ keys: ["order-4"] }]));
    expect((await order.findAllByText("Waiting to export")).length).toBe(1);
    await expectAccessible();
  });

  it("links an unlinked line from the order, and the order goes on (F191)", async () => {
    const { person, askedFor } = open("/orders?order=order-2");
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    await person.click(order.getAllByRole("button", { name: "Link to…" })[0] as HTMLElement);
    const link = await dialog("Link to…");
    await person.type(link.getByLabelText("Search by SKU or name"), "bottle");
    await person.click(await link.findByRole("radio", { name: /BOTTLE-STEEL-750/ }));
    const quantity = link.getByLabelText("Units per sold unit");
    await person.clear(quantity);
    await person.type(quantity, "0");
    expect(link.getByText("A whole number from 1 to 1,000.")).toBeTruthy();
    await person.clear(quantity);
    await person.type(quantity, "2");
    await person.click(link.getByRole("button", { name: "Link listing" }));
    await waitFor(() => expect(askedFor("links.put")).toHaveLength(1));
    expect(askedFor("links.put")[0]).toMatchObject({
      components: [{ sku: "BOTTLE-STEEL-750", quantity: 2 }],
    });
    expect((await order.findAllByText("Waiting to export")).length).toBeGreaterThan(0);
  });

  it("explains the stock number step by step (F127)", async () => {
    const { person } = open("/orders?order=order-11");
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    await person.click(order.getByRole("button", { name: "0 – why this number: Fig scented candle" }));
    const why = within(await screen.findByRole("dialog", { name: "Why this number" }));
    expect(why.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
      "At Amazon, in sold units3",
      "Less own open orders−12",
      "At or below the buffer−20",
      "Buyers see0",
    ]);
  });

  it("marks hidden buyer data and never shows a mask (F044)", async () => {
    open("/orders?order=order-0");
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    expect(order.getAllByText("hidden").length).toBe(7);
  });

  it("shows whatever a buyer wrote as plain text (F045)", async () => {
    const { platform } = open("/orders?order=order-0");
    const words = [
      "<b onclick='x'>bold</b>",
      "\u202eاتركه عند الباب",
      "🔔👨‍👩‍👧",
      "a very long line ".repeat(589).trim(),
    ];
    const shown = platform.world.orders[0];
    if (!shown) throw new Error("the fixture has orders");
    shown.buyer_note = words.join(" | ");
    shown.seller_note = "\u0007\u001b[31mred";
    platform.change(["orders"]);
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    for (const word of words) {
      await waitFor(() => expect(order.getByText((text) => text.includes(word))).toBeTruthy());
    }
    expect(document.querySelector("[onclick]")).toBe(null);
    await expectAccessible();
  });

  it("shows parcels, the Amazon order and every event (F090)", async () => {
    const { person, platform } = open("/orders?order=order-11");
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    expect(order.getByText("At TikTok")).toBeTruthy();
    expect(order.getByText("TikTok Shop confirmed the tracking number.")).toBeTruthy();
    await person.click(order.getByRole("button", { name: "Open at Amazon" }));
    expect(platform.opened).toEqual(["https://sellercentral.amazon.com/orders-v3"]);
    await person.click(order.getByRole("button", { name: "Show details" }));
    expect(order.getByText(/"recipient_address": "\(hidden\)"/)).toBeTruthy();
    await expectAccessible();
  });

  it("asks before it sends an order from before the start line (F327)", async () => {
    const { person, askedFor } = open("/orders?order=order-14");
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    await person.click(order.getByRole("button", { name: "Send to Amazon" }));
    expect(askedFor("orders.send")).toEqual([]);
    await person.click((await dialog(/^Send order/)).getByRole("button", { name: "Send to Amazon" }));
    await waitFor(() => expect(askedFor("orders.send")).toEqual([{ keys: ["order-14"] }]));
  });

  it("closes with Escape and gives the focus back to its row", async () => {
    const { person, router } = open("/orders?order=order-4");
    const order = await screen.findByRole("article", { name: /^Order / });
    within(order).getByRole("button", { name: "Close order" }).focus();
    await person.keyboard("{Escape}");
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    await waitFor(() =>
      expect(document.activeElement?.closest("[data-row]")?.getAttribute("data-row")).toBe("order-4"),
    );
  });

  it("stands instead of the list in a narrow window", async () => {
    open("/orders?order=order-4", { wide: false });
    await screen.findByRole("article", { name: /^Order / });
    expect(screen.queryByRole("table", { name: "Orders: All" })).toBeNull();
    expect(screen.getByRole("button", { name: "Back to orders" })).toBeTruthy();
  });
});

describe("cancelling and parcels (F102, F103, F408)", () => {
  it("cancels at TikTok only with one of its own reasons (F102)", async () => {
    const { person, askedFor } = open("/orders?order=order-4");
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    await person.click(order.getByRole("button", { name: "Cancel on TikTok…" }));
    const box = await dialog(/^Cancel order/);
    expect((box.getByRole("button", { name: "Cancel on TikTok" }) as HTMLButtonElement).disabled).toBe(true);
    await person.selectOptions(await box.findByLabelText("Reason"), "Out of stock");
    await person.click(box.getByRole("button", { name: "Cancel on TikTok" }));
    await waitFor(() =>
      expect(askedFor("orders.cancel_on_platform")).toEqual([
        { key: "order-4", lines: [], reason: "seller_cancel_reason_out_of_stock" },
      ]),
    );
  });

  it("shows how far a parcel is (F408)", async () => {
    open("/orders?order=order-11");
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    expect(order.getAllByText("Amazon: in transit").length).toBeGreaterThan(0);
  });
});

describe("every action asks before something leaves (F043, F061, F067, F103)", () => {
  async function ordered(actions: OrderAction[], change: (order: OrderView) => void = () => undefined) {
    const stage = open("/orders?order=order-4");
    const shown = stage.platform.world.orders[4];
    if (!shown) throw new Error("the fixture has orders");
    shown.actions = actions;
    change(shown);
    stage.platform.change(["orders"]);
    const order = within(await screen.findByRole("article", { name: /^Order / }));
    return { ...stage, order };
  }

  it.each([
    ["send_now", "Send now", /^Send order/, "orders.send_now", { keys: ["order-4"] }],
    ["send_anyway", "Send to Amazon", /^Send order/, "orders.send", { keys: ["order-4"] }],
    ["place_anew", "Place anew", /^Place order .* anew/, "orders.place_anew", { key: "order-4" }],
    [
      "send_number",
      "Send number again",
      /^Send the number/,
      "orders.send_number",
      { key: "order-4", anyway: true },
    ],
    [
      "cancel_at_fulfiller",
      "Cancel at Amazon",
      /^Cancel order/,
      "orders.cancel_at_fulfiller",
      { key: "order-4" },
    ],
  ] as const)("%s asks first", async (action, label, title, command, payload) => {
    const { person, askedFor, order } = await ordered([action]);
    await person.click(await order.findByRole("button", { name: label }));
    expect(askedFor(command)).toEqual([]);
    await person.click((await dialog(title)).getByRole("button", { name: label }));
    await waitFor(() => expect(askedFor(command)).toEqual([payload]));
  });

  it.each([
    ["retry", "Try again", "orders.retry"],
    ["accept_change", "Accept the change", "orders.accept_change"],
    ["archive", "Archive", "orders.archive"],
    ["unarchive", "Take back", "orders.unarchive"],
    ["refresh", "Read again", "orders.refresh"],
  ] as const)("%s changes nothing elsewhere and is done at once", async (action, label, command) => {
    const { person, askedFor, order } = await ordered([action]);
    await person.click(await order.findByRole("button", { name: label }));
    await waitFor(() => expect(askedFor(command)).toHaveLength(1));
  });

  it("says that a rule is overridden (F063, F064, F065, F067)", async () => {
    const { person, order } = await ordered(["send_anyway"], (shown) => {
      shown.row.state = "blocked_by_rule";
    });
    await person.click(await order.findByRole("button", { name: "Send to Amazon" }));
    expect((await dialog(/^Send order/)).getByText(/^Your own rule is overridden/)).toBeTruthy();
  });

  it("accepts the buyer's cancel only after asking (F103)", async () => {
    const { person, askedFor, order } = await ordered(["refresh"], (shown) => {
      shown.request = { asked_at: shown.row.placed_at, answer_by: null, reason: null };
    });
    await person.selectOptions(await order.findByLabelText("Reason for rejecting"), "Already shipping");
    await person.click(order.getByRole("button", { name: "Reject" }));
    expect(askedFor("orders.answer_request")).toEqual([]);
    await person.click((await dialog(/^Reject the cancel/)).getByRole("button", { name: "Reject" }));
    await waitFor(() =>
      expect(askedFor("orders.answer_request")).toEqual([
        { key: "order-4", accept: false, reject_reason: "reject_already_shipping" },
      ]),
    );
  });

  it("shows a cleared order as the stub that it is (F039)", async () => {
    const { order } = await ordered([], (shown) => {
      Object.assign(shown, { lines: [], address: [], money: [], cleared_at: shown.row.placed_at });
      Object.assign(shown.row, {
        state: "archived",
        summary: "",
        first_title: "",
        total: null,
        reason: {
          code: "unlinked_cleared",
          sentence: "No line of this order was linked for three days.",
          detail: null,
          cure: "Nothing to do.",
          page: "platform",
          passing: false,
        },
      });
    });
    expect(await order.findByText("No line of this order was linked for three days.")).toBeTruthy();
    expect(order.queryByRole("heading", { name: "Items" })).toBeNull();
    expect(order.queryByRole("heading", { name: "Address" })).toBeNull();
    await expectAccessible();
  });
});
