import { describe, expect, it } from "vitest";
import { chapterOf, groupOf, groups } from "./groups";
import { chapter, chaptersOf, slug } from "@/parts/guide/guide";
import { marketplaceDefaults, shopDefaults } from "@/platform/fixture/make_rules";
import { step, type Steps } from "@/parts/rules/draft";

describe("a draft", () => {
  const begun: Steps<number> = { past: [], now: 1, last: null };
  it("counts changes of one field in a row as one step", () => {
    const typed = step(step(begun, { do: "set", field: "a", to: 2 }), { do: "set", field: "a", to: 3 });
    expect(step(typed, { do: "undo" }).now).toBe(1);
    const other = step(typed, { do: "set", field: "b", to: 4 });
    expect(step(other, { do: "undo" }).now).toBe(3);
    expect(step(begun, { do: "undo" })).toBe(begun);
  });
});

describe("the guide (F204)", () => {
  it("has the chapter that every setting links to", () => {
    for (const field of [...Object.keys(shopDefaults), ...Object.keys(marketplaceDefaults)]) {
      const id = chapterOf(field);
      expect(id && chapter(id)?.body.join("").length, field).toBeGreaterThan(0);
    }
    expect(chapter("notices")?.title).toBe("Notices");
  });
  it("is cut at its headings", () => {
    expect(chaptersOf("# T\n## One two\ntext\n### Three\n").map((one) => one.id)).toEqual([
      "one-two",
      "three",
    ]);
    expect(slug("Amazon's two order versions")).toBe("amazon-s-two-order-versions");
  });
});

describe("groups (F018)", () => {
  it("know where each field stands", () => {
    expect(groupOf("speeds.2")).toBe("shipping");
    expect(groupOf("buffer")).toBe("marketplace");
    expect(groups).toContain(groupOf("delay"));
  });
});
