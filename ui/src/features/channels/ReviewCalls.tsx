import { Link } from "@tanstack/react-router";
import { formatCount } from "@/i18n/format";
import { Panel } from "@/kit/Panel";
import { Mono } from "@/kit/Values";
import type { WatchedCallView } from "@/platform/contract";
import styles from "./Review.module.css";

interface ReviewCallsProps {
  title: string;
  none: string;
  calls: WatchedCallView[];
  /** What stands beside the order number, for assistive technology. */
  about: string;
}

/** Tracking numbers or cancels that wait for their flow. */
export function ReviewCalls({ title, none, calls, about }: ReviewCallsProps) {
  return (
    <Panel title={title} aside={formatCount(calls.length)} flush>
      {calls.length === 0 && <p className={styles.note}>{none}</p>}
      <ul className={styles.rows}>
        {calls.map((call) => (
          <li key={`${call.key}${call.about}`} className={styles.row}>
            <Link to="/orders" search={{ order: call.key }} className={styles.number}>
              {call.number}
            </Link>
            <span className={styles.grow} title={about}>
              <Mono>{call.about}</Mono>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
