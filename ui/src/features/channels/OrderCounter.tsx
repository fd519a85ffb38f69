import { formatCount } from "@/i18n/format";
import { t } from "@/i18n/t";
import { Facts, Panel } from "@/kit/Panel";
import { Stamp } from "@/kit/Values";
import { ReasonNote } from "@/parts/ReasonNote";
import type { CounterView } from "@/platform/contract";

/** Orders of the shop's own day against the platform's limit; counted and warned about, never held back (F014). */
export function OrderCounter({ counter }: { counter: CounterView }) {
  const orders = formatCount(counter.orders);
  return (
    <Panel title={t("counter.title")} level={3}>
      {counter.reason && <ReasonNote reason={counter.reason} action={<span />} />}
      <Facts
        items={[
          {
            name: t("counter.orders"),
            value:
              counter.limit === null
                ? t("counter.no_limit", { orders })
                : t("counter.of", { orders, limit: formatCount(counter.limit) }),
          },
          { name: t("counter.since"), value: <Stamp at={counter.since} /> },
        ]}
      />
    </Panel>
  );
}
