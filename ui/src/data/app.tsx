/** The state of the whole application, read once and handed to every screen. */
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { toMs } from "@/i18n/format";
import type { AppView } from "@/platform/contract";
import { ClockProvider, type ClockBase } from "./clock";

const Context = createContext<AppView | null>(null);

interface AppProviderProps {
  app: AppView;
  /** When the answer came, in milliseconds of this machine's clock. */
  readAt: number;
  children: ReactNode;
}

export function AppProvider({ app, readAt, children }: AppProviderProps) {
  const speed = app.practice ? (app.practice.paused ? 0 : app.practice.speed) : 1;
  const base = useMemo<ClockBase>(
    () => ({ hostMs: toMs(app.now), readAtMs: readAt, speed }),
    [app.now, readAt, speed],
  );
  return (
    <Context.Provider value={app}>
      <ClockProvider base={base}>{children}</ClockProvider>
    </Context.Provider>
  );
}

export function useApp(): AppView {
  const app = useContext(Context);
  if (!app) throw new Error("useApp needs an AppProvider above it");
  return app;
}
