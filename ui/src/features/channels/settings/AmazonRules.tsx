import { t } from "@/i18n/t";
import { ChoiceSetting } from "@/parts/rules/ChoiceSetting";
import type { Fields, Of } from "@/parts/rules/fields";
import { TextSetting } from "@/parts/rules/TextSetting";
import { ToggleSetting } from "@/parts/rules/ToggleSetting";
import type { MarketplaceDraft, MarketplaceRulesView } from "@/platform/contract";
import { OptionsAge, optionNote } from "./AccountOptions";
import { QueueSecret } from "./QueueSecret";
import styles from "./ShopSettingsPage.module.css";
import { Trial } from "./Trial";

interface AmazonRulesProps {
  fields: Fields<MarketplaceDraft>;
  rules: MarketplaceRulesView;
}

const SLIP_MAX = 750;
const extras: readonly Of<MarketplaceDraft, string>[] = [
  "packing_slip",
  "overbox",
  "deliver_together",
  "signature",
];

/** A marketplace's *additional settings*: slip, box, carrier, missing units, versions, queue (F070–F075, F401, F402, F427, F431). */
export function AmazonRules({ fields, rules }: AmazonRulesProps) {
  const { facts } = rules;
  const { draft } = fields;
  const second = draft.api_version === "v2";
  const lacks = (field: string) => facts.features.find((one) => one.field === field)?.offered === false;
  const why = (field: string) => optionNote(facts, field, second);
  const left = SLIP_MAX - [...draft.slip_text].length;
  return (
    <>
      <h3 className={styles.heading}>{t("rules.slip")}</h3>
      <ToggleSetting fields={fields} name="forward_note" />
      <TextSetting fields={fields} name="slip_label" />
      <TextSetting
        fields={fields}
        name="slip_text"
        rows={3}
        note={left < 100 ? t("rules.slip_left", { left }) : undefined}
      />
      <h3 className={styles.heading}>{t("rules.box")}</h3>
      {!second && <OptionsAge rules={rules} />}
      <ChoiceSetting
        fields={fields}
        name="logistics"
        words={["allowed", "blocked", "tiktok_only"]}
        greyed={lacks("logistics") ? ["blocked", "tiktok_only"] : []}
        note={
          [why("logistics"), draft.logistics === "allowed" ? undefined : t("rules.block_cost")]
            .filter(Boolean)
            .join(" ") || undefined
        }
      />
      <ChoiceSetting
        fields={fields}
        name="plain_box"
        words={["account", "prefer_plain", "must_be_plain", "plain_for_others"]}
        greyed={
          lacks("plain_box")
            ? ["prefer_plain", "must_be_plain", "plain_for_others"]
            : second
              ? ["prefer_plain"]
              : []
        }
        note={second ? t("feature.no_prefer") : why("plain_box")}
      />
      {extras.map((name) => (
        <ChoiceSetting
          key={name}
          fields={fields}
          name={name}
          words={["off", "wanted", "required"]}
          like="feature"
          greyed={lacks(name) ? ["wanted", "required"] : []}
          note={why(name)}
        />
      ))}
      {draft.signature !== "off" && (
        <TextSetting
          fields={fields}
          name="signature_from"
          unit={facts.currency ?? undefined}
          numeric
          empty={t("rules.always")}
        />
      )}
      <h3 className={styles.heading}>{t("rules.missing_units")}</h3>
      <ChoiceSetting fields={fields} name="fill" words={["fill_or_kill", "fill_all", "fill_all_available"]} />
      <h3 className={styles.heading}>{t("rules.versions")}</h3>
      <ChoiceSetting
        fields={fields}
        name="api_version"
        words={["v1", "v2"]}
        note={second ? t("rules.v2_note") : undefined}
      />
      <ToggleSetting fields={fields} name="tell_channel" note={second ? t("rules.channel_v2") : undefined} />
      <Trial fields={fields} rules={rules} />
      <h3 className={styles.heading}>{t("rules.queue")}</h3>
      <ToggleSetting fields={fields} name="own_queue" />
      {draft.own_queue && (
        <>
          <TextSetting fields={fields} name="queue_url" placeholder="https://" />
          <TextSetting fields={fields} name="queue_region" placeholder="us-east-1" />
          <TextSetting fields={fields} name="queue_key_id" />
          <QueueSecret rules={rules} />
        </>
      )}
    </>
  );
}
