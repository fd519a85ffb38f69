import { useState, type ReactNode } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { t, tn } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Confirm } from "@/kit/Confirm";
import type { IconName } from "@/kit/Icon";
import { Money, RelativeTime } from "@/kit/Values";
import { Deadline, shipByOf } from "@/parts/Deadline";
import { OrderStateBadge } from "@/parts/OrderStateBadge";
import type { BulkView, OrderAction, OrderView } from "@/platform/contract";
import { CancelDialog } from "./CancelDialog";
import styles from "./OrderHeader.module.css";

interface OrderHeaderProps {
  order: OrderView;
  onLink: (() => void) | undefined;
  close: ReactNode;
  /** Instead of the list: the way back stands first. */
  alone: boolean;
}

const icons: Record<OrderAction, IconName> = {
  retry: "retry",
  send_anyway: "send",
  link: "link",
  cancel_at_fulfiller: "ban",
  archive: "archive",
  unarchive: "undo",
  refresh: "sync",
  place_anew: "send",
  send_number: "send",
  cancel_on_platform: "ban",
};
/** What carries the order on; the rest is never the main action. */
const mains: OrderAction[] = ["retry", "send_anyway", "link", "place_anew"];
/** These reach Amazon and cannot be taken back: they ask first. */
const asks: OrderAction[] = ["send_anyway", "cancel_at_fulfiller", "place_anew"];

export function OrderHeader({ order, onLink, close, alone }: OrderHeaderProps) {
  const { row } = order;
  const announce = useAnnounce();
  const [asked, setAsked] = useState<OrderAction | null>(null);
  const [cancelling, setCancelling] = useState(false);
  const bulk = {
    failure: "order.action_failed" as const,
    onDone: (answer: BulkView) => {
      setAsked(null);
      announce.done(answer.refused[0]?.reason.sentence ?? tn("orders.bulk_done", answer.done));
    },
  };
  const single = {
    failure: "order.action_failed" as const,
    onDone: () => (setAsked(null), announce.done(t("order.asked"))),
  };
  const keys = { keys: [row.key] };
  const retry = useWrite("orders.retry", bulk);
  const send = useWrite("orders.send", bulk);
  const archive = useWrite("orders.archive", bulk);
  const unarchive = useWrite("orders.unarchive", bulk);
  const cancel = useWrite("orders.cancel_at_fulfiller", single);
  const refresh = useWrite("orders.refresh", single);
  const anew = useWrite("orders.place_anew", single);
  const number = useWrite("orders.send_number", single);
  const busy = [retry, send, archive, unarchive, cancel, refresh, anew, number].some(
    (write) => write.isPending,
  );
  const run: Record<OrderAction, () => void> = {
    retry: () => retry.mutate(keys),
    send_anyway: () => send.mutate(keys),
    link: () => onLink?.(),
    cancel_at_fulfiller: () => cancel.mutate({ key: row.key }),
    archive: () => archive.mutate(keys),
    unarchive: () => unarchive.mutate(keys),
    refresh: () => refresh.mutate({ key: row.key }),
    place_anew: () => anew.mutate({ key: row.key }),
    send_number: () => number.mutate({ key: row.key, anyway: true }),
    cancel_on_platform: () => setCancelling(true),
  };
  const actions = order.actions.filter((action) => action !== "link" || onLink);
  return (
    <header className={styles.header}>
      <div className={styles.line}>
        {alone && close}
        <h2 className={styles.number}>{row.number}</h2>
        <OrderStateBadge state={row.state} />
        {!alone && <span className={styles.close}>{close}</span>}
      </div>
      <p className={styles.facts}>
        <span>{row.channel}</span>
        <span>
          {t("order.placed")} <RelativeTime at={row.placed_at} />
        </span>
        <span>
          {t("order.platform_says", { state: order.platform_status.replaceAll("_", " ").toLowerCase() })}
        </span>
        <Money value={row.total} />
      </p>
      <div className={styles.line}>
        {shipByOf(row) && (
          <p className={styles.deadline}>
            {t("order.ship_by")} <Deadline at={shipByOf(row)} long />
          </p>
        )}
        <div className={styles.actions}>
          {actions.map((action, index) => (
            <Button
              key={action}
              small
              look={index === 0 && mains.includes(action) ? "primary" : "plain"}
              icon={icons[action]}
              disabled={busy}
              onClick={() => (asks.includes(action) ? setAsked(action) : run[action]())}
            >
              {t(`order.action.${action}`)}
            </Button>
          ))}
        </div>
      </div>
      <Confirm
        open={asked !== null}
        title={t(asked === "cancel_at_fulfiller" ? "order.confirm_cancel" : "order.confirm_send", {
          number: row.number,
        })}
        action={t(`order.action.${asked ?? "send_anyway"}`)}
        danger={asked === "cancel_at_fulfiller"}
        busy={busy}
        onConfirm={() => asked && run[asked]()}
        onClose={() => setAsked(null)}
      >
        <p>{t(asked === "cancel_at_fulfiller" ? "order.confirm_cancel_text" : "order.confirm_send_text")}</p>
      </Confirm>
      {cancelling && (
        <CancelDialog orderKey={row.key} number={row.number} onClose={() => setCancelling(false)} />
      )}
    </header>
  );
}
