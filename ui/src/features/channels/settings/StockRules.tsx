import { useState } from "react";
import { t, tn } from "@/i18n/t";
import { Confirm } from "@/kit/Confirm";
import { Select } from "@/kit/Field";
import { Count } from "@/kit/Values";
import type { Fields } from "@/parts/rules/fields";
import { labelOf, Setting, What } from "@/parts/rules/Setting";
import { TextSetting } from "@/parts/rules/TextSetting";
import { ToggleSetting } from "@/parts/rules/ToggleSetting";
import type { ShopDraft, ShopFactsView } from "@/platform/contract";
import styles from "./ShopSettingsPage.module.css";

/** What is shown at TikTok: zero, warehouse, buffer (F114–F116). The first *Yes* shows what would become 0. */
export function StockRules({ fields, facts }: { fields: Fields<ShopDraft>; facts: ShopFactsView }) {
  const [asked, setAsked] = useState(false);
  const usable = facts.warehouses.filter((house) => house.is_sales);
  const main = usable.find((house) => house.is_default && !house.gone);
  const listings = facts.zero_listings;
  return (
    <>
      <ToggleSetting
        fields={fields}
        name="zero_not_at_amazon"
        onChange={(on) =>
          on && listings.length > 0 ? setAsked(true) : fields.set({ zero_not_at_amazon: on })
        }
      />
      <Setting area={fields.area} field="target_warehouse">
        <Select
          label={labelOf("target_warehouse")}
          hint={<What field="target_warehouse" initial={main?.name ?? t("stockrules.default_house")} />}
          error={fields.errorOf("target_warehouse")}
          value={fields.draft.target_warehouse ?? ""}
          choices={[
            {
              value: "",
              label: main
                ? t("stockrules.default_named", { name: main.name })
                : t("stockrules.default_house"),
            },
            ...usable.map((house) => ({
              value: house.id,
              label: house.name,
              disabled: house.gone || house.state !== "enabled",
            })),
          ]}
          onChange={(id) => fields.set({ target_warehouse: id || null })}
        />
      </Setting>
      <TextSetting fields={fields} name="buffer" unit={t("unit.pieces")} numeric />
      <Confirm
        open={asked}
        title={t("zero.title")}
        action={tn("zero.action", listings.length)}
        onConfirm={() => {
          fields.set({ zero_not_at_amazon: true });
          setAsked(false);
        }}
        onClose={() => setAsked(false)}
      >
        <p>{tn("zero.text", listings.length)}</p>
        <ul className={styles.listings} tabIndex={0} aria-label={t("zero.title")}>
          {listings.map((one) => (
            <li key={one.listing_sku}>
              {one.title} {one.seller_sku && `(${one.seller_sku})`}: <Count value={one.shown} /> →{" "}
              <Count value={0} />
            </li>
          ))}
        </ul>
      </Confirm>
    </>
  );
}
