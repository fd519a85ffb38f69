import { useApp } from "@/data/app";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Facts, Panel } from "@/kit/Panel";
import { FerryMark } from "@/shell/FerryMark";
import styles from "./SettingsPage.module.css";

export function AboutSection() {
  const app = useApp();
  const start = useWrite("practice.start", { failure: "practice.start_failed" });
  const facts = [{ name: t("about.version"), value: app.version }];
  if (app.practice) facts.push({ name: t("about.seed"), value: String(app.practice.seed) });
  return (
    <>
      <Panel title={t("settings.about")}>
        <FerryMark size={48} />
        <p>{t("about.text")}</p>
        <Facts items={facts} />
        <p className={styles.note}>{t("about.licence")}</p>
      </Panel>
      <Panel title={t("practice.title")}>
        <p>{t(app.practice ? "practice.is_open" : "practice.offer")}</p>
        {!app.practice && (
          <div>
            <Button icon="helm" busy={start.isPending} onClick={() => start.mutate({})}>
              {t("practice.start")}
            </Button>
          </div>
        )}
      </Panel>
    </>
  );
}
