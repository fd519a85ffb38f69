import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button, LinkButton } from "@/kit/Button";
import { BareSelect } from "@/kit/Field";
import { Panel } from "@/kit/Panel";
import type { ShopRulesView } from "@/platform/contract";
import { MarketplaceBlock } from "./MarketplaceBlock";
import styles from "./ShopSettingsPage.module.css";
import type { ShopForm } from "./use_shop_form";

/** *Marketplace settings*: a block for each paired marketplace, most preferred first, and a button to add one (F018, F324). */
export function Marketplaces({ shop, form }: { shop: ShopRulesView; form: ShopForm }) {
  const announce = useAnnounce();
  const [chosen, setChosen] = useState(shop.candidates[0]?.id ?? "");
  const pair = useWrite("channels.set_partners", {
    failure: "partners.failed",
    onDone: () => announce.done(t("settings.saved")),
  });
  const ids = shop.marketplaces.map((one) => one.id);
  const set = (partners: string[]) => pair.mutate({ id: shop.id, partners });
  const move = (at: number, by: -1 | 1) => {
    const next = [...ids];
    next.splice(at + by, 0, ...next.splice(at, 1));
    set(next);
  };
  const candidate = shop.candidates.find((one) => one.id === chosen) ?? shop.candidates[0];
  return (
    <>
      {form.marketplaces.map(({ rules, fields }, at) => (
        <MarketplaceBlock
          key={rules.id}
          rules={rules}
          fields={fields}
          shop={at === 0 ? { fields: form.shop, facts: shop.facts } : null}
          place={at}
          count={ids.length}
          onMove={(by) => move(at, by)}
          onRemove={() => set(ids.filter((id) => id !== rules.id))}
        />
      ))}
      <Panel title={t("partners.add")}>
        <p className={styles.text}>{t("partners.add_text")}</p>
        <div className={styles.add}>
          {candidate && (
            <>
              <BareSelect
                aria-label={t("partners.choose")}
                value={candidate.id}
                choices={shop.candidates.map((one) => ({ value: one.id, label: one.name }))}
                onChange={setChosen}
              />
              <Button icon="link" busy={pair.isPending} onClick={() => set([...ids, candidate.id])}>
                {t("partners.pair")}
              </Button>
            </>
          )}
          <LinkButton icon="plus" to="/channels" search={{ add: "amazon" }}>
            {t("partners.connect")}
          </LinkButton>
        </div>
      </Panel>
    </>
  );
}
