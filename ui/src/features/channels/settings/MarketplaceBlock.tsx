import { useState } from "react";
import { t } from "@/i18n/t";
import { Button, IconButton } from "@/kit/Button";
import { Confirm } from "@/kit/Confirm";
import { Fold } from "@/kit/Fold";
import { Panel } from "@/kit/Panel";
import { Help } from "@/parts/guide/Help";
import type { Fields } from "@/parts/rules/fields";
import { ToggleSetting } from "@/parts/rules/ToggleSetting";
import type { MarketplaceDraft, MarketplaceRulesView, ShopDraft, ShopFactsView } from "@/platform/contract";
import { AmazonRules } from "./AmazonRules";
import { MarketplaceSwitches } from "./MarketplaceSwitches";
import styles from "./ShopSettingsPage.module.css";
import { StockRules } from "./StockRules";

interface MarketplaceBlockProps {
  rules: MarketplaceRulesView;
  fields: Fields<MarketplaceDraft>;
  /** The shop's own stock rules stand in the most preferred marketplace's fold. */
  shop: { fields: Fields<ShopDraft>; facts: ShopFactsView } | null;
  place: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One Amazon marketplace of the shop: its switches, its place in the order of preference, and the fold (F018, F324). */
export function MarketplaceBlock({
  rules,
  fields,
  shop,
  place,
  count,
  onMove,
  onRemove,
}: MarketplaceBlockProps) {
  const [removing, setRemoving] = useState(false);
  return (
    <Panel
      title={rules.name}
      flush
      aside={
        <>
          {count > 1 && <span>{t("partners.place", { place: place + 1, count })}</span>}
          {count > 1 && (
            <>
              <IconButton
                small
                icon="up"
                label={t("partners.up", { name: rules.name })}
                disabled={place === 0}
                onClick={() => onMove(-1)}
              />
              <IconButton
                small
                icon="down"
                label={t("partners.down", { name: rules.name })}
                disabled={place === count - 1}
                onClick={() => onMove(1)}
              />
            </>
          )}
          <Help about={t("switches.title")} id="switches-of-a-marketplace" />
          <Button small look="quiet" icon="unlink" onClick={() => setRemoving(true)}>
            {t("partners.remove")}
          </Button>
        </>
      }
    >
      <MarketplaceSwitches name={rules.name} switches={rules.switches} />
      <div className={styles.padded}>
        <ToggleSetting fields={fields} name="low_stock_lane" />
      </div>
      <Fold title={t("rules.additional")} note={t("rules.additional_note")}>
        {shop && (
          <>
            <h3 className={styles.heading}>{t("rules.stock")}</h3>
            <StockRules fields={shop.fields} facts={shop.facts} />
          </>
        )}
        <AmazonRules fields={fields} rules={rules} />
      </Fold>
      <Confirm
        open={removing}
        title={t("partners.remove_title", { name: rules.name })}
        action={t("partners.remove")}
        danger
        onConfirm={() => {
          setRemoving(false);
          onRemove();
        }}
        onClose={() => setRemoving(false)}
      >
        <p>{t("partners.remove_text")}</p>
      </Confirm>
    </Panel>
  );
}
