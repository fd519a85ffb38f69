/** What a page keeps in the URL, read tolerantly: anything unreadable becomes the default. */
import type { OrderSort, OrderTab } from "@/platform/contract";

type Raw = Record<string, unknown>;

const text = (raw: unknown): string | undefined => (typeof raw === "string" && raw !== "" ? raw : undefined);
const id = (raw: unknown): string | undefined => (typeof raw === "number" ? String(raw) : text(raw));

function oneOf<T extends string>(allowed: readonly T[], raw: unknown): T | undefined {
  return allowed.find((value) => value === raw);
}

/** Leaves out what is not set, so that a URL says only what differs from the default. */
function set<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

export const orderTabs: readonly OrderTab[] = [
  "all",
  "waiting",
  "with_fulfiller",
  "shipped",
  "problems",
  "cancelled",
];
export const orderSorts: readonly OrderSort[] = ["newest", "ship_by", "state"];

/** The views of the order list, and the own warehouse's list beside them. */
export type OrderPlace = OrderTab | "own";
export const orderPlaces: readonly OrderPlace[] = [...orderTabs, "own"];

export interface OrderSearch {
  tab?: OrderPlace;
  q?: string;
  sort?: OrderSort;
  order?: string;
}

export function readOrderSearch(raw: Raw): OrderSearch {
  return set({
    tab: oneOf(orderPlaces, raw["tab"]),
    q: id(raw["q"]),
    sort: oneOf(orderSorts, raw["sort"]),
    order: id(raw["order"]),
  });
}

export function readTextSearch(raw: Raw): { q?: string } {
  return set({ q: id(raw["q"]) });
}

export function readMappingSearch(raw: Raw): { q?: string; tab?: "linked" | "missing" } {
  return set({ q: id(raw["q"]), tab: oneOf(["linked", "missing"] as const, raw["tab"]) });
}

export interface ChannelSearch {
  channel?: string;
  add?: "tiktok_shop" | "amazon";
  /** Sign in again for this connection. */
  again?: string;
  /** A page of the chosen connection. */
  open?: "review" | "live";
}

export function readChannelSearch(raw: Raw): ChannelSearch {
  return set({
    channel: id(raw["channel"]),
    add: oneOf(["tiktok_shop", "amazon"] as const, raw["add"]),
    again: id(raw["again"]),
    open: oneOf(["review", "live"] as const, raw["open"]),
  });
}

export type ActivityTab = "runs" | "jobs" | "set_aside";

export function readActivitySearch(raw: Raw): { tab?: ActivityTab; failed?: boolean } {
  return set({
    tab: oneOf(["runs", "jobs", "set_aside"] as const, raw["tab"]),
    failed: raw["failed"] === true ? true : undefined,
  });
}

export const settingsSections = [
  "general",
  "appearance",
  "sync",
  "notifications",
  "data",
  "shortcuts",
  "about",
] as const;
export type SettingsSection = (typeof settingsSections)[number];

export function readSettingsSearch(raw: Raw): { section?: SettingsSection } {
  return set({ section: oneOf(settingsSections, raw["section"]) });
}

/** Which tab of a shop's settings. */
export function readRulesSearch(raw: Raw): { group?: string } {
  return set({ group: text(raw["group"]) });
}
