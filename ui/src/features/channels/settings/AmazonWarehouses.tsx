import { t } from "@/i18n/t";
import type { Fields } from "@/parts/rules/fields";
import { labelOf, Setting, What } from "@/parts/rules/Setting";
import type { ShopDraft, WarehouseView } from "@/platform/contract";
import styles from "./ShopSettingsPage.module.css";

/** Which warehouses the shop marked as Amazon Multi-Channel Fulfillment at the platform (F092). */
export function AmazonWarehouses({
  fields,
  warehouses,
}: {
  fields: Fields<ShopDraft>;
  warehouses: WarehouseView[];
}) {
  const marked = fields.draft.amazon_warehouses;
  const mark = (id: string, on: boolean) =>
    fields.set({ amazon_warehouses: on ? [...marked, id] : marked.filter((one) => one !== id) });
  return (
    <Setting area={fields.area} field="amazon_warehouses">
      <fieldset className={styles.checks}>
        <legend className={styles.legend}>{labelOf("amazon_warehouses")}</legend>
        <p className={styles.text}>
          <What field="amazon_warehouses" initial={t("rules.none")} />
        </p>
        {warehouses
          .filter((house) => house.is_sales && (!house.gone || marked.includes(house.id)))
          .map((house) => (
            <label key={house.id} className={styles.check}>
              <input
                type="checkbox"
                checked={marked.includes(house.id)}
                onChange={(event) => mark(house.id, event.target.checked)}
              />
              {house.name}
            </label>
          ))}
      </fieldset>
    </Setting>
  );
}
