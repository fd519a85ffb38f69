/** Picks the platform once, at the start: shell, fixture (development only) or loopback host. */
import { loopbackPlatform, openSession } from "./loopback";
import type { Platform } from "./platform";

export async function choosePlatform(): Promise<Platform> {
  if ("__TAURI_INTERNALS__" in window) {
    return (await import("./tauri")).tauriPlatform();
  }
  if (import.meta.env.MODE === "fixture") {
    return (await import("./fixture/fixture_platform")).fixtureFromAddress(window.location.search);
  }
  await openSession();
  return loopbackPlatform();
}
