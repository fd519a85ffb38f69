/** The one place that shows failed actions: never only a toast, the same failure at most once a minute. */
import { createContext, useContext, useMemo, useState, type ReactNode } from "react";
import type { MessageKey } from "@/i18n/t";
import type { CommandError } from "@/platform/command_error";

export interface Problem {
  id: number;
  title: MessageKey;
  error: CommandError;
  at: number;
}

export interface Problems {
  list: Problem[];
  report: (title: MessageKey, error: CommandError) => void;
  dismiss: (id: number) => void;
}

const REPEAT_MS = 60_000;
const KEPT = 3;
const Context = createContext<Problems | null>(null);

/** Adds a problem; one with the same headline and text within a minute is the same problem. */
export function withProblem(list: Problem[], next: Problem): Problem[] {
  const same = (old: Problem) => old.title === next.title && old.error.message === next.error.message;
  if (list.some((old) => same(old) && next.at - old.at < REPEAT_MS)) return list;
  return [...list.filter((old) => !same(old)), next].slice(-KEPT);
}

export function ProblemsProvider({ children }: { children: ReactNode }) {
  const [list, setList] = useState<Problem[]>([]);
  const value = useMemo<Problems>(
    () => ({
      list,
      report: (title, error) => {
        const at = performance.now();
        setList((old) => withProblem(old, { id: at, title, error, at }));
      },
      dismiss: (id) => setList((old) => old.filter((problem) => problem.id !== id)),
    }),
    [list],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useProblems(): Problems {
  const problems = useContext(Context);
  if (!problems) throw new Error("useProblems needs a ProblemsProvider above it");
  return problems;
}
