import { t } from "@/i18n/t";
import { Toggle } from "@/kit/Toggle";
import type { Fields, Of } from "./fields";
import { labelOf, Setting, What } from "./Setting";
import styles from "./Setting.module.css";

interface ToggleSettingProps<D> {
  fields: Fields<D>;
  name: Of<D, boolean>;
  /** Why it cannot be switched. */
  locked?: string | undefined;
  note?: string | undefined;
  onChange?: (on: boolean) => void;
}

export function ToggleSetting<D>({ fields, name, locked, note, onChange }: ToggleSettingProps<D>) {
  const on = fields.draft[name] as boolean;
  const error = fields.errorOf(name);
  return (
    <Setting area={fields.area} field={name}>
      <Toggle
        label={labelOf(name)}
        hint={
          <What
            field={name}
            initial={t(fields.defaults[name] ? "set.on" : "set.off")}
            note={locked ?? note}
          />
        }
        checked={on}
        disabled={locked !== undefined && !on}
        onChange={(next) => (onChange ? onChange(next) : fields.set({ [name]: next } as Partial<D>))}
      />
      {error && <p className={styles.error}>{error}</p>}
    </Setting>
  );
}
