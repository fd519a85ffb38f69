import { useEffect } from "react";
import { t } from "@/i18n/t";
import { Stepper } from "@/kit/Stepper";
import { ConnectAmazon } from "@/parts/connect/ConnectAmazon";
import { ConnectTikTok } from "@/parts/connect/ConnectTikTok";
import { FerryMark } from "@/shell/FerryMark";
import styles from "./FirstRunPage.module.css";
import { SetupDone } from "./SetupDone";
import { setSetup, useSetup, type SetupStep } from "./setup";
import { Welcome } from "./Welcome";

const steps: SetupStep[] = ["welcome", "amazon", "tiktok", "done"];

/** From nothing to two connections, or to the practice shop. Each step can be left and taken up again. */
export function FirstRunPage() {
  const { step } = useSetup();
  useEffect(() => {
    document.title = t("app.window_title", { page: t("first.title") });
  }, []);
  return (
    <main className={styles.page} id="content">
      <header className={styles.head}>
        <FerryMark size={48} />
        <div>
          <h1 className={styles.title}>{t("first.title")}</h1>
          <p className={styles.claim}>{t("first.claim")}</p>
        </div>
      </header>
      {step !== "welcome" && (
        <Stepper
          label={t("first.steps")}
          at={steps.indexOf(step) - 1}
          steps={[t("first.step_amazon"), t("first.step_tiktok"), t("first.step_done")]}
        />
      )}
      {step === "welcome" && <Welcome onAccounts={() => setSetup("amazon")} />}
      {step === "amazon" && (
        <section className={styles.step} aria-label={t("first.step_amazon")}>
          <h2 className={styles.stepTitle}>{t("first.step_amazon")}</h2>
          <ConnectAmazon
            again={null}
            onDone={() => setSetup("tiktok")}
            onCancel={() => setSetup("welcome")}
          />
        </section>
      )}
      {step === "tiktok" && (
        <section className={styles.step} aria-label={t("first.step_tiktok")}>
          <h2 className={styles.stepTitle}>{t("first.step_tiktok")}</h2>
          <ConnectTikTok again={null} onDone={() => setSetup("done")} onCancel={() => setSetup("done")} />
        </section>
      )}
      {step === "done" && <SetupDone onEnter={() => setSetup(null)} />}
    </main>
  );
}
