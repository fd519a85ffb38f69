import { useEffect, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { t } from "@/i18n/t";
import { cx } from "@/kit/class_names";
import styles from "./Page.module.css";
import { useTitleSlot } from "./title_slot";

export interface PageProps {
  title: string;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** Tables and split views fill the page; others scroll with a margin. */
  fill?: boolean;
}

/** A page's frame: its title stands in the top bar, its content below. */
export function Page({ title, actions, children, fill }: PageProps) {
  const slot = useTitleSlot();
  useEffect(() => {
    document.title = t("app.window_title", { page: title });
  }, [title]);
  const head = (
    <>
      <h1 className={styles.title}>{title}</h1>
      {actions && <div className={styles.actions}>{actions}</div>}
    </>
  );
  return (
    <>
      {slot && createPortal(head, slot)}
      <div className={cx(styles.page, fill && styles.fill)}>{children}</div>
    </>
  );
}
