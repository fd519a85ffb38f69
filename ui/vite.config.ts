/// <reference types="vitest/config" />
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The build target covers macOS 13 (Safari 16.4) and current WebView2; `base` is relative because
// the same files are served by the desktop shell and by the loopback host.
export default defineConfig({
  base: "./",
  plugins: [react()],
  resolve: { alias: { "@": here("./src"), "@locales": here("../locales"), "@docs": here("../docs") } },
  build: { target: ["safari16.4", "chrome111"], sourcemap: false, chunkSizeWarningLimit: 900 },
  server: { host: "127.0.0.1", port: 5173, strictPort: true, fs: { allow: [here("..")] } },
  preview: { host: "127.0.0.1", port: 4173, strictPort: true },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    testTimeout: 60_000,
    env: { TZ: "UTC" },
  },
});
