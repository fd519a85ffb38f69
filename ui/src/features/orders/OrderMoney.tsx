import { named, t } from "@/i18n/t";
import { Facts, Panel } from "@/kit/Panel";
import { Money, Stamp } from "@/kit/Values";
import type { OrderView } from "@/platform/contract";

/** Amounts as the platform sent them, and the dates to keep. */
export function OrderMoney({ order }: { order: OrderView }) {
  const dates = [
    { name: t("order.paid"), at: order.paid_at },
    { name: t("order.hold_until"), at: order.hold_until },
    { name: t("order.ship_by"), at: order.row.ship_by },
    { name: t("order.collect_by"), at: order.collect_by },
    { name: t("order.auto_cancel"), at: order.auto_cancel_at },
  ].filter((date) => date.at !== null);
  return (
    <Panel title={t("order.money_dates")} level={3}>
      <Facts
        items={[
          ...order.money.map((line) => ({
            name: named("money", line.name),
            value: <Money value={line.amount} />,
          })),
          ...dates.map((date) => ({ name: date.name, value: <Stamp at={date.at} /> })),
        ]}
      />
    </Panel>
  );
}
