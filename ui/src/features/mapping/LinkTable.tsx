import { useMemo, useState } from "react";
import { named, t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { StateBadge } from "@/kit/StateBadge";
import type { Column, Sort } from "@/kit/table/column";
import { DataTable } from "@/kit/table/DataTable";
import { Count, Mono } from "@/kit/Values";
import type { LinkRowView } from "@/platform/contract";
import styles from "./MappingPage.module.css";

interface LinkTableProps {
  rows: LinkRowView[];
  tab: "linked" | "missing";
  text: string;
  onLink: (row: LinkRowView) => void;
  onUnlink: (row: LinkRowView) => void;
  onClear: () => void;
}

function linkColumns({
  tab,
  onLink,
  onUnlink,
}: Pick<LinkTableProps, "tab" | "onLink" | "onUnlink">): Column<LinkRowView>[] {
  const missing = tab === "missing";
  const columns: (Column<LinkRowView> | false)[] = [
    {
      id: "title",
      header: t("mapping.listing"),
      width: "fill",
      cell: (row) => <span title={row.variant}>{row.title}</span>,
      sortBy: (row) => row.title,
    },
    { id: "variant", header: t("mapping.variant"), width: "medium", priority: 3, cell: (row) => row.variant },
    {
      id: "sku",
      header: t("stock.sku"),
      width: "wide",
      priority: 2,
      cell: (row) => <Mono>{row.seller_sku ?? row.listing_sku}</Mono>,
      sortBy: (row) => row.seller_sku,
    },
    !missing && {
      id: "linked",
      header: t("stock.linked"),
      width: "wide",
      cell: (row) =>
        row.components
          .map((part) => t("order.content", { quantity: part.quantity, sku: part.sku }))
          .join(", "),
    },
    !missing && {
      id: "origin",
      header: t("mapping.origin"),
      width: "medium",
      priority: 3,
      cell: (row) => (row.origin ? named("link_origin", row.origin) : t("format.none")),
    },
    missing && {
      id: "waiting",
      header: t("mapping.waiting"),
      numeric: true,
      width: "medium",
      cell: (row) =>
        row.waiting_orders > 0 ? (
          <StateBadge tone="warn" bare>
            <Count value={row.waiting_orders} />
          </StateBadge>
        ) : (
          <Count value={0} />
        ),
      sortBy: (row) => row.waiting_orders,
    },
    {
      id: "action",
      header: t("activity.action"),
      width: missing ? "medium" : "wider",
      cell: (row) => (
        <span className={styles.actions}>
          <Button
            small
            icon="link"
            onClick={() => onLink(row)}
            aria-label={t(missing ? "mapping.link_label" : "mapping.change_label", { title: row.title })}
          >
            {t(missing ? "link.open" : "link.change")}
          </Button>
          {!missing && (
            <Button
              small
              look="quiet"
              icon="unlink"
              onClick={() => onUnlink(row)}
              aria-label={t("mapping.unlink_label", { title: row.title })}
            >
              {t("link.unlink")}
            </Button>
          )}
        </span>
      ),
    },
  ];
  return columns.filter((column) => column !== false);
}

export function LinkTable({ rows, tab, text, onLink, onUnlink, onClear }: LinkTableProps) {
  const [sort, setSort] = useState<Sort | null>(
    tab === "missing" ? { id: "waiting", descending: true } : null,
  );
  const columns = useMemo(() => linkColumns({ tab, onLink, onUnlink }), [tab, onLink, onUnlink]);
  const empty = text ? (
    <EmptyState
      kind="filtered"
      title={t("inventory.filtered", { text })}
      action={
        <Button look="primary" onClick={onClear}>
          {t("action.clear_filters")}
        </Button>
      }
    />
  ) : (
    <EmptyState kind="nothing_yet" title={t(tab === "missing" ? "mapping.all_linked" : "mapping.no_links")}>
      {t(tab === "missing" ? "mapping.all_linked_text" : "mapping.no_links_text")}
    </EmptyState>
  );
  return (
    <DataTable
      key={tab}
      label={t(tab === "missing" ? "mapping.missing" : "mapping.linked")}
      columns={columns}
      rows={rows}
      rowId={(row) => `${row.connection}/${row.listing_sku}`}
      sort={sort}
      onSort={setSort}
      empty={empty}
    />
  );
}
