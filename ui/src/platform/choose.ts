/** Picks the platform once, at the start: shell, fixture (development only) or loopback host. */
import { loopbackPlatform, openSession } from "./loopback";
import type { Platform } from "./platform";

export async function choosePlatform(): Promise<Platform> {
  if ("__TAURI_INTERNALS__" in window) {
    return (await import("./tauri")).tauriPlatform();
  }
  if (import.meta.env.MODE === "fixture") {
    const { fixtureFromAddress } = await import("./fixture/fixture_platform");
    const fixture = fixtureFromAddress(window.location.search);
    dropQuery();
    return fixture;
  }
  await openSession();
  dropQuery();
  return loopbackPlatform();
}

/** The router keeps its state in the fragment and would take the page's own query for a part of it. */
function dropQuery(): void {
  const { pathname, search, hash } = window.location;
  if (search !== "") window.history.replaceState(null, "", pathname + hash);
}
