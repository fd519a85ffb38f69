import { useAnnounce } from "@/data/announce";
import { useRead, useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";

/** Reads the shops' listings now, when one is missing here (F194). */
export function DownloadListings() {
  const channels = useRead("channels.list", {});
  const announce = useAnnounce();
  const run = useWrite("flows.run", {
    failure: "channels.run_failed",
    onDone: () => announce.done(t("channels.run_started")),
  });
  const shops = channels.data?.channels.filter((channel) => channel.platform === "tiktok_shop") ?? [];
  if (shops.length === 0) return null;
  return (
    <Button
      small
      icon="sync"
      busy={run.isPending}
      onClick={() => {
        for (const shop of shops) run.mutate({ id: shop.id, flow: "pull_listings" });
      }}
    >
      {t("mapping.download")}
    </Button>
  );
}
