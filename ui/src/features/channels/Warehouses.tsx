import { useId } from "react";
import { useWrite } from "@/data/commands";
import { named, t } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { StateBadge } from "@/kit/StateBadge";
import type { WarehouseView } from "@/platform/contract";
import styles from "./Warehouses.module.css";

/** Which of the shop's sales warehouses gets the stock numbers (F115). */
export function Warehouses({ id, warehouses }: { id: string; warehouses: WarehouseView[] }) {
  const name = useId();
  const choose = useWrite("channels.choose_warehouse", { failure: "warehouse.failed" });
  return (
    <Panel title={t("warehouse.title")} level={3} flush>
      <fieldset className={styles.list}>
        <legend className={styles.legend}>{t("warehouse.text")}</legend>
        {warehouses.map((house) => (
          <label key={house.id} className={styles.house}>
            <input
              type="radio"
              name={name}
              checked={house.is_target}
              disabled={!house.is_sales || house.gone || house.state === "disabled"}
              onChange={() => choose.mutate({ id, warehouse: house.id })}
            />
            <span className={styles.name}>{house.name}</span>
            {house.is_default && <span className={styles.note}>{t("warehouse.default")}</span>}
            {!house.is_sales && <span className={styles.note}>{t("warehouse.returns")}</span>}
            {house.gone ? (
              <StateBadge tone="warn" bare>
                {t("warehouse.gone")}
              </StateBadge>
            ) : (
              house.state !== "enabled" && (
                <StateBadge tone="warn" bare>
                  {named("warehouse_state", house.state)}
                </StateBadge>
              )
            )}
          </label>
        ))}
      </fieldset>
    </Panel>
  );
}
