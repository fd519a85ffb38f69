import { modKey } from "./hotkeys";
import styles from "./Keys.module.css";

/** A shortcut as keys: "g o" → G O, "mod+k" → Ctrl K. */
export function Keys({ keys }: { keys: string }) {
  const caps = keys.split(/[ +]/).filter(Boolean);
  return (
    <span className={styles.keys}>
      {caps.map((cap) => (
        <kbd key={cap} className={styles.key}>
          {cap === "mod" ? modKey : cap.length === 1 ? cap.toUpperCase() : cap}
        </kbd>
      ))}
    </span>
  );
}
