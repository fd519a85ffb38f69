import { useApp } from "@/data/app";
import { t } from "@/i18n/t";
import { Facts, Panel } from "@/kit/Panel";
import { FerryMark } from "@/shell/FerryMark";
import { PracticeSection } from "./PracticeSection";
import styles from "./SettingsPage.module.css";

export function AboutSection() {
  const app = useApp();
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
      <PracticeSection />
    </>
  );
}
