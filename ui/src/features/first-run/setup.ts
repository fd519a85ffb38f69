/** Whether the first run goes on although something is connected already: it is left by a person, never by an answer. */
import { useSyncExternalStore } from "react";

export type SetupStep = "welcome" | "tiktok" | "amazon" | "done";

const KEY = "shopferry.setup";
const listeners = new Set<() => void>();

function read(): SetupStep | null {
  const stored = localStorage.getItem(KEY);
  return stored === "tiktok" || stored === "amazon" || stored === "done" || stored === "welcome"
    ? stored
    : null;
}

/** Remembers the step, so that a closed window comes back to it; null ends the first run. */
export function setSetup(step: SetupStep | null): void {
  if (step === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, step);
  for (const listener of listeners) listener();
}

export function useSetup(): { step: SetupStep; open: boolean } {
  const step = useSyncExternalStore((onChange) => {
    listeners.add(onChange);
    return () => listeners.delete(onChange);
  }, read);
  return { step: step ?? "welcome", open: step === "tiktok" || step === "amazon" || step === "done" };
}
