import type { RowData } from "@tanstack/react-table";
import { cx } from "../class_names";
import { Icon } from "../Icon";
import type { Column, Sort } from "./column";
import styles from "./DataTable.module.css";

export interface HeaderCellProps<Row extends RowData> {
  column: Column<Row>;
  sort: Sort | null;
  onSort: () => void;
}

export function widthClass<Row extends RowData>(column: Column<Row>): string {
  return cx(
    styles[column.width ?? "medium"],
    styles[`priority${column.priority ?? 1}`],
    column.numeric && styles.numeric,
  );
}

export function HeaderCell<Row extends RowData>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const active = sort?.id === column.id;
  const direction = active ? (sort.descending ? "descending" : "ascending") : "none";
  if (!column.sortBy) {
    return (
      <th scope="col" className={widthClass(column)}>
        {column.header}
      </th>
    );
  }
  return (
    <th scope="col" aria-sort={direction} className={widthClass(column)}>
      <button type="button" className={styles.sort} onClick={onSort}>
        <span>{column.header}</span>
        {active && <Icon name={sort.descending ? "down" : "up"} size={12} />}
      </button>
    </th>
  );
}
