import { useState } from "react";
import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button, IconButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { Panel } from "@/kit/Panel";
import { SkeletonRows } from "@/kit/Skeleton";
import { LinkDialog, type LinkTarget } from "@/parts/LinkDialog";
import { ReasonNote } from "@/parts/ReasonNote";
import { StaleNote } from "@/parts/StaleNote";
import { OrderAddress } from "./OrderAddress";
import styles from "./OrderDetail.module.css";
import { OrderHeader } from "./OrderHeader";
import { OrderLines } from "./OrderLines";
import { OrderMoney } from "./OrderMoney";
import { OrderPackages } from "./OrderPackages";
import { OrderParts } from "./OrderParts";
import { OrderPayload } from "./OrderPayload";
import { OrderPlan } from "./OrderPlan";
import { OrderRequest } from "./OrderRequest";
import { OrderTimeline } from "./OrderTimeline";

interface OrderDetailProps {
  orderKey: string;
  onClose: () => void;
  wide: boolean;
}

/** Everything there is to know about one order, and what can be done with it now. */
export function OrderDetail({ orderKey, onClose, wide }: OrderDetailProps) {
  const order = useRead("orders.get", { key: orderKey });
  const [target, setTarget] = useState<LinkTarget | null>(null);
  if (!order.data) {
    if (!order.error) return <SkeletonRows rows={10} />;
    return (
      <EmptyState
        kind="failed"
        title={order.error.message}
        action={<Button onClick={onClose}>{t("order.back")}</Button>}
      >
        {order.error.cure}
      </EmptyState>
    );
  }
  const { row, lines } = order.data;
  const unlinked = lines.find((line) => line.components.length === 0);
  const linkLine = (listing: string) => {
    const line = lines.find((one) => one.listing_sku === listing);
    if (line)
      setTarget({
        connection: row.connection,
        listing_sku: listing,
        seller_sku: line.seller_sku,
        title: line.title,
      });
  };
  const openFirst = unlinked && (() => linkLine(unlinked.listing_sku));
  return (
    <article className={styles.detail} aria-label={t("order.label", { number: row.number })}>
      <OrderHeader
        order={order.data}
        onLink={openFirst}
        alone={!wide}
        close={<CloseButton wide={wide} onClose={onClose} />}
      />
      <div className={styles.body}>
        <StaleNote read={order} />
        <OrderRequest order={order.data} />
        {row.notice && <ReasonNote reason={row.notice} red />}
        {row.reason && (
          <ReasonNote
            reason={row.reason}
            action={
              row.reason.page === "link" && openFirst ? (
                <Button small icon="link" onClick={openFirst}>
                  {t("link.open")}
                </Button>
              ) : undefined
            }
          />
        )}
        {order.data.next && order.data.next !== row.reason?.cure && (
          <p className={styles.next}>{order.data.next}</p>
        )}
        {order.data.cleared_at === null && <OrderLines lines={lines} onLink={linkLine} />}
        <OrderParts parts={order.data.parts} />
        {order.data.packages.length > 0 && (
          <OrderPackages orderKey={row.key} packages={order.data.packages} />
        )}
        {order.data.plan && <OrderPlan plan={order.data.plan} />}
        {order.data.cleared_at === null && (
          <div className={styles.pair}>
            <OrderAddress order={order.data} />
            <OrderMoney order={order.data} />
          </div>
        )}
        <Panel title={t("order.timeline")} level={3}>
          <OrderTimeline events={order.data.timeline} />
        </Panel>
        <OrderPayload text={order.data.payload} />
      </div>
      {target && <LinkDialog target={target} onClose={() => setTarget(null)} />}
    </article>
  );
}

function CloseButton({ wide, onClose }: { wide: boolean; onClose: () => void }) {
  return (
    <IconButton
      icon={wide ? "close" : "back"}
      label={t(wide ? "order.close" : "order.back")}
      onClick={onClose}
    />
  );
}
