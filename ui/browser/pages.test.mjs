// Every page in a real browser, with the fixture behind it: no fault that axe can find (contrast included, light and dark),
// the structure that assistive technology reads (kept in browser/snapshots; UPDATE=1 writes them anew), nothing cut off at 200 %.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./chromium.mjs";
import { pages } from "./pages.mjs";
import { serveFixture } from "./serve_fixture.mjs";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const snapshots = fileURLToPath(new URL("./snapshots/", import.meta.url));
const context = {
  viewport: { width: 1280, height: 800 },
  reducedMotion: "reduce",
  locale: "en-GB",
  timezoneId: "UTC",
};
let server;
let browser;

before(async () => {
  mkdirSync(snapshots, { recursive: true });
  server = await serveFixture(5198);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

async function visit(name, { scene = pages[name].scene ?? "practice", ...options } = {}) {
  const { path, act } = pages[name];
  const opened = await browser.newContext({ ...context, ...options });
  // The desktop window freezes the prototypes; whatever breaks under that breaks here as well.
  await opened.addInitScript(() => Object.freeze(Object.prototype));
  const page = await opened.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(`${server.url}/?scene=${scene}&still#${path}`);
  await page.locator("h1").first().waitFor();
  if (act) await act(page);
  await page.waitForTimeout(200);
  return { page, faults, close: () => opened.close() };
}

async function axeFaults(page) {
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap((one) =>
      one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
    );
  });
}

for (const name of Object.keys(pages)) {
  test(`${name} keeps its structure and has no fault that axe can find, light or dark`, async () => {
    const { page, faults, close } = await visit(name, { colorScheme: "light" });
    const structure = `${await page.locator("body").ariaSnapshot()}\n`;
    const file = `${snapshots}${name}.yml`;
    if (process.env.UPDATE || !existsSync(file)) writeFileSync(file, structure);
    assert.equal(structure, readFileSync(file, "utf8"));
    await page.addScriptTag({ path: axePath });
    assert.deepEqual(await axeFaults(page), [], "light");
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await page.locator(":root[data-theme=dark]").waitFor({ state: "attached" });
    assert.deepEqual(await axeFaults(page), [], "dark");
    assert.deepEqual(faults, []);
    await close();
  });
}

test("at 200 % nothing is lost: the page title, the menu and the main action stay in reach", async () => {
  const { page, close } = await visit("orders", { viewport: { width: 640, height: 400 } });
  for (const found of [
    page.getByRole("heading", { level: 1 }),
    page.getByRole("link", { name: "Orders", exact: true }),
    page.getByRole("tab").first(),
  ]) {
    await found.scrollIntoViewIfNeeded();
    assert.ok(await found.isVisible());
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
  await close();
});

test("with forced colours every control keeps an edge or a word", async () => {
  const { page, faults, close } = await visit("channel_tiktok", { forcedColors: "active" });
  const toggle = page.getByRole("switch", { name: "Read orders" });
  assert.ok(await toggle.isVisible());
  const edge = await toggle.evaluate((element) => getComputedStyle(element).borderTopWidth);
  assert.notEqual(edge, "0px");
  assert.deepEqual(faults, []);
  await close();
});

test("the first row of a table stands within 130 px of the top of a window without bars", async () => {
  const { page, close } = await visit("orders", { scene: "real" });
  const row = page.getByRole("table", { name: "Orders: All" }).locator("tbody tr").first();
  await row.waitFor();
  const box = await row.boundingBox();
  assert.ok(box.y <= 130, `it stands at ${box.y}`);
  await close();
});
