// Every page worth looking at: its address, the scene behind it, and what is done before looking.
export const pages = {
  home: { path: "/" },
  home_trouble: { path: "/", scene: "trouble" },
  home_real: { path: "/", scene: "real" },
  home_quiet: { path: "/", scene: "nothing_yet" },
  orders: { path: "/orders" },
  orders_bulk: {
    path: "/orders?tab=problems",
    act: async (page) => page.getByRole("checkbox", { name: "Choose all rows" }).check(),
  },
  orders_empty: { path: "/orders", scene: "nothing_yet" },
  orders_filtered: { path: "/orders?q=zzz" },
  order_refused: { path: "/orders?order=order-4" },
  order_unlinked: { path: "/orders?tab=problems&order=order-2" },
  order_shipped: { path: "/orders?order=order-11" },
  own_warehouse: { path: "/orders?tab=own" },
  own_empty: { path: "/orders?tab=own", scene: "nothing_yet" },
  own_number: {
    path: "/orders?tab=own",
    act: async (page) =>
      page
        .getByRole("button", { name: /^Enter number for order/ })
        .first()
        .click(),
  },
  own_save: {
    path: "/orders?tab=own",
    act: async (page) => {
      await page.getByRole("button", { name: "Save as a file…" }).click();
      await page.getByText("3 rows").waitFor();
    },
  },
  own_import: {
    path: "/orders?tab=own",
    act: async (page) => {
      const number = await page.locator("[data-row] th a").first().innerText();
      const rows = [
        "order_number,carrier,tracking_number",
        `${number},UPS,1Z999AA10123456784`,
        "999,UPS,1Z1",
      ];
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "numbers.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
      await page.getByText("1 row cannot be taken, so nothing is sent").waitFor();
    },
  },
  order_own_part: { path: "/orders?tab=own&order=order-26" },
  link_dialog: {
    path: "/orders?order=order-2",
    act: async (page) => page.getByRole("button", { name: "Link to…" }).first().click(),
  },
  inventory: { path: "/inventory" },
  inventory_why: {
    path: "/inventory",
    act: async (page) =>
      page
        .getByRole("button", { name: /why this number: Enamel/ })
        .first()
        .click(),
  },
  mapping: { path: "/mapping" },
  mapping_linked: { path: "/mapping?tab=linked" },
  channels: { path: "/channels" },
  channel_tiktok: { path: "/channels?channel=tiktok-1" },
  channel_amazon_test: {
    path: "/channels?channel=amazon-1",
    act: async (page) => page.getByRole("button", { name: "Test connection" }).click(),
  },
  channel_confirm: {
    path: "/channels?channel=amazon-1",
    scene: "real",
    act: async (page) => page.getByRole("switch", { name: "Send orders to Amazon" }).click(),
  },
  channel_remove: {
    path: "/channels?channel=tiktok-1",
    act: async (page) => page.getByRole("button", { name: "Remove connection…" }).click(),
  },
  channel_review: { path: "/channels?channel=tiktok-1&open=review", scene: "real" },
  channel_review_accepted: {
    path: "/channels?channel=tiktok-1&open=review",
    scene: "real",
    act: async (page) => {
      for (let left = 3; left > 0; left -= 1) {
        await page
          .getByRole("button", { name: /^Skip: / })
          .first()
          .click();
        await page
          .getByRole("button", { name: /^Take back/ })
          .nth(3 - left)
          .waitFor();
      }
      await page.getByRole("button", { name: "Accept the review" }).click();
      await page.getByRole("button", { name: "Switch on" }).waitFor();
    },
  },
  live_check: {
    path: "/channels?channel=tiktok-1&open=live",
    scene: "real",
    act: async (page) => {
      await page.getByLabel("SKU of the listing").fill("MUG-BLUE");
      await page.getByLabel("Order number").fill("no-such-order");
      await page.getByRole("button", { name: "Begin the check" }).click();
    },
  },
  shop_app: { path: "/channels/tiktok-1/settings" },
  shop_marketplace: { path: "/channels/tiktok-1/settings?group=marketplace" },
  shop_additional: {
    path: "/channels/tiktok-1/settings?group=marketplace",
    act: async (page) => page.getByText("Additional settings", { exact: true }).click(),
  },
  shop_other: { path: "/channels/tiktok-1/settings?group=other" },
  shop_orders: { path: "/channels/tiktok-1/settings?group=orders" },
  shop_shipping: { path: "/channels/tiktok-1/settings?group=shipping" },
  shop_refused: {
    path: "/channels/tiktok-1/settings",
    act: async (page) => {
      await page.getByLabel("Extra delay (hours)").fill("100");
      await page.getByLabel("Keep back orders with more pieces than (pieces)", { exact: true }).fill("x");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("2 fields cannot be saved").waitFor();
    },
  },
  shop_preview: {
    path: "/channels/tiktok-1/settings",
    act: async (page) => {
      await page.getByLabel("Keep back orders with more pieces than (pieces)", { exact: true }).fill("3");
      await page.getByRole("button", { name: "What would change" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  shop_leave: {
    path: "/channels/tiktok-1/settings",
    act: async (page) => {
      await page.getByLabel("Extra delay (hours)").fill("24");
      await page.getByRole("link", { name: "Orders", exact: true }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  shop_zero: {
    path: "/channels/tiktok-1/settings?group=marketplace",
    act: async (page) => {
      await page.getByText("Additional settings", { exact: true }).click();
      await page.getByRole("switch", { name: "Show 0 for what is not at Amazon" }).click();
    },
  },
  shop_help: {
    path: "/channels/tiktok-1/settings",
    act: async (page) => page.getByRole("button", { name: "Explain: Extra delay" }).click(),
  },
  add_tiktok: { path: "/channels?add=tiktok_shop" },
  add_amazon: { path: "/channels?add=amazon" },
  activity: { path: "/activity" },
  activity_jobs: { path: "/activity?tab=jobs" },
  activity_set_aside: { path: "/activity?tab=set_aside" },
  settings_general: { path: "/settings" },
  settings_appearance: { path: "/settings?section=appearance" },
  settings_sync: { path: "/settings?section=sync" },
  settings_notifications: { path: "/settings?section=notifications" },
  settings_data: { path: "/settings?section=data" },
  settings_shortcuts: { path: "/settings?section=shortcuts" },
  settings_about: { path: "/settings?section=about" },
  first_run: { path: "/", scene: "first_run" },
  first_run_amazon: {
    path: "/",
    scene: "first_run",
    act: async (page) => page.getByRole("button", { name: "Connect my accounts" }).click(),
  },
  palette: { path: "/", act: async (page) => page.keyboard.press("Control+k") },
  shortcuts: { path: "/", act: async (page) => page.keyboard.press("?") },
};
