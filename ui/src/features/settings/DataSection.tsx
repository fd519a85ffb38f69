import { useApp } from "@/data/app";
import { t } from "@/i18n/t";
import { Facts, Panel } from "@/kit/Panel";
import { Mono } from "@/kit/Values";
import styles from "./SettingsPage.module.css";

/** Where everything lies. */
export function DataSection() {
  const app = useApp();
  return (
    <Panel title={t("settings.data")}>
      <Facts
        items={[
          { name: t("settings.data_dir"), value: <Mono>{app.data_dir}</Mono> },
          { name: t("settings.secrets"), value: app.secrets_place },
        ]}
      />
      <p className={styles.note}>{t("settings.data_encrypted")}</p>
      <p className={styles.note}>{t("settings.data_buyers")}</p>
      <p className={styles.note}>{t("settings.data_no_server")}</p>
    </Panel>
  );
}
