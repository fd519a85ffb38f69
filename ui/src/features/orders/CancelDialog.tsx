import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useRead, useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { BareSelect } from "@/kit/Field";
import { SkeletonRows } from "@/kit/Skeleton";
import styles from "./OrderRequest.module.css";

interface CancelDialogProps {
  orderKey: string;
  number: string;
  onClose: () => void;
}

/** Cancels an order, or one line of it, at TikTok with one of its own reasons (F102). */
export function CancelDialog({ orderKey, number, onClose }: CancelDialogProps) {
  const announce = useAnnounce();
  const [line, setLine] = useState("");
  const [reason, setReason] = useState("");
  const choices = useRead("orders.cancel_choices", { key: orderKey });
  const cancel = useWrite("orders.cancel_on_platform", {
    failure: "order.action_failed",
    onDone: () => (announce.done(t("order.asked")), onClose()),
  });
  const reasons =
    line === ""
      ? (choices.data?.cancel_reasons ?? [])
      : (choices.data?.lines.find((one) => one.line === line)?.reasons ?? []);
  return (
    <Dialog
      open
      onClose={onClose}
      insistent
      title={t("cancel.title", { number })}
      description={t("cancel.text")}
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button
            look="danger"
            busy={cancel.isPending}
            disabled={reason === ""}
            onClick={() => cancel.mutate({ key: orderKey, lines: line === "" ? [] : [line], reason })}
          >
            {t("cancel.do")}
          </Button>
        </>
      }
    >
      {choices.error && <p>{choices.error.message}</p>}
      {!choices.data && !choices.error && <SkeletonRows rows={2} />}
      {choices.data && (
        <div className={styles.actions}>
          {choices.data.lines.length > 0 && (
            <BareSelect
              aria-label={t("cancel.lines")}
              value={line}
              choices={[
                { value: "", label: t("cancel.whole") },
                ...choices.data.lines.map((one) => ({ value: one.line, label: one.title })),
              ]}
              onChange={(next) => (setLine(next), setReason(""))}
            />
          )}
          <BareSelect
            aria-label={t("cancel.reason")}
            value={reason}
            choices={[
              { value: "", label: t("request.choose_reason"), disabled: true },
              ...reasons.map((one) => ({ value: one.name, label: one.text })),
            ]}
            onChange={setReason}
          />
        </div>
      )}
    </Dialog>
  );
}
