/** Whether a detail fits beside its list (from 1,180 px). */
import { useSyncExternalStore } from "react";

const WIDE = "(min-width: 1180px)";

function subscribe(onChange: () => void): () => void {
  const media = window.matchMedia(WIDE);
  media.addEventListener("change", onChange);
  return () => media.removeEventListener("change", onChange);
}

export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(WIDE).matches);
}
