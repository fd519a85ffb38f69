/** Our columns as a TanStack table: sorting, visibility and selection, all controlled from outside. */
import {
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type RowData,
} from "@tanstack/react-table";
import { useMemo } from "react";
import { compareValues, type Column, type Sort } from "./column";

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature, rowSortingFeature });

export interface ModelInput<Row extends RowData> {
  columns: Column<Row>[];
  rows: Row[];
  rowId: (row: Row) => string;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
  /** The host sorted already. */
  sorted: boolean;
  hidden: string[];
  selected: string[];
  onSelect: (ids: string[]) => void;
}

export function useModel<Row extends RowData>(input: ModelInput<Row>) {
  const { columns, rows, sort, sorted } = input;
  const data = useMemo(() => {
    const by = columns.find((column) => column.id === sort?.id)?.sortBy;
    if (sorted || !sort || !by) return rows;
    return rows.toSorted((a, b) => compareValues(by(a), by(b), sort.descending));
  }, [rows, columns, sort, sorted]);
  const defs = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, Row> => ({
        id: column.id,
        header: column.header,
        enableSorting: column.sortBy !== undefined,
        enableHiding: !column.pinned,
        accessorFn: (row: Row) => row,
      })),
    [columns],
  );
  return useTable({
    features,
    columns: defs,
    data,
    getRowId: input.rowId,
    manualSorting: true,
    enableSortingRemoval: false,
    state: {
      sorting: sort ? [{ id: sort.id, desc: sort.descending }] : [],
      columnVisibility: Object.fromEntries(input.hidden.map((id) => [id, false])),
      rowSelection: Object.fromEntries(input.selected.map((id) => [id, true])),
    },
    onSortingChange: (change) => {
      const next =
        typeof change === "function" ? change(sort ? [{ id: sort.id, desc: sort.descending }] : []) : change;
      const first = next[0];
      if (first) input.onSort({ id: first.id, descending: first.desc });
    },
    onRowSelectionChange: (change) => {
      const before = Object.fromEntries(input.selected.map((id) => [id, true as const]));
      const next = typeof change === "function" ? change(before) : change;
      input.onSelect(Object.keys(next).filter((id) => next[id]));
    },
  });
}
