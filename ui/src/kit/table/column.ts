/** How a page describes a column; `DataTable` does the rest. */
import type { RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";

export interface Column<Row extends RowData> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Plain text for copying; without it the column is left out of a copy. */
  text?: (row: Row) => string;
  /** Value to sort by; without it the column cannot be sorted. */
  sortBy?: (row: Row) => string | number | null;
  numeric?: boolean;
  width?: "mini" | "narrow" | "small" | "medium" | "wide" | "wider" | "fill";
  /** 1 always fits; the others give way as the table gets narrower, 4 first. */
  priority?: 1 | 2 | 3 | 4;
  /** Cannot be hidden in the view menu. */
  pinned?: boolean;
}

export interface Sort {
  id: string;
  descending: boolean;
}

/** A cell stays one cell. */
function plain(text: string): string {
  return text.replace(/[\t\r\n]+/g, " ");
}

/** Rows as tab-separated text, as a spreadsheet takes them. */
export function rowsAsText<Row extends RowData>(
  columns: Column<Row>[],
  rows: Row[],
  withHeaders: boolean,
): string {
  const copied = columns.filter((column) => column.text);
  const lines = rows.map((row) => copied.map((column) => plain(column.text?.(row) ?? "")).join("\t"));
  return [...(withHeaders ? [copied.map((column) => column.header).join("\t")] : []), ...lines].join("\n");
}

/** Orders two sort values; unknown ones come last in both directions. */
export function compareValues(
  a: string | number | null,
  b: string | number | null,
  descending: boolean,
): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
  return descending ? -order : order;
}
