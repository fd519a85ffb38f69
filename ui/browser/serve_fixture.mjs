// Builds the screens with the fixture behind them and serves them on loopback until closed.
import { build, preview } from "vite";

export async function serveFixture(port) {
  const outDir = `test-results/fixture-${port}`;
  await build({ mode: "fixture", logLevel: "error", build: { outDir, emptyOutDir: true, minify: false } });
  const server = await preview({
    logLevel: "error",
    build: { outDir },
    preview: { host: "127.0.0.1", port, strictPort: true },
  });
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
