import { Switch } from "@base-ui/react/switch";
import { useId, type ReactNode } from "react";
import { cx } from "./class_names";
import styles from "./Toggle.module.css";

export interface ToggleProps {
  /** Read aloud; shown unless `bare`. */
  label: string;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  bare?: boolean;
}

export function Toggle({ label, hint, checked, onChange, disabled, bare }: ToggleProps) {
  const id = useId();
  const knob = (
    <Switch.Root
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled ?? false}
      aria-labelledby={bare ? undefined : `${id}-label`}
      aria-label={bare ? label : undefined}
      aria-describedby={hint && !bare ? `${id}-hint` : undefined}
      className={styles.track ?? ""}
    >
      <Switch.Thumb className={styles.thumb ?? ""} />
    </Switch.Root>
  );
  if (bare) return knob;
  return (
    <div className={cx(styles.line, disabled && styles.off)}>
      <div>
        <p id={`${id}-label`} className={styles.label}>
          {label}
        </p>
        {hint && (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
      </div>
      {knob}
    </div>
  );
}
