import { named, t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Panel } from "@/kit/Panel";
import { StateBadge } from "@/kit/StateBadge";
import { Count, Money, Mono, RelativeTime } from "@/kit/Values";
import { WhyNumber } from "@/parts/WhyNumber";
import type { ComponentView, LineView } from "@/platform/contract";
import styles from "./OrderLines.module.css";

/** What was bought, what it is linked to, and how many of it there are. */
export function OrderLines({ lines, onLink }: { lines: LineView[]; onLink: (listing: string) => void }) {
  return (
    <Panel title={t("order.lines")} level={3} flush>
      <ul>
        {lines.map((line) => (
          <Line key={line.listing_sku} line={line} onLink={() => onLink(line.listing_sku)} />
        ))}
      </ul>
    </Panel>
  );
}

function Line({ line, onLink }: { line: LineView; onLink: () => void }) {
  const linked = line.components.length > 0;
  return (
    <li className={styles.line}>
      <p className={styles.what}>
        <span className={styles.units}>{t("order.units", { units: line.units })}</span>
        <span className={styles.title}>
          {line.title}
          <span className={styles.variant}>{line.variant}</span>
        </span>
        <Money value={line.price} />
      </p>
      <p className={styles.meta}>
        <Mono>{line.seller_sku ?? line.listing_sku}</Mono>
        {line.cancelled > 0 && (
          <StateBadge tone="warn" bare>
            {t("order.units_cancelled", { units: line.cancelled })}
          </StateBadge>
        )}
        {line.gift && <span>{t("order.gift")}</span>}
      </p>
      <div className={styles.link}>
        {linked && <Icon name="link" size={14} />}
        {linked ? (
          line.components.map((part) => <Part key={part.sku} part={part} />)
        ) : (
          <StateBadge tone="warn" icon="unlink" bare>
            {t("link.not_linked")}
          </StateBadge>
        )}
        {line.stored_by === "merchant" && <span>{named("stored_by", "merchant")}</span>}
        <Button small look={linked ? "quiet" : "primary"} onClick={onLink}>
          {t(linked ? "link.change" : "link.open")}
        </Button>
      </div>
      {linked && (
        <p className={styles.stock}>
          {t("stock.buyers_see")}
          <WhyNumber
            subject={line.title}
            shown={line.shown}
            ladder={line.ladder}
            reason={line.stock_reason}
          />
        </p>
      )}
    </li>
  );
}

function Part({ part }: { part: ComponentView }) {
  return (
    <span className={styles.part}>
      <span>{t("order.part", { quantity: part.quantity })}</span>
      <Mono>{part.sku}</Mono>
      <span className={styles.available}>
        {t("stock.at_amazon")} <Count value={part.available} />
        {part.read_at && (
          <span className={styles.age}>
            {t("stock.read")} <RelativeTime at={part.read_at} />
          </span>
        )}
      </span>
    </span>
  );
}
