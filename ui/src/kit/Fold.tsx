import type { ReactNode } from "react";
import styles from "./Fold.module.css";
import { Icon } from "./Icon";

/** Something that is out of the way until it is asked for; the browser's own disclosure, open or shut by keyboard as well. */
export function Fold({
  title,
  note,
  children,
  open,
}: {
  title: string;
  note?: string;
  children: ReactNode;
  open?: boolean;
}) {
  return (
    <details className={styles.fold} open={open}>
      <summary className={styles.summary}>
        <Icon name="next" size={14} className={styles.mark} />
        <span className={styles.title}>{title}</span>
        {note && <span className={styles.note}>{note}</span>}
      </summary>
      <div className={styles.body}>{children}</div>
    </details>
  );
}
