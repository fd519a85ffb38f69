import { Link } from "@tanstack/react-router";
import { formatClock } from "@/i18n/format";
import { t, tn } from "@/i18n/t";
import { Icon } from "@/kit/Icon";
import { Panel } from "@/kit/Panel";
import { Count } from "@/kit/Values";
import type { OrderTab, TodayView } from "@/platform/contract";
import styles from "./FlowBar.module.css";

interface Step {
  label: string;
  count: number;
  tab: OrderTab;
  note?: string;
}

/** Today's orders on their way: in → with Amazon → shipped → number back at TikTok. */
export function FlowBar({ today }: { today: TodayView }) {
  const steps: Step[] = [
    { label: t("flow.in"), count: today.orders_in, tab: "all", note: tn("flow.on_hold", today.on_hold) },
    { label: t("flow.with_amazon"), count: today.with_fulfiller, tab: "with_fulfiller" },
    { label: t("flow.shipped"), count: today.shipped, tab: "shipped" },
    { label: t("flow.tracking"), count: today.tracking_returned, tab: "shipped" },
  ];
  return (
    <Panel title={t("flow.title")} aside={t("flow.since", { time: formatClock(today.since) })}>
      <ol className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step.label} className={styles.step}>
            {index > 0 && <Icon name="next" className={styles.arrow} />}
            <Link to="/orders" search={{ tab: step.tab }} className={styles.link}>
              <span className={styles.figure}>
                <Count value={step.count} />
              </span>
              <span className={styles.label}>{step.label}</span>
              <span className={styles.note}>{step.note}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
