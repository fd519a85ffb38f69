/** The columns of the order list. */
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { formatFull } from "@/i18n/format";
import { named, t } from "@/i18n/t";
import { Icon } from "@/kit/Icon";
import { StateBadge } from "@/kit/StateBadge";
import type { Column } from "@/kit/table/column";
import { Money, RelativeTime } from "@/kit/Values";
import { Deadline, shipByOf } from "@/parts/Deadline";
import { OrderStateBadge } from "@/parts/OrderStateBadge";
import type { OrderRowView } from "@/platform/contract";
import type { OrderSearch } from "@/shell/search";
import styles from "./order_columns.module.css";

export function useOrderColumns(search: OrderSearch): Column<OrderRowView>[] {
  return useMemo(() => orderColumns(search), [search]);
}

function orderColumns(search: OrderSearch): Column<OrderRowView>[] {
  return [
    {
      id: "number",
      header: t("orders.number"),
      pinned: true,
      width: "wide",
      cell: (row) => (
        <Link to="/orders" search={{ ...search, order: row.key }} className={styles.number}>
          {row.number}
        </Link>
      ),
      text: (row) => row.number,
    },
    {
      id: "state",
      header: t("orders.state"),
      pinned: true,
      width: "wide",
      cell: (row) => <OrderState row={row} />,
      text: (row) => named("order_state", row.state),
      sortBy: (row) => row.state,
    },
    {
      id: "lines",
      header: t("orders.lines"),
      width: "fill",
      priority: 2,
      cell: (row) => <span title={row.summary}>{row.summary}</span>,
      text: (row) => row.summary,
    },
    {
      id: "place",
      header: t("orders.place"),
      width: "small",
      priority: 3,
      cell: (row) => row.place ?? <HiddenMark />,
      text: (row) => row.place ?? t("value.hidden"),
    },
    {
      id: "ship_by",
      header: t("orders.ship_by"),
      width: "small",
      cell: (row) => <Deadline at={shipByOf(row)} />,
      text: (row) => shipByOf(row) ?? "",
      sortBy: shipByOf,
    },
    {
      id: "fulfilment",
      header: t("orders.fulfilment"),
      width: "small",
      priority: 4,
      cell: (row) =>
        row.fulfiller_status
          ? named("fulfiller_state", row.fulfiller_status.toLowerCase())
          : t("format.none"),
      text: (row) => row.fulfiller_status ?? "",
    },
    {
      id: "tracking",
      header: t("orders.tracking"),
      width: "small",
      priority: 3,
      cell: (row) => <TrackingMark row={row} />,
      text: (row) => `${row.tracking_sent}/${row.packages}`,
    },
    {
      id: "channel",
      header: t("orders.channel"),
      priority: 4,
      cell: (row) => row.channel,
      text: (row) => row.channel,
    },
    {
      id: "total",
      header: t("orders.total"),
      numeric: true,
      width: "narrow",
      priority: 4,
      cell: (row) => <Money value={row.total} />,
      text: (row) => row.total ?? "",
    },
    {
      id: "age",
      header: t("orders.age"),
      width: "narrow",
      priority: 2,
      cell: (row) => <RelativeTime at={row.placed_at} />,
      text: (row) => formatFull(row.placed_at),
      sortBy: (row) => row.placed_at,
    },
  ];
}

function OrderState({ row }: { row: OrderRowView }) {
  return (
    <span className={styles.state} title={row.notice?.sentence ?? row.reason?.sentence}>
      <OrderStateBadge state={row.state} />
      {row.notice && (
        <StateBadge tone="bad" bare>
          <span className="visually-hidden">{row.notice.sentence}</span>
        </StateBadge>
      )}
    </span>
  );
}

function TrackingMark({ row }: { row: OrderRowView }) {
  if (row.packages === 0) return <>{t("format.none")}</>;
  const all = row.tracking_sent >= row.packages;
  return (
    <StateBadge tone={all ? "ok" : "warn"} icon={all ? "check" : "pending"} bare>
      {t("orders.tracking_sent", { sent: row.tracking_sent, packages: row.packages })}
    </StateBadge>
  );
}

export function HiddenMark() {
  return (
    <span className={styles.hidden}>
      <Icon name="hidden" size={14} /> {t("value.hidden")}
    </span>
  );
}
