import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { t, tn } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { Confirm } from "@/kit/Confirm";
import { rowsAsText, type Column } from "@/kit/table/column";
import type { BulkRefusal, BulkView, OrderRowView } from "@/platform/contract";
import styles from "./OrderBulkBar.module.css";

interface OrderBulkBarProps {
  rows: OrderRowView[];
  columns: Column<OrderRowView>[];
  onDone: () => void;
}

/** What can be done with all chosen orders at once; orders that were not taken are named with their reason. */
export function OrderBulkBar({ rows, columns, onDone }: OrderBulkBarProps) {
  const announce = useAnnounce();
  const [refused, setRefused] = useState<BulkRefusal[]>([]);
  const [asking, setAsking] = useState(false);
  const keys = rows.map((row) => row.key);
  const options = {
    failure: "orders.bulk_failed" as const,
    onDone: (answer: BulkView) => {
      setAsking(false);
      setRefused(answer.refused);
      announce.done(tn("orders.bulk_done", answer.done));
      if (answer.refused.length === 0) onDone();
    },
  };
  const retry = useWrite("orders.retry", options);
  const send = useWrite("orders.send", options);
  const archive = useWrite("orders.archive", options);
  const copy = (headers: boolean) => {
    void navigator.clipboard
      .writeText(rowsAsText(columns, rows, headers))
      .then(() => announce.done(t("table.copied")));
  };
  return (
    <section className={styles.bar} aria-label={t("orders.bulk")}>
      {refused.length > 0 && (
        <Banner
          tone="warn"
          title={tn("orders.bulk_refused", refused.length)}
          onDismiss={() => setRefused([])}
        >
          <ul className={styles.refused}>
            {refused.map((one) => (
              <li key={one.number}>
                {t("orders.bulk_refusal", { number: one.number, why: one.reason.sentence })}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      <div className={styles.line}>
        <p className={styles.count}>{tn("orders.selected", rows.length)}</p>
        <Button small icon="retry" busy={retry.isPending} onClick={() => retry.mutate({ keys })}>
          {t("order.retry")}
        </Button>
        <Button small icon="send" onClick={() => setAsking(true)}>
          {t("order.send")}
        </Button>
        <Button small icon="archive" busy={archive.isPending} onClick={() => archive.mutate({ keys })}>
          {t("order.archive")}
        </Button>
        <Button small look="quiet" icon="copy" onClick={() => copy(false)}>
          {t("table.copy")}
        </Button>
        <Button small look="quiet" onClick={() => copy(true)}>
          {t("table.copy_headers")}
        </Button>
        <Button small look="quiet" icon="close" onClick={onDone}>
          {t("table.clear_selection")}
        </Button>
      </div>
      <Confirm
        open={asking}
        title={tn("orders.send_title", rows.length)}
        action={t("order.send")}
        busy={send.isPending}
        onConfirm={() => send.mutate({ keys })}
        onClose={() => setAsking(false)}
      >
        <p>{t("orders.send_text")}</p>
      </Confirm>
    </section>
  );
}
