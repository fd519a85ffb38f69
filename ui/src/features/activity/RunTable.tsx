import { useState } from "react";
import { formatSpan, toMs } from "@/i18n/format";
import { named, t } from "@/i18n/t";
import { EmptyState } from "@/kit/EmptyState";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import type { Column, Sort } from "@/kit/table/column";
import { DataTable } from "@/kit/table/DataTable";
import { Count, Stamp } from "@/kit/Values";
import type { RunView } from "@/platform/contract";

const tones: Record<string, Tone> = { ok: "ok", failed: "bad", cancelled: "neutral", running: "info" };

function outcomeOf(run: RunView): string {
  return run.outcome ?? "running";
}

function durationOf(run: RunView): number | null {
  return run.ended_at === null ? null : toMs(run.ended_at) - toMs(run.started_at);
}

const columns: Column<RunView>[] = [
  {
    id: "flow",
    header: t("activity.flow"),
    width: "wider",
    cell: (run) => named("flow", run.flow),
    sortBy: (run) => run.flow,
  },
  {
    id: "channel",
    header: t("activity.channel"),
    width: "wide",
    priority: 2,
    cell: (run) => run.channel,
    sortBy: (run) => run.channel,
  },
  {
    id: "started",
    header: t("activity.started"),
    width: "small",
    cell: (run) => <Stamp at={run.started_at} />,
    sortBy: (run) => run.started_at,
  },
  {
    id: "duration",
    header: t("activity.duration"),
    numeric: true,
    width: "mini",
    priority: 3,
    cell: (run) => {
      const ms = durationOf(run);
      return ms === null ? t("format.none") : formatSpan(ms);
    },
    sortBy: durationOf,
  },
  {
    id: "read",
    header: t("activity.read"),
    numeric: true,
    width: "mini",
    priority: 3,
    cell: (run) => <Count value={run.read} />,
    sortBy: (run) => run.read,
  },
  {
    id: "changed",
    header: t("activity.changed"),
    numeric: true,
    width: "mini",
    priority: 3,
    cell: (run) => <Count value={run.changed} />,
    sortBy: (run) => run.changed,
  },
  {
    id: "failed",
    header: t("activity.failed"),
    numeric: true,
    width: "mini",
    cell: (run) => <Count value={run.failed} />,
    sortBy: (run) => run.failed,
  },
  {
    id: "outcome",
    header: t("activity.outcome"),
    width: "small",
    cell: (run) => (
      <StateBadge tone={run.partial ? "warn" : (tones[outcomeOf(run)] ?? "neutral")} bare>
        {run.partial ? t("run_outcome.partial") : named("run_outcome", outcomeOf(run))}
      </StateBadge>
    ),
    sortBy: outcomeOf,
  },
  {
    id: "why",
    header: t("activity.why"),
    width: "fill",
    priority: 3,
    cell: (run) => run.reason && <span title={run.reason.detail ?? undefined}>{run.reason.sentence}</span>,
  },
];

export function RunTable({ rows, failed }: { rows: RunView[]; failed: boolean }) {
  const [sort, setSort] = useState<Sort | null>({ id: "started", descending: true });
  return (
    <DataTable
      label={t("activity.runs")}
      columns={columns}
      rows={rows}
      rowId={(run) => String(run.id)}
      sort={sort}
      onSort={setSort}
      density="compact"
      empty={
        <EmptyState
          kind={failed ? "filtered" : "nothing_yet"}
          title={t(failed ? "activity.no_failed_runs" : "activity.no_runs")}
        >
          {t(failed ? "activity.no_failed_text" : "activity.no_runs_text")}
        </EmptyState>
      }
    />
  );
}
