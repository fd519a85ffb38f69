import type { ReactNode } from "react";
import { t } from "@/i18n/t";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

export interface ConfirmProps {
  open: boolean;
  title: string;
  children: ReactNode;
  /** Verb and noun. */
  action: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something with consequences; says them first. */
export function Confirm({ open, title, children, action, danger, busy, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      insistent
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button look={danger ? "danger" : "primary"} busy={busy ?? false} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
