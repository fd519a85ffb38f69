/** What was typed into a form and not sent yet: leaving the page or closing the window loses nothing but secrets on closing. */
import { useState } from "react";

type Fields = Record<string, string>;

/** Secrets of open forms: in memory only, gone with the window. */
const secrets = new Map<string, Fields>();

function stored(key: string): Fields {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}") as Fields;
  } catch {
    return {};
  }
}

/**
 * The fields of a form named `name`. Those in `secret` are kept in memory, the others on this computer; `clear` forgets all.
 */
export function useDraft<F extends Fields>(
  name: string,
  empty: F,
  secret: readonly (keyof F & string)[],
): { fields: F; put: (next: F) => void; clear: () => void } {
  const key = `shopferry.draft.${name}`;
  const [fields, setFields] = useState<F>(() => ({ ...empty, ...stored(key), ...secrets.get(key) }));
  const put = (next: F) => {
    setFields(next);
    const hidden = Object.fromEntries(secret.map((field) => [field, next[field] ?? ""]));
    const open = Object.fromEntries(Object.entries(next).filter(([field]) => !secret.includes(field)));
    secrets.set(key, hidden);
    try {
      localStorage.setItem(key, JSON.stringify(open));
    } catch {
      // A full store only costs the draft.
    }
  };
  const clear = () => {
    secrets.delete(key);
    localStorage.removeItem(key);
    setFields(empty);
  };
  return { fields, put, clear };
}

/** Forgets all drafts, for tests. */
export function forgetDrafts(): void {
  secrets.clear();
}
