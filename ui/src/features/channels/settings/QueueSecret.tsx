import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Field } from "@/kit/Field";
import { RelativeTime } from "@/kit/Values";
import type { MarketplaceRulesView } from "@/platform/contract";
import styles from "./ShopSettingsPage.module.css";

/** The secret half of the queue's access key: entered apart from the form, kept in the keychain, never shown (F427). */
export function QueueSecret({ rules }: { rules: MarketplaceRulesView }) {
  const announce = useAnnounce();
  const [secret, setSecret] = useState("");
  const keep = useWrite("marketplace_rules.queue_secret", {
    failure: null,
    onDone: () => {
      setSecret("");
      announce.done(t("queue.kept"));
    },
  });
  if (!rules.draft.own_queue) return <p className={styles.text}>{t("queue.save_first")}</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate({ id: rules.id, secret });
      }}
    >
      <Field
        label={t("queue.secret")}
        hint={
          <>
            {t("queue.secret_hint")} {t("queue.entered")} <RelativeTime at={rules.facts.queue_secret_at} />.
          </>
        }
        type="password"
        mono
        value={secret}
        error={keep.error?.message}
        onChange={(event) => setSecret(event.target.value)}
      />
      <Button type="submit" busy={keep.isPending} disabled={secret.trim() === ""}>
        {t("queue.keep")}
      </Button>
    </form>
  );
}
