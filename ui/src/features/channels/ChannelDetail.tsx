import { useState } from "react";
import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button, IconButton, LinkButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { SkeletonRows } from "@/kit/Skeleton";
import { StateBadge } from "@/kit/StateBadge";
import { HealthBadge } from "@/parts/HealthBadge";
import { PlatformName } from "@/parts/PlatformName";
import { ReasonNote } from "@/parts/ReasonNote";
import { CarrierQuestions } from "./CarrierQuestions";
import styles from "./ChannelDetail.module.css";
import { ChannelRules } from "./ChannelRules";
import { ChannelTest } from "./ChannelTest";
import { ConnectionState } from "./ConnectionState";
import { FlowSwitches } from "./FlowSwitches";
import { RemoveChannel } from "./RemoveChannel";
import { Warehouses } from "./Warehouses";

interface ChannelDetailProps {
  id: string;
  onClose: () => void;
  wide: boolean;
}

/** One connection: its state, its flows, what it asks, and how to be rid of it. */
export function ChannelDetail({ id, onClose, wide }: ChannelDetailProps) {
  const channel = useRead("channels.get", { id });
  const [removing, setRemoving] = useState(false);
  if (!channel.data) {
    if (!channel.error) return <SkeletonRows rows={6} />;
    return (
      <EmptyState
        kind="failed"
        title={channel.error.message}
        action={<Button onClick={onClose}>{t("channels.back")}</Button>}
      >
        {channel.error.cure}
      </EmptyState>
    );
  }
  const { summary } = channel.data;
  return (
    <article className={styles.detail} aria-label={summary.name}>
      <header className={styles.header}>
        <div className={styles.line}>
          {!wide && <IconButton icon="back" label={t("channels.back")} onClick={onClose} />}
          <h2 className={styles.name}>{summary.name}</h2>
          <HealthBadge health={summary.health} />
          {summary.practice && (
            <StateBadge tone="warn" icon="helm">
              {t("practice.mark")}
            </StateBadge>
          )}
          {wide && (
            <span className={styles.close}>
              <IconButton icon="close" label={t("channels.close")} onClick={onClose} />
            </span>
          )}
        </div>
        <p className={styles.facts}>
          <PlatformName platform={summary.platform} />
          <span>{summary.account}</span>
        </p>
        {!summary.practice && (
          <div className={styles.line}>
            <LinkButton
              small
              icon="key"
              look={summary.health === "needs_sign_in" ? "primary" : "plain"}
              to="/channels"
              search={{ add: summary.platform, again: id }}
            >
              {t("channels.again")}
            </LinkButton>
          </div>
        )}
      </header>
      <div className={styles.body}>
        {summary.reason && (
          <ReasonNote reason={summary.reason} action={<span />} red={summary.health === "needs_sign_in"} />
        )}
        {channel.data.carriers.length > 0 && <CarrierQuestions id={id} questions={channel.data.carriers} />}
        {summary.platform === "tiktok_shop" && <ChannelRules channel={channel.data} />}
        {summary.platform === "tiktok_shop" && (
          <div className={styles.line}>
            <LinkButton small icon="shield" to="/channels" search={{ channel: id, open: "review" }}>
              {t("channels.review")}
            </LinkButton>
            <LinkButton small icon="hand" to="/channels" search={{ channel: id, open: "live" }}>
              {t("channels.live")}
            </LinkButton>
          </div>
        )}
        <FlowSwitches channel={channel.data} />
        <ConnectionState id={id} amazon={summary.platform === "amazon"} />
        <ChannelTest id={id} />
        {channel.data.warehouses.length > 0 && <Warehouses id={id} warehouses={channel.data.warehouses} />}
        <div>
          <Button look="danger" icon="remove" onClick={() => setRemoving(true)}>
            {t("channels.remove")}
          </Button>
        </div>
      </div>
      {removing && (
        <RemoveChannel channel={channel.data} onClose={() => setRemoving(false)} onRemoved={onClose} />
      )}
    </article>
  );
}
