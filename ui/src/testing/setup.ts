import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";
import { forgetDrafts } from "@/parts/connect/draft";

// happy-dom lays nothing out: give every element a size so that virtual bodies show their rows.
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { configurable: true, get: () => 640 });
Object.defineProperty(HTMLElement.prototype, "offsetWidth", { configurable: true, get: () => 1024 });
HTMLElement.prototype.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;

// A busy machine may need longer than the library's second; failures name the element, not the whole page.
configure({
  asyncUtilTimeout: 5000,
  getElementError: (message) => new Error(message ?? "no such element"),
});

afterEach(() => {
  cleanup();
  localStorage.clear();
  forgetDrafts();
  vi.useRealTimers();
});
