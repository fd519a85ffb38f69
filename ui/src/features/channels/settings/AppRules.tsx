import { t } from "@/i18n/t";
import { LinkButton } from "@/kit/Button";
import { Panel } from "@/kit/Panel";
import type { Fields } from "@/parts/rules/fields";
import { TextSetting } from "@/parts/rules/TextSetting";
import { ToggleSetting } from "@/parts/rules/ToggleSetting";
import type { ShopDraft, ShopFactsView } from "@/platform/contract";
import styles from "./ShopSettingsPage.module.css";

/** *App settings*: when an order leaves, and which orders do not leave by themselves (F061–F065). */
export function AppRules({ fields, facts }: { fields: Fields<ShopDraft>; facts: ShopFactsView }) {
  const money = facts.currency ?? undefined;
  return (
    <>
      <Panel title={t("rules.delay")}>
        <TextSetting fields={fields} name="delay" unit={t("unit.hours")} numeric />
        <ToggleSetting
          fields={fields}
          name="keep_stock"
          locked={facts.holds ? undefined : t("rules.no_holds")}
        />
      </Panel>
      <Panel title={t("rules.not_exported")}>
        <p className={styles.text}>{t("rules.not_exported_text")}</p>
        <TextSetting
          fields={fields}
          name="max_pieces"
          unit={t("unit.pieces")}
          numeric
          empty={t("rules.none")}
        />
        <TextSetting fields={fields} name="max_total" unit={money} numeric empty={t("rules.none")} />
        <TextSetting
          fields={fields}
          name="blocked_skus"
          rows={4}
          empty={t("rules.none")}
          placeholder="GLASS-*"
        />
        <TextSetting fields={fields} name="max_loss" unit={money} numeric empty={t("rules.none")} />
        <TextSetting
          fields={fields}
          name="commission_percent"
          unit="%"
          numeric
          empty={t("rules.not_known")}
        />
      </Panel>
      <Panel title={t("settings.notifications")}>
        <p className={styles.text}>{t("rules.notices_text")}</p>
        <div>
          <LinkButton small icon="bell" to="/settings" search={{ section: "notifications" }}>
            {t("rules.open_notices")}
          </LinkButton>
        </div>
      </Panel>
    </>
  );
}
