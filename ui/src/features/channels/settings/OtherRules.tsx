import { t } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { ChoiceSetting } from "@/parts/rules/ChoiceSetting";
import type { Fields } from "@/parts/rules/fields";
import { ToggleSetting } from "@/parts/rules/ToggleSetting";
import type { ShopDraft } from "@/platform/contract";
import styles from "./ShopSettingsPage.module.css";

/** *Other channels*: what Amazon does not ship (F011, F041). */
export function OtherRules({ fields }: { fields: Fields<ShopDraft> }) {
  return (
    <Panel title={t("rules.own")}>
      <p className={styles.text}>{t("rules.own_text")}</p>
      <ToggleSetting fields={fields} name="own_warehouse" />
      <ChoiceSetting fields={fields} name="mixed" words={["block", "split"]} />
    </Panel>
  );
}
