import { useState, type ReactNode } from "react";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Confirm } from "@/kit/Confirm";
import { Money, RelativeTime } from "@/kit/Values";
import { Deadline, shipByOf } from "@/parts/Deadline";
import { OrderStateBadge } from "@/parts/OrderStateBadge";
import type { OrderView } from "@/platform/contract";
import { CancelDialog } from "./CancelDialog";
import { actionIcons, mainActions, useOrderActions } from "./order_actions";
import styles from "./OrderHeader.module.css";

interface OrderHeaderProps {
  order: OrderView;
  onLink: (() => void) | undefined;
  close: ReactNode;
  /** Instead of the list: the way back stands first. */
  alone: boolean;
}

export function OrderHeader({ order, onLink, close, alone }: OrderHeaderProps) {
  const { row } = order;
  const [cancelling, setCancelling] = useState(false);
  const { busy, press, asked, confirm, dismiss } = useOrderActions(order, onLink, () => setCancelling(true));
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
              look={index === 0 && mainActions.includes(action) ? "primary" : "plain"}
              icon={actionIcons[action]}
              disabled={busy}
              onClick={() => press(action)}
            >
              {t(`order.action.${action}`)}
            </Button>
          ))}
        </div>
      </div>
      {asked && (
        <Confirm
          open
          title={t(asked.question.title, { number: row.number })}
          action={t(`order.action.${asked.action}`)}
          danger={asked.question.danger ?? false}
          busy={busy}
          onConfirm={confirm}
          onClose={dismiss}
        >
          <p>{t(asked.question.text)}</p>
        </Confirm>
      )}
      {cancelling && (
        <CancelDialog orderKey={row.key} number={row.number} onClose={() => setCancelling(false)} />
      )}
    </header>
  );
}
