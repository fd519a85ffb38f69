import type { ReactNode } from "react";
import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { LinkButton } from "@/kit/Button";
import type { ReasonView } from "@/platform/contract";

/** A reason with its cure, and the way to the page that cures it. */
export function ReasonNote({
  reason,
  action,
  red,
}: {
  reason: ReasonView;
  action?: ReactNode;
  red?: boolean;
}) {
  const tone = red ? "bad" : reason.passing ? "info" : "warn";
  return (
    <Banner
      tone={tone}
      title={reason.sentence}
      details={t("reason.code", { code: reason.code })}
      action={action ?? <CureLink page={reason.page} />}
    >
      {reason.detail && <p>{reason.detail}</p>}
      <p>{reason.cure}</p>
    </Banner>
  );
}

/** The button to the page where a reason is cured; nothing where there is nothing to do here. */
export function CureLink({ page }: { page: string }) {
  if (page === "channel") {
    return (
      <LinkButton small to="/channels">
        {t("reason.open_channels")}
      </LinkButton>
    );
  }
  if (page === "settings") {
    return (
      <LinkButton small to="/settings">
        {t("reason.open_settings")}
      </LinkButton>
    );
  }
  return null;
}
