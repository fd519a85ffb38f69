import { describe, expect, it } from "vitest";
import { compareValues, rowsAsText, type Column } from "./column";

const columns: Column<{ sku: string; title: string }>[] = [
  { id: "sku", header: "SKU", cell: (row) => row.sku, text: (row) => row.sku },
  { id: "mark", header: "Mark", cell: () => null },
  { id: "title", header: "Title", cell: (row) => row.title, text: (row) => row.title },
];

describe("copying rows", () => {
  it("gives tab-separated text with headers, and no cell can break out of its place", () => {
    const rows = [{ sku: "A-1", title: "Mug\tred\nlarge" }];
    expect(rowsAsText(columns, rows, true)).toBe("SKU\tTitle\nA-1\tMug red large");
    expect(rowsAsText(columns, rows, false)).toBe("A-1\tMug red large");
  });
});

describe("sorting", () => {
  it("puts unknown values last in both directions", () => {
    const sorted = (descending: boolean) => [3, null, 1].toSorted((a, b) => compareValues(a, b, descending));
    expect(sorted(false)).toEqual([1, 3, null]);
    expect(sorted(true)).toEqual([3, 1, null]);
  });
});
