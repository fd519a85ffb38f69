import { t, type MessageKey } from "@/i18n/t";
import { Dialog } from "@/kit/Dialog";
import type { AppCommand } from "./app_commands";
import { Keys } from "./Keys";
import styles from "./ShortcutSheet.module.css";

const inTables: { keys: string; title: MessageKey }[] = [
  { keys: "J", title: "shortcut.next_row" },
  { keys: "K", title: "shortcut.previous_row" },
  { keys: "X", title: "shortcut.select_row" },
  { keys: "Shift+↓", title: "shortcut.extend" },
  { keys: "Enter", title: "shortcut.open" },
  { keys: "Esc", title: "shortcut.back" },
];

/** Every shortcut there is, from the same list that makes them work. */
export function ShortcutSheet({
  open,
  onClose,
  commands,
}: {
  open: boolean;
  onClose: () => void;
  commands: AppCommand[];
}) {
  return (
    <Dialog open={open} onClose={onClose} title={t("shortcut.title")} wide>
      <ShortcutLists commands={commands} />
    </Dialog>
  );
}

export function ShortcutLists({
  commands,
}: {
  commands: Pick<AppCommand, "id" | "keys" | "title" | "group">[];
}) {
  const keyed = commands.filter((command) => command.keys);
  const groups: { title: MessageKey; rows: { keys: string; title: MessageKey }[] }[] = [
    {
      title: "shortcut.go",
      rows: keyed.filter((c) => c.group === "go").map((c) => ({ keys: c.keys ?? "", title: c.title })),
    },
    { title: "shortcut.tables", rows: inTables },
    {
      title: "shortcut.app",
      rows: keyed.filter((c) => c.group !== "go").map((c) => ({ keys: c.keys ?? "", title: c.title })),
    },
  ];
  return (
    <div className={styles.groups}>
      {groups.map((group) => (
        <section key={group.title}>
          <h3 className={styles.title}>{t(group.title)}</h3>
          <dl>
            {group.rows.map((row) => (
              <div key={row.title} className={styles.row}>
                <dt>{t(row.title)}</dt>
                <dd>
                  <Keys keys={row.keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
