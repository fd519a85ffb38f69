import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { LinkButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { SyncChannel } from "./SyncChannel";

/** How often each connection is read, and when stock counts as gone. */
export function SyncSection() {
  const channels = useRead("channels.list", {});
  if (channels.data?.channels.length === 0) {
    return (
      <EmptyState
        kind="unconnected"
        title={t("channels.none")}
        action={
          <LinkButton look="primary" to="/channels">
            {t("reason.open_channels")}
          </LinkButton>
        }
      />
    );
  }
  return (
    <>
      {channels.data?.channels.map((channel) => (
        <SyncChannel key={channel.id} id={channel.id} />
      ))}
    </>
  );
}
