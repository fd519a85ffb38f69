import { useId } from "react";
import { Icon, type IconName } from "@/kit/Icon";
import styles from "./SettingsPage.module.css";

interface ChoicesProps<V extends string> {
  legend: string;
  value: V;
  choices: { value: V; label: string; icon?: IconName }[];
  onChange: (value: V) => void;
}

/** One of a few, all in view. */
export function Choices<V extends string>({ legend, value, choices, onChange }: ChoicesProps<V>) {
  const name = useId();
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            checked={value === choice.value}
            onChange={() => onChange(choice.value)}
          />
          {choice.icon && <Icon name={choice.icon} />}
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
