import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { SkeletonRows } from "@/kit/Skeleton";
import { NoticeForm } from "./NoticeForm";

/** Who hears of what (F020–F023): kept in a draft until Save. */
export function NotificationSection() {
  const rules = useRead("notice_rules.get", {});
  if (rules.data) return <NoticeForm rules={rules.data} onReadAgain={() => void rules.refetch()} />;
  if (!rules.error) return <SkeletonRows rows={6} />;
  return (
    <EmptyState
      kind="failed"
      title={rules.error.message}
      action={<Button onClick={() => void rules.refetch()}>{t("action.try_again")}</Button>}
    >
      {rules.error.cure}
    </EmptyState>
  );
}
