import { named } from "@/i18n/t";
import { Select, type Choice } from "@/kit/Field";
import type { Fields, Of } from "./fields";
import { labelOf, Setting, What } from "./Setting";

interface ChoiceSettingProps<D> {
  fields: Fields<D>;
  name: Of<D, string>;
  /** The words to choose from; their names stand in the catalogue as `choice.<field>.<word>`. */
  words: readonly string[];
  /** The field under which the words are named, when several fields share them. */
  like?: string;
  /** Words that cannot be chosen now. */
  greyed?: readonly string[];
  /** Why. */
  note?: string | undefined;
}

export function choiceName(field: string, word: string): string {
  return named("choice", `${field}.${word}`);
}

export function ChoiceSetting<D>({ fields, name, words, like, greyed = [], note }: ChoiceSettingProps<D>) {
  const value = fields.draft[name] as string;
  const group = like ?? name;
  const choices: Choice[] = words.map((word) => ({
    value: word,
    label: choiceName(group, word),
    disabled: greyed.includes(word) && word !== value,
  }));
  if (!words.includes(value)) choices.push({ value, label: value });
  return (
    <Setting area={fields.area} field={name}>
      <Select
        label={labelOf(name)}
        hint={<What field={name} initial={choiceName(group, fields.defaults[name] as string)} note={note} />}
        error={fields.errorOf(name)}
        value={value}
        choices={choices}
        onChange={(word) => fields.set({ [name]: word } as Partial<D>)}
      />
    </Setting>
  );
}
