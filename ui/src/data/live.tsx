/** Follows the host: changed tags refresh reads, a gap refreshes everything, a lost link is shown. */
import { useQueryClient } from "@tanstack/react-query";
import {
  createContext,
  useContext,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type ReactNode,
} from "react";
import type { HostLink, ShellEvent } from "@/platform/platform";
import { usePlatform } from "@/platform/PlatformContext";
import { refreshTagged } from "./commands";

const LinkContext = createContext<HostLink>("connected");

export interface LiveProps {
  children: ReactNode;
  onShell: (event: ShellEvent) => void;
}

export function LiveProvider({ children, onShell }: LiveProps) {
  const platform = usePlatform();
  const client = useQueryClient();
  const [link, setLink] = useState<HostLink>("connected");
  const lastSeq = useRef<number | null>(null);
  const tellShell = useEffectEvent(onShell);

  useEffect(
    () =>
      platform.subscribe({
        onChanged: ({ seq, tags }) => {
          const gap = lastSeq.current !== null && seq !== lastSeq.current + 1;
          lastSeq.current = seq;
          if (gap) void client.invalidateQueries();
          else refreshTagged(client, tags);
        },
        onLink: (next) => {
          setLink((before) => {
            if (before === "lost" && next === "connected") void client.invalidateQueries();
            return next;
          });
        },
        onShell: tellShell,
      }),
    [platform, client],
  );

  return <LinkContext.Provider value={link}>{children}</LinkContext.Provider>;
}

export function useHostLink(): HostLink {
  return useContext(LinkContext);
}
