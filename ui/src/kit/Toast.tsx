import { t } from "@/i18n/t";
import { IconButton } from "./Button";
import { Icon } from "./Icon";
import styles from "./Toast.module.css";

/** A success in few words. It is also read aloud, so the box itself stays silent. */
export function Toast({ text, onDismiss }: { text: string; onDismiss: () => void }) {
  return (
    <section className={styles.toast} aria-label={t("toast.label")}>
      <Icon name="done" className={styles.icon} />
      <span>{text}</span>
      <IconButton icon="close" small label={t("action.dismiss")} onClick={onDismiss} />
    </section>
  );
}
