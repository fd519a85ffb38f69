import { t } from "@/i18n/t";
import { Select } from "@/kit/Field";
import { Panel } from "@/kit/Panel";
import { RelativeTime } from "@/kit/Values";
import type { Fields } from "@/parts/rules/fields";
import { labelOf, Setting, What } from "@/parts/rules/Setting";
import { ToggleSetting } from "@/parts/rules/ToggleSetting";
import type { ShopDraft, ShopFactsView } from "@/platform/contract";
import { AmazonWarehouses } from "./AmazonWarehouses";
import styles from "./ShopSettingsPage.module.css";
import { speedChoices, SpeedTable } from "./SpeedTable";

interface ShippingRulesProps {
  fields: Fields<ShopDraft>;
  facts: ShopFactsView;
}

/** *Shipping mapping*: speeds, and what is told of a parcel (F069, F432, F084, F089, F091, F092). */
export function ShippingRules({ fields, facts }: ShippingRulesProps) {
  const { draft, defaults } = fields;
  const early = (value: boolean | null) =>
    value === null
      ? t(facts.early_by_default ? "early.region_on" : "early.region_off")
      : t(value ? "set.on" : "set.off");
  return (
    <>
      <Panel title={t("speeds.title")}>
        <p className={styles.text}>
          {t("speeds.text")} {t("speeds.read_at")} <RelativeTime at={facts.speeds_at} />.
        </p>
        <SpeedTable fields={fields} facts={facts} />
        <Setting area={fields.area} field="default_speed">
          <Select
            label={labelOf("default_speed")}
            hint={<What field="default_speed" initial={defaults.default_speed} />}
            error={fields.errorOf("default_speed")}
            value={draft.default_speed}
            choices={speedChoices(facts.speeds, draft.default_speed)}
            onChange={(default_speed) => fields.set({ default_speed })}
          />
        </Setting>
        <ToggleSetting fields={fields} name="speed_by_promise" />
      </Panel>
      <Panel title={t("tracking.title")}>
        <Setting area={fields.area} field="fallback_carrier">
          <Select
            label={labelOf("fallback_carrier")}
            hint={
              <What
                field="fallback_carrier"
                initial={t("set.off")}
                note={draft.fallback_carrier ? t("carrier.fallback_warning") : undefined}
              />
            }
            error={fields.errorOf("fallback_carrier")}
            value={draft.fallback_carrier ?? ""}
            choices={[
              { value: "", label: t("set.off") },
              ...facts.carriers.map((one) => ({
                value: one.id,
                label:
                  one.id === facts.suggested_carrier ? t("carrier.suggested", { name: one.name }) : one.name,
              })),
            ]}
            onChange={(id) => fields.set({ fallback_carrier: id || null })}
          />
        </Setting>
        <Setting area={fields.area} field="early_numbers">
          <Select
            label={labelOf("early_numbers")}
            hint={<What field="early_numbers" initial={early(defaults.early_numbers)} />}
            value={draft.early_numbers === null ? "" : String(draft.early_numbers)}
            choices={[
              { value: "", label: early(null) },
              { value: "true", label: t("set.on") },
              { value: "false", label: t("set.off") },
            ]}
            onChange={(word) => fields.set({ early_numbers: word === "" ? null : word === "true" })}
          />
        </Setting>
        <ToggleSetting fields={fields} name="correct_tracking" />
        <AmazonWarehouses fields={fields} warehouses={facts.warehouses} />
      </Panel>
    </>
  );
}
