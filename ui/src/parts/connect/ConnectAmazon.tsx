import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { usePlatform } from "@/platform/PlatformContext";
import { AmazonFields, type AmazonKeys } from "./AmazonFields";
import styles from "./Connect.module.css";
import type { ConnectProps } from "./ConnectTikTok";
import { useDraft } from "./draft";
import { FormError } from "./FormError";
import { KeyCheck } from "./KeyCheck";
import { Steps } from "./Steps";

const empty: AmazonKeys = {
  name: "",
  client_id: "",
  client_secret: "",
  refresh_token: "",
  seller_id: "",
  marketplace: "ATVPDKIKX0DER",
  secret_made_on: "",
};
const SOLUTION_PORTAL = "https://solutionproviderportal.amazon.com/";

/** The keys of the seller's own private app; each step can be tried before anything is stored (F301). */
export function ConnectAmazon({ again, onDone, onCancel }: ConnectProps) {
  const platform = usePlatform();
  const draft = useDraft<AmazonKeys>(again ? `amazon.${again.id}` : "amazon", empty, [
    "client_secret",
    "refresh_token",
  ]);
  const keys = again ? { ...draft.fields, name: again.name } : draft.fields;
  const check = useWrite("channels.amazon_check", { failure: null });
  const add = useWrite("channels.amazon_add", {
    failure: null,
    onDone: (answer) => {
      draft.clear();
      onDone(answer.channels);
    },
  });
  const error = add.error ?? check.error;
  const request = {
    ...keys,
    secret_made_on: keys.secret_made_on || null,
    base_url: null,
    connection: again?.id ?? null,
  };
  return (
    <form
      className={styles.columns}
      onSubmit={(event) => {
        event.preventDefault();
        check.reset();
        add.mutate(request);
      }}
    >
      <Steps
        title={t("amazon.how")}
        steps={[
          <span key="open">
            {t("amazon.how_open")}{" "}
            <Button small icon="external" onClick={() => void platform.openExternal(SOLUTION_PORTAL)}>
              {t("amazon.open_portal")}
            </Button>
          </span>,
          t("amazon.how_app"),
          t("amazon.how_roles"),
          t("amazon.how_keys"),
          t("amazon.how_token"),
          t("amazon.how_seller"),
        ]}
      />
      <div className={styles.fields}>
        <FormError error={error} />
        <AmazonFields keys={keys} fixedName={again !== null} error={error} onChange={draft.put} />
        {check.data && <KeyCheck steps={check.data.steps} />}
        <div className={styles.actions}>
          <Button
            icon="plug"
            busy={check.isPending}
            onClick={() => {
              add.reset();
              check.mutate(request);
            }}
          >
            {t("connect.check")}
          </Button>
          <Button onClick={onCancel}>{t("action.cancel")}</Button>
          <Button look="primary" type="submit" busy={add.isPending}>
            {t(again ? "amazon.sign_in_again" : "amazon.connect")}
          </Button>
        </div>
      </div>
    </form>
  );
}
