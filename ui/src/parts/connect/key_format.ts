/** What a key looks like, told while it is typed. Forms that no platform documents are hints, never a refusal. */
import { t } from "@/i18n/t";

const begins: Record<string, { begin: string; what: string }> = {
  client_id: { begin: "amzn1.application-oa2-client.", what: "client id" },
  client_secret: { begin: "amzn1.oa2-cs.", what: "client secret" },
  refresh_token: { begin: "Atzr|", what: "refresh token" },
};

/** A remark about the text in one of Amazon's fields; undefined when it looks right or is still empty. */
export function amazonRemark(field: string, text: string): string | undefined {
  const value = text.trim();
  if (value === "") return undefined;
  if (/\s/.test(value)) return t("format_check.blank");
  for (const [other, { begin, what }] of Object.entries(begins)) {
    if (other !== field && value.startsWith(begin)) return t("format_check.other_field", { what });
  }
  if (field === "client_id" && !value.startsWith("amzn1.")) {
    return t("format_check.begins", { begin: "amzn1.application-oa2-client." });
  }
  if (field === "refresh_token" && !value.startsWith("Atzr|")) {
    return t("format_check.begins", { begin: "Atzr|" });
  }
  if (field === "seller_id" && !/^A[A-Z0-9]{8,}$/.test(value)) return t("format_check.seller_id");
  return undefined;
}

/** The same for TikTok Shop's fields. */
export function tiktokRemark(field: string, text: string): string | undefined {
  const value = text.trim();
  if (value === "") return undefined;
  if (/\s/.test(value)) return t("format_check.blank");
  if (field === "app_key" && value.length > 20) return t("format_check.app_key");
  if (field === "app_secret" && value.length < 20) return t("format_check.app_secret");
  if (field === "service_id" && !/^\d+$/.test(value) && !value.startsWith("https://")) {
    return t("format_check.service_id");
  }
  return undefined;
}
