import { useWrite } from "@/data/commands";
import { named, t, tn } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Panel } from "@/kit/Panel";
import { StateBadge } from "@/kit/StateBadge";
import type { WarehouseView } from "@/platform/contract";
import styles from "./Warehouses.module.css";

/** Wrong numbers after which a warehouse's confirmations stop (F092). */
const STRIKES_MAX = 3;

/** The shop's warehouses and their states (F015); the one for stock is chosen in the settings (F115). */
export function Warehouses({ id, warehouses }: { id: string; warehouses: WarehouseView[] }) {
  return (
    <Panel title={t("warehouse.title")} level={3} flush>
      <ul className={styles.list}>
        {warehouses.map((house) => (
          <li key={house.id}>
            <span className={styles.house}>
              <span className={styles.name}>{house.name}</span>
              {house.is_target && <span className={styles.note}>{t("warehouse.target")}</span>}
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
            </span>
            {house.strikes > 0 && <Strikes id={id} house={house} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** How often the platform found a wrong number from here, and the way on (F092). */
function Strikes({ id, house }: { id: string; house: WarehouseView }) {
  const reset = useWrite("channels.reset_warehouse", { failure: "warehouse.failed" });
  return (
    <span className={styles.house}>
      <StateBadge tone={house.strikes >= STRIKES_MAX ? "bad" : "warn"} bare>
        {tn("warehouse.strikes", house.strikes)}
      </StateBadge>
      <Button small onClick={() => reset.mutate({ id, warehouse: house.id })}>
        {t("warehouse.reset", { name: house.name })}
      </Button>
    </span>
  );
}
