import { useDeferredValue, useId, useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useRead, useWrite } from "@/data/commands";
import { t, tn } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field } from "@/kit/Field";
import { Count, Mono } from "@/kit/Values";
import type { CandidateView } from "@/platform/contract";
import styles from "./LinkDialog.module.css";

export interface LinkTarget {
  connection: string;
  listing_sku: string;
  seller_sku: string | null;
  title: string;
}

export const MOST_PER_UNIT = 1000;

/** The units per sold unit as typed, or null when it is not a whole number from 1 to 1,000 (F191). */
export function readQuantity(text: string): number | null {
  if (!/^\d{1,4}$/.test(text.trim())) return null;
  const quantity = Number(text);
  return quantity >= 1 && quantity <= MOST_PER_UNIT ? quantity : null;
}

/** *Link to…*: choose the SKU at the fulfiller and how many of it one sold unit needs. */
export function LinkDialog({ target, onClose }: { target: LinkTarget; onClose: () => void }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [quantity, setQuantity] = useState("1");
  const announce = useAnnounce();
  const found = useRead(
    "links.candidates",
    { connection: target.connection, listing_sku: target.listing_sku, text: useDeferredValue(text) },
    { keep: true },
  );
  const put = useWrite("links.put", {
    failure: null,
    onDone: (answer) => {
      announce.done(answer.orders > 0 ? tn("link.saved_orders", answer.orders) : t("link.saved"));
      onClose();
    },
  });
  const units = readQuantity(quantity);
  const save = () => {
    if (chosen === null || units === null) return;
    const { connection, listing_sku } = target;
    put.mutate({ connection, listing_sku, components: [{ sku: chosen, quantity: units }], merchant: false });
  };
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t("link.title")}
      description={t("link.text", { title: target.title, sku: target.seller_sku ?? target.listing_sku })}
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button
            look="primary"
            busy={put.isPending}
            disabled={chosen === null || units === null}
            onClick={save}
          >
            {t("link.save")}
          </Button>
        </>
      }
    >
      {put.error && (
        <Banner tone="bad" title={put.error.message}>
          {put.error.cure}
        </Banner>
      )}
      <Field
        label={t("link.search")}
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Candidates
        rows={found.data?.candidates ?? []}
        chosen={chosen}
        onChoose={setChosen}
        loaded={found.data !== undefined}
      />
      <div className={styles.quantity}>
        <Field
          label={t("link.quantity")}
          hint={t("link.quantity_hint")}
          inputMode="numeric"
          value={quantity}
          error={units === null ? t("link.quantity_error") : undefined}
          onChange={(event) => setQuantity(event.target.value)}
        />
      </div>
    </Dialog>
  );
}

interface CandidatesProps {
  rows: CandidateView[];
  chosen: string | null;
  onChoose: (sku: string) => void;
  loaded: boolean;
}

function Candidates({ rows, chosen, onChoose, loaded }: CandidatesProps) {
  const name = useId();
  if (loaded && rows.length === 0) return <p className={styles.none}>{t("link.none")}</p>;
  return (
    <fieldset className={styles.list}>
      <legend className="visually-hidden">{t("link.candidates")}</legend>
      {rows.map((row) => (
        <label key={row.sku} className={styles.row}>
          <input type="radio" name={name} checked={chosen === row.sku} onChange={() => onChoose(row.sku)} />
          <span className={styles.sku}>
            <Mono>{row.sku}</Mono>
            {row.hint && <span className={styles.hint}>{row.hint}</span>}
          </span>
          <span className={styles.product}>{row.title}</span>
          <span className={styles.units}>
            {t("link.available")} <Count value={row.available} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
