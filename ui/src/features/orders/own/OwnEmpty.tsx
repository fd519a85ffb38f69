import { t } from "@/i18n/t";
import { Button, LinkButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import type { CommandError } from "@/platform/command_error";

interface OwnEmptyProps {
  error: CommandError | null;
  used: boolean;
  onRetry: () => void;
}

/** Why nothing waits for the own warehouse, and the way on. */
export function OwnEmpty({ error, used, onRetry }: OwnEmptyProps) {
  if (error) {
    return (
      <EmptyState
        kind="failed"
        title={error.message}
        details={error.details}
        action={
          <Button look="primary" onClick={onRetry}>
            {t("action.try_again")}
          </Button>
        }
      >
        {error.cure}
      </EmptyState>
    );
  }
  if (!used) {
    return (
      <EmptyState
        kind="unconnected"
        title={t("own.off")}
        action={
          <LinkButton look="primary" to="/channels">
            {t("reason.open_channels")}
          </LinkButton>
        }
      >
        {t("own.off_text")}
      </EmptyState>
    );
  }
  return (
    <EmptyState kind="nothing_yet" title={t("own.nothing")}>
      {t("own.nothing_text")}
    </EmptyState>
  );
}
