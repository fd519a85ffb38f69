import { Link } from "@tanstack/react-router";
import { formatCount } from "@/i18n/format";
import { t, tn } from "@/i18n/t";
import { Icon, type IconName } from "@/kit/Icon";
import { Panel } from "@/kit/Panel";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import { RelativeTime } from "@/kit/Values";
import { Deadline } from "@/parts/Deadline";
import type { AttentionGroup, AttentionItem, AttentionKind } from "@/platform/contract";
import styles from "./AttentionList.module.css";

const looks: Record<AttentionKind, { tone: Tone; icon: IconName }> = {
  sign_in: { tone: "bad", icon: "key" },
  connection: { tone: "warn", icon: "plug" },
  deadline: { tone: "bad", icon: "timer" },
  unlinked: { tone: "warn", icon: "unlink" },
  order: { tone: "warn", icon: "alert" },
  red: { tone: "bad", icon: "alert" },
  tracking: { tone: "warn", icon: "truck" },
  stock: { tone: "warn", icon: "boxes" },
  run: { tone: "warn", icon: "sync" },
  set_aside: { tone: "review", icon: "archive" },
};

/** The queue of what only a person can settle, most urgent kind first. */
export function AttentionList({ groups }: { groups: AttentionGroup[] }) {
  const all = groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <Panel title={t("attention.title")} aside={all > 0 ? tn("attention.count", all) : undefined} flush>
      {groups.length === 0 && (
        <p className={styles.calm}>
          <StateBadge tone="ok" bare>
            {t("attention.none")}
          </StateBadge>
        </p>
      )}
      {groups.map((group) => (
        <Group key={group.kind} group={group} />
      ))}
    </Panel>
  );
}

function Group({ group }: { group: AttentionGroup }) {
  const more = group.count - group.items.length;
  return (
    <section className={styles.group} aria-label={t(`attention.${group.kind}`)}>
      <h3 className={styles.kind}>
        <StateBadge {...looks[group.kind]} bare>
          {t(`attention.${group.kind}`)}
        </StateBadge>
        <span className={styles.count}>{formatCount(group.count)}</span>
      </h3>
      <ul>
        {group.items.map((item) => (
          <Item key={`${item.order ?? item.connection ?? ""}${item.title}`} kind={group.kind} item={item} />
        ))}
      </ul>
      {more > 0 && (
        <Link to="/orders" search={{ tab: "problems" }} className={styles.more}>
          {tn("attention.more", more)}
        </Link>
      )}
    </section>
  );
}

function Item({ kind, item }: { kind: AttentionKind; item: AttentionItem }) {
  const inside = (
    <>
      <span className={styles.title}>{item.title}</span>
      <span className={styles.why}>
        {item.reason?.sentence}
        {item.reason?.detail && <span className={styles.detail}> {item.reason.detail}</span>}
      </span>
      <span className={styles.when}>
        {item.due ? <Deadline at={item.due} /> : <RelativeTime at={item.since} />}
      </span>
      <Icon name="next" size={14} className={styles.arrow} />
    </>
  );
  if (item.order) {
    return (
      <li>
        <Link to="/orders" search={{ tab: "problems", order: item.order }} className={styles.item}>
          {inside}
        </Link>
      </li>
    );
  }
  const elsewhere =
    kind === "run" || kind === "set_aside" ? "/activity" : kind === "stock" ? "/inventory" : "/channels";
  return (
    <li>
      <Link
        to={elsewhere}
        search={
          elsewhere === "/channels" && item.connection
            ? { channel: item.connection }
            : elsewhere === "/activity" && kind === "set_aside"
              ? { tab: "set_aside" }
              : {}
        }
        className={styles.item}
      >
        {inside}
      </Link>
    </li>
  );
}
