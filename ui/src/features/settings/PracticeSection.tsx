import { useState } from "react";
import { useApp } from "@/data/app";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Confirm } from "@/kit/Confirm";
import { Panel } from "@/kit/Panel";

/** Into the practice shop and out of it. */
export function PracticeSection() {
  const { practice } = useApp();
  const [leaving, setLeaving] = useState(false);
  const start = useWrite("practice.start", { failure: "practice.start_failed" });
  const leave = useWrite("practice.leave", {
    failure: "practice.leave_failed",
    onDone: () => setLeaving(false),
  });
  return (
    <Panel title={t("practice.title")}>
      <p>{t(practice ? "practice.is_open" : "practice.offer")}</p>
      <div>
        {practice ? (
          <Button onClick={() => setLeaving(true)}>{t("practice.leave")}</Button>
        ) : (
          <Button icon="helm" busy={start.isPending} onClick={() => start.mutate({})}>
            {t("practice.start")}
          </Button>
        )}
      </div>
      <Confirm
        open={leaving}
        title={t("practice.leave_title")}
        action={t("practice.leave")}
        busy={leave.isPending}
        onConfirm={() => leave.mutate({})}
        onClose={() => setLeaving(false)}
      >
        <p>{t("practice.leave_text")}</p>
      </Confirm>
    </Panel>
  );
}
