import { t } from "@/i18n/t";
import { LinkButton } from "@/kit/Button";
import { Facts, Panel } from "@/kit/Panel";
import { Count, Stamp } from "@/kit/Values";
import type { ChannelView } from "@/platform/contract";

/** What is set for the shop, in short, and the way to its settings: who ships (F324), warehouse, buffer (F116), start line (F327). */
export function ChannelRules({ channel }: { channel: ChannelView }) {
  const { id } = channel.summary;
  const partner = channel.partners.find((one) => one.id === channel.partner);
  const target = channel.warehouses.find((house) => house.is_target);
  return (
    <Panel
      title={t("rules.title")}
      level={3}
      aside={
        <LinkButton small icon="settings" to="/channels/$shop/settings" params={{ shop: id }}>
          {t("rules.open")}
        </LinkButton>
      }
    >
      <Facts
        items={[
          { name: t("rules.partner"), value: partner?.name ?? t("rules.no_partner") },
          { name: t("rules.warehouse"), value: target?.name ?? t("rules.no_warehouse") },
          { name: t("rules.buffer"), value: <Count value={channel.buffer} /> },
          {
            name: t("rules.start_line"),
            value: channel.start_line ? <Stamp at={channel.start_line} /> : t("rules.no_start_line"),
          },
        ]}
      />
    </Panel>
  );
}
