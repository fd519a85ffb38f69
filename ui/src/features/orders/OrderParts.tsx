import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { named, t, tn } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Panel } from "@/kit/Panel";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import { Mono } from "@/kit/Values";
import type { BulkView, PartNumberView, PartView } from "@/platform/contract";
import styles from "./OrderParts.module.css";
import { PartState } from "./PartState";
import { ShipOwnDialog } from "./ShipOwnDialog";

const tones: Record<string, Tone> = { sent: "ok", queued: "info", refused: "bad" };

/** What of an order does not go through Amazon: who ships it, and what a person does about it (F011, F040). */
export function OrderParts({ parts }: { parts: PartView[] }) {
  const [shipping, setShipping] = useState<PartView | null>(null);
  if (parts.length === 0) return null;
  return (
    <Panel title={t("order.parts")} level={3} flush>
      <ul>
        {parts.map((part) => (
          <Part key={part.part} part={part} onShip={() => setShipping(part)} />
        ))}
      </ul>
      {shipping && <ShipOwnDialog part={shipping} onClose={() => setShipping(null)} />}
    </Panel>
  );
}

function Part({ part, onShip }: { part: PartView; onShip: () => void }) {
  const announce = useAnnounce();
  const take = useWrite("own.take_over", {
    failure: "order.action_failed",
    onDone: (answer: BulkView) =>
      announce.done(answer.refused[0]?.reason.sentence ?? tn("own.taken", answer.done)),
  });
  const open = part.route === "own_warehouse";
  return (
    <li className={styles.part}>
      <div className={styles.line}>
        <span className={styles.route}>
          {t("order.part_of", { part: part.part, route: named("part_route", part.route) })}
        </span>
        <PartState state={part.state} />
      </div>
      <p className={styles.meta}>
        {part.lines.map((line) => (
          <span key={line.listing_sku}>
            {t("order.content", { quantity: line.units, sku: line.seller_sku ?? line.title })}
          </span>
        ))}
        {open && part.waiting > 0 && <span>{tn("own.waiting", part.waiting)}</span>}
      </p>
      {part.numbers.map((number) => (
        <PartNumber key={`${number.number}/${number.state}`} number={number} />
      ))}
      {part.cancel_asked && open && <p className={styles.warning}>{t("own.cancel_asked")}</p>}
      {part.reason && part.reason.code !== "own_warehouse" && (
        <p className={styles.warning}>
          {part.reason.sentence} {part.reason.detail} {part.reason.cure}
        </p>
      )}
      {open && part.waiting > 0 && (
        <div className={styles.actions}>
          {part.state === "waiting_to_export" && (
            <Button
              small
              icon="hand"
              busy={take.isPending}
              onClick={() => take.mutate({ parts: [{ key: part.key, part: part.part }] })}
            >
              {t("own.take")}
            </Button>
          )}
          <Button small look="primary" icon="truck" onClick={onShip}>
            {t("own.enter")}
          </Button>
        </div>
      )}
    </li>
  );
}

function PartNumber({ number }: { number: PartNumberView }) {
  return (
    <p className={styles.line}>
      <Mono>{number.number}</Mono>
      <StateBadge tone={tones[number.state] ?? "neutral"}>{named("own_number", number.state)}</StateBadge>
      {number.reason && <span className={styles.warning}>{number.reason.sentence}</span>}
    </p>
  );
}
