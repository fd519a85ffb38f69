import styles from "./DataTable.module.css";

/**
 * Stands for the rows that a virtual body leaves out. One cell only: spanning columns that are hidden in a narrow table
 * would make the fixed layout share the width with columns that nobody sees.
 */
export function Spacer({ px }: { px: number }) {
  return (
    <tr aria-hidden="true" className={styles.spacer}>
      <td style={{ height: px }} />
    </tr>
  );
}
