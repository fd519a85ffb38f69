// The same screens against a real host. SHOPFERRY_SERVE_URL is the link that `shopferryd serve` printed, its code included;
// the host must be fresh, and only its practice shop is used.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "./chromium.mjs";

const link = process.env.SHOPFERRY_SERVE_URL;

if (!link) {
  console.log(
    "SHOPFERRY_SERVE_URL is not set: the tests against a running host are left out (scripts/test.sh sets it).",
  );
} else {
  test(
    "from the link to a tracking number back at TikTok, in the practice shop",
    { timeout: 300_000 },
    async () => {
      const browser = await launch();
      try {
        const page = await browser.newPage({
          viewport: { width: 1280, height: 800 },
          reducedMotion: "reduce",
        });
        const faults = [];
        page.on("pageerror", (error) => faults.push(error.message));
        await page.goto(link);
        await page.locator("h1").first().waitFor();
        assert.ok(!page.url().includes("code="), "the one-time code left the address bar");

        const practice = page.getByRole("button", { name: "Open the practice shop" });
        if (await practice.isVisible()) await practice.click();
        await page.getByRole("region", { name: "Practice bar" }).waitFor({ timeout: 60_000 });

        await page.getByRole("link", { name: "Channels", exact: true }).click();
        const channels = page.getByRole("table", { name: "Channels" });
        await channels.getByText("TikTok Shop").first().waitFor();
        await channels.getByText("Amazon").first().waitFor();

        await page.getByRole("link", { name: "Orders", exact: true }).click();
        // The practice world needs some hours of its own: the hold, Amazon's planning, its early number.
        const row = page
          .getByRole("table", { name: "Orders: All" })
          .getByRole("row", { name: /1 of 1 sent/ })
          .first();
        const next = page.getByRole("button", { name: "Next event" });
        for (let jump = 0; jump < 300 && !(await row.isVisible()); jump += 1) {
          await next.click();
          await page.waitForTimeout(300);
        }
        await row.waitFor({ timeout: 60_000 });
        await row.getByRole("link").first().click();
        const order = page.getByRole("article", { name: /^Order / });
        await order.getByText("At TikTok").first().waitFor();
        assert.deepEqual(faults, []);
      } finally {
        await browser.close();
      }
    },
  );

  test("a page without the cookie sees nothing", async () => {
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(new URL("/", link).href);
      await page.getByText("This page is not signed in to Shopferry.").waitFor();
    } finally {
      await browser.close();
    }
  });
}
