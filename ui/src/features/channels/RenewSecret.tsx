import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Field } from "@/kit/Field";
import { FormError } from "@/parts/connect/FormError";
import styles from "./Review.module.css";

/** A new client secret; the sign-in and the refresh token stay (F421). */
export function RenewSecret({ id, onDone }: { id: string; onDone: () => void }) {
  const announce = useAnnounce();
  const [secret, setSecret] = useState("");
  const [madeOn, setMadeOn] = useState("");
  const renew = useWrite("channels.renew_secret", {
    failure: null,
    onDone: () => {
      setSecret("");
      announce.done(t("account.renewed"));
      onDone();
    },
  });
  const errorOf = (field: string) => (renew.error?.field === field ? renew.error.message : undefined);
  return (
    <form
      className={styles.form}
      aria-label={t("account.renew")}
      onSubmit={(event) => {
        event.preventDefault();
        renew.mutate({ id, client_secret: secret, made_on: madeOn || null });
      }}
    >
      <p>{t("account.renew_text")}</p>
      <FormError error={renew.error} />
      <Field
        label={t("account.new_secret")}
        hint={t("connect.secret_hint")}
        type="password"
        mono
        required
        value={secret}
        error={errorOf("client_secret")}
        onChange={(event) => setSecret(event.target.value)}
      />
      <Field
        label={t("amazon.secret_made_on")}
        hint={t("amazon.secret_made_on_hint")}
        type="date"
        value={madeOn}
        error={errorOf("made_on") ?? errorOf("secret_made_on")}
        onChange={(event) => setMadeOn(event.target.value)}
      />
      <div className={styles.actions}>
        <Button onClick={onDone}>{t("action.cancel")}</Button>
        <Button look="primary" type="submit" busy={renew.isPending}>
          {t("account.renew_action")}
        </Button>
      </div>
    </form>
  );
}
