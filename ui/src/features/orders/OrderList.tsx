import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useApp } from "@/data/app";
import { useRead } from "@/data/commands";
import { useOrderPages } from "@/data/pages";
import { useStored } from "@/data/stored";
import { named, t } from "@/i18n/t";
import { FilterBar } from "@/kit/FilterBar";
import { SkeletonRows } from "@/kit/Skeleton";
import type { Sort } from "@/kit/table/column";
import { DataTable } from "@/kit/table/DataTable";
import { ViewMenu } from "@/kit/table/ViewMenu";
import { Tabs } from "@/kit/Tabs";
import { StaleNote } from "@/parts/StaleNote";
import type { OrderSort } from "@/platform/contract";
import { orderPlaces, orderSorts, type OrderPlace, type OrderSearch } from "@/shell/search";
import { OrderBulkBar } from "./OrderBulkBar";
import { useOrderColumns } from "./order_columns";
import { OrdersEmpty } from "./OrdersEmpty";
import { OwnWarehouse } from "./own/OwnWarehouse";
import styles from "./OrderList.module.css";

const columnOfSort: Record<OrderSort, string> = { newest: "age", ship_by: "ship_by", state: "state" };

export function OrderList({ search }: { search: OrderSearch }) {
  const navigate = useNavigate({ from: "/orders" });
  const app = useApp();
  const place = search.tab ?? "all";
  const own = place === "own";
  const tab = own ? "all" : place;
  const sortBy = search.sort ?? "newest";
  const [selected, setSelected] = useState<string[]>([]);
  const [hidden, setHidden] = useStored<string[]>("orders_hidden", []);
  const [density, setDensity] = useStored<"comfortable" | "compact">("orders_density", "comfortable");
  const settings = useRead("settings.get", {});
  const list = useOrderPages({ tab, state: null, connection: null, text: search.q ?? "", sort: sortBy });
  const columns = useOrderColumns(search);
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const chosen = selected.filter((key) => rows.some((row) => row.key === key));

  const set = (change: Partial<OrderSearch>) => {
    setSelected([]);
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  };
  const onSort = ({ id }: Sort) => {
    const next = orderSorts.find((sort) => columnOfSort[sort] === id);
    if (next) set({ sort: next });
  };
  return (
    <div className={styles.list}>
      <Tabs
        label={t("orders.views")}
        value={place}
        onChange={(value) => set({ tab: value as OrderPlace })}
        items={orderPlaces.map((value) => ({
          value,
          label: named("order_tab", value),
          count: value === "own" ? first?.own_parts : first?.tabs.find((count) => count.tab === value)?.count,
        }))}
        aside={
          own ? undefined : (
            <div className={styles.filters}>
              <FilterBar
                label={t("orders.search")}
                placeholder={t("orders.search_hint")}
                value={search.q ?? ""}
                onChange={(q) => set({ q: q || undefined } as Partial<OrderSearch>)}
              />
              <ViewMenu
                columns={columns}
                hidden={hidden}
                onHidden={setHidden}
                density={density}
                onDensity={setDensity}
              />
            </div>
          )
        }
      >
        {own && <OwnWarehouse current={search.order ?? null} />}
        {!own && <StaleNote read={list} />}
        {!own && !list.data && !list.error && <SkeletonRows />}
        {!own && (list.data || list.error) && (
          <DataTable
            label={t("orders.table", { view: named("order_tab", tab) })}
            columns={columns}
            rows={rows}
            rowId={(row) => row.key}
            sort={{ id: columnOfSort[sortBy], descending: sortBy === "newest" }}
            onSort={onSort}
            sorted
            hidden={hidden}
            density={
              density === "compact" || settings.data?.density === "compact" ? "compact" : "comfortable"
            }
            selected={chosen}
            onSelect={setSelected}
            selectLabel={(row) => t("orders.select", { number: row.number })}
            current={search.order ?? null}
            total={first?.total ?? 0}
            onNearEnd={() => {
              if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
            }}
            empty={
              <OrdersEmpty
                search={search}
                error={list.error}
                onRetry={() => void list.refetch()}
                onClear={() => void navigate({ search: {} })}
                practice={app.practice !== null}
              />
            }
          />
        )}
        {!own && chosen.length > 0 && (
          <OrderBulkBar
            rows={rows.filter((row) => chosen.includes(row.key))}
            columns={columns}
            onDone={() => setSelected([])}
          />
        )}
      </Tabs>
    </div>
  );
}
