import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { SkeletonRows } from "@/kit/Skeleton";
import { Tabs } from "@/kit/Tabs";
import { StaleNote } from "@/parts/StaleNote";
import { Page } from "@/shell/Page";
import type { ActivityTab } from "@/shell/search";
import styles from "./ActivityPage.module.css";
import { JobTable } from "./JobTable";
import { RunTable } from "./RunTable";
import { SetAsideList } from "./SetAsideList";

/** What the loops did, what waits to be sent, and what could not be read. */
export function ActivityPage() {
  const search = useSearch({ from: "/activity" });
  const navigate = useNavigate({ from: "/activity" });
  const failed = search.failed ?? false;
  const tab = search.tab ?? "runs";
  const activity = useRead("activity.get", { connection: null, failed }, { keep: true });
  const set = (change: { tab?: ActivityTab; failed?: boolean }) =>
    void navigate({ search: (old) => ({ ...old, ...change }), replace: true });
  const { data } = activity;
  return (
    <Page title={t("activity.title")} fill>
      <div className={styles.page}>
        <Tabs
          label={t("activity.views")}
          value={tab}
          onChange={(value) => set({ tab: value as ActivityTab })}
          items={[
            { value: "runs", label: t("activity.runs"), count: data?.runs.length },
            { value: "jobs", label: t("activity.jobs"), count: data?.jobs.length },
            { value: "set_aside", label: t("activity.set_aside"), count: data?.set_aside.length },
          ]}
          aside={
            <label className={styles.failed}>
              <input
                type="checkbox"
                checked={failed}
                onChange={(event) =>
                  set(
                    event.target.checked ? { failed: true } : ({ failed: undefined } as { failed?: boolean }),
                  )
                }
              />
              {t("activity.only_failed")}
            </label>
          }
        >
          <StaleNote read={activity} />
          {!data && !activity.error && <SkeletonRows />}
          {!data && activity.error && (
            <EmptyState
              kind="failed"
              title={activity.error.message}
              action={
                <Button look="primary" onClick={() => void activity.refetch()}>
                  {t("action.try_again")}
                </Button>
              }
            >
              {activity.error.cure}
            </EmptyState>
          )}
          {data && tab === "runs" && <RunTable rows={data.runs} failed={failed} />}
          {data && tab === "jobs" && <JobTable rows={data.jobs} failed={failed} />}
          {data && tab === "set_aside" && <SetAsideList rows={data.set_aside} />}
        </Tabs>
      </div>
    </Page>
  );
}
