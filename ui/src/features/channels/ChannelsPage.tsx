import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button, LinkButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { SkeletonRows } from "@/kit/Skeleton";
import { useWide } from "@/kit/use_wide";
import { ConnectAmazon } from "@/parts/connect/ConnectAmazon";
import { ConnectTikTok } from "@/parts/connect/ConnectTikTok";
import { Page } from "@/shell/Page";
import { ChannelDetail } from "./ChannelDetail";
import styles from "./ChannelsPage.module.css";
import { ChannelTable } from "./ChannelTable";
import { LiveCheckPage } from "./LiveCheckPage";
import { ReviewPage } from "./ReviewPage";

/** The connections: list, one of them, or the form to add one. */
export function ChannelsPage() {
  const search = useSearch({ from: "/channels" });
  const navigate = useNavigate({ from: "/channels" });
  const wide = useWide();
  const list = useRead("channels.list", {});
  const rows = list.data?.channels ?? [];
  const show = (channel?: string) => void navigate({ search: channel ? { channel } : {} });
  const again = rows.find((row) => row.id === search.again) ?? null;

  if (search.add) {
    const Form = search.add === "amazon" ? ConnectAmazon : ConnectTikTok;
    return (
      <Page
        title={
          again ? t("channels.again_title", { name: again.name }) : t(`channels.add_title_${search.add}`)
        }
      >
        {(!search.again || list.data) && (
          <Form again={again} onDone={(added) => show(added[0]?.id)} onCancel={() => show(search.again)} />
        )}
      </Page>
    );
  }
  if (search.channel && search.open === "review") return <ReviewPage id={search.channel} />;
  if (search.channel && search.open === "live") return <LiveCheckPage id={search.channel} />;
  return (
    <Page title={t("channels.title")} fill actions={rows.length > 0 && <AddButtons />}>
      <div className={styles.split}>
        {(wide || !search.channel) && (
          <div className={styles.list}>
            {!list.data && !list.error && <SkeletonRows rows={3} />}
            {list.error && !list.data && (
              <EmptyState
                kind="failed"
                title={list.error.message}
                action={
                  <Button look="primary" onClick={() => void list.refetch()}>
                    {t("action.try_again")}
                  </Button>
                }
              >
                {list.error.cure}
              </EmptyState>
            )}
            {list.data && rows.length === 0 && (
              <EmptyState kind="unconnected" title={t("channels.none")} action={<AddButtons primary />}>
                {t("channels.none_text")}
              </EmptyState>
            )}
            {rows.length > 0 && <ChannelTable rows={rows} current={search.channel ?? null} />}
          </div>
        )}
        {search.channel && (
          <aside className={wide ? styles.drawer : styles.full} aria-label={t("channels.region")}>
            <ChannelDetail key={search.channel} id={search.channel} onClose={() => show()} wide={wide} />
          </aside>
        )}
      </div>
    </Page>
  );
}

function AddButtons({ primary }: { primary?: boolean }) {
  return (
    <span className={styles.add}>
      <LinkButton
        small
        icon="plus"
        look={primary ? "primary" : "plain"}
        to="/channels"
        search={{ add: "tiktok_shop" }}
      >
        {t("channels.add_tiktok")}
      </LinkButton>
      <LinkButton small icon="plus" to="/channels" search={{ add: "amazon" }}>
        {t("channels.add_amazon")}
      </LinkButton>
    </span>
  );
}
