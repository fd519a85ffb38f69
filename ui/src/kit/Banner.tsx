import { useState, type ReactNode } from "react";
import { t } from "@/i18n/t";
import styles from "./Banner.module.css";
import { Button, IconButton } from "./Button";
import { cx } from "./class_names";
import { Icon } from "./Icon";
import { toneIcon, type Tone } from "./StateBadge";

export interface BannerProps {
  tone: Tone;
  title: string;
  children?: ReactNode;
  /** Shown on request: codes, payloads, steps. */
  details?: string | undefined;
  action?: ReactNode;
  onDismiss?: (() => void) | undefined;
}

/** A message at its place: what happened, to which thing, what to do. */
export function Banner({ tone, title, children, details, action, onDismiss }: BannerProps) {
  const [open, setOpen] = useState(false);
  return (
    <section className={cx(styles.banner, styles[tone])} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={toneIcon[tone]} className={styles.icon} />
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {children && <div className={styles.body}>{children}</div>}
        {details && open && <pre className={styles.details}>{details}</pre>}
      </div>
      <div className={styles.actions}>
        {details && (
          <Button look="quiet" small aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? "action.hide_details" : "action.show_details")}
          </Button>
        )}
        {action}
        {onDismiss && <IconButton icon="close" label={t("action.dismiss")} small onClick={onDismiss} />}
      </div>
    </section>
  );
}
