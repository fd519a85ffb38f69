import { useRead } from "@/data/commands";
import { named, t } from "@/i18n/t";
import { Button, LinkButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import type { CommandError } from "@/platform/command_error";
import type { OrderSearch } from "@/shell/search";

interface OrdersEmptyProps {
  search: OrderSearch;
  error: CommandError | null;
  onRetry: () => void;
  onClear: () => void;
  practice: boolean;
}

/** Why there are no orders, and the way on. */
export function OrdersEmpty({ search, error, onRetry, onClear, practice }: OrdersEmptyProps) {
  const channels = useRead("channels.list", {});
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
  if (search.q) {
    return (
      <EmptyState
        kind="filtered"
        title={t("orders.filtered", { text: search.q })}
        action={
          <Button look="primary" onClick={onClear}>
            {t("action.clear_filters")}
          </Button>
        }
      >
        {t("orders.filtered_text")}
      </EmptyState>
    );
  }
  const hasShop = channels.data?.channels.some((channel) => channel.platform === "tiktok_shop") ?? true;
  if (!hasShop) {
    return (
      <EmptyState
        kind="unconnected"
        title={t("orders.unconnected")}
        action={
          <LinkButton look="primary" to="/channels" search={{ add: "tiktok_shop" }}>
            {t("channels.add_tiktok")}
          </LinkButton>
        }
      >
        {t("orders.unconnected_text")}
      </EmptyState>
    );
  }
  if (search.tab && search.tab !== "all") {
    return (
      <EmptyState
        kind="nothing_yet"
        title={t("orders.empty_tab", { view: named("order_tab", search.tab) })}
        action={<Button onClick={onClear}>{t("orders.show_all")}</Button>}
      />
    );
  }
  return (
    <EmptyState kind="nothing_yet" title={t("orders.nothing_yet")}>
      {t(practice ? "orders.nothing_yet_practice" : "orders.nothing_yet_text")}
    </EmptyState>
  );
}
