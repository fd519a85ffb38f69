import { t } from "@/i18n/t";
import { Field, Select } from "@/kit/Field";
import type { CommandError } from "@/platform/command_error";
import { amazonRemark } from "./key_format";
import { marketplaces } from "./marketplaces";

export type AmazonKeys = {
  name: string;
  client_id: string;
  client_secret: string;
  refresh_token: string;
  seller_id: string;
  marketplace: string;
  secret_made_on: string;
};

interface AmazonFieldsProps {
  keys: AmazonKeys;
  fixedName: boolean;
  error: CommandError | null;
  onChange: (keys: AmazonKeys) => void;
}

/** The fields of an Amazon account; what looks wrong is said while it is typed. */
export function AmazonFields({ keys, fixedName, error, onChange }: AmazonFieldsProps) {
  const set = (field: keyof AmazonKeys) => ({
    name: field,
    value: keys[field],
    error: error?.field === field ? error.message : amazonRemark(field, field === "name" ? "" : keys[field]),
    onChange: (event: { target: { value: string } }) => onChange({ ...keys, [field]: event.target.value }),
  });
  return (
    <>
      <Field
        label={t("connect.name")}
        hint={t("connect.name_hint")}
        maxLength={60}
        required
        disabled={fixedName}
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
        onChange={(marketplace) => onChange({ ...keys, marketplace })}
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
        label={t("amazon.secret_made_on")}
        hint={t("amazon.secret_made_on_hint")}
        type="date"
        {...set("secret_made_on")}
      />
      <Field
        label={t("amazon.refresh_token")}
        hint={t("amazon.refresh_token_hint")}
        type="password"
        mono
        required
        {...set("refresh_token")}
      />
    </>
  );
}
