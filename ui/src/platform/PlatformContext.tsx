import { createContext, useContext, type ReactNode } from "react";
import type { Platform } from "./platform";

const Context = createContext<Platform | null>(null);

export function PlatformProvider(props: { platform: Platform; children: ReactNode }) {
  return <Context.Provider value={props.platform}>{props.children}</Context.Provider>;
}

/** The host's door; throws outside the provider because nothing can work without it. */
export function usePlatform(): Platform {
  const platform = useContext(Context);
  if (!platform) throw new Error("usePlatform needs a PlatformProvider above it");
  return platform;
}
