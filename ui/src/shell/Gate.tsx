import { Outlet } from "@tanstack/react-router";
import { AppProvider } from "@/data/app";
import { useRead } from "@/data/commands";
import { useHostLink } from "@/data/live";
import { FirstRunPage } from "@/features/first-run/FirstRunPage";
import { useSetup } from "@/features/first-run/setup";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/EmptyState";
import { SkeletonRows } from "@/kit/Skeleton";
import { Shell } from "./Shell";
import { useTheme } from "./theme";

/** Reads the application's state; shows the first run, the shell, or why neither can be shown. */
export function Gate() {
  const app = useRead("app.get", {});
  const link = useHostLink();
  const setup = useSetup();
  useTheme();
  if (!app.data) {
    if (!app.error) return <SkeletonRows rows={12} />;
    return (
      <main>
        <EmptyState
          kind="failed"
          title={app.error.message}
          details={app.error.details}
          action={
            <Button look="primary" icon="retry" onClick={() => void app.refetch()}>
              {t("action.try_again")}
            </Button>
          }
        >
          {app.error.cure || t("error.host_silent.cure")}
        </EmptyState>
      </main>
    );
  }
  return (
    <AppProvider app={app.data} readAt={app.dataUpdatedAt}>
      {app.data.first_run || setup.open ? (
        <FirstRunPage />
      ) : (
        <Shell link={link}>
          <Outlet />
        </Shell>
      )}
    </AppProvider>
  );
}
