import styles from "./DataTable.module.css";

/** Stands for the rows that a virtual body leaves out. */
export function Spacer({ span, px }: { span: number; px: number }) {
  return (
    <tr aria-hidden="true" className={styles.spacer}>
      <td colSpan={span} style={{ height: px }} />
    </tr>
  );
}
