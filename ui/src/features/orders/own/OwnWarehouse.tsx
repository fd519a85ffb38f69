import { useMemo, useRef, useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useRead, useWrite } from "@/data/commands";
import { t, tn } from "@/i18n/t";
import { Button } from "@/kit/Button";
import { cx } from "@/kit/class_names";
import { SkeletonRows } from "@/kit/Skeleton";
import type { Sort } from "@/kit/table/column";
import { DataTable } from "@/kit/table/DataTable";
import { StaleNote } from "@/parts/StaleNote";
import type { BulkView, PartView } from "@/platform/contract";
import { ShipOwnDialog } from "@/features/orders/ShipOwnDialog";
import { ownColumns, partId } from "./own_columns";
import { OwnEmpty } from "./OwnEmpty";
import { OwnFileIn, type GivenFile } from "./OwnFileIn";
import { OwnFileOut } from "./OwnFileOut";
import styles from "./OwnWarehouse.module.css";
import { readText } from "./read_file";

/** What the own warehouse is to pack: take over, out as a file, numbers in by hand or from a file (F011). */
export function OwnWarehouse({ current }: { current: string | null }) {
  const announce = useAnnounce();
  const list = useRead("own.list", {});
  const [selected, setSelected] = useState<string[]>([]);
  const [sort, setSort] = useState<Sort | null>(null);
  const [shipping, setShipping] = useState<PartView | null>(null);
  const [out, setOut] = useState(false);
  const [given, setGiven] = useState<GivenFile | null>(null);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const columns = useMemo(() => ownColumns(setShipping), []);
  const parts = list.data?.parts ?? [];
  const chosen = parts.filter((part) => selected.includes(partId(part)));
  const refs = chosen.map(({ key, part }) => ({ key, part }));
  const take = useWrite("own.take_over", {
    failure: "orders.bulk_failed",
    onDone: (answer: BulkView) => {
      announce.done(answer.refused[0]?.reason.sentence ?? tn("own.taken", answer.done));
      setSelected([]);
    },
  });
  const read = (file: File | undefined) => {
    if (file) void readText(file).then((text) => setGiven({ name: file.name, text }));
  };
  if (!list.data && !list.error) return <SkeletonRows />;
  return (
    <section
      className={cx(styles.own, over && styles.over)}
      aria-label={t("own.title")}
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        read(event.dataTransfer.files[0]);
      }}
    >
      <div className={styles.bar}>
        <p className={styles.count}>
          {chosen.length > 0 ? tn("own.chosen", chosen.length) : tn("own.parts", parts.length)}
        </p>
        <Button
          small
          icon="hand"
          disabled={chosen.length === 0}
          busy={take.isPending}
          onClick={() => take.mutate({ parts: refs })}
        >
          {t("own.take")}
        </Button>
        <Button small icon="down" disabled={parts.length === 0} onClick={() => setOut(true)}>
          {t("own.save")}
        </Button>
        <Button small icon="up" onClick={() => input.current?.click()}>
          {t("own.read")}
        </Button>
        <span className={styles.hint}>{t("own.drop")}</span>
        <input
          ref={input}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          hidden
          aria-label={t("own.file")}
          onChange={(event) => {
            read(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </div>
      <StaleNote read={list} />
      <DataTable
        label={t("own.title")}
        columns={columns}
        rows={parts}
        rowId={partId}
        sort={sort}
        onSort={setSort}
        selected={chosen.map(partId)}
        onSelect={setSelected}
        selectLabel={(part) => t("own.select", { number: part.number })}
        current={parts.filter((part) => part.key === current).map(partId)[0] ?? null}
        empty={
          <OwnEmpty error={list.error} used={list.data?.used ?? false} onRetry={() => void list.refetch()} />
        }
      />
      {shipping && <ShipOwnDialog part={shipping} onClose={() => setShipping(null)} />}
      {out && <OwnFileOut parts={refs} onClose={() => setOut(false)} />}
      {given && <OwnFileIn file={given} onClose={() => setGiven(null)} />}
    </section>
  );
}
