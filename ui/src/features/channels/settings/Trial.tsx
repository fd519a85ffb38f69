import { useRead } from "@/data/commands";
import { formatDay, formatList } from "@/i18n/format";
import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Money } from "@/kit/Values";
import type { Fields } from "@/parts/rules/fields";
import type { MarketplaceDraft, MarketplaceRulesView } from "@/platform/contract";

/** Choices that Amazon has to go along with, and the word that needs nothing of it. */
const needing: readonly (keyof MarketplaceDraft)[] = [
  "logistics",
  "plain_box",
  "packing_slip",
  "overbox",
  "deliver_together",
  "signature",
  "tell_channel",
  "api_version",
];

/** Whether a choice was switched on, or another order version chosen, since the last Save. */
export function needsTrial(draft: MarketplaceDraft, rules: MarketplaceRulesView): boolean {
  return needing.some(
    (name) =>
      draft[name] !== rules.draft[name] && (name === "api_version" || draft[name] !== rules.defaults[name]),
  );
}

/** What Amazon says of a recent order with these choices, asked by preview before they are saved (F073, F401, F402, F431). */
export function Trial({ fields, rules }: { fields: Fields<MarketplaceDraft>; rules: MarketplaceRulesView }) {
  const chosen = Object.fromEntries(needing.map((name) => [name, fields.draft[name]]));
  // Only what it is about is asked for, so that typing elsewhere asks nothing anew.
  const draft = { ...rules.draft, ...chosen, signature_from: "" };
  const enabled = needsTrial(fields.draft, rules);
  const asked = { id: rules.id, shop: null, version: rules.version, draft };
  const trial = useRead("marketplace_rules.trial", asked, { enabled });
  if (!enabled) return null;
  if (trial.isPending) return <Banner tone="neutral" title={t("trial.busy")} />;
  if (trial.isError)
    return (
      <Banner tone="warn" title={t("trial.failed")}>
        {trial.error.message}
      </Banner>
    );
  const found = trial.data;
  if (!found.goes)
    return (
      <Banner
        tone={found.order === null ? "neutral" : "warn"}
        title={found.order === null ? t("trial.no_order") : t("trial.no", { order: found.order })}
      >
        {found.reason && (
          <p>
            {found.reason.sentence} {found.reason.detail} {found.reason.cure}
          </p>
        )}
      </Banner>
    );
  return (
    <Banner tone="ok" title={t("trial.goes", { order: found.order ?? "" })}>
      <p>
        {found.fee !== null && (
          <>
            {t("trial.fee")} <Money value={found.fee} />.{" "}
          </>
        )}
        {found.arrives_by !== null && t("trial.arrives", { day: formatDay(found.arrives_by) })}{" "}
        {found.unconfirmed.length > 0 && t("trial.unconfirmed", { names: formatList(found.unconfirmed) })}
      </p>
    </Banner>
  );
}
