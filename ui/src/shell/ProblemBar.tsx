import { useApp } from "@/data/app";
import { useProblems } from "@/data/problems";
import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Reopen } from "@/parts/Reopen";
import type { HostLink } from "@/platform/platform";

/** Where failed actions, a lost host and a foreign owner are said: above the page, until dismissed or over. */
export function ProblemBar({ link }: { link: HostLink }) {
  const app = useApp();
  const problems = useProblems();
  return (
    <>
      {link === "lost" && (
        <Banner tone="warn" title={t("link.lost")}>
          {t("link.lost.text")}
        </Banner>
      )}
      {app.engine === "offline" && (
        <Banner tone="warn" title={t("offline.title")}>
          {t("offline.text")}
        </Banner>
      )}
      {app.owner && (
        <Banner tone="info" title={t("owner.title", { owner: app.owner })}>
          {t("owner.text")}
        </Banner>
      )}
      {app.trouble && (
        <Banner
          tone="bad"
          title={app.trouble.sentence}
          details={app.trouble.detail ?? undefined}
          action={<Reopen />}
        >
          {app.trouble.cure}
        </Banner>
      )}
      {problems.list.map((problem) => (
        <Banner
          key={problem.id}
          tone="bad"
          title={t(problem.title)}
          details={problem.error.details}
          onDismiss={() => problems.dismiss(problem.id)}
        >
          {problem.error.message} {problem.error.cure}
        </Banner>
      ))}
    </>
  );
}
