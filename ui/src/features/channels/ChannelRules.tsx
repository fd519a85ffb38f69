import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { Field, Select } from "@/kit/Field";
import { Facts, Panel } from "@/kit/Panel";
import { Stamp } from "@/kit/Values";
import type { ChannelView } from "@/platform/contract";
import styles from "./ChannelRules.module.css";

const BUFFER_MAX = 99_999;

/** Who ships for the shop, the out-of-stock buffer (F116) and the start line (F327). */
export function ChannelRules({ channel }: { channel: ChannelView }) {
  const { id } = channel.summary;
  const announce = useAnnounce();
  const [text, setText] = useState(String(channel.buffer));
  const saved = {
    failure: "settings.save_failed" as const,
    onDone: () => announce.done(t("settings.saved")),
  };
  const partner = useWrite("channels.set_partner", saved);
  const buffer = useWrite("channels.set_buffer", saved);
  const units = /^\d{1,5}$/.test(text.trim()) ? Number(text) : null;
  const valid = units !== null && units <= BUFFER_MAX;
  return (
    <Panel title={t("rules.title")} level={3}>
      <Select
        label={t("rules.partner")}
        hint={t("rules.partner_hint")}
        value={channel.partner ?? ""}
        choices={[
          { value: "", label: t("rules.no_partner") },
          ...channel.partners.map((one) => ({ value: one.id, label: one.name })),
        ]}
        onChange={(chosen) => partner.mutate({ id, partner: chosen || null })}
      />
      <form
        className={styles.buffer}
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) buffer.mutate({ id, buffer: units });
        }}
      >
        <Field
          label={t("rules.buffer")}
          hint={t("rules.buffer_hint")}
          inputMode="numeric"
          value={text}
          error={valid ? undefined : t("rules.buffer_error")}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" busy={buffer.isPending} disabled={!valid || units === channel.buffer}>
          {t("rules.buffer_save")}
        </Button>
      </form>
      <Facts
        items={[
          {
            name: t("rules.start_line"),
            value: channel.start_line ? <Stamp at={channel.start_line} /> : t("rules.no_start_line"),
          },
        ]}
      />
    </Panel>
  );
}
