import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import type { CommandError } from "@/platform/command_error";
import { modKey } from "@/shell/hotkeys";
import styles from "./SaveBar.module.css";

interface SaveBarProps {
  dirty: boolean;
  busy: boolean;
  error: CommandError | null;
  onSave: () => void;
  onDiscard: () => void;
  onPreview?: () => void;
  previewing?: boolean;
  onUndo?: (() => void) | undefined;
  /** Shown when the values were changed elsewhere. */
  onReadAgain: () => void;
}

/** Stands at the page's foot: what is not saved yet, and what to do with it. */
export function SaveBar({
  dirty,
  busy,
  error,
  onSave,
  onDiscard,
  onPreview,
  previewing,
  onUndo,
  onReadAgain,
}: SaveBarProps) {
  const moved = error?.code === "setting_changed_elsewhere";
  return (
    <div className={styles.bar}>
      {error && (
        <Banner
          tone="bad"
          title={error.message}
          action={
            moved && (
              <Button small onClick={onReadAgain}>
                {t("set.read_again")}
              </Button>
            )
          }
        >
          {error.cure}
        </Banner>
      )}
      <div className={styles.line}>
        <p className={styles.state} role="status">
          {t(dirty ? "set.not_saved" : "set.all_saved")}
        </p>
        {onUndo && (
          <Button look="quiet" small icon="undo" onClick={onUndo} title={`${modKey}+Z`}>
            {t("set.undo")}
          </Button>
        )}
        {onPreview && (
          <Button disabled={!dirty} busy={previewing ?? false} onClick={onPreview}>
            {t("set.preview")}
          </Button>
        )}
        <Button disabled={!dirty} onClick={onDiscard}>
          {t("set.discard")}
        </Button>
        <Button look="primary" disabled={!dirty} busy={busy} onClick={onSave} title={`${modKey}+Enter`}>
          {t("set.save")}
        </Button>
      </div>
    </div>
  );
}
