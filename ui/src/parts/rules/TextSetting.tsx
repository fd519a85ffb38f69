import { t } from "@/i18n/t";
import { Field, TextArea } from "@/kit/Field";
import type { Fields, Of } from "./fields";
import { labelOf, Setting, What } from "./Setting";
import styles from "./Setting.module.css";

interface TextSettingProps<D> {
  fields: Fields<D>;
  name: Of<D, string>;
  /** Stands after the label: "hours", "USD". */
  unit?: string | undefined;
  numeric?: boolean;
  /** Several lines. */
  rows?: number;
  /** Words for an empty default. */
  empty?: string;
  placeholder?: string;
  note?: string | undefined;
  onBlur?: () => void;
}

/** A typed value; what is wrong with it is said by the host, at the field. */
export function TextSetting<D>({
  fields,
  name,
  unit,
  numeric,
  rows,
  empty,
  placeholder,
  note,
}: TextSettingProps<D>) {
  const value = fields.draft[name] as string;
  const initial = (fields.defaults[name] as string) || (empty ?? t("set.empty"));
  const shared = {
    label: unit ? t("set.with_unit", { label: labelOf(name), unit }) : labelOf(name),
    hint: <What field={name} initial={initial} note={note} />,
    error: fields.errorOf(name),
    value,
    placeholder,
    onChange: (event: { target: { value: string } }) =>
      fields.set({ [name]: event.target.value } as Partial<D>),
  };
  return (
    <Setting area={fields.area} field={name}>
      {rows ? (
        <TextArea {...shared} rows={rows} />
      ) : (
        <Field
          {...shared}
          inputMode={numeric ? "decimal" : "text"}
          className={numeric ? styles.narrow : undefined}
        />
      )}
    </Setting>
  );
}
