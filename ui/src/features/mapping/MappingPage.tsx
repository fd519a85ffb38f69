import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useRead, useWrite } from "@/data/commands";
import { useAnnounce } from "@/data/announce";
import { formatDayClock } from "@/i18n/format";
import { t, tn } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Confirm } from "@/kit/Confirm";
import { EmptyState } from "@/kit/EmptyState";
import { FilterBar } from "@/kit/FilterBar";
import { SkeletonRows } from "@/kit/Skeleton";
import { Tabs } from "@/kit/Tabs";
import { LinkDialog } from "@/parts/LinkDialog";
import type { LinkRowView } from "@/platform/contract";
import { Page } from "@/shell/Page";
import { DownloadListings } from "./DownloadListings";
import { LinkTable } from "./LinkTable";
import styles from "./MappingPage.module.css";

const MOST = 500;

/** Which listing stands for which SKU at Amazon: the open ones first, then all links. */
export function MappingPage() {
  const search = useSearch({ from: "/mapping" });
  const navigate = useNavigate({ from: "/mapping" });
  const announce = useAnnounce();
  const text = search.q ?? "";
  const tab = search.tab ?? "missing";
  const [linking, setLinking] = useState<LinkRowView | null>(null);
  const [unlinking, setUnlinking] = useState<LinkRowView | null>(null);
  const links = useRead(
    "links.list",
    { connection: null, text, unlinked: tab === "missing", offset: 0, limit: MOST },
    { keep: true },
  );
  const remove = useWrite("links.remove", {
    failure: "link.remove_failed",
    onDone: (answer) => {
      setUnlinking(null);
      announce.done(answer.orders > 0 ? tn("link.removed_orders", answer.orders) : t("link.removed"));
    },
  });
  const set = useCallback(
    (change: { q?: string | undefined; tab?: "linked" | "missing" }) =>
      void navigate({ search: (old) => ({ ...old, ...change }) as typeof old, replace: true }),
    [navigate],
  );
  const rows = links.data?.rows.filter((row) => (tab === "missing") === (row.components.length === 0)) ?? [];
  return (
    <Page title={t("mapping.title")} fill actions={<DownloadListings />}>
      <div className={styles.page}>
        <Tabs
          label={t("mapping.views")}
          value={tab}
          onChange={(value) => set({ tab: value as "linked" | "missing" })}
          items={[
            { value: "missing", label: t("mapping.missing"), count: links.data?.unlinked },
            { value: "linked", label: t("mapping.linked") },
          ]}
          aside={
            links.data?.read_at && (
              <p className={styles.read}>
                {t("mapping.read_at", { time: formatDayClock(links.data.read_at) })}
              </p>
            )
          }
        >
          <div className={styles.filters}>
            <FilterBar
              label={t("mapping.search")}
              placeholder={t("mapping.search_hint")}
              value={text}
              onChange={(q) => set({ q: q || undefined })}
            />
          </div>
          {!links.data && !links.error && <SkeletonRows />}
          {!links.data && links.error && (
            <EmptyState
              kind="failed"
              title={links.error.message}
              action={
                <Button look="primary" onClick={() => void links.refetch()}>
                  {t("action.try_again")}
                </Button>
              }
            >
              {links.error.cure}
            </EmptyState>
          )}
          {links.data && (
            <LinkTable
              rows={rows}
              tab={tab}
              text={text}
              onLink={setLinking}
              onUnlink={setUnlinking}
              onClear={() => set({ q: undefined })}
            />
          )}
        </Tabs>
      </div>
      {linking && <LinkDialog target={linking} onClose={() => setLinking(null)} />}
      <Confirm
        open={unlinking !== null}
        danger
        title={t("link.remove_title", { title: unlinking?.title ?? "" })}
        action={t("link.remove")}
        busy={remove.isPending}
        onConfirm={() =>
          unlinking && remove.mutate({ connection: unlinking.connection, listing_sku: unlinking.listing_sku })
        }
        onClose={() => setUnlinking(null)}
      >
        <p>{t("link.remove_text")}</p>
      </Confirm>
    </Page>
  );
}
