import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { SkeletonRows } from "@/kit/Skeleton";
import { StaleNote } from "@/parts/StaleNote";
import { Page } from "@/shell/Page";
import { AttentionList } from "./AttentionList";
import { FlowBar } from "./FlowBar";
import { HealthStrip } from "./HealthStrip";
import styles from "./HomePage.module.css";
import { LowStock } from "./LowStock";
import { StartAtLogin } from "./StartAtLogin";

/** What needs a person first, then how everything else is going. */
export function HomePage() {
  const home = useRead("home.get", {});
  return (
    <Page title={t("home.title")}>
      {!home.data && !home.error && <SkeletonRows />}
      {!home.data && home.error && (
        <EmptyState
          kind="failed"
          title={home.error.message}
          action={
            <Button look="primary" onClick={() => void home.refetch()}>
              {t("action.try_again")}
            </Button>
          }
        >
          {home.error.cure}
        </EmptyState>
      )}
      {home.data && (
        <div className={styles.grid}>
          <div className={styles.column}>
            <StaleNote read={home} />
            <StartAtLogin />
            <AttentionList groups={home.data.attention} />
            <FlowBar today={home.data.today} />
          </div>
          <div className={styles.column}>
            <HealthStrip channels={home.data.channels} />
            <LowStock rows={home.data.low_stock} />
          </div>
        </div>
      )}
    </Page>
  );
}
