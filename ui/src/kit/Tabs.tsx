import { Tabs as Base } from "@base-ui/react/tabs";
import { useEffect, useRef, type ReactNode } from "react";
import { formatCount } from "@/i18n/format";
import styles from "./Tabs.module.css";

export interface TabItem {
  value: string;
  label: string;
  count?: number | undefined;
}

export interface TabsProps {
  label: string;
  items: TabItem[];
  value: string;
  onChange: (value: string) => void;
  /** The content of the chosen tab. */
  children: ReactNode;
  /** Stands right of the tabs. */
  aside?: ReactNode;
}

export function Tabs({ label, items, value, onChange, children, aside }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  // In a narrow window the tabs scroll: the chosen one stays in sight.
  useEffect(() => {
    const chosen = list.current?.querySelector(`[data-tab="${value}"]`);
    chosen?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [value]);
  return (
    <Base.Root value={value} onValueChange={(next: string) => onChange(next)} className={styles.root ?? ""}>
      <div className={styles.bar}>
        <Base.List ref={list} aria-label={label} className={styles.list ?? ""} activateOnFocus>
          {items.map((item) => (
            <Base.Tab key={item.value} value={item.value} data-tab={item.value} className={styles.tab ?? ""}>
              {item.label}
              {item.count !== undefined && <span className={styles.count}>{formatCount(item.count)}</span>}
            </Base.Tab>
          ))}
        </Base.List>
        {aside}
      </div>
      <Base.Panel value={value} className={styles.panel ?? ""} keepMounted={false}>
        {children}
      </Base.Panel>
    </Base.Root>
  );
}
