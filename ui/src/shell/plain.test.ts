import { describe, expect, it } from "vitest";
import { withProblem, type Problem } from "@/data/problems";
import { isTouched } from "@/data/tags";
import { carry } from "@/data/clock";
import { CommandError, toCommandError } from "@/platform/command_error";
import { match } from "./hotkeys";
import { readOrderSearch } from "./search";

describe("keys", () => {
  const run = () => undefined;
  const commands = [
    { keys: "g o", run },
    { keys: "mod+k", run },
  ];
  it("waits for the second key of a sequence and gives up on a stranger", () => {
    expect(match(commands, ["g"])).toBe("wait");
    expect(match(commands, ["g", "o"])).toBe(commands[0]);
    expect(match(commands, ["g", "x"])).toBeNull();
    expect(match(commands, ["mod+k"])).toBe(commands[1]);
  });
});

describe("the address", () => {
  it("is read tolerantly: what cannot be understood becomes the default", () => {
    expect(readOrderSearch({ tab: "problems", q: 5764, order: "" })).toEqual({ tab: "problems", q: "5764" });
    expect(readOrderSearch({ tab: "nonsense", sort: [], q: null })).toEqual({});
  });
});

describe("problems", () => {
  const problem = (at: number, message: string): Problem => ({
    id: at,
    title: "engine.set_failed",
    error: new CommandError({ code: "x", message }),
    at,
  });
  it("shows the same failure at most once a minute and keeps three", () => {
    const first = withProblem([], problem(0, "a"));
    expect(withProblem(first, problem(59_999, "a"))).toBe(first);
    expect(withProblem(first, problem(60_000, "a")).map((one) => one.at)).toEqual([60_000]);
    expect(
      ["b", "c", "d"].reduce((list, text, index) => withProblem(list, problem(index, text)), first),
    ).toHaveLength(3);
  });
});

describe("changes", () => {
  it("touch the reads that depend on them and no other", () => {
    expect(isTouched("orders.list", ["orders"])).toBe(true);
    expect(isTouched("settings.get", ["orders"])).toBe(false);
  });
});

describe("the clock", () => {
  it("carries the host's now on at the practice world's speed", () => {
    const base = { hostMs: 1_000_000, readAtMs: 500, speed: 60 };
    expect(carry(base, 1500)).toBe(1_060_000);
    expect(carry({ ...base, speed: 0 }, 99_999)).toBe(1_000_000);
  });
});

describe("errors", () => {
  it("always become a sentence, whatever was thrown", () => {
    expect(toCommandError({ code: "c", message: "m", cure: "", field: null }, "f")).toMatchObject({
      code: "c",
      message: "m",
    });
    expect(toCommandError(undefined, "fallback")).toMatchObject({ code: "failed", message: "fallback" });
    expect(toCommandError("boom", "fallback")).toMatchObject({ message: "fallback", details: "boom" });
  });
});
