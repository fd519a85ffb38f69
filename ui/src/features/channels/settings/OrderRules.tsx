import { t } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { ChoiceSetting } from "@/parts/rules/ChoiceSetting";
import type { Fields } from "@/parts/rules/fields";
import { TextSetting } from "@/parts/rules/TextSetting";
import { ToggleSetting } from "@/parts/rules/ToggleSetting";
import type { ShopDraft } from "@/platform/contract";
import styles from "./ShopSettingsPage.module.css";

/** Which orders are taken in, and what happens to those that cannot simply go on (F032, F034, F037, F038, F040, F328, F014). */
export function OrderRules({ fields }: { fields: Fields<ShopDraft> }) {
  const split = fields.draft.split_unlinked;
  return (
    <>
      <Panel title={t("rules.taken_in")}>
        <ToggleSetting fields={fields} name="take_in_held" />
        <ToggleSetting fields={fields} name="take_in_platform_shipped" />
      </Panel>
      <Panel title={t("rules.unlinked")}>
        <ChoiceSetting
          fields={fields}
          name="unlinked_line"
          words={["block", "split", "import_all"]}
          note={split ? t("rules.split_wins") : undefined}
        />
        <ToggleSetting fields={fields} name="split_unlinked" />
        <ToggleSetting fields={fields} name="hide_unlinked" />
      </Panel>
      <Panel title={t("rules.special")}>
        <p className={styles.text}>{t("rules.special_text")}</p>
        <ChoiceSetting fields={fields} name="samples" words={["ask", "send"]} like="special" />
        <ChoiceSetting fields={fields} name="replacements" words={["ask", "send"]} like="special" />
        <ChoiceSetting fields={fields} name="exchanges" words={["ask", "send"]} like="special" />
        <ToggleSetting fields={fields} name="accept_confirmed_cancels" />
      </Panel>
      <Panel title={t("rules.limits")}>
        <p className={styles.text}>{t("rules.limits_text")}</p>
        <TextSetting fields={fields} name="orders_a_day" numeric empty={t("rules.no_limit")} />
        <TextSetting fields={fields} name="uploads_a_day" numeric empty={t("rules.no_limit")} />
      </Panel>
    </>
  );
}
