import { useBlocker } from "@tanstack/react-router";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";

interface LeaveGuardProps {
  dirty: boolean;
  busy: boolean;
  /** Forgets the draft. */
  onDiscard: () => void;
  /** Saves; answers whether it worked. */
  onSave: () => Promise<boolean>;
}

/** Leaving a page with a draft asks: stay, discard or save (F018). */
export function LeaveGuard({ dirty, busy, onDiscard, onSave }: LeaveGuardProps) {
  const guard = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty && (current.pathname !== next.pathname || sectionOf(current.search) !== sectionOf(next.search)),
    enableBeforeUnload: dirty,
    withResolver: true,
  });
  const asked = guard.status === "blocked";
  const stay = () => guard.reset?.();
  return (
    <Dialog
      open={asked}
      onClose={stay}
      title={t("leave.title")}
      insistent
      actions={
        <>
          <Button onClick={stay}>{t("leave.stay")}</Button>
          <Button
            look="danger"
            onClick={() => {
              onDiscard();
              guard.proceed?.();
            }}
          >
            {t("leave.discard")}
          </Button>
          <Button
            look="primary"
            busy={busy}
            onClick={() => void onSave().then((kept) => (kept ? guard.proceed?.() : stay()))}
          >
            {t("leave.save")}
          </Button>
        </>
      }
    >
      <p>{t("leave.text")}</p>
    </Dialog>
  );
}

function sectionOf(search: unknown): unknown {
  return (search as Record<string, unknown>)["section"];
}
