import { useApp } from "@/data/app";
import { useRead, useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { usePlatform } from "@/platform/PlatformContext";

/** Offered once, after the first real connection. */
export function StartAtLogin() {
  const app = useApp();
  const platform = usePlatform();
  const settings = useRead("settings.get", {});
  const put = useWrite("settings.put", { failure: "settings.save_failed" });
  const dismiss = useWrite("app.dismiss", { failure: "settings.save_failed" });
  if (!app.offer_start_at_login || !platform.capabilities.autostart || !settings.data) return null;
  const answer = (on: boolean) => {
    if (settings.data) put.mutate({ ...settings.data, start_at_login: on });
    dismiss.mutate({ what: "login" });
  };
  return (
    <Banner
      tone="info"
      title={t("login.title")}
      action={
        <>
          <Button small look="quiet" onClick={() => answer(false)}>
            {t("login.no")}
          </Button>
          <Button small look="primary" onClick={() => answer(true)}>
            {t("login.yes")}
          </Button>
        </>
      }
    >
      {t("login.text")}
    </Banner>
  );
}
