import { useEffect, useEffectEvent, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "@/data/announce";
import { readKey } from "@/data/commands";
import { t } from "@/i18n/t";
import { Panel } from "@/kit/Panel";
import { useDraft } from "@/parts/rules/draft";
import { ChapterOf, fieldAddress, focusField, sentence, type Fields } from "@/parts/rules/fields";
import { LeaveGuard } from "@/parts/rules/LeaveGuard";
import { SaveBar } from "@/parts/rules/SaveBar";
import { TextSetting } from "@/parts/rules/TextSetting";
import { ToggleSetting } from "@/parts/rules/ToggleSetting";
import { toCommandError, type CommandError } from "@/platform/command_error";
import type { NoticeDraft, NoticeRulesView } from "@/platform/contract";
import { usePlatform } from "@/platform/PlatformContext";
import { pressOf } from "@/shell/hotkeys";
import { NoticeWays } from "./NoticeWays";
import styles from "./SettingsPage.module.css";

export function NoticeForm({ rules, onReadAgain }: { rules: NoticeRulesView; onReadAgain: () => void }) {
  const platform = usePlatform();
  const client = useQueryClient();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CommandError | null>(null);
  const { draft, dirty, canUndo, set, undo, start } = useDraft("notices", rules.version, rules.draft);
  const fields: Fields<NoticeDraft> = {
    area: "notices",
    draft,
    defaults: rules.defaults,
    set: (patch) => set(Object.keys(patch).join(" "), { ...draft, ...patch }),
    errorOf: (field) => {
      const found = error?.fields.find((one) => one.field === field);
      return found && sentence(found);
    },
  };
  const save = async (): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      const kept = await platform.call("notice_rules.save", { version: rules.version, draft });
      client.setQueryData(readKey("notice_rules.get", {}), kept);
      start(kept.draft);
      announce.done(t("settings.saved"));
      return true;
    } catch (raw) {
      const failed = toCommandError(raw, t("settings.save_failed"));
      setError(failed);
      const first = failed.fields[0];
      if (first) focusField(fieldAddress("notices", first.field));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.target instanceof Element && event.target.closest('[role$="dialog"]')) return;
    const press = pressOf(event);
    if (press === "mod+enter" && dirty && !busy) void save();
    else if (press === "mod+z" && canUndo) undo();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const discard = () => {
    setError(null);
    start(rules.draft);
  };
  const { capabilities } = platform;
  return (
    <ChapterOf.Provider value={() => "notices"}>
      <Panel title={t("settings.notifications")}>
        <p className={styles.note}>
          {t(capabilities.notifications ? "settings.notify_text" : "settings.notify_window_only")}
        </p>
        <TextSetting fields={fields} name="addresses" />
        <ToggleSetting fields={fields} name="daily_mismatch" />
        {draft.daily_mismatch && (
          <>
            <TextSetting fields={fields} name="mismatch_hour" unit={t("unit.oclock")} numeric />
            <ToggleSetting fields={fields} name="mismatch_only_changed" />
          </>
        )}
        <ToggleSetting fields={fields} name="archived" />
      </Panel>
      <Panel title={t("notices.kinds")}>
        <p className={styles.note}>{t("notices.kinds_text")}</p>
        <NoticeWays fields={fields} />
        <TextSetting fields={fields} name="quiet_minutes" unit={t("unit.minutes")} numeric />
      </Panel>
      <SaveBar
        dirty={dirty}
        busy={busy}
        error={error}
        onSave={() => void save()}
        onDiscard={discard}
        onUndo={canUndo ? undo : undefined}
        onReadAgain={() => {
          discard();
          onReadAgain();
        }}
      />
      <LeaveGuard dirty={dirty} busy={busy} onDiscard={discard} onSave={save} />
    </ChapterOf.Provider>
  );
}
