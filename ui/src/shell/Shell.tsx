import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useStored } from "@/data/stored";
import { t } from "@/i18n/t";
import { cx } from "@/kit/class_names";
import type { HostLink } from "@/platform/platform";
import { useAppCommands } from "./app_commands";
import { AwayBanner } from "./AwayBanner";
import { CommandPalette } from "./CommandPalette";
import { useHotkeys } from "./hotkeys";
import { PracticeBar } from "./PracticeBar";
import { ProblemBar } from "./ProblemBar";
import { Rail } from "./Rail";
import styles from "./Shell.module.css";
import { ShortcutSheet } from "./ShortcutSheet";
import { TitleSlot } from "./title_slot";
import { TopBar } from "./TopBar";

/** Rail, top bar, the bars that explain what is going on, and the page. */
export function Shell({ link, children }: { link: HostLink; children: ReactNode }) {
  const [narrow, setNarrow] = useStored<boolean>("rail_narrow", false);
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<"palette" | "sheet" | null>(null);
  const commands = useAppCommands({
    openPalette: () => setOpen("palette"),
    openSheet: () => setOpen("sheet"),
  });
  const main = useRef<HTMLElement>(null);
  useHotkeys(commands);

  const path = useRouterState({ select: (state) => state.location.pathname });
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) main.current?.focus();
    before.current = path;
  }, [path]);

  return (
    <TitleSlot.Provider value={slot}>
      <div className={cx(styles.shell, narrow && styles.narrow)}>
        <a
          className={styles.skip}
          href="#content"
          onClick={(event) => (event.preventDefault(), main.current?.focus())}
        >
          {t("shell.skip")}
        </a>
        <Rail narrow={narrow} onNarrow={setNarrow} />
        <div className={styles.right}>
          <TopBar slotRef={setSlot} onSearch={() => setOpen("palette")} link={link} />
          <PracticeBar />
          <main id="content" ref={main} tabIndex={-1} className={styles.main}>
            <div className={styles.bars}>
              <ProblemBar link={link} />
              <AwayBanner />
            </div>
            {children}
          </main>
        </div>
      </div>
      <CommandPalette open={open === "palette"} onClose={() => setOpen(null)} commands={commands} />
      <ShortcutSheet open={open === "sheet"} onClose={() => setOpen(null)} commands={commands} />
    </TitleSlot.Provider>
  );
}
