import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { named, t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import type { Column, Sort } from "@/kit/table/column";
import { DataTable } from "@/kit/table/DataTable";
import { Count, Mono, RelativeTime } from "@/kit/Values";
import type { JobView } from "@/platform/contract";

const statusTones: Record<string, Tone> = { queued: "info", running: "info", done: "ok", dead: "bad" };
const outcomeTones: Record<string, Tone> = { ok: "ok", refused: "bad", partial: "warn", dropped: "neutral" };

function jobColumns(onRetry: (id: number) => void): Column<JobView>[] {
  return [
    {
      id: "kind",
      header: t("activity.job"),
      width: "wider",
      cell: (job) => named("job", job.kind),
      sortBy: (job) => job.kind,
    },
    {
      id: "subject",
      header: t("activity.subject"),
      width: "wider",
      cell: (job) =>
        job.order ? (
          <Link to="/orders" search={{ order: job.order }}>
            <Mono>{job.subject}</Mono>
          </Link>
        ) : (
          <Mono>{job.subject}</Mono>
        ),
    },
    { id: "channel", header: t("activity.channel"), priority: 4, cell: (job) => job.channel },
    {
      id: "status",
      header: t("activity.status"),
      width: "small",
      cell: (job) => (
        <StateBadge
          tone={statusTones[job.status] ?? "neutral"}
          icon={job.status === "queued" ? "clock" : undefined}
          bare
        >
          {named("job_status", job.status)}
        </StateBadge>
      ),
      sortBy: (job) => job.status,
    },
    {
      id: "outcome",
      header: t("activity.outcome"),
      width: "small",
      cell: (job) =>
        job.outcome ? (
          <StateBadge tone={outcomeTones[job.outcome] ?? "neutral"} bare>
            {named("job_outcome", job.outcome)}
          </StateBadge>
        ) : (
          t("format.none")
        ),
    },
    {
      id: "attempt",
      header: t("activity.attempts"),
      numeric: true,
      width: "mini",
      priority: 2,
      cell: (job) => <Count value={job.attempt} />,
    },
    {
      id: "due",
      header: t("activity.due"),
      width: "narrow",
      priority: 2,
      cell: (job) => <RelativeTime at={job.due_at} />,
      sortBy: (job) => job.due_at,
    },
    {
      id: "why",
      header: t("activity.why"),
      width: "fill",
      priority: 3,
      cell: (job) =>
        job.reason && <span title={job.reason.cure}>{job.reason.detail ?? job.reason.sentence}</span>,
    },
    {
      id: "retry",
      header: t("activity.action"),
      width: "narrow",
      cell: (job) =>
        job.status !== "done" && (
          <Button
            small
            onClick={() => onRetry(job.id)}
            aria-label={t("activity.retry_label", { subject: job.subject })}
          >
            {t("action.retry")}
          </Button>
        ),
    },
  ];
}

/** The outbox: whether each job ran, and — apart from that — what the platform said. */
export function JobTable({ rows, failed }: { rows: JobView[]; failed: boolean }) {
  const [sort, setSort] = useState<Sort | null>(null);
  const announce = useAnnounce();
  const { mutate } = useWrite("activity.retry_job", {
    failure: "activity.retry_failed",
    onDone: () => announce.done(t("activity.queued")),
  });
  const columns = useMemo(() => jobColumns((id) => mutate({ id })), [mutate]);
  return (
    <DataTable
      label={t("activity.jobs")}
      columns={columns}
      rows={rows}
      rowId={(job) => String(job.id)}
      sort={sort}
      onSort={setSort}
      empty={
        <EmptyState
          kind={failed ? "filtered" : "nothing_yet"}
          title={t(failed ? "activity.no_failed_jobs" : "activity.no_jobs")}
        >
          {t(failed ? "activity.no_failed_text" : "activity.no_jobs_text")}
        </EmptyState>
      }
    />
  );
}
