import type { UseQueryResult } from "@tanstack/react-query";
import { formatClock } from "@/i18n/format";
import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import type { CommandError } from "@/platform/command_error";

interface StaleNoteProps {
  read: Pick<UseQueryResult<unknown, CommandError>, "error" | "data" | "dataUpdatedAt" | "refetch">;
}

/** A refresh failed: what is shown is the last good answer, with its time. Nothing while all is well. */
export function StaleNote({ read }: StaleNoteProps) {
  if (!read.error || read.data === undefined) return null;
  return (
    <Banner
      tone="warn"
      title={t("state.stale", { time: formatClock(read.dataUpdatedAt) })}
      action={
        <Button small onClick={() => void read.refetch()}>
          {t("action.try_again")}
        </Button>
      }
    >
      {read.error.message} {read.error.cure}
    </Banner>
  );
}
