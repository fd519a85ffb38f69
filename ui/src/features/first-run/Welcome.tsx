import { useApp } from "@/data/app";
import { useWrite } from "@/data/commands";
import { t, type MessageKey } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Reopen } from "@/parts/Reopen";
import styles from "./FirstRunPage.module.css";

const practicePoints: MessageKey[] = ["first.practice_1", "first.practice_2", "first.practice_3"];
const accountPoints: MessageKey[] = ["first.accounts_1", "first.accounts_2", "first.accounts_3"];

/** What stays on this computer, and the choice: try it, or connect. */
export function Welcome({ onAccounts }: { onAccounts: () => void }) {
  const app = useApp();
  const start = useWrite("practice.start", { failure: null });
  return (
    <>
      {app.trouble && (
        <Banner tone="bad" title={app.trouble.sentence} action={<Reopen />}>
          {app.trouble.cure}
        </Banner>
      )}
      {start.error && (
        <Banner tone="bad" title={start.error.message}>
          {start.error.cure}
        </Banner>
      )}
      <div className={styles.cards}>
        <section className={styles.card} aria-labelledby="choose-practice">
          <h2 id="choose-practice" className={styles.cardTitle}>
            <Icon name="helm" size={20} /> {t("practice.title")}
          </h2>
          <Points keys={practicePoints} />
          <Button look="primary" busy={start.isPending} onClick={() => start.mutate({})}>
            {t("first.open_practice")}
          </Button>
        </section>
        <section className={styles.card} aria-labelledby="choose-accounts">
          <h2 id="choose-accounts" className={styles.cardTitle}>
            <Icon name="plug" size={20} /> {t("first.accounts")}
          </h2>
          <Points keys={accountPoints} />
          <Button onClick={onAccounts}>{t("first.connect_accounts")}</Button>
        </section>
      </div>
      <section className={styles.promises} aria-labelledby="stays-here">
        <h2 id="stays-here" className={styles.cardTitle}>
          <Icon name="lock" /> {t("first.stays")}
        </h2>
        <ul className={styles.points}>
          <Point>{t("first.stays_data", { place: app.data_dir })}</Point>
          <Point>{t("first.stays_secrets", { place: app.secrets_place })}</Point>
          <Point>{t("first.stays_calls")}</Point>
        </ul>
      </section>
    </>
  );
}

function Points({ keys }: { keys: MessageKey[] }) {
  return (
    <ul className={styles.points}>
      {keys.map((key) => (
        <Point key={key}>{t(key)}</Point>
      ))}
    </ul>
  );
}

function Point({ children }: { children: string }) {
  return (
    <li className={styles.point}>
      <Icon name="check" /> <span>{children}</span>
    </li>
  );
}
