import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useRead, useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { Confirm } from "@/kit/Confirm";
import { BareSelect } from "@/kit/Field";
import { Deadline } from "@/parts/Deadline";
import type { OrderView } from "@/platform/contract";
import styles from "./OrderRequest.module.css";

/** The buyer's open request to cancel, on top of the page, with its steps (F103). */
export function OrderRequest({ order }: { order: OrderView }) {
  const { row, request } = order;
  const announce = useAnnounce();
  const [reason, setReason] = useState("");
  const [asked, setAsked] = useState<"accept" | "reject" | null>(null);
  const choices = useRead("orders.cancel_choices", { key: row.key }, { enabled: request !== null });
  const answer = useWrite("orders.answer_request", {
    failure: "order.action_failed",
    onDone: () => (setAsked(null), announce.done(t("request.answered"))),
  });
  if (!request) return null;
  const mayAccept = choices.data?.may_accept ?? false;
  const late = row.state === "cancel_too_late";
  return (
    <Banner tone="bad" title={t("request.title")}>
      {request.answer_by && (
        <p>
          {t("request.answer_by")} <Deadline at={request.answer_by} long />
        </p>
      )}
      {request.reason && <p>{t("request.reason", { reason: request.reason.replaceAll("_", " ") })}</p>}
      <p>{t(mayAccept ? "request.confirmed" : late ? "request.impossible" : "request.asking")}</p>
      <div className={styles.actions}>
        <Button
          small
          look="primary"
          disabled={!mayAccept || answer.isPending}
          onClick={() => setAsked("accept")}
        >
          {t("request.accept")}
        </Button>
        <BareSelect
          aria-label={t("request.reject_reason")}
          value={reason}
          choices={[
            { value: "", label: t("request.choose_reason"), disabled: true },
            ...(choices.data?.reject_reasons ?? []).map((one) => ({ value: one.name, label: one.text })),
          ]}
          onChange={setReason}
        />
        <Button small disabled={reason === "" || answer.isPending} onClick={() => setAsked("reject")}>
          {t("request.reject")}
        </Button>
      </div>
      <Confirm
        open={asked !== null}
        title={t(`request.confirm_${asked ?? "accept"}`, { number: row.number })}
        action={t(asked === "reject" ? "request.reject" : "request.accept")}
        danger={asked === "accept"}
        busy={answer.isPending}
        onConfirm={() =>
          answer.mutate({
            key: row.key,
            accept: asked === "accept",
            reject_reason: asked === "reject" ? reason : null,
          })
        }
        onClose={() => setAsked(null)}
      >
        <p>{t(`request.confirm_${asked ?? "accept"}_text`)}</p>
      </Confirm>
    </Banner>
  );
}
