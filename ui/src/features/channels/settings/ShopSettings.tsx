import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useAnnounce } from "@/data/announce";
import { t } from "@/i18n/t";
import { Tabs } from "@/kit/Tabs";
import { AuditList } from "@/parts/rules/AuditList";
import { focusField } from "@/parts/rules/fields";
import { LeaveGuard } from "@/parts/rules/LeaveGuard";
import { ReplayDialog } from "@/parts/rules/ReplayDialog";
import { SaveBar } from "@/parts/rules/SaveBar";
import type { MarketplaceRulesView, ReplayView, ShopRulesView } from "@/platform/contract";
import { pressOf } from "@/shell/hotkeys";
import { AppRules } from "./AppRules";
import { groupOf, groups, type Group } from "./groups";
import { Marketplaces } from "./Marketplaces";
import { OrderRules } from "./OrderRules";
import { OtherRules } from "./OtherRules";
import { ShippingRules } from "./ShippingRules";
import styles from "./ShopSettingsPage.module.css";
import { useShopForm } from "./use_shop_form";

interface ShopSettingsProps {
  shop: ShopRulesView;
  marketplaces: MarketplaceRulesView[];
  group: Group;
  onGroup: (group: Group) => void;
}

export function ShopSettings({ shop, marketplaces, group, onGroup }: ShopSettingsProps) {
  const announce = useAnnounce();
  const form = useShopForm(shop, marketplaces);
  const [found, setFound] = useState<ReplayView | null>(null);
  const wanted = useRef<string | null>(null);

  // A refused field may stand on another tab: it is shown first, then it takes the focus.
  useEffect(() => {
    if (wanted.current !== null && focusField(wanted.current)) wanted.current = null;
  });
  const show = (address: string) => {
    const [area, field = ""] = address.split("/");
    onGroup(area === "shop" ? groupOf(field) : "marketplace");
    wanted.current = address;
  };

  const save = async (): Promise<boolean> => {
    const { kept, at } = await form.save();
    if (kept) announce.done(t("settings.saved"));
    else if (at !== null) show(at);
    return kept;
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const press = pressOf(event);
    const inDialog = event.target instanceof Element && event.target.closest('[role$="dialog"]') !== null;
    if (inDialog || event.defaultPrevented) return;
    if (press === "mod+enter" && form.dirty && form.busy === null) {
      event.preventDefault();
      void save();
    } else if (press === "mod+z" && form.canUndo) {
      event.preventDefault();
      form.undo();
    }
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  return (
    <>
      <Tabs
        label={t("rules.groups")}
        items={groups.map((one) => ({ value: one, label: t(`rules.group_${one}`) }))}
        value={group}
        onChange={(one) => onGroup(groups.find((known) => known === one) ?? "app")}
      >
        <div className={styles.content}>
          <p className={styles.text}>{t(`rules.about_${group}`)}</p>
          {group === "app" && <AppRules fields={form.shop} facts={shop.facts} />}
          {group === "marketplace" && <Marketplaces shop={shop} form={form} />}
          {group === "other" && <OtherRules fields={form.shop} />}
          {group === "orders" && <OrderRules fields={form.shop} />}
          {group === "shipping" && <ShippingRules fields={form.shop} facts={shop.facts} />}
          <AuditList subject={shop.id} />
        </div>
      </Tabs>
      <SaveBar
        dirty={form.dirty}
        busy={form.busy === "save"}
        error={form.error}
        onSave={() => void save()}
        onDiscard={form.discard}
        onPreview={() => void form.preview().then(setFound)}
        previewing={form.busy === "preview"}
        onUndo={form.canUndo ? form.undo : undefined}
        onReadAgain={form.readAgain}
      />
      <ReplayDialog found={found} onClose={() => setFound(null)} />
      <LeaveGuard dirty={form.dirty} busy={form.busy === "save"} onDiscard={form.discard} onSave={save} />
    </>
  );
}
