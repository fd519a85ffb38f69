// Takes a screenshot of every page, light and dark, at 1280 × 800 and 960 × 640, with the fixture behind it.
// node browser/screens.mjs [folder] [name…]: only the pages whose name is given.
import { mkdirSync } from "node:fs";
import { build, preview } from "vite";
import { launch } from "./chromium.mjs";

const [folder = "test-results/screens", ...only] = process.argv.slice(2);
const sizes = [
  { width: 1280, height: 800 },
  { width: 960, height: 640 },
];
const pages = {
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
  link_dialog: {
    path: "/orders?order=order-2",
    act: async (page) => page.getByRole("button", { name: "Link to…" }).first().click(),
  },
  inventory: { path: "/inventory" },
  inventory_why: {
    path: "/inventory",
    act: async (page) =>
      page
        .getByRole("button", { name: /Why this number: Enamel/ })
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

mkdirSync(folder, { recursive: true });
const outDir = "test-results/fixture-dist";
await build({ mode: "fixture", logLevel: "error", build: { outDir, emptyOutDir: true, minify: false } });
const server = await preview({
  logLevel: "error",
  build: { outDir },
  preview: { host: "127.0.0.1", port: 5199, strictPort: true },
});
const browser = await launch();
try {
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of sizes) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        reducedMotion: "reduce",
        locale: "en-GB",
        timezoneId: "UTC",
      });
      for (const [name, { path, scene = "practice", act }] of Object.entries(pages)) {
        if (only.length > 0 && !only.includes(name)) continue;
        const page = await context.newPage();
        page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
        page.on(
          "console",
          (message) => message.type() === "error" && console.error(`${name}: ${message.text()}`),
        );
        await page.goto(`http://127.0.0.1:5199/?scene=${scene}#${path}`);
        await page.locator("h1").first().waitFor();
        if (act) await act(page).catch((error) => console.error(`${name}: ${error.message}`));
        await page.waitForTimeout(250);
        await page.screenshot({ path: `${folder}/${name}-${viewport.width}-${colorScheme}.png` });
        await page.close();
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  await server.close();
}
