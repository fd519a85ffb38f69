import { useApp } from "@/data/app";
import { useWrite } from "@/data/commands";
import { formatSpan } from "@/i18n/format";
import { t, tn } from "@/i18n/t";
import { LinkButton } from "@/kit/Button";
import { Banner } from "@/kit/Banner";

/** After sleep: how long, and what was caught up. */
export function AwayBanner() {
  const { away } = useApp();
  const dismiss = useWrite("app.dismiss", { failure: "away.dismiss_failed" });
  if (!away) return null;
  return (
    <Banner
      tone="info"
      title={tn("away.title", away.orders, { span: formatSpan(away.seconds * 1000) })}
      action={
        <LinkButton small to="/orders">
          {t("away.show")}
        </LinkButton>
      }
      onDismiss={() => dismiss.mutate({ what: "away" })}
    />
  );
}
