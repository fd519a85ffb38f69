// Takes a screenshot of every page, light and dark, at 1280 × 800 and 960 × 640, with the fixture behind it.
// node browser/screens.mjs [folder] [name…]: only the pages whose name is given.
import { mkdirSync } from "node:fs";
import { launch } from "./chromium.mjs";
import { pages } from "./pages.mjs";
import { serveFixture } from "./serve_fixture.mjs";

const [folder = "test-results/screens", ...only] = process.argv.slice(2);
const sizes = [
  { width: 1280, height: 800 },
  { width: 960, height: 640 },
];
mkdirSync(folder, { recursive: true });
const server = await serveFixture(5199);
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
        await page.goto(`${server.url}/?scene=${scene}&still#${path}`);
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
