import { useWrite } from "@/data/commands";
import { named, t, tn } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Confirm } from "@/kit/Confirm";
import type { ChannelView } from "@/platform/contract";
import styles from "./RemoveChannel.module.css";

interface RemoveChannelProps {
  channel: ChannelView;
  onClose: () => void;
  onRemoved: () => void;
}

/** Says what stops before a connection is removed (F004). */
export function RemoveChannel({ channel, onClose, onRemoved }: RemoveChannelProps) {
  const { summary } = channel;
  const remove = useWrite("channels.remove", {
    failure: null,
    onDone: () => {
      onClose();
      onRemoved();
    },
  });
  const unknown = channel.unknown_outcomes > 0;
  return (
    <Confirm
      open
      danger
      title={t("remove.title", { name: summary.name })}
      action={t(unknown ? "remove.force" : "remove.action")}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ id: summary.id, force: unknown })}
      onClose={onClose}
    >
      {remove.error && (
        <Banner tone="bad" title={remove.error.message}>
          {remove.error.cure}
        </Banner>
      )}
      {unknown && (
        <Banner tone="bad" title={tn("remove.unknown", channel.unknown_outcomes)}>
          {t("remove.unknown_text")}
        </Banner>
      )}
      <p>{tn("remove.open_orders", channel.open_orders)}</p>
      <div>
        <p>{t("remove.stops")}</p>
        <ul className={styles.list}>
          {channel.flows
            .filter((flow) => flow.on)
            .map((flow) => (
              <li key={flow.flow}>{named("flow", flow.flow)}</li>
            ))}
        </ul>
      </div>
      <p>{t("remove.keeps")}</p>
    </Confirm>
  );
}
