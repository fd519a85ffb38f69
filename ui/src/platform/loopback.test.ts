import { afterEach, describe, expect, it, vi } from "vitest";
import { loopbackPlatform, openSession } from "./loopback";

const answers = (status: number, body: unknown) =>
  vi.fn(
    async () =>
      new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } }),
  );

afterEach(() => vi.unstubAllGlobals());

describe("the loopback door", () => {
  it("exchanges the code of the link for a cookie and takes it out of the address", async () => {
    const fetched = answers(200, {});
    vi.stubGlobal("fetch", fetched);
    window.history.replaceState(null, "", "/#code=abc123");
    await openSession();
    expect(fetched).toHaveBeenCalledWith(
      "session",
      expect.objectContaining({ method: "POST", body: '{"code":"abc123"}' }),
    );
    expect(window.location.hash).toBe("");
  });

  it("leaves a page's own fragment alone", async () => {
    const fetched = answers(200, {});
    vi.stubGlobal("fetch", fetched);
    window.history.replaceState(null, "", "/#/orders?tab=problems");
    await openSession();
    expect(fetched).not.toHaveBeenCalled();
    expect(window.location.hash).toBe("#/orders?tab=problems");
  });

  it("sends a command and gives back its answer", async () => {
    const fetched = answers(200, { channels: [] });
    vi.stubGlobal("fetch", fetched);
    expect(await loopbackPlatform().call("channels.list", {})).toEqual({ channels: [] });
    expect(fetched).toHaveBeenCalledWith(
      "rpc",
      expect.objectContaining({ body: '{"command":"channels.list","payload":{}}' }),
    );
  });

  it.each([
    [
      409,
      { code: "conflict", message: "Taken.", cure: "Choose another.", field: "name" },
      { code: "conflict", field: "name" },
    ],
    [401, { code: "no_session", message: "…" }, { code: "session_refused" }],
    [500, "not what was agreed", { code: "failed", message: "Shopferry gave no readable answer." }],
  ])("turns status %i into an error with a sentence", async (status, body, expected) => {
    vi.stubGlobal("fetch", answers(status, body));
    await expect(loopbackPlatform().call("app.get", {})).rejects.toMatchObject(expected);
  });

  it("says that the host is gone when nothing answers", async () => {
    vi.stubGlobal(
      "fetch",
      vi.fn(() => Promise.reject(new TypeError("refused"))),
    );
    await expect(loopbackPlatform().call("app.get", {})).rejects.toMatchObject({ code: "host_gone" });
  });
});
