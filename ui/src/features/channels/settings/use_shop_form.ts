/** The forms of a shop and its marketplaces as one draft: one Save, one way back, every refusal at its field. */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { readKey } from "@/data/commands";
import { same, useDraft } from "@/parts/rules/draft";
import { fieldAddress, sentence, type Fields } from "@/parts/rules/fields";
import { CommandError, toCommandError } from "@/platform/command_error";
import type {
  MarketplaceDraft,
  MarketplaceRulesView,
  ReplayView,
  ShopDraft,
  ShopRulesView,
} from "@/platform/contract";
import { usePlatform } from "@/platform/PlatformContext";
import { t } from "@/i18n/t";

interface Draft {
  shop: ShopDraft;
  marketplaces: Record<string, MarketplaceDraft>;
}

export interface ShopForm {
  shop: Fields<ShopDraft>;
  marketplaces: { rules: MarketplaceRulesView; fields: Fields<MarketplaceDraft> }[];
  dirty: boolean;
  canUndo: boolean;
  busy: "save" | "preview" | null;
  error: CommandError | null;
  undo: () => void;
  discard: () => void;
  readAgain: () => void;
  /** Saves what differs; answers the address of the first refused field, or null when all was kept. */
  save: () => Promise<{ kept: boolean; at: string | null }>;
  preview: () => Promise<ReplayView | null>;
}

/** The settings of a shop's marketplaces, in its order; undefined until all are read. */
export function useMarketplaceRules(shop: ShopRulesView | undefined): MarketplaceRulesView[] | undefined {
  const platform = usePlatform();
  const asked = (shop?.marketplaces ?? []).map((one) => ({ id: one.id, shop: shop?.id ?? null }));
  const answers = useQueries({
    queries: asked.map((payload) => ({
      queryKey: readKey("marketplace_rules.get", payload),
      queryFn: () => platform.call("marketplace_rules.get", payload),
    })),
  });
  const found = answers.flatMap((answer) => (answer.data ? [answer.data] : []));
  return found.length === asked.length ? found : undefined;
}

