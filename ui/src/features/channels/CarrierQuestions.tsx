import { useWrite } from "@/data/commands";
import { t, tn } from "@/i18n/t";
import { BareSelect } from "@/kit/Field";
import { Panel } from "@/kit/Panel";
import { StateBadge } from "@/kit/StateBadge";
import type { CarrierQuestionView } from "@/platform/contract";
import styles from "./CarrierQuestions.module.css";

/** Carriers whose place in the platform's list is not clear: asked once, the answer is kept (F082). */
export function CarrierQuestions({ id, questions }: { id: string; questions: CarrierQuestionView[] }) {
  const choose = useWrite("channels.choose_carrier", { failure: "carrier.failed" });
  return (
    <Panel title={t("carrier.title")} level={3} flush>
      <ul>
        {questions.map((question) => (
          <li key={question.name} className={styles.question}>
            <div>
              <p>{t("carrier.question", { name: question.name })}</p>
              {question.chosen === null && question.waiting > 0 && (
                <StateBadge tone="warn" bare>
                  {tn("carrier.waiting", question.waiting)}
                </StateBadge>
              )}
            </div>
            <BareSelect
              aria-label={t("carrier.label", { name: question.name })}
              value={question.chosen ?? ""}
              choices={[
                { value: "", label: t("carrier.choose"), disabled: true },
                ...question.choices.map((choice) => ({ value: choice.id, label: choice.name })),
              ]}
              onChange={(carrier) => choose.mutate({ id, name: question.name, carrier })}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
