import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { LinkButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { SkeletonRows } from "@/kit/Skeleton";
import { ChapterOf } from "@/parts/rules/fields";
import { Page } from "@/shell/Page";
import { chapterOf, groups, type Group } from "./groups";
import { ShopSettings } from "./ShopSettings";
import { useMarketplaceRules } from "./use_shop_form";

/** A shop's settings in the groups of F018, with one Save for all of them. */
export function ShopSettingsPage() {
  const { shop: id } = useParams({ from: "/channels/$shop/settings" });
  const search = useSearch({ from: "/channels/$shop/settings" });
  const navigate = useNavigate({ from: "/channels/$shop/settings" });
  const shop = useRead("shop_rules.get", { id });
  const marketplaces = useMarketplaceRules(shop.data);
  const at: Group = groups.find((group) => group === search.group) ?? "app";
  return (
    <Page
      title={shop.data ? t("rules.page", { name: shop.data.name }) : t("rules.page_plain")}
      fill
      actions={
        <LinkButton small icon="back" to="/channels" search={{ channel: id }}>
          {t("rules.back")}
        </LinkButton>
      }
    >
      {shop.error && !shop.data && (
        <EmptyState kind="failed" title={shop.error.message}>
          {shop.error.cure}
        </EmptyState>
      )}
      {!shop.error && !(shop.data && marketplaces) && <SkeletonRows rows={6} />}
      {shop.data && marketplaces && (
        <ChapterOf.Provider value={chapterOf}>
          <ShopSettings
            key={id}
            shop={shop.data}
            marketplaces={marketplaces}
            group={at}
            onGroup={(group) => void navigate({ search: { group }, replace: true })}
          />
        </ChapterOf.Provider>
      )}
    </Page>
  );
}