export function useShopForm(shop: ShopRulesView, rules: MarketplaceRulesView[]): ShopForm {
  const platform = usePlatform();
  const client = useQueryClient();
  const [busy, setBusy] = useState<ShopForm["busy"]>(null);
  const [error, setError] = useState<CommandError | null>(null);
  const [refused, setRefused] = useState<Record<string, string>>({});
  const stored: Draft = {
    shop: shop.draft,
    marketplaces: Object.fromEntries(rules.map((one) => [one.id, one.draft])),
  };
  const version = [shop.version, ...rules.map((one) => `${one.id} ${one.version}`)].join(" ");
  const { draft, dirty, canUndo, set, undo, start } = useDraft(`shop.${shop.id}`, version, stored);

  const forget = (addresses: string[]) =>
    setRefused((old) =>
      Object.fromEntries(
        Object.entries(old).filter(
          ([key]) => !addresses.some((one) => key === one || key.startsWith(`${one}.`)),
        ),
      ),
    );
  const change = (area: string, patch: object, next: Draft) => {
    const names = Object.keys(patch).map((name) => fieldAddress(area, name));
    forget(names);
    set(names.join(" "), next);
  };
  const shopFields: Fields<ShopDraft> = {
    area: "shop",
    draft: draft.shop,
    defaults: shop.defaults,
    set: (patch) => change("shop", patch, { ...draft, shop: { ...draft.shop, ...patch } }),
    errorOf: (field) => refused[fieldAddress("shop", field)],
  };
  const marketplaces = rules.map((one) => {
    const own = draft.marketplaces[one.id] ?? one.draft;
    const fields: Fields<MarketplaceDraft> = {
      area: one.id,
      draft: own,
      defaults: one.defaults,
      set: (patch) =>
        change(one.id, patch, {
          ...draft,
          marketplaces: { ...draft.marketplaces, [one.id]: { ...own, ...patch } },
        }),
      errorOf: (field) => refused[fieldAddress(one.id, field)],
    };
    return { rules: one, fields };
  });

  const clear = () => {
    setError(null);
    setRefused({});
  };
  /** Runs one form after the other; collects what each refuses. */
  const each = async (work: (area: string) => Promise<void>): Promise<string | null> => {
    const told: Record<string, string> = {};
    let first: CommandError | null = null;
    const areas = ["shop", ...rules.map((one) => one.id)];
    for (const area of areas.filter((one) => differs(one))) {
      try {
        await work(area);
      } catch (raw) {
        const failed = toCommandError(raw, t("settings.save_failed"));
        first ??= failed;
        for (const field of failed.fields) told[fieldAddress(area, field.field)] ??= sentence(field);
      }
    }
    setError(first);
    setRefused(told);
    return first === null ? null : (Object.keys(told)[0] ?? "");
  };
  const differs = (area: string) =>
    area === "shop"
      ? !same(draft.shop, shop.draft)
      : !same(draft.marketplaces[area] ?? null, stored.marketplaces[area]);
  const marketplaceRequest = (one: MarketplaceRulesView) => ({
    id: one.id,
    shop: shop.id,
    version: one.version,
    draft: draft.marketplaces[one.id] ?? one.draft,
  });
  const shopRequest = { id: shop.id, version: shop.version, draft: draft.shop };

  const save = async () => {
    setBusy("save");
    clear();
    const kept: Draft = structuredClone(draft);
    const at = await each(async (area) => {
      if (area === "shop") {
        const answer = await platform.call("shop_rules.save", shopRequest);
        kept.shop = answer.draft;
        client.setQueryData(readKey("shop_rules.get", { id: shop.id }), answer);
        return;
      }
      const one = rules.find((row) => row.id === area);
      if (!one) return;
      const answer = await platform.call("marketplace_rules.save", marketplaceRequest(one));
      kept.marketplaces[area] = answer.draft;
      client.setQueryData(readKey("marketplace_rules.get", { id: area, shop: shop.id }), answer);
    });
    if (at === null) start(kept);
    setBusy(null);
    void client.invalidateQueries();
    return { kept: at === null, at: at === "" ? null : at };
  };
  const preview = async () => {
    setBusy("preview");
    clear();
    const found: ReplayView[] = [];
    const at = await each(async (area) => {
      const one = rules.find((row) => row.id === area);
      found.push(
        one
          ? await platform.call("marketplace_rules.preview", marketplaceRequest(one))
          : await platform.call("shop_rules.preview", shopRequest),
      );
    });
    setBusy(null);
    return at === null ? merged(found) : null;
  };
  const discard = () => {
    clear();
    start(stored);
  };
  const readAgain = () => {
    clear();
    void client.invalidateQueries().then(() => {
      const now = client.getQueryData<ShopRulesView>(readKey("shop_rules.get", { id: shop.id }));
      const own = rules.map((one) => {
        const key = readKey("marketplace_rules.get", { id: one.id, shop: shop.id });
        return [one.id, client.getQueryData<MarketplaceRulesView>(key)?.draft ?? one.draft] as const;
      });
      start({ shop: now?.draft ?? shop.draft, marketplaces: Object.fromEntries(own) });
    });
  };
  return {
    shop: shopFields,
    marketplaces,
    dirty,
    canUndo,
    busy,
    error,
    undo,
    discard,
    readAgain,
    save,
    preview,
  };
}

/** Answers of several forms as one: the same orders were looked at. */
function merged(found: ReplayView[]): ReplayView {
  const rows = found.flatMap((one) => one.rows);
  return {
    days: found[0]?.days ?? 0,
    orders: Math.max(0, ...found.map((one) => one.orders)),
    cut: found.some((one) => one.cut),
    differing: found.reduce((sum, one) => sum + one.differing, 0),
    counts: found.flatMap((one) => one.counts),
    rows: rows.filter((row, at) => rows.findIndex((other) => other.order === row.order) === at),
    listings: found.flatMap((one) => one.listings),
  };
}
