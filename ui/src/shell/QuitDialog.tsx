import { useRead } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { usePlatform } from "@/platform/PlatformContext";
import { Facts } from "@/kit/Panel";
import { Count } from "@/kit/Values";

/** Quitting says what will wait; closing the window asks once whether to go on in the tray. */
export function QuitDialog({ asked, onClose }: { asked: "quit" | "close"; onClose: () => void }) {
  const platform = usePlatform();
  const pending = useRead("app.pending", {});
  const leave = (action: "quit" | "hide_to_tray" | "cancel_quit") => {
    onClose();
    void platform.shell(action);
  };
  return (
    <Dialog
      open
      insistent
      onClose={() => leave("cancel_quit")}
      title={t(asked === "quit" ? "quit.title" : "close.title")}
      description={t(asked === "quit" ? "quit.text" : "close.text")}
      actions={
        <>
          <Button onClick={() => leave("cancel_quit")}>{t("action.cancel")}</Button>
          <Button look={asked === "quit" ? "danger" : "plain"} onClick={() => leave("quit")}>
            {t("quit.quit")}
          </Button>
          {platform.capabilities.tray && (
            <Button look="primary" onClick={() => leave("hide_to_tray")}>
              {t("quit.keep")}
            </Button>
          )}
        </>
      }
    >
      {pending.data && (
        <>
          {asked === "close" && <p>{t("close.if_quit")}</p>}
          <p>{pending.data.sentence}</p>
          <Facts
            items={[
              { name: t("quit.exports"), value: <Count value={pending.data.exports} /> },
              { name: t("quit.confirmations"), value: <Count value={pending.data.confirmations} /> },
              { name: t("quit.open_orders"), value: <Count value={pending.data.open_orders} /> },
            ]}
          />
        </>
      )}
    </Dialog>
  );
}
