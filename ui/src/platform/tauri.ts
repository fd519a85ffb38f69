/** The desktop shell: one entry point `rpc`, one event `changed`. The only file that imports the shell's package. */
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { t } from "@/i18n/t";
import { toCommandError } from "./command_error";
import type { Changed, Platform, ShellEvent, Subscription } from "./platform";

async function rpc(command: string, payload: unknown): Promise<unknown> {
  try {
    return await invoke("rpc", { command, payload });
  } catch (raw) {
    throw toCommandError(raw, t("error.host_silent"));
  }
}

function subscribe(listener: Subscription): () => void {
  let open = true;
  const stops = [
    listen<Changed>("changed", (event) => open && listener.onChanged(event.payload)),
    listen<ShellEvent>("shell", (event) => open && listener.onShell(event.payload)),
  ];
  listener.onLink("connected");
  return () => {
    open = false;
    for (const stop of stops) void stop.then((unlisten) => unlisten());
  };
}

export function tauriPlatform(): Platform {
  return {
    capabilities: { tray: true, autostart: true, notifications: true },
    call: (command, payload) => rpc(command, payload) as never,
    subscribe,
    openExternal: async (url) => void (await rpc("shell.open_external", { url })),
    shell: async (action) => void (await rpc(`shell.${action}`, {})),
    saveFile: async (name, text) => {
      const answer = (await rpc("shell.save_file", { name, text })) as { path: string };
      return answer.path;
    },
  };
}
