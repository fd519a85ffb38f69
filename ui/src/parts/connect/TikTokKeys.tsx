import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Field, Select } from "@/kit/Field";
import type { CommandError } from "@/platform/command_error";
import { usePlatform } from "@/platform/PlatformContext";
import styles from "./Connect.module.css";
import { FormError } from "./FormError";
import { tiktokRemark } from "./key_format";
import { Steps } from "./Steps";

export type TikTokKeysInput = {
  name: string;
  region: string;
  app_key: string;
  app_secret: string;
  service_id: string;
};

interface TikTokKeysProps {
  keys: TikTokKeysInput;
  onChange: (keys: TikTokKeysInput) => void;
  fixedName: boolean;
  error: CommandError | null;
  busy: boolean;
  onCancel: () => void;
  onNext: () => void;
}

const PARTNER_US = "https://partner.us.tiktokshop.com/";
const PARTNER_ROW = "https://partner.tiktokshop.com/";

/** The keys of the seller's own app, with the way to get them. */
export function TikTokKeys({ keys, onChange, fixedName, error, busy, onCancel, onNext }: TikTokKeysProps) {
  const platform = usePlatform();
  const set = (field: keyof TikTokKeysInput) => ({
    name: field,
    value: keys[field],
    error: error?.field === field ? error.message : tiktokRemark(field, field === "name" ? "" : keys[field]),
    onChange: (event: { target: { value: string } }) => onChange({ ...keys, [field]: event.target.value }),
  });
  const open = () => void platform.openExternal(keys.region === "us" ? PARTNER_US : PARTNER_ROW);
  return (
    <form
      className={styles.columns}
      onSubmit={(event) => {
        event.preventDefault();
        onNext();
      }}
    >
      <Steps
        title={t("tiktok.how")}
        steps={[
          <span key="open">
            {t("tiktok.how_open")}{" "}
            <Button small icon="external" onClick={open}>
              {t("tiktok.open_partner")}
            </Button>
          </span>,
          t("tiktok.how_app"),
          t("tiktok.how_scopes"),
          t("tiktok.how_redirect"),
          t("tiktok.how_keys"),
        ]}
      />
      <div className={styles.fields}>
        <FormError error={error} />
        <Field
          label={t("connect.name")}
          hint={t("connect.name_hint")}
          maxLength={60}
          required
          disabled={fixedName}
          {...set("name")}
        />
        <Select
          label={t("tiktok.region")}
          value={keys.region}
          choices={[
            { value: "us", label: t("tiktok.region_us") },
            { value: "row", label: t("tiktok.region_row") },
          ]}
          onChange={(region) => onChange({ ...keys, region })}
        />
        <Field label={t("tiktok.app_key")} mono required {...set("app_key")} />
        <Field
          label={t("tiktok.app_secret")}
          hint={t("connect.secret_hint")}
          type="password"
          mono
          required
          {...set("app_secret")}
        />
        <Field
          label={t("tiktok.service_id")}
          hint={t("tiktok.service_id_hint")}
          mono
          required
          {...set("service_id")}
        />
        <div className={styles.actions}>
          <Button onClick={onCancel}>{t("action.cancel")}</Button>
          <Button look="primary" type="submit" icon="external" busy={busy}>
            {t("tiktok.open_consent")}
          </Button>
        </div>
      </div>
    </form>
  );
}
