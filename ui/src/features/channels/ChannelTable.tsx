import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useWrite } from "@/data/commands";
import { t } from "@/i18n/t";
import type { Column, Sort } from "@/kit/table/column";
import { DataTable } from "@/kit/table/DataTable";
import { Toggle } from "@/kit/Toggle";
import { Count, RelativeTime } from "@/kit/Values";
import { HealthBadge } from "@/parts/HealthBadge";
import { PlatformName } from "@/parts/PlatformName";
import type { ChannelHealthView } from "@/platform/contract";

export function ChannelTable({ rows, current }: { rows: ChannelHealthView[]; current: string | null }) {
  const [sort, setSort] = useState<Sort | null>(null);
  const { mutate: enable } = useWrite("channels.enable", { failure: "channels.enable_failed" });
  const columns = useMemo<Column<ChannelHealthView>[]>(
    () => [
      {
        id: "name",
        header: t("channels.name"),
        width: "wide",
        cell: (row) => (
          <Link to="/channels" search={{ channel: row.id }}>
            {row.name}
          </Link>
        ),
        sortBy: (row) => row.name,
      },
      {
        id: "platform",
        header: t("channels.platform"),
        priority: 2,
        cell: (row) => <PlatformName platform={row.platform} />,
      },
      {
        id: "account",
        header: t("channels.account"),
        width: "fill",
        priority: 3,
        cell: (row) => row.account,
      },
      {
        id: "state",
        header: t("channels.state"),
        width: "wide",
        cell: (row) => <HealthBadge health={row.health} />,
        sortBy: (row) => row.health,
      },
      {
        id: "flows",
        header: t("channels.flows"),
        numeric: true,
        width: "narrow",
        priority: 3,
        cell: (row) => t("channels.flows_on", { on: row.flows_on, all: row.flows }),
      },
      {
        id: "backlog",
        header: t("channels.backlog"),
        numeric: true,
        width: "narrow",
        priority: 3,
        cell: (row) => <Count value={row.backlog} />,
        sortBy: (row) => row.backlog,
      },
      {
        id: "last_ok",
        header: t("channels.last_ok"),
        width: "medium",
        priority: 2,
        cell: (row) => <RelativeTime at={row.last_ok} />,
        sortBy: (row) => row.last_ok,
      },
      {
        id: "enabled",
        header: t("channels.enabled"),
        width: "narrow",
        cell: (row) => (
          <Toggle
            bare
            label={t("channels.enable_label", { name: row.name })}
            checked={row.health !== "disabled"}
            onChange={(enabled) => enable({ id: row.id, enabled })}
          />
        ),
      },
    ],
    [enable],
  );
  return (
    <DataTable
      label={t("channels.title")}
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      sort={sort}
      onSort={setSort}
      current={current}
    />
  );
}
