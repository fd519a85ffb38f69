import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from "react";
import { cx } from "./class_names";
import styles from "./Field.module.css";
import { Icon } from "./Icon";

interface Around {
  label: string;
  /** What to type and where to find it. */
  hint?: ReactNode;
  /** What is wrong with this very field. */
  error?: string | undefined;
}

function Surround({ id, label, hint, error, children }: Around & { id: string; children: ReactNode }) {
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={styles.error}>
          <Icon name="alert" size={14} /> {error}
        </p>
      )}
    </div>
  );
}

function described(id: string, { hint, error }: Omit<Around, "label">) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return { "aria-describedby": ids || undefined, "aria-invalid": error ? true : undefined };
}

export type FieldProps = Around &
  InputHTMLAttributes<HTMLInputElement> & { mono?: boolean; ref?: Ref<HTMLInputElement> };

export function Field({ label, hint, error, mono, className, ...rest }: FieldProps) {
  const id = useId();
  return (
    <Surround id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        {...described(id, { hint, error })}
        className={cx(styles.input, mono && styles.mono, className)}
      />
    </Surround>
  );
}

export function TextArea({
  label,
  hint,
  error,
  ...rest
}: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const id = useId();
  return (
    <Surround id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        spellCheck={false}
        rows={3}
        {...rest}
        {...described(id, { hint, error })}
        className={cx(styles.input, styles.area, styles.mono)}
      />
    </Surround>
  );
}

export interface Choice {
  value: string;
  label: string;
  disabled?: boolean;
}

export type SelectProps = Around &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange"> & {
    choices: Choice[];
    onChange: (value: string) => void;
  };

export function Select({ label, hint, error, choices, onChange, ...rest }: SelectProps) {
  const id = useId();
  return (
    <Surround id={id} label={label} hint={hint} error={error}>
      <BareSelect
        id={id}
        {...rest}
        {...described(id, { hint, error })}
        choices={choices}
        onChange={onChange}
      />
    </Surround>
  );
}

/** The list alone, where a row or a column already names it; give it `aria-label`. */
export function BareSelect({ choices, onChange, ...rest }: Omit<SelectProps, "label" | "hint" | "error">) {
  return (
    <span className={styles.selectBox}>
      <select
        {...rest}
        className={cx(styles.input, styles.select)}
        onChange={(event) => onChange(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.label}
          </option>
        ))}
      </select>
      <Icon name="expand" size={14} className={styles.selectMark} />
    </span>
  );
}
