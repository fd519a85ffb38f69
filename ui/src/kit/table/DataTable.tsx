import type { RowData } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type ReactNode } from "react";
import { cx } from "../class_names";
import { BodyRow } from "./BodyRow";
import type { Column, Sort } from "./column";
import styles from "./DataTable.module.css";
import { HeaderCell } from "./HeaderCell";
import { useModel } from "./model";
import { rowKeys } from "./row_keys";
import { SelectAll } from "./SelectAll";
import { Spacer } from "./Spacer";

/** Above this the body is virtual. */
const VIRTUAL_FROM = 200;
const ROW_PX = { comfortable: 36, compact: 28 } as const;
const OVERSCAN = 12;
const LOAD_MORE_WITHIN = 40;

export interface DataTableProps<Row extends RowData> {
  /** Read aloud as the table's name. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowId: (row: Row) => string;
  sort: Sort | null;
  onSort: (sort: Sort) => void;
  sorted?: boolean;
  hidden?: string[];
  density?: "comfortable" | "compact";
  /** Rows can be selected when both are given. */
  selected?: string[];
  onSelect?: (ids: string[]) => void;
  selectLabel?: (row: Row) => string;
  /** The open record. */
  current?: string | null;
  /** Shown instead of rows. */
  empty?: ReactNode;
  /** All rows there are, when not all are loaded. */
  total?: number;
  onNearEnd?: () => void;
}

const nothing: string[] = [];

export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const {
    columns,
    rows,
    rowId,
    sort,
    onSort,
    density = "comfortable",
    selected,
    onSelect,
    total,
    onNearEnd,
  } = props;
  const box = useRef<HTMLDivElement>(null);
  const model = useModel({
    columns,
    rows,
    rowId,
    sort,
    onSort,
    sorted: props.sorted ?? false,
    hidden: props.hidden ?? nothing,
    selected: selected ?? nothing,
    onSelect: onSelect ?? (() => undefined),
  });
  const body = model.getRowModel().rows;
  const virtual = useVirtualizer({
    count: body.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX[density],
    overscan: OVERSCAN,
    enabled: body.length > VIRTUAL_FROM,
  });
  useEffect(() => virtual.measure(), [virtual, density]);

  const isVirtual = body.length > VIRTUAL_FROM;
  const items = virtual.getVirtualItems();
  const first = isVirtual ? (items[0]?.index ?? 0) : 0;
  const last = isVirtual ? (items.at(-1)?.index ?? 0) : body.length - 1;
  const before = first * ROW_PX[density];
  const after = (body.length - 1 - last) * ROW_PX[density];
  useEffect(() => {
    if (total !== undefined && body.length < total && last > body.length - LOAD_MORE_WITHIN) onNearEnd?.();
  }, [last, body.length, total, onNearEnd]);

  const shown = columns.filter((column) => model.getColumn(column.id)?.getIsVisible() ?? true);
  const selectable = selected !== undefined && onSelect !== undefined;
  if (body.length === 0 && props.empty) return <div className={styles.emptyBox}>{props.empty}</div>;
  return (
    <div
      ref={box}
      className={styles.box}
      onKeyDown={(event) => rowKeys(event, virtual.scrollToIndex, body.length)}
    >
      <table
        className={cx(styles.table, styles[density])}
        aria-label={props.label}
        aria-rowcount={(total ?? body.length) + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            {selectable && (
              <SelectAll
                all={body.length > 0 && model.getIsAllRowsSelected()}
                some={model.getIsSomeRowsSelected()}
                onChange={(on) => model.toggleAllRowsSelected(on)}
              />
            )}
            {shown.map((column) => (
              <HeaderCell
                key={column.id}
                column={column}
                sort={sort}
                onSort={() =>
                  onSort({ id: column.id, descending: sort?.id === column.id ? !sort.descending : false })
                }
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Spacer px={before} />}
          {body.slice(first, last + 1).map((row, offset) => (
            <BodyRow
              key={row.id}
              row={row.original}
              id={row.id}
              index={first + offset}
              columns={shown}
              selected={selectable ? row.getIsSelected() : undefined}
              onSelect={(on) => row.toggleSelected(on)}
              selectLabel={props.selectLabel?.(row.original)}
              current={props.current === row.id}
            />
          ))}
          {after > 0 && <Spacer px={after} />}
        </tbody>
      </table>
    </div>
  );
}
