import { describe, expect, it } from "vitest";
import { formatMoney, formatRelative, formatSpan } from "./format";
import { maybe, named, t, tn, usableLocale } from "./t";

const NOW = Date.parse("2026-11-20T14:02:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe("spans and moments", () => {
  it.each([
    [420, "420 ms"],
    [45_000, "45 s"],
    [59 * MINUTE, "59 min"],
    [9 * HOUR, "9 h"],
    [3 * HOUR + 12 * MINUTE, "3 h 12 min"],
    [52 * HOUR, "2 d 4 h"],
    [72 * HOUR, "3 d"],
  ])("%i ms are %s", (ms, text) => expect(formatSpan(ms)).toBe(text));

  it("never rounds an age up: 119 minutes are one hour", () => {
    expect(formatRelative(NOW - 119 * MINUTE, NOW)).toBe("1 hr. ago");
    expect(formatRelative(NOW - 20_000, NOW)).toBe("just now");
  });
});

describe("money", () => {
  it("keeps exact decimals and survives an unknown currency", () => {
    expect(formatMoney("12345678901234567.89", "USD")).toContain("12,345,678,901,234,567.89");
    expect(formatMoney("5.00", "points?")).toBe("5.00 points?");
  });
});

describe("the locale", () => {
  it("is the system's, and English where the system names none", () => {
    expect(usableLocale("de-AT")).toBe("de-AT");
    expect(usableLocale("C")).toBe("en");
    expect(usableLocale(undefined)).toBe("en");
  });
});

describe("the catalogue", () => {
  it("fills values in and chooses the plural", () => {
    expect(t("order.content", { quantity: 2, sku: "TEA" })).toBe("2 × TEA");
    expect(tn("attention.count", 1)).toBe("1 thing");
    expect(tn("attention.count", 1200)).toBe("1,200 things");
  });

  it("shows a word it never heard of, readable", () => {
    expect(named("order_state", "awaiting_moon_phase")).toBe("Awaiting moon phase");
    expect(maybe("order_state.awaiting_moon_phase")).toBeUndefined();
  });
});
