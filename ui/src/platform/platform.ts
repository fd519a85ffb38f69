/**
 * The one door to whatever hosts the screens: the desktop shell, the loopback host, or a fixture in tests.
 * Screens ask for capabilities and never for the operating system.
 */
import type { CommandName, Payload, Answer } from "./contract";

/** What changed in the ledger; `seq` grows by one, a gap means that something was missed. */
export interface Changed {
  seq: number;
  tags: string[];
}

/** Whether the host is there to answer. */
export type HostLink = "connected" | "lost" | "refused";

/** Things a desktop shell tells the screens. */
export type ShellEvent = { kind: "open"; path: string } | { kind: "quit_asked" } | { kind: "close_asked" };

/** Window matters that no command answers. */
export type ShellAction = "quit" | "hide_to_tray" | "cancel_quit";

export interface Capabilities {
  /** Can stay in the tray when the window is closed. */
  tray: boolean;
  /** Can be started at login. */
  autostart: boolean;
  /** Shows desktop notifications. */
  notifications: boolean;
}

export interface Subscription {
  onChanged: (changed: Changed) => void;
  onLink: (link: HostLink) => void;
  onShell: (event: ShellEvent) => void;
}

export interface Platform {
  capabilities: Capabilities;
  /** Asks the host; rejects with a `CommandError`. */
  call<C extends CommandName>(command: C, payload: Payload<C>): Promise<Answer<C>>;
  /** Listens until the returned function is called. */
  subscribe(listener: Subscription): () => void;
  /** Opens a page in the person's own browser. */
  openExternal(url: string): Promise<void>;
  shell(action: ShellAction): Promise<void>;
  /** Keeps a text as a file; answers where, when that is known. */
  saveFile(name: string, text: string): Promise<string | null>;
}
