import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { t } from "@/i18n/t";
import { IconButton } from "./Button";
import styles from "./Drawer.module.css";

export interface DrawerProps {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
}

/** A panel at the window's edge, for reading beside the work: Escape closes it, focus returns to its opener. */
export function Drawer({ open, onClose, title, children }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop ?? ""} />
        <Base.Popup className={styles.drawer ?? ""} aria-modal="true">
          <header className={styles.head}>
            <Base.Title className={styles.title ?? ""}>{title}</Base.Title>
            <IconButton icon="close" label={t("action.close")} small onClick={onClose} />
          </header>
          <div className={styles.body} tabIndex={0} role="document">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
