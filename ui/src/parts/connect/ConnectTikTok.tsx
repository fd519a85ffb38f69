import { useState } from "react";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Stepper } from "@/kit/Stepper";
import type { ChannelHealthView, ConsentView } from "@/platform/contract";
import { usePlatform } from "@/platform/PlatformContext";
import styles from "./Connect.module.css";
import { useDraft } from "./draft";
import { TikTokKeys, type TikTokKeysInput } from "./TikTokKeys";
import { TikTokPaste } from "./TikTokPaste";

export interface ConnectProps {
  /** Signs this connection in again instead of adding one. */
  again: ChannelHealthView | null;
  onDone: (channels: ChannelHealthView[]) => void;
  onCancel: () => void;
}

const empty: TikTokKeysInput = { name: "", region: "us", app_key: "", app_secret: "", service_id: "" };

/** Two steps: the keys of the seller's own app, then the address on which the browser ended. */
export function ConnectTikTok({ again, onDone, onCancel }: ConnectProps) {
  const platform = usePlatform();
  const draft = useDraft<TikTokKeysInput>(again ? `tiktok.${again.id}` : "tiktok", empty, ["app_secret"]);
  const keys = again ? { ...draft.fields, name: again.name } : draft.fields;
  const [consent, setConsent] = useState<ConsentView | null>(null);
  const begin = useWrite("channels.tiktok_begin", {
    failure: null,
    onDone: (answer) => {
      setConsent(answer);
      void platform.openExternal(answer.url);
    },
  });
  const finish = useWrite("channels.tiktok_finish", {
    failure: null,
    onDone: (answer) => {
      draft.clear();
      onDone(answer.channels);
    },
  });
  return (
    <div className={styles.connect}>
      <Stepper
        label={t("connect.steps")}
        steps={[t("tiktok.step_keys"), t("tiktok.step_paste")]}
        at={consent ? 1 : 0}
      />
      {consent ? (
        <TikTokPaste
          consent={consent}
          error={finish.error}
          busy={finish.isPending}
          onBack={() => setConsent(null)}
          onFinish={(pasted) => finish.mutate({ ticket: consent.ticket, pasted, shops: [] })}
        />
      ) : (
        <TikTokKeys
          keys={keys}
          onChange={draft.put}
          fixedName={again !== null}
          error={begin.error}
          busy={begin.isPending}
          onCancel={onCancel}
          onNext={() => begin.mutate({ ...keys, base_url: null, connection: again?.id ?? null })}
        />
      )}
    </div>
  );
}
