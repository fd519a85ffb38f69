import { useState } from "react";
import { formatClock } from "@/i18n/format";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { TextArea } from "@/kit/Field";
import type { CommandError } from "@/platform/command_error";
import type { ConsentView } from "@/platform/contract";
import { usePlatform } from "@/platform/PlatformContext";
import styles from "./Connect.module.css";
import { FormError } from "./FormError";
import { Steps } from "./Steps";

interface TikTokPasteProps {
  consent: ConsentView;
  error: CommandError | null;
  busy: boolean;
  onBack: () => void;
  onFinish: (pasted: string) => void;
}

/** The browser ends on the seller's registered page; its whole address is pasted here. */
export function TikTokPaste({ consent, error, busy, onBack, onFinish }: TikTokPasteProps) {
  const platform = usePlatform();
  const [pasted, setPasted] = useState("");
  return (
    <form
      className={styles.columns}
      onSubmit={(event) => {
        event.preventDefault();
        onFinish(pasted.trim());
      }}
    >
      <Steps
        title={t("tiktok.paste_how")}
        steps={[t("tiktok.paste_sign_in"), t("tiktok.paste_authorise"), t("tiktok.paste_copy")]}
      />
      <div className={styles.fields}>
        <FormError error={error} />
        <p>
          {t("tiktok.paste_opened")}{" "}
          <Button small icon="external" onClick={() => void platform.openExternal(consent.url)}>
            {t("tiktok.open_again")}
          </Button>
        </p>
        <TextArea
          label={t("tiktok.pasted")}
          hint={t("tiktok.pasted_hint", { time: formatClock(consent.expires_at) })}
          error={error?.field === "pasted" ? error.message : undefined}
          required
          autoFocus
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
        />
        <div className={styles.actions}>
          <Button icon="back" onClick={onBack}>
            {t("action.back")}
          </Button>
          <Button look="primary" type="submit" busy={busy} disabled={pasted.trim() === ""}>
            {t("tiktok.connect")}
          </Button>
        </div>
      </div>
    </form>
  );
}
