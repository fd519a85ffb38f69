/** The columns of the stock table: source → open orders → free → shown. */
import { formatCount } from "@/i18n/format";
import { t } from "@/i18n/t";
import { StateBadge } from "@/kit/StateBadge";
import type { Column } from "@/kit/table/column";
import { Count, Mono, RelativeTime } from "@/kit/Values";
import { WhyNumber } from "@/parts/WhyNumber";
import type { StockRowView } from "@/platform/contract";

function sourceOf(row: StockRowView): number | null {
  return row.ladder.find((step) => step.step === "source")?.value ?? null;
}

function freeOf(row: StockRowView): number | null {
  return (
    row.ladder.find((step) => step.step === "hold_buffer")?.value ??
    row.ladder.find((step) => step.step === "own_demand")?.value ??
    null
  );
}

/** What the platform acknowledged differs from what is to be shown. */
export function isDrifting(row: StockRowView): boolean {
  return row.shown !== null && row.shown !== row.acknowledged;
}

export const stockColumns: Column<StockRowView>[] = [
  {
    id: "item",
    header: t("stock.item"),
    width: "fill",
    cell: (row) => <span title={row.title}>{row.title}</span>,
    sortBy: (row) => row.title,
  },
  {
    id: "sku",
    header: t("stock.sku"),
    width: "wide",
    priority: 3,
    cell: (row) => <Mono>{row.seller_sku ?? row.listing_sku}</Mono>,
    sortBy: (row) => row.seller_sku,
  },
  {
    id: "linked",
    header: t("stock.linked"),
    width: "wide",
    priority: 4,
    cell: (row) =>
      row.components.length === 0 ? (
        <StateBadge tone="warn" icon="unlink" bare>
          {t("link.not_linked")}
        </StateBadge>
      ) : (
        row.components
          .map((part) => t("order.content", { quantity: part.quantity, sku: part.sku }))
          .join(", ")
      ),
  },
  {
    id: "source",
    header: t("stock.source"),
    numeric: true,
    width: "narrow",
    cell: (row) => <Count value={sourceOf(row)} />,
    sortBy: sourceOf,
  },
  {
    id: "demand",
    header: t("stock.demand"),
    numeric: true,
    width: "small",
    priority: 3,
    cell: (row) => formatCount(row.own_demand),
    sortBy: (row) => row.own_demand,
  },
  {
    id: "free",
    header: t("stock.free"),
    numeric: true,
    width: "narrow",
    priority: 2,
    cell: (row) => <Count value={freeOf(row)} />,
    sortBy: freeOf,
  },
  {
    id: "shown",
    header: t("stock.shown"),
    numeric: true,
    width: "narrow",
    cell: (row) => (
      <WhyNumber subject={row.title} shown={row.shown} ladder={row.ladder} reason={row.reason} />
    ),
    sortBy: (row) => row.shown,
  },
  {
    id: "state",
    header: t("stock.state"),
    width: "wide",
    priority: 2,
    cell: (row) => <StockState row={row} />,
  },
  {
    id: "pushed",
    header: t("stock.pushed"),
    width: "narrow",
    priority: 3,
    cell: (row) => <RelativeTime at={row.pushed_at} />,
    sortBy: (row) => row.pushed_at,
  },
];

function StockState({ row }: { row: StockRowView }) {
  if (row.components.length === 0) {
    return (
      <StateBadge tone="warn" icon="unlink" bare>
        {t("stock.left_out")}
      </StateBadge>
    );
  }
  if (row.reason) {
    return (
      <span title={row.reason.cure}>
        <StateBadge tone={row.reason.passing ? "neutral" : "warn"} bare>
          {row.reason.sentence}
        </StateBadge>
      </span>
    );
  }
  if (row.shown === null) {
    return (
      <StateBadge tone="neutral" icon="help" bare>
        {t("stock.not_known")}
      </StateBadge>
    );
  }
  if (isDrifting(row)) {
    return (
      <StateBadge tone="info" icon="pending" bare>
        {t("stock.on_its_way")}
      </StateBadge>
    );
  }
  return (
    <StateBadge tone="ok" icon="check" bare>
      {t("stock.agrees")}
    </StateBadge>
  );
}
