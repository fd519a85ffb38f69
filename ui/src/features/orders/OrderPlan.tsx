import { named, t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Facts, Panel } from "@/kit/Panel";
import { StateBadge } from "@/kit/StateBadge";
import { Money, Mono, Stamp } from "@/kit/Values";
import { usePlatform } from "@/platform/PlatformContext";
import type { PlanView } from "@/platform/contract";

/** What would be sent or was sent to the fulfiller, what it costs and when it arrives. */
export function OrderPlan({ plan }: { plan: PlanView }) {
  const platform = usePlatform();
  const { link } = plan;
  const items = [
    { name: t("plan.speed"), value: named("speed", plan.speed.toLowerCase()) },
    { name: t("plan.fee"), value: <Money value={plan.fee} /> },
    { name: t("plan.arrives"), value: <Stamp at={plan.arrives_by} /> },
    {
      name: t("plan.items"),
      value: plan.items
        .map((item) => t("order.content", { quantity: item.quantity, sku: item.sku }))
        .join(", "),
    },
    { name: t("plan.key"), value: <Mono>{plan.key}</Mono> },
    { name: t("plan.accepted"), value: <Stamp at={plan.accepted_at} /> },
  ];
  return (
    <Panel
      title={t("plan.title", { fulfiller: plan.fulfiller })}
      level={3}
      aside={
        <>
          {plan.adopted && <StateBadge tone="review">{t("plan.adopted")}</StateBadge>}
          {plan.status && (
            <StateBadge tone="info">{named("fulfiller_state", plan.status.toLowerCase())}</StateBadge>
          )}
          {link && (
            <Button small look="quiet" icon="external" onClick={() => void platform.openExternal(link)}>
              {t("plan.open")}
            </Button>
          )}
        </>
      }
    >
      <Facts items={items} />
    </Panel>
  );
}
