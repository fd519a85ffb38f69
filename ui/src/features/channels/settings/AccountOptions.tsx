import { useEffect } from "react";
import { useWrite } from "@/data/commands";
import { formatList } from "@/i18n/format";
import { t, tn } from "@/i18n/t";
import { RelativeTime } from "@/kit/Values";
import type { MarketplaceFactsView, MarketplaceRulesView } from "@/platform/contract";
import styles from "./ShopSettingsPage.module.css";

/** Why an option cannot be chosen, or what is known of it; nothing when the account has it for all linked SKUs. */
export function optionNote(facts: MarketplaceFactsView, field: string, second: boolean): string | undefined {
  if (second) return t("feature.second");
  const fact = facts.features.find((one) => one.field === field);
  if (!fact || fact.offered === null) return t("feature.unknown");
  if (!fact.offered) return t("feature.lacks");
  const count = fact.lacking_count ?? 0;
  if (count === 0) return undefined;
  const more = count > fact.lacking.length ? "…" : "";
  return tn("feature.lacking", count, { skus: formatList(fact.lacking) + more });
}

/** When Amazon last told which options the account has; old answers are asked for anew beside the page (F073). */
export function OptionsAge({ rules }: { rules: MarketplaceRulesView }) {
  const { mutate } = useWrite("marketplace_rules.refresh", { failure: null });
  const { old, read_at, fault } = rules.facts;
  useEffect(() => {
    if (old) mutate({ id: rules.id, shop: null });
  }, [rules.id, old, mutate]);
  return (
    <p className={styles.text}>
      {t("feature.read_at")} <RelativeTime at={read_at} />.
      {fault && ` ${t("feature.fault", { why: fault.sentence })}`}
    </p>
  );
}
