/** The columns of the own warehouse's list. */
import { Link } from "@tanstack/react-router";
import { named, t, tn } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { StateBadge } from "@/kit/StateBadge";
import type { Column } from "@/kit/table/column";
import { Count } from "@/kit/Values";
import { Deadline } from "@/parts/Deadline";
import { PartState } from "@/features/orders/PartState";
import type { PartView } from "@/platform/contract";
import styles from "./OwnWarehouse.module.css";

export const partId = (part: { key: string; part: number }) => `${part.key}/${part.part}`;

const contents = (part: PartView) =>
  part.lines
    .filter((line) => line.waiting > 0)
    .map((line) => t("order.content", { quantity: line.waiting, sku: line.seller_sku ?? line.title }))
    .join(", ");

export function ownColumns(onShip: (part: PartView) => void): Column<PartView>[] {
  return [
    {
      id: "number",
      header: t("orders.number"),
      width: "wide",
      cell: (part) => (
        <Link to="/orders" search={{ tab: "own", order: part.key }} className={styles.number}>
          {part.number}
        </Link>
      ),
      text: (part) => part.number,
      sortBy: (part) => part.number,
    },
    {
      id: "state",
      header: t("orders.state"),
      width: "medium",
      cell: (part) => <PartState state={part.state} />,
      text: (part) => named("part_state", part.state),
      sortBy: (part) => part.state,
    },
    {
      id: "lines",
      header: t("orders.lines"),
      width: "fill",
      priority: 2,
      cell: (part) => <span title={contents(part)}>{contents(part)}</span>,
      text: contents,
    },
    {
      id: "waiting",
      header: t("own.units"),
      numeric: true,
      width: "narrow",
      priority: 3,
      cell: (part) => <Count value={part.waiting} />,
      text: (part) => String(part.waiting),
      sortBy: (part) => part.waiting,
    },
    {
      id: "ship_by",
      header: t("orders.ship_by"),
      width: "small",
      cell: (part) => <Deadline at={part.ship_by} />,
      text: (part) => part.ship_by ?? "",
      sortBy: (part) => part.ship_by,
    },
    {
      id: "numbers",
      header: t("orders.tracking"),
      width: "medium",
      priority: 3,
      cell: (part) => <Numbers part={part} />,
      text: (part) => part.numbers.map((one) => one.number).join(" "),
    },
    {
      id: "channel",
      header: t("orders.channel"),
      width: "medium",
      priority: 4,
      cell: (part) => part.channel,
      text: (part) => part.channel,
    },
    {
      id: "action",
      header: t("activity.action"),
      width: "wide",
      priority: 2,
      cell: (part) =>
        part.waiting > 0 && (
          <Button
            small
            icon="truck"
            aria-label={t("own.enter_label", { number: part.number })}
            onClick={() => onShip(part)}
          >
            {t("own.enter")}
          </Button>
        ),
    },
  ];
}

function Numbers({ part }: { part: PartView }) {
  const refused = part.numbers.some((one) => one.state === "refused");
  if (part.cancel_asked) return <StateBadge tone="warn">{t("own.cancel_open")}</StateBadge>;
  if (refused) return <StateBadge tone="bad">{named("own_number", "refused")}</StateBadge>;
  if (part.numbers.length === 0) return <>{t("format.none")}</>;
  return <StateBadge tone="info">{tn("own.numbers", part.numbers.length)}</StateBadge>;
}
