import { useId } from "react";
import { named, t } from "@/i18n/t";
import { Button, IconButton } from "@/kit/Button";
import { BareSelect } from "@/kit/Field";
import { Icon } from "@/kit/Icon";
import { fieldAddress, type Fields } from "@/parts/rules/fields";
import type { ShopDraft, ShopFactsView, SpeedDraft } from "@/platform/contract";
import styles from "./SpeedTable.module.css";

export function speedChoices(offered: string[], chosen: string) {
  const words = offered.length > 0 ? offered : ["Standard", "Expedited", "Priority"];
  return [...new Set([...words, chosen])].map((speed) => ({
    value: speed,
    label: named("speed", speed.toLowerCase()),
    disabled: !words.includes(speed),
  }));
}

/** The platform's shipping services left, Amazon's speeds right (F069). */
export function SpeedTable({ fields, facts }: { fields: Fields<ShopDraft>; facts: ShopFactsView }) {
  const list = useId();
  const rows = fields.draft.speeds;
  const known = new Set(rows.map((row) => row.service.toLowerCase()));
  const change = (at: number, patch: Partial<SpeedDraft>) =>
    fields.set({ speeds: rows.map((row, index) => (index === at ? { ...row, ...patch } : row)) });
  return (
    <div data-field={fieldAddress(fields.area, "speeds")}>
      <datalist id={list}>
        {facts.services
          .filter((service) => !known.has(service.toLowerCase()))
          .map((service) => (
            <option key={service} value={service} />
          ))}
      </datalist>
      <div className={styles.head} aria-hidden="true">
        <span>{t("speeds.service")}</span>
        <span>{t("speeds.speed")}</span>
      </div>
      <ul>
        {rows.map((row, at) => {
          const error = fields.errorOf(`speeds.${at}`);
          const name = row.service || t("speeds.row", { number: at + 1 });
          return (
            <li key={at} className={styles.row} data-field={fieldAddress(fields.area, `speeds.${at}`)}>
              <input
                className={styles.input}
                aria-label={t("speeds.service_of", { number: at + 1 })}
                aria-invalid={error ? true : undefined}
                list={list}
                value={row.service}
                onChange={(event) => change(at, { service: event.target.value })}
              />
              <BareSelect
                aria-label={t("speeds.speed_of", { service: name })}
                value={row.speed}
                choices={speedChoices(facts.speeds, row.speed)}
                onChange={(speed) => change(at, { speed })}
              />
              <IconButton
                small
                icon="remove"
                label={t("speeds.remove", { service: name })}
                onClick={() => fields.set({ speeds: rows.filter((_, index) => index !== at) })}
              />
              {error && (
                <p className={styles.error}>
                  <Icon name="alert" size={14} /> {error}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      <Button
        small
        icon="plus"
        onClick={() => fields.set({ speeds: [...rows, { service: "", speed: fields.draft.default_speed }] })}
      >
        {t("speeds.add")}
      </Button>
    </div>
  );
}
