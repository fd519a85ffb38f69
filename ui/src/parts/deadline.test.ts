import { describe, expect, it } from "vitest";
import { shipByOf } from "./Deadline";

describe("the moment by which an order must be shipped (F077)", () => {
  const at = "2026-11-22T10:00:00Z";
  it.each([
    ["waiting_to_export", 0, 0, at],
    ["processing", 1, 1, at],
    ["shipped", 2, 2, null],
    ["shipped", 2, 1, at],
    ["completed", 1, 1, null],
    ["cancelled", 0, 0, null],
  ])("%s with %i parcels of which %i are told", (state, packages, tracking_sent, shown) => {
    expect(shipByOf({ state, ship_by: at, packages, tracking_sent })).toBe(shown);
  });
});
