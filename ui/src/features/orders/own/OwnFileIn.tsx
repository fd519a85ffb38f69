import { useEffect } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { t, tn } from "@/i18n/t";
import { Banner } from "@/kit/Banner";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { SkeletonRows } from "@/kit/Skeleton";
import type { OwnImportView } from "@/platform/contract";
import { OwnParcels, OwnRefusals } from "./OwnImportTables";

export interface GivenFile {
  name: string;
  text: string;
}

/** What a filled-in file would confirm; nothing is told before the person says so, and all of it or nothing. */
export function OwnFileIn({ file, onClose }: { file: GivenFile; onClose: () => void }) {
  const announce = useAnnounce();
  const check = useWrite("own.check", { failure: null });
  const apply = useWrite("own.import", {
    failure: null,
    onDone: (answer: OwnImportView) => {
      if (!answer.applied) return;
      announce.done(tn("own.imported", answer.parcels.length));
      onClose();
    },
  });
  const { mutate } = check;
  useEffect(() => mutate({ text: file.text }), [mutate, file]);
  // What the second look found counts: a part may have ended meanwhile.
  const seen = apply.data ?? check.data;
  const error = apply.error ?? check.error;
  const ready = seen !== undefined && seen.refused.length === 0 && seen.parcels.length > 0;
  return (
    <Dialog
      open
      wide
      insistent
      onClose={onClose}
      title={t("own.import_title", { name: file.name })}
      description={t("own.import_text")}
      actions={
        <>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button
            look="primary"
            busy={apply.isPending}
            disabled={!ready}
            onClick={() => apply.mutate({ text: file.text })}
          >
            {ready ? tn("own.import_do", seen.parcels.length) : t("own.import_none")}
          </Button>
        </>
      }
    >
      {error && (
        <Banner tone="bad" title={error.message}>
          {error.cure}
        </Banner>
      )}
      {!seen && !error && <SkeletonRows rows={3} />}
      {seen && seen.refused.length > 0 && <OwnRefusals rows={seen.refused} />}
      {seen && seen.parcels.length > 0 && <OwnParcels seen={seen} />}
    </Dialog>
  );
}
