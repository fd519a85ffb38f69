import { useEffect, useState, type ReactNode } from "react";
import { cx } from "./class_names";
import styles from "./FilterBar.module.css";
import { Icon } from "./Icon";

export interface FilterBarProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  children?: ReactNode;
}

const SETTLE_MS = 200;

/** The page's search field ("/" goes there) and whatever else filters; typing settles before the URL follows. */
export function FilterBar({ label, placeholder, value, onChange, children }: FilterBarProps) {
  const [text, setText] = useState(value);
  const [from, setFrom] = useState(value);
  if (from !== value) {
    setFrom(value);
    setText(value);
  }
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <div className={styles.bar}>
      <div className={cx(styles.box)}>
        <Icon name="search" size={14} className={styles.icon} />
        <input
          type="search"
          data-page-filter
          aria-label={label}
          placeholder={placeholder}
          className={styles.input}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {children}
    </div>
  );
}
