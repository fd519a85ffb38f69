/** The loopback host (`shopferryd serve`): POST /rpc, server-sent events at /events, a cookie from a one-time code. */
import { t } from "@/i18n/t";
import { CommandError, toCommandError } from "./command_error";
import { download } from "./download";
import type { Platform, Subscription } from "./platform";

const JSON_HEADERS = { "content-type": "application/json" };

/** Exchanges the one-time code in the printed link's fragment for a cookie, and takes it out of the address bar. */
export async function openSession(location: Location = window.location): Promise<void> {
  const code = new URLSearchParams(location.hash.replace(/^#\/?/, "")).get("code");
  if (code === null) return;
  window.history.replaceState(null, "", location.pathname + location.search);
  const answer = await fetch("session", {
    method: "POST",
    headers: JSON_HEADERS,
    credentials: "same-origin",
    body: JSON.stringify({ code }),
  });
  // A page that is opened a second time still holds the cookie of the first: only a refused call decides.
  await answer.body?.cancel();
}

async function rpc(command: string, payload: unknown): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch("rpc", {
      method: "POST",
      headers: JSON_HEADERS,
      credentials: "same-origin",
      body: JSON.stringify({ command, payload }),
    });
  } catch {
    throw new CommandError({
      code: "host_gone",
      message: t("error.host_gone"),
      cure: t("error.host_gone.cure"),
    });
  }
  if (answer.status === 401) {
    throw new CommandError({
      code: "session_refused",
      message: t("error.session_refused"),
      cure: t("error.session_refused.cure"),
    });
  }
  const body: unknown = await answer.json().catch(() => null);
  if (!answer.ok) throw toCommandError(body, t("error.host_silent"));
  return body;
}

function subscribe(listener: Subscription): () => void {
  const source = new EventSource("events", { withCredentials: true });
  source.addEventListener("open", () => listener.onLink("connected"));
  source.addEventListener("error", () => listener.onLink("lost"));
  const take = (event: MessageEvent<string>) => {
    const body = JSON.parse(event.data) as { seq?: number; tags?: string[] };
    listener.onChanged({ seq: body.seq ?? Number(event.lastEventId), tags: body.tags ?? [] });
  };
  source.addEventListener("changed", take);
  source.addEventListener("message", take);
  return () => source.close();
}

export function loopbackPlatform(): Platform {
  return {
    capabilities: { tray: false, autostart: false, notifications: false },
    call: (command, payload) => rpc(command, payload) as never,
    subscribe,
    openExternal: async (url) => void window.open(url, "_blank", "noopener,noreferrer"),
    shell: () => Promise.resolve(),
    saveFile: (name, text) => (download(name, text), Promise.resolve(null)),
  };
}
