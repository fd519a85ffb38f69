import { useState } from "react";
import { t } from "@/i18n/t";
import { IconButton } from "@/kit/Button";
import { Drawer } from "@/kit/Drawer";
import { chapter } from "./guide";
import { Markdown } from "./Markdown";

/** Opens the guide's chapter about something, in place and without a network (F204). */
export function Help({ about, id }: { about: string; id: string }) {
  const [open, setOpen] = useState(false);
  const found = chapter(id);
  if (!found) return null;
  return (
    <>
      <IconButton small icon="help" label={t("guide.open", { about })} onClick={() => setOpen(true)} />
      <Drawer open={open} onClose={() => setOpen(false)} title={found.title}>
        <Markdown lines={found.body} />
      </Drawer>
    </>
  );
}
