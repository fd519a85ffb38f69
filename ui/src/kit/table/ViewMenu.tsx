import type { RowData } from "@tanstack/react-table";
import { t } from "@/i18n/t";
import { Button } from "../Button";
import { Popover } from "../Popover";
import type { Column } from "./column";
import styles from "./ViewMenu.module.css";

export interface ViewMenuProps<Row extends RowData> {
  columns: Column<Row>[];
  hidden: string[];
  onHidden: (hidden: string[]) => void;
  density: "comfortable" | "compact";
  onDensity: (density: "comfortable" | "compact") => void;
}

/** Which columns stand in the table, and how tall its rows are; both remembered. */
export function ViewMenu<Row extends RowData>({
  columns,
  hidden,
  onHidden,
  density,
  onDensity,
}: ViewMenuProps<Row>) {
  const trigger = (
    <Button look="quiet" small icon="columns">
      {t("table.view")}
    </Button>
  );
  return (
    <Popover title={t("table.view_title")} trigger={trigger}>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t("table.columns")}</legend>
        {columns
          .filter((column) => !column.pinned)
          .map((column) => (
            <label key={column.id} className={styles.choice}>
              <input
                type="checkbox"
                checked={!hidden.includes(column.id)}
                onChange={(event) =>
                  onHidden(
                    event.target.checked ? hidden.filter((id) => id !== column.id) : [...hidden, column.id],
                  )
                }
              />
              {column.header}
            </label>
          ))}
      </fieldset>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{t("table.density")}</legend>
        {(["comfortable", "compact"] as const).map((value) => (
          <label key={value} className={styles.choice}>
            <input
              type="radio"
              name="density"
              checked={density === value}
              onChange={() => onDensity(value)}
            />
            {t(`table.density.${value}`)}
          </label>
        ))}
      </fieldset>
    </Popover>
  );
}
