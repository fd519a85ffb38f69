import { Dialog as Base } from "@base-ui/react/dialog";
import { type ReactNode, useRef } from "react";
import { t } from "@/i18n/t";
import { IconButton } from "./Button";
import { cx } from "./class_names";
import styles from "./Dialog.module.css";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, primary one last. */
  actions?: ReactNode;
  wide?: boolean;
  /** Asks for an answer: a press outside does not close it. */
  insistent?: boolean;
}

/** A modal window: focus goes in, stays in, and returns to its opener. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  actions,
  wide,
  insistent,
}: DialogProps) {
  const footer = useRef<HTMLElement>(null);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => !next && onClose()}
      disablePointerDismissal={insistent ?? false}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop ?? ""} />
        <Base.Popup
          className={cx(styles.popup, wide && styles.wide)}
          role={insistent ? "alertdialog" : "dialog"}
          aria-modal="true"
          // An answer is wanted: the first of them, which does the least, is at hand.
          initialFocus={() => (insistent && footer.current?.querySelector("button")) || true}
        >
          <header className={styles.head}>
            <Base.Title className={styles.title ?? ""}>{title}</Base.Title>
            <IconButton icon="close" label={t("action.close")} small onClick={onClose} />
          </header>
          <div className={styles.body}>
            {description && (
              <Base.Description className={styles.description ?? ""} render={<div />}>
                {description}
              </Base.Description>
            )}
            {children}
          </div>
          {actions && (
            <footer ref={footer} className={styles.actions}>
              {actions}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
