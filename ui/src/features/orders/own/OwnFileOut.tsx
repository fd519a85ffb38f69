import { useId, useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useRead, useWrite } from "@/data/commands";
import { t, tn } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { SkeletonRows } from "@/kit/Skeleton";
import { toCommandError, type CommandError } from "@/platform/command_error";
import { usePlatform } from "@/platform/PlatformContext";
import type { PartRef } from "@/platform/contract";
import styles from "./OwnWarehouse.module.css";

/** The list as a file: says first what will be in it. */
export function OwnFileOut({ parts, onClose }: { parts: PartRef[]; onClose: () => void }) {
  const id = useId();
  const platform = usePlatform();
  const announce = useAnnounce();
  const [takes, setTakes] = useState(false);
  const [failed, setFailed] = useState<CommandError | null>(null);
  const sheet = useRead("own.sheet", { parts });
  const list = useRead("own.list", {});
  const take = useWrite("own.take_over", { failure: "orders.bulk_failed" });
  const file = sheet.data;
  const save = async () => {
    if (!file) return;
    try {
      const place = await platform.saveFile(file.file_name, file.text);
      if (takes) {
        const all = (list.data?.parts ?? []).map(({ key, part }) => ({ key, part }));
        take.mutate({ parts: parts.length > 0 ? parts : all });
      }
      announce.done(place ? t("own.saved_at", { place }) : t("own.saved"));
      onClose();
    } catch (raw) {
      setFailed(toCommandError(raw, t("own.not_saved")));
    }
  };
  const error = failed ?? sheet.error;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("own.save_title")}
      description={t("own.save_text")}
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button look="primary" disabled={!file || file.rows === 0} onClick={() => void save()}>
            {t("own.save_do")}
          </Button>
        </>
      }
    >
      {error && (
        <Banner tone="bad" title={error.message}>
          {error.cure}
        </Banner>
      )}
      {!file && !error && <SkeletonRows rows={2} />}
      {file && (
        <div className={styles.dialog}>
          <p>
            {tn("own.rows", file.rows)} {tn("own.of_parts", file.parts)}
          </p>
          {file.hidden > 0 && <p className={styles.warning}>{tn("own.hidden", file.hidden)}</p>}
          <label htmlFor={id} className={styles.check}>
            <input
              id={id}
              type="checkbox"
              checked={takes}
              onChange={(event) => setTakes(event.target.checked)}
            />
            {t("own.take_too")}
          </label>
        </div>
      )}
    </Dialog>
  );
}
