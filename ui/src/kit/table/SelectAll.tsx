import { t } from "@/i18n/t";
import styles from "./DataTable.module.css";

interface SelectAllProps {
  all: boolean;
  some: boolean;
  onChange: (on: boolean) => void;
}

/** The box that chooses every row; half-filled while only some are chosen. */
export function SelectAll({ all, some, onChange }: SelectAllProps) {
  return (
    <th scope="col" className={styles.mark}>
      <input
        type="checkbox"
        className={styles.check}
        aria-label={t("table.select_all")}
        checked={all}
        ref={(input) => {
          if (input) input.indeterminate = some && !all;
        }}
        onChange={(event) => onChange(event.target.checked)}
      />
    </th>
  );
}
