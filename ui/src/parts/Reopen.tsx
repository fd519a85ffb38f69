import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";

/** Tries again to open what could not be opened: a locked keychain, a full disk, another owner. */
export function Reopen() {
  const reopen = useWrite("app.reopen", { failure: "trouble.still" });
  return (
    <Button small icon="retry" busy={reopen.isPending} onClick={() => reopen.mutate({})}>
      {t("action.try_again")}
    </Button>
  );
}
