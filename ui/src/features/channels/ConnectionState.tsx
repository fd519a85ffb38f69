import { useState } from "react";
import { useRead } from "@/data/commands";
import { formatDay } from "@/i18n/format";
import { t, tn } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { Facts, Panel } from "@/kit/Panel";
import { StateBadge, type Tone } from "@/kit/StateBadge";
import { Stamp } from "@/kit/Values";
import { ReasonNote } from "@/parts/ReasonNote";
import type { ConnectionStateView, TermView } from "@/platform/contract";
import { OrderCounter } from "./OrderCounter";
import { Readiness } from "./Readiness";
import { RenewSecret } from "./RenewSecret";

const tones: Record<TermView, Tone> = { fine: "ok", soon: "warn", urgent: "bad", ended: "bad" };

/** The account behind the connection: sign-in, terms, region, the platform's checklist (F006–F009, F012, F014, F421). */
export function ConnectionState({ id, amazon }: { id: string; amazon: boolean }) {
  const read = useRead("channels.state", { id });
  const [renewing, setRenewing] = useState(false);
  const state = read.data;
  if (!state) return null;
  return (
    <>
      {state.writing_refused && state.writing_refused.code !== "review_needed" && (
        <ReasonNote reason={state.writing_refused} action={<span />} red />
      )}
      {(state.ends === "soon" || state.ends === "urgent") && state.ends_at && (
        <Banner
          tone={state.ends === "urgent" ? "bad" : "warn"}
          title={t("account.ends_soon", { day: formatDay(state.ends_at) })}
        >
          {t("account.ends_cure")}
        </Banner>
      )}
      {amazon && !state.verified && (
        <Banner tone="warn" title={t("account.not_verified")}>
          {t("account.not_verified_text")}
        </Banner>
      )}
      <Panel
        title={t("account.title")}
        level={3}
        aside={
          amazon && (
            <Button small icon="key" aria-expanded={renewing} onClick={() => setRenewing(!renewing)}>
              {t("account.renew")}
            </Button>
          )
        }
      >
        <Facts items={facts(state, amazon)} />
        {amazon && renewing && <RenewSecret id={id} onDone={() => setRenewing(false)} />}
      </Panel>
      {state.counter && <OrderCounter counter={state.counter} />}
      {!amazon && <Readiness id={id} lines={state.readiness} readAt={state.readiness_read_at} />}
    </>
  );
}

function facts(state: ConnectionStateView, amazon: boolean) {
  const items = [];
  if (state.seller) items.push({ name: t("account.seller"), value: state.seller });
  if (state.region) items.push({ name: t("account.region"), value: regionText(state) });
  items.push(
    {
      name: t("account.since"),
      value: state.authorised_at ? <Stamp at={state.authorised_at} /> : t("account.not_told"),
    },
    {
      name: t("account.ends"),
      value: (
        <StateBadge tone={tones[state.ends]} bare>
          {state.ends_at ? formatDay(state.ends_at) : t(amazon ? "account.none_named" : "account.no_end")}
        </StateBadge>
      ),
    },
  );
  if (amazon) {
    items.push({
      name: t("account.secret"),
      value:
        state.secret_age_days === null ? (
          t("account.secret_unknown")
        ) : (
          <StateBadge tone={tones[state.secret]} bare>
            {tn("account.secret_age", state.secret_age_days, { day: formatDay(state.secret_made_on ?? "") })}
          </StateBadge>
        ),
    });
  }
  if (state.scopes.length > 0) {
    items.push({ name: t("account.rights"), value: state.scopes.join(", ") });
  }
  return items;
}

function regionText(state: ConnectionStateView): string {
  const { region } = state;
  if (!region) return "";
  if (!region.known) return t("account.region_unknown", { region: region.code });
  const parts = [region.code, region.currency, region.cross_border ? t("account.cross_border") : null];
  return parts.filter(Boolean).join(" · ");
}
