import { t } from "@/i18n/t";
import { LinkButton } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { Page } from "./Page";

export function NotFound() {
  return (
    <Page title={t("not_found.title")}>
      <EmptyState
        kind="filtered"
        title={t("not_found.text")}
        action={
          <LinkButton look="primary" to="/">
            {t("action.go_home")}
          </LinkButton>
        }
      />
    </Page>
  );
}
