import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button, LinkButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { FilterBar } from "@/kit/FilterBar";
import { SkeletonRows } from "@/kit/Skeleton";
import type { Sort } from "@/kit/table/column";
import { DataTable } from "@/kit/table/DataTable";
import { StaleNote } from "@/parts/StaleNote";
import { Page } from "@/shell/Page";
import styles from "./InventoryPage.module.css";
import { stockColumns } from "./stock_columns";

/** Rows asked for at once; a small shop fits, a large one is searched. */
const MOST = 500;

/** From Amazon's number to what buyers see, item by item. */
export function InventoryPage() {
  const search = useSearch({ from: "/inventory" });
  const navigate = useNavigate({ from: "/inventory" });
  const [sort, setSort] = useState<Sort | null>(null);
  const text = search.q ?? "";
  const stock = useRead("stock.list", { connection: null, text, offset: 0, limit: MOST }, { keep: true });
  const setText = useCallback(
    (q: string) => void navigate({ search: q ? { q } : {}, replace: true }),
    [navigate],
  );
  return (
    <Page title={t("inventory.title")} fill>
      <div className={styles.page}>
        <div className={styles.filters}>
          <FilterBar
            label={t("inventory.search")}
            placeholder={t("inventory.search_hint")}
            value={text}
            onChange={setText}
          />
          {stock.data && (
            <p className={styles.total}>
              {t("inventory.total", { shown: stock.data.rows.length, all: stock.data.total })}
            </p>
          )}
        </div>
        <StaleNote read={stock} />
        {!stock.data && !stock.error && <SkeletonRows />}
        {!stock.data && stock.error && (
          <EmptyState
            kind="failed"
            title={stock.error.message}
            action={
              <Button look="primary" onClick={() => void stock.refetch()}>
                {t("action.try_again")}
              </Button>
            }
          >
            {stock.error.cure}
          </EmptyState>
        )}
        {stock.data && (
          <DataTable
            label={t("inventory.title")}
            columns={stockColumns}
            rows={stock.data.rows}
            rowId={(row) => `${row.connection}/${row.listing_sku}`}
            sort={sort}
            onSort={setSort}
            empty={text ? <Filtered text={text} onClear={() => setText("")} /> : <NothingYet />}
          />
        )}
      </div>
    </Page>
  );
}

function Filtered({ text, onClear }: { text: string; onClear: () => void }) {
  return (
    <EmptyState
      kind="filtered"
      title={t("inventory.filtered", { text })}
      action={
        <Button look="primary" onClick={onClear}>
          {t("action.clear_filters")}
        </Button>
      }
    />
  );
}

function NothingYet() {
  return (
    <EmptyState
      kind="nothing_yet"
      title={t("inventory.nothing_yet")}
      action={<LinkButton to="/channels">{t("reason.open_channels")}</LinkButton>}
    >
      {t("inventory.nothing_yet_text")}
    </EmptyState>
  );
}
