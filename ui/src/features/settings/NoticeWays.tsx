import { named, t } from "@/i18n/t";
import { BareSelect } from "@/kit/Field";
import { fieldAddress, type Fields } from "@/parts/rules/fields";
import type { NoticeDraft } from "@/platform/contract";
import styles from "./SettingsPage.module.css";

const ways = ["desktop", "email", "both", "none"] as const;

/** Each kind of notice and how it is told (F023). */
export function NoticeWays({ fields }: { fields: Fields<NoticeDraft> }) {
  const rows = fields.draft.ways;
  const choose = (topic: string, way: string) =>
    fields.set({ ways: rows.map((row) => (row.topic === topic ? { ...row, way } : row)) });
  return (
    <ul>
      {rows.map((row) => (
        <li
          key={row.topic}
          className={styles.row}
          data-field={fieldAddress(fields.area, `ways.${row.topic}`)}
        >
          <span>{named("topic", row.topic)}</span>
          <BareSelect
            aria-label={t("notices.way_of", { topic: named("topic", row.topic) })}
            value={row.way}
            choices={[
              { value: "", label: t("notices.default", { way: named("way", row.default_way) }) },
              ...ways.map((way) => ({ value: way, label: named("way", way) })),
            ]}
            onChange={(way) => choose(row.topic, way)}
          />
        </li>
      ))}
    </ul>
  );
}
