import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { AnnounceProvider } from "@/data/announce";
import { LiveProvider } from "@/data/live";
import { ProblemsProvider } from "@/data/problems";
import type { Platform, ShellEvent } from "@/platform/platform";
import { PlatformProvider } from "@/platform/PlatformContext";
import { QuitDialog } from "./QuitDialog";
import type { AppRouter } from "./routes";

function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // Reads are local: no retry hides a fault, and the host says when something changed.
      queries: {
        retry: false,
        staleTime: 30_000,
        gcTime: 300_000,
        refetchOnWindowFocus: true,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** Everything above the screens: the door, the cache, problems, announcements, the router. */
export function AppRoot({ platform, router }: { platform: Platform; router: AppRouter }) {
  const [client] = useState(newClient);
  const [asked, setAsked] = useState<"quit" | "close" | null>(null);
  const onShell = (event: ShellEvent) => {
    if (event.kind === "open") router.history.push(event.path);
    else setAsked(event.kind === "quit_asked" ? "quit" : "close");
  };
  return (
    <CSPProvider disableStyleElements>
      <PlatformProvider platform={platform}>
        <QueryClientProvider client={client}>
          <ProblemsProvider>
            <AnnounceProvider>
              <LiveProvider onShell={onShell}>
                <Tooltip.Provider>
                  <RouterProvider router={router} />
                  {asked && <QuitDialog asked={asked} onClose={() => setAsked(null)} />}
                </Tooltip.Provider>
              </LiveProvider>
            </AnnounceProvider>
          </ProblemsProvider>
        </QueryClientProvider>
      </PlatformProvider>
    </CSPProvider>
  );
}
