import { useNavigate } from "@tanstack/react-router";
import { useDeferredValue, useId, useState, type KeyboardEvent } from "react";
import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Dialog } from "@/kit/Dialog";
import { Icon } from "@/kit/Icon";
import type { AppCommand } from "./app_commands";
import styles from "./CommandPalette.module.css";
import { Keys } from "./Keys";
import { paletteEntries, type PaletteEntry } from "./palette_entries";

interface PaletteProps {
  open: boolean;
  onClose: () => void;
  commands: AppCommand[];
}

/** Search over commands and orders: type, choose with the arrows, Enter. */
export function CommandPalette({ open, onClose, commands }: PaletteProps) {
  return (
    <Dialog open={open} onClose={onClose} title={t("palette.title")} wide>
      {open && <PaletteBody commands={commands} onClose={onClose} />}
    </Dialog>
  );
}

function PaletteBody({ commands, onClose }: Omit<PaletteProps, "open">) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const navigate = useNavigate();
  const id = useId();
  const asked = useDeferredValue(text.trim());
  const orders = useRead(
    "orders.list",
    { tab: "all", state: null, connection: null, text: asked, sort: "newest", offset: 0, limit: 6 },
    { enabled: asked.length >= 2, keep: true },
  );
  const entries = paletteEntries(commands, asked, asked.length >= 2 ? (orders.data?.rows ?? []) : []);
  const chosen = Math.min(at, entries.length - 1);

  const run = (entry: PaletteEntry) => {
    onClose();
    if (entry.command) entry.command.run();
    else void navigate({ to: "/orders", search: { order: entry.id } });
  };
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((chosen + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === "Enter") {
      const entry = entries[chosen];
      if (entry) run(entry);
    }
  };
  return (
    <>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={entries[chosen] ? `${id}-${chosen}` : undefined}
        aria-label={t("palette.label")}
        placeholder={t("palette.placeholder")}
        value={text}
        onChange={(event) => (setText(event.target.value), setAt(0))}
        onKeyDown={onKey}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={t("palette.results")} className={styles.list}>
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={styles.entry}
            onMouseMove={() => setAt(index)}
            onClick={() => run(entry)}
          >
            <Icon name={entry.icon} />
            <span className={styles.title}>{entry.title}</span>
            {entry.note && <span className={styles.note}>{entry.note}</span>}
            {entry.command?.keys && <Keys keys={entry.command.keys} />}
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className={styles.none}>{t("palette.none")}</p>}
    </>
  );
}
