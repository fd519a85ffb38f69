/** The one listener for keys: sequences ("g o"), single keys ("?") and combinations ("mod+k"), never while typing. */
import { useEffect, useEffectEvent } from "react";

export interface Hotkeyed {
  /** For example "mod+k", "?", "g o". */
  keys?: string | undefined;
  run: () => void;
}

const SEQUENCE_MS = 1200;
const isMac = typeof navigator !== "undefined" && /mac/i.test(navigator.platform ?? "");

/** How the platform writes its command key; the only place that cares. */
export const modKey = isMac ? "⌘" : "Ctrl";

/** A key press in our notation: "mod+k", "shift+x", "?", "g". */
export function pressOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  const key = event.key.toLowerCase();
  const mod = isMac ? event.metaKey : event.ctrlKey;
  return [mod && "mod", event.altKey && "alt", key].filter(Boolean).join("+");
}

/** Finds the command of the presses so far; null when none can follow, "wait" when one may. */
export function match<C extends Hotkeyed>(commands: C[], presses: string[]): C | "wait" | null {
  const typed = presses.join(" ");
  const exact = commands.find((command) => command.keys === typed);
  if (exact) return exact;
  return commands.some((command) => command.keys?.startsWith(`${typed} `)) ? "wait" : null;
}

export function useHotkeys(commands: Hotkeyed[]): void {
  const find = useEffectEvent((presses: string[]) => match(commands, presses));
  useEffect(() => {
    let presses: string[] = [];
    let last = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const press = pressOf(event);
      if (!press.startsWith("mod+") && (isTyping(event.target) || inDialog(event.target))) return;
      if (event.timeStamp - last > SEQUENCE_MS) presses = [];
      last = event.timeStamp;
      const found = find([...presses, press]) ?? find([press]);
      if (found === "wait") presses = [...presses, press];
      else {
        presses = [];
        if (found) {
          event.preventDefault();
          found.run();
        }
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function inDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"],[role="alertdialog"]') !== null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  return ["TEXTAREA", "SELECT"].includes(target.tagName) || target.isContentEditable;
}
