/** A draft with a way back: every change is a step, changes of one field in a row are one step. Kept until Save. */
import { useCallback, useEffect, useReducer } from "react";

export interface Steps<D> {
  past: D[];
  now: D;
  /** Field of the last change. */
  last: string | null;
}

export type Move<D> = { do: "set"; field: string; to: D } | { do: "undo" } | { do: "start"; with: D };

const KEPT = 100;

export function step<D>(steps: Steps<D>, move: Move<D>): Steps<D> {
  if (move.do === "start") return { past: [], now: move.with, last: null };
  if (move.do === "undo") {
    const before = steps.past.at(-1);
    return before === undefined ? steps : { past: steps.past.slice(0, -1), now: before, last: null };
  }
  const past = steps.last === move.field ? steps.past : [...steps.past, steps.now].slice(-KEPT);
  return { past, now: move.to, last: move.field };
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The draft over stored values. It survives leaving the page's window by accident: a reload brings it back as long as
 * the stored values are the same (`version`). */
export function useDraft<D>(name: string, version: string, stored: D) {
  const key = `shopferry.draft.${name}`;
  const [steps, move] = useReducer(step<D>, null, () => ({
    past: [],
    now: remembered<D>(key, version) ?? stored,
    last: null,
  }));
  const dirty = !same(steps.now, stored);
  useEffect(() => {
    try {
      if (dirty) sessionStorage.setItem(key, JSON.stringify({ version, draft: steps.now }));
      else sessionStorage.removeItem(key);
    } catch {
      // A forbidden store only costs the memory of this draft.
    }
  }, [key, version, dirty, steps.now]);
  const set = useCallback((field: string, to: D) => move({ do: "set", field, to }), []);
  const undo = useCallback(() => move({ do: "undo" }), []);
  const start = useCallback((from: D) => move({ do: "start", with: from }), []);
  return { draft: steps.now, dirty, canUndo: steps.past.length > 0, set, undo, start };
}

function remembered<D>(key: string, version: string): D | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "null") as { version: string; draft: D } | null;
    return kept?.version === version ? kept.draft : null;
  } catch {
    return null;
  }
}
