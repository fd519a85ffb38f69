/** The screens' now: the host's clock, carried on by the machine's, at the practice world's speed. */
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";

export interface ClockBase {
  /** The host's now in milliseconds when it was read. */
  hostMs: number;
  /** The machine's time when it was read. */
  readAtMs: number;
  /** Seconds of the host per second of the machine. */
  speed: number;
}

const TICK_MS = 1000;
const Context = createContext<number>(0);

/** The host's clock carried forward to the machine's `machineMs`. */
export function carry(base: ClockBase, machineMs: number): number {
  return base.hostMs + (machineMs - base.readAtMs) * base.speed;
}

export function ClockProvider({ base, children }: { base: ClockBase; children: ReactNode }) {
  const [now, setNow] = useState(() => carry(base, Date.now()));
  useEffect(() => {
    const tick = () => setNow(carry(base, Date.now()));
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [base]);
  return <Context.Provider value={now}>{children}</Context.Provider>;
}

export function useNow(): number {
  return useContext(Context);
}
