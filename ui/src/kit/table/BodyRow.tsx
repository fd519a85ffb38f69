import type { RowData } from "@tanstack/react-table";
import { t } from "@/i18n/t";
import type { Column } from "./column";
import styles from "./DataTable.module.css";
import { widthClass } from "./HeaderCell";

export interface BodyRowProps<Row extends RowData> {
  row: Row;
  id: string;
  index: number;
  columns: Column<Row>[];
  /** Undefined: rows cannot be selected. */
  selected: boolean | undefined;
  onSelect: (on: boolean) => void;
  selectLabel: string | undefined;
  current: boolean;
}

/** The first cell is the row's header and holds the link to the record. */
export function BodyRow<Row extends RowData>({
  row,
  id,
  index,
  columns,
  selected,
  onSelect,
  selectLabel,
  current,
}: BodyRowProps<Row>) {
  return (
    <tr
      aria-rowindex={index + 2}
      data-row={id}
      data-row-index={index}
      data-selected={selected || undefined}
      data-current={current || undefined}
    >
      {selected !== undefined && (
        <td className={styles.mark}>
          <input
            type="checkbox"
            className={styles.check}
            aria-label={selectLabel ?? t("table.select_row")}
            checked={selected}
            onChange={(event) => onSelect(event.target.checked)}
          />
        </td>
      )}
      {columns.map((column, place) =>
        place === 0 ? (
          <th key={column.id} scope="row" className={widthClass(column)}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.id} className={widthClass(column)}>
            {column.cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}
