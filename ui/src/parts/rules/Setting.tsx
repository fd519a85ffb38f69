import type { ReactNode } from "react";
import { named, t } from "@/i18n/t";
import { Help } from "@/parts/guide/Help";
import { fieldAddress, useChapter } from "./fields";
import styles from "./Setting.module.css";

export function labelOf(field: string): string {
  return named("set", field);
}

/** What a setting does, in one line, and its default. */
export function What({
  field,
  initial,
  note,
}: {
  field: string;
  initial: string;
  note?: string | undefined;
}) {
  return (
    <>
      {named("set_what", field)}{" "}
      <span className={styles.default}>{t("set.default", { value: initial })}</span>
      {note && <span className={styles.note}> {note}</span>}
    </>
  );
}

/** A setting's control with the way to its chapter beside it. */
export function Setting({ area, field, children }: { area: string; field: string; children: ReactNode }) {
  const chapter = useChapter(field);
  return (
    <div className={styles.setting} data-field={fieldAddress(area, field)}>
      <div className={styles.control}>{children}</div>
      <span className={styles.help}>{chapter && <Help about={labelOf(field)} id={chapter} />}</span>
    </div>
  );
}
