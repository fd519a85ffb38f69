/** One polite live region and one toast: what was done, in few words. Failures go to `problems`. */
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { Toast } from "@/kit/Toast";

export interface Announcer {
  /** A short success, shown and read aloud. */
  done: (text: string) => void;
  /** Read aloud only, at most one every two seconds. */
  say: (text: string) => void;
}

const SHOWN_MS = 4000;
const SAY_EVERY_MS = 2000;
const Context = createContext<Announcer>({ done: () => undefined, say: () => undefined });

export function AnnounceProvider({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState<string | null>(null);
  const [spoken, setSpoken] = useState("");
  const pending = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const lastSaid = useRef(-SAY_EVERY_MS);

  const say = useCallback((text: string) => {
    clearTimeout(pending.current);
    const wait = Math.max(0, lastSaid.current + SAY_EVERY_MS - performance.now());
    pending.current = setTimeout(() => {
      lastSaid.current = performance.now();
      setSpoken(text);
    }, wait);
  }, []);

  useEffect(() => {
    if (toast === null) return;
    const timer = setTimeout(() => setToast(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);

  useEffect(() => () => clearTimeout(pending.current), []);

  const value = useMemo<Announcer>(() => ({ done: (text) => (setToast(text), say(text)), say }), [say]);
  return (
    <Context.Provider value={value}>
      {children}
      <div role="status" aria-live="polite" className="visually-hidden" data-testid="live-region">
        {spoken}
      </div>
      {toast !== null && <Toast text={toast} onDismiss={() => setToast(null)} />}
    </Context.Provider>
  );
}

export function useAnnounce(): Announcer {
  return useContext(Context);
}
