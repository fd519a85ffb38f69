/** Small choices that this window remembers (density, collapsed rail); everything else stands in the URL or the ledger. */
import { useState } from "react";

export function useStored<T extends string | boolean | string[]>(
  name: string,
  initial: T,
): [T, (value: T) => void] {
  const key = `shopferry.${name}`;
  const [value, setValue] = useState<T>(() => read(key, initial));
  const store = (next: T) => {
    setValue(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A full or forbidden store only costs the memory of this choice.
    }
  };
  return [value, store];
}

function read<T>(key: string, initial: T): T {
  try {
    const stored = localStorage.getItem(key);
    return stored === null ? initial : (JSON.parse(stored) as T);
  } catch {
    return initial;
  }
}
