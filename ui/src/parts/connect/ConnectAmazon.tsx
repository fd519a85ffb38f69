import { useState } from "react";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Field, Select } from "@/kit/Field";
import { usePlatform } from "@/platform/PlatformContext";
import styles from "./Connect.module.css";
import type { ConnectProps } from "./ConnectTikTok";
import { FormError } from "./FormError";
import { marketplaces } from "./marketplaces";
import { Steps } from "./Steps";

const empty = {
  name: "",
  client_id: "",
  client_secret: "",
  refresh_token: "",
  seller_id: "",
  marketplace: "ATVPDKIKX0DER",
};
const SOLUTION_PORTAL = "https://solutionproviderportal.amazon.com/";

/** The keys of the seller's own private app, proved by one read before anything is stored. */
export function ConnectAmazon({ again, onDone, onCancel }: ConnectProps) {
  const platform = usePlatform();
  const [keys, setKeys] = useState({ ...empty, name: again?.name ?? "" });
  const add = useWrite("channels.amazon_add", {
    failure: null,
    onDone: (answer) => {
      setKeys(empty);
      onDone(answer.channels);
    },
  });
  const set = (field: keyof typeof empty) => ({
    name: field,
    value: keys[field],
    error: add.error?.field === field ? add.error.message : undefined,
    onChange: (event: { target: { value: string } }) => setKeys({ ...keys, [field]: event.target.value }),
  });
  return (
    <form
      className={styles.columns}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ ...keys, base_url: null, connection: again?.id ?? null });
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
        <FormError error={add.error} />
        <Field
          label={t("connect.name")}
          hint={t("connect.name_hint")}
          maxLength={60}
          required
          disabled={again !== null}
          {...set("name")}
        />
        <Select
          label={t("amazon.marketplace")}
          hint={t("amazon.marketplace_hint")}
          value={keys.marketplace}
          choices={marketplaces.map((one) => ({
            value: one.id,
            label: t(one.verified ? "amazon.marketplace_name" : "amazon.marketplace_unverified", {
              name: one.name,
            }),
          }))}
          onChange={(marketplace) => setKeys({ ...keys, marketplace })}
        />
        <Field
          label={t("amazon.seller_id")}
          hint={t("amazon.seller_id_hint")}
          mono
          required
          {...set("seller_id")}
        />
        <Field label={t("amazon.client_id")} mono required {...set("client_id")} />
        <Field
          label={t("amazon.client_secret")}
          hint={t("connect.secret_hint")}
          type="password"
          mono
          required
          {...set("client_secret")}
        />
        <Field
          label={t("amazon.refresh_token")}
          hint={t("amazon.refresh_token_hint")}
          type="password"
          mono
          required
          {...set("refresh_token")}
        />
        <div className={styles.actions}>
          <Button onClick={onCancel}>{t("action.cancel")}</Button>
          <Button look="primary" type="submit" busy={add.isPending}>
            {t(again ? "amazon.sign_in_again" : "amazon.connect")}
          </Button>
        </div>
      </div>
    </form>
  );
}
