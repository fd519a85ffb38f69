import { describe, expect, it } from "vitest";
import { urgencyOf } from "./Deadline";
import { readQuantity } from "./LinkDialog";
import { tellingSteps } from "./WhyNumber";

const HOUR = 3_600_000;

describe("deadlines (F077)", () => {
  it.each([
    [-1, "over"],
    [0, "over"],
    [6 * HOUR, "now"],
    [24 * HOUR, "soon"],
    [24 * HOUR + 1, "later"],
  ])("%i ms left: %s", (left, urgency) => expect(urgencyOf(left)).toBe(urgency));
});

describe("units per sold unit (F191)", () => {
  it.each([
    ["1", 1],
    [" 1000 ", 1000],
    ["0", null],
    ["1001", null],
    ["1.5", null],
    ["-2", null],
    ["", null],
  ])("“%s” is read as %s", (text, units) => expect(readQuantity(text)).toBe(units));
});

describe("why this number (F127)", () => {
  it("tells the source and the steps that changed something: 12 at Amazon, 7 open, cut at 5", () => {
    const ladder = [
      { step: "source", value: 12 },
      { step: "own_demand", value: 5 },
      { step: "reserve", value: 5 },
      { step: "cut_at_or_below", value: 0 },
      { step: "clamp", value: 0 },
    ];
    expect(tellingSteps(ladder)).toEqual([
      { step: "source", value: 12, change: 0 },
      { step: "own_demand", value: 5, change: -7 },
      { step: "cut_at_or_below", value: 0, change: -5 },
    ]);
  });

  it("has nothing to tell when the number is unknown", () => expect(tellingSteps([])).toEqual([]));
});
