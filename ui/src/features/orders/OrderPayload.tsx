import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Panel } from "@/kit/Panel";
import styles from "./OrderTimeline.module.css";

/** Our redacted copy of what the platform sent, for support and the curious. */
export function OrderPayload({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const announce = useAnnounce();
  return (
    <Panel
      title={t("order.payload")}
      level={3}
      aside={
        <>
          {open && (
            <Button
              small
              look="quiet"
              icon="copy"
              onClick={() =>
                void navigator.clipboard.writeText(text).then(() => announce.done(t("table.copied")))
              }
            >
              {t("order.payload_copy")}
            </Button>
          )}
          <Button small look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? "action.hide_details" : "action.show_details")}
          </Button>
        </>
      }
    >
      <p>{t("order.payload_text")}</p>
      {open && (
        <pre className={styles.payload} tabIndex={0}>
          {text}
        </pre>
      )}
    </Panel>
  );
}
