import { named, t } from "@/i18n/t";
import { Facts, Panel } from "@/kit/Panel";
import type { OrderView } from "@/platform/contract";
import { HiddenMark } from "./order_columns";

/** Where it goes, as far as the platform shows it. */
export function OrderAddress({ order }: { order: OrderView }) {
  const parts = order.address
    .filter((part) => part.hidden || part.text)
    .map((part) => ({ name: named("address", part.part), value: part.hidden ? <HiddenMark /> : part.text }));
  const notes = [
    { name: t("order.buyer_note"), value: order.buyer_note },
    { name: t("order.seller_note"), value: order.seller_note },
  ].filter((note) => note.value);
  return (
    <Panel title={t("order.address")} level={3}>
      <Facts items={[...parts, ...notes]} />
    </Panel>
  );
}
