/** Keys in a table: J/K or arrows move between the rows' links, X selects, Shift+arrow extends the selection. */
import type { KeyboardEvent } from "react";

type ScrollToIndex = (index: number, options?: { align?: "auto" }) => void;

export function rowKeys(event: KeyboardEvent<HTMLElement>, scrollTo: ScrollToIndex, count: number): void {
  if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
  const table = event.currentTarget;
  const row = (event.target as HTMLElement).closest<HTMLElement>("[data-row]");
  const step = stepOf(event.key);
  if (step !== 0) {
    event.preventDefault();
    const index = row ? Number(row.dataset["rowIndex"]) + step : 0;
    if (index < 0 || index >= count) return;
    if (event.shiftKey) toggle(row, true);
    focusRow(table, index, scrollTo, event.shiftKey);
  } else if (event.key === "x" && row) {
    event.preventDefault();
    toggle(row);
  }
}

function stepOf(key: string): number {
  if (key === "ArrowDown" || key === "j" || key === "J") return 1;
  if (key === "ArrowUp" || key === "k" || key === "K") return -1;
  return 0;
}

/** Moves the focus to the link (or first control) of a row, scrolling a virtual body there first. */
export function focusRow(table: HTMLElement, index: number, scrollTo: ScrollToIndex, select = false): void {
  const find = () => table.querySelector<HTMLElement>(`[data-row-index="${index}"]`);
  const take = () => {
    const row = find();
    const target =
      row?.querySelector<HTMLElement>("th :is(a, button)") ??
      row?.querySelector<HTMLElement>("a, button, input");
    target?.focus();
    target?.scrollIntoView({ block: "nearest" });
    if (select) toggle(row, true);
  };
  if (find()) take();
  else {
    scrollTo(index, { align: "auto" });
    requestAnimationFrame(take);
  }
}

function toggle(row: HTMLElement | null, on?: boolean): void {
  const check = row?.querySelector<HTMLInputElement>('input[type="checkbox"]');
  if (check && (on === undefined || check.checked !== on)) check.click();
}

function isTyping(target: EventTarget): boolean {
  const element = target as HTMLElement;
  if (element.tagName === "INPUT") return (element as HTMLInputElement).type !== "checkbox";
  return element.tagName === "TEXTAREA" || element.tagName === "SELECT" || element.isContentEditable;
}
