/** The message catalogue: one typed look-up, plurals by the language's own rules, values put in by name. */
import en from "@locales/en.json";

export type MessageKey = keyof typeof en;
type PluralStem<K> = K extends `${infer Stem}.other` ? Stem : never;
/** Keys that exist as `<stem>.one` and `<stem>.other`. */
export type PluralKey = PluralStem<MessageKey>;
export type Values = Record<string, string | number>;

const messages: Record<string, string> = en;

/** The person's language for numbers and dates; texts are English so far. */
export const locale: string = usableLocale(typeof navigator === "undefined" ? undefined : navigator.language);

/** The system's locale for numbers and dates; WebKitGTK calls a system without one "C", which `Intl` refuses. */
export function usableLocale(told: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(told ?? "en")[0] ?? "en";
  } catch {
    return "en";
  }
}

const plurals = new Intl.PluralRules("en");
const counts = new Intl.NumberFormat(locale);

/** The sentence of a key, with `{name}` replaced by the value of that name. */
export function t(key: MessageKey, values?: Values): string {
  return fill(messages[key] ?? key, values);
}

/** The sentence for a count; `{count}` is filled in with the number. */
export function tn(key: PluralKey, count: number, values?: Values): string {
  const form = plurals.select(count) === "one" ? "one" : "other";
  return fill(messages[`${key}.${form}`] ?? key, { count, ...values });
}

/** The sentence of a key built from data (a state, a code), or undefined when the catalogue has none. */
export function maybe(key: string, values?: Values): string | undefined {
  const message = messages[key];
  return message === undefined ? undefined : fill(message, values);
}

function fill(message: string, values: Values | undefined): string {
  if (!values) return message;
  return message.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = values[name];
    if (value === undefined) return hole;
    return typeof value === "number" ? counts.format(value) : value;
  });
}

/** The name of a word that comes with the data (a state, a flow, a kind); an unknown word is shown as it is, readable. */
export function named(group: string, word: string): string {
  const plain = word.replaceAll("_", " ");
  return messages[`${group}.${word}`] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}
