import { useEffect, useState } from "react";
import { t } from "@/i18n/t";
import styles from "./Skeleton.module.css";

/** Local reads are quick: nothing is shown for the first 150 ms, then rows of the right height. */
const GRACE_MS = 150;

export function useGrace(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), GRACE_MS);
    return () => clearTimeout(timer);
  }, []);
  return over;
}

export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  const over = useGrace();
  if (!over) return null;
  return (
    <div role="status" aria-label={t("state.loading")} className={styles.rows}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={styles.row}>
          <span className={styles.bar} />
          <span className={styles.bar} />
          <span className={styles.bar} />
        </div>
      ))}
    </div>
  );
}
