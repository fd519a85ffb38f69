import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useRead, useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field, Select } from "@/kit/Field";
import type { PartView } from "@/platform/contract";
import styles from "./OrderParts.module.css";

/** Carrier, number and contents of a parcel that the own warehouse ships (F011). */
export function ShipOwnDialog({ part, onClose }: { part: PartView; onClose: () => void }) {
  const announce = useAnnounce();
  const carriers = useRead("own.carriers", { key: part.key });
  const waiting = part.lines.filter((line) => line.waiting > 0);
  const [carrier, setCarrier] = useState("");
  const [number, setNumber] = useState("");
  const [units, setUnits] = useState<Record<string, string>>(() =>
    Object.fromEntries(waiting.map((line) => [line.listing_sku, String(line.waiting)])),
  );
  const ship = useWrite("own.ship", {
    failure: null,
    onDone: () => (announce.done(t("own.shipped")), onClose()),
  });
  const wrong = (line: { listing_sku: string; waiting: number }) =>
    !/^\d{1,4}$/.test(units[line.listing_sku]?.trim() ?? "") ||
    Number(units[line.listing_sku]) > line.waiting;
  const some = waiting.some((line) => Number(units[line.listing_sku]) > 0);
  const ready = carrier !== "" && number.trim() !== "" && some && !waiting.some(wrong);
  const field = ship.error?.field;
  const send = () =>
    ship.mutate({
      key: part.key,
      part: part.part,
      carrier,
      number,
      items: waiting.map((line) => ({
        listing_sku: line.listing_sku,
        units: Number(units[line.listing_sku]),
      })),
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("own.ship_title", { number: part.number })}
      description={t("own.ship_text")}
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button look="primary" busy={ship.isPending} disabled={!ready} onClick={send}>
            {t("own.ship_do")}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {(carriers.error ?? (ship.error && !field)) && (
          <Banner tone="bad" title={(carriers.error ?? ship.error)?.message ?? ""}>
            {(carriers.error ?? ship.error)?.cure}
          </Banner>
        )}
        <Select
          label={t("own.carrier")}
          value={carrier}
          error={field === "carrier" ? ship.error?.message : undefined}
          choices={[
            { value: "", label: t("own.choose_carrier"), disabled: true },
            ...(carriers.data?.carriers ?? []).map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChange={setCarrier}
        />
        <Field
          label={t("own.number")}
          mono
          value={number}
          error={field === "number" ? `${ship.error?.message} ${ship.error?.cure}` : undefined}
          onChange={(event) => setNumber(event.target.value)}
        />
        {waiting.map((line) => (
          <Field
            key={line.listing_sku}
            label={t("own.units_of", { title: line.title })}
            hint={t("own.units_hint", { units: line.waiting })}
            inputMode="numeric"
            value={units[line.listing_sku] ?? ""}
            error={wrong(line) ? t("own.units_error", { units: line.waiting }) : undefined}
            onChange={(event) => setUnits((old) => ({ ...old, [line.listing_sku]: event.target.value }))}
          />
        ))}
      </div>
    </Dialog>
  );
}
