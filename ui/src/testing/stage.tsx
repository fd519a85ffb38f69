/** Puts the whole application on a stage: the fixture behind it, a page in front, a person at the keyboard. */
import { createMemoryHistory } from "@tanstack/react-router";
import { render, screen, within } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { expect } from "vitest";
import { fixturePlatform, type FixturePlatform } from "@/platform/fixture/fixture_platform";
import type { Scene } from "@/platform/fixture/world";
import { AppRoot } from "@/shell/AppRoot";
import { createAppRouter, type AppRouter } from "@/shell/routes";

export interface Stage {
  platform: FixturePlatform;
  person: UserEvent;
  router: AppRouter;
  /** The payloads asked for with a command, in order. */
  askedFor: (command: string) => unknown[];
}

export interface StageOptions {
  scene?: Scene;
  /** From 1,180 px details stand beside their list. */
  wide?: boolean;
}

export function open(path: string, { scene = "practice", wide = true }: StageOptions = {}): Stage {
  window.matchMedia = ((query: string) => ({
    matches: query.includes("min-width") ? wide : false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  })) as never;
  const platform = fixturePlatform(scene);
  const router = createAppRouter(createMemoryHistory({ initialEntries: [path] }));
  const person = userEvent.setup();
  render(<AppRoot platform={platform} router={router} />);
  return {
    platform,
    person,
    router,
    askedFor: (command) => platform.asked.filter((one) => one.command === command).map((one) => one.payload),
  };
}

/** Waits for the page with this title. */
export async function page(title: string): Promise<void> {
  await screen.findByRole("heading", { level: 1, name: title });
}

export async function dialog(name: string | RegExp) {
  const found = await screen.findByRole("dialog", { name }, { timeout: 300 }).catch(async () => {
    return screen.findByRole("alertdialog", { name });
  });
  return within(found);
}

/** No fault that axe can find. Colours need a real browser and are checked there. */
export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false } },
    resultTypes: ["violations"],
  });
  const told = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("\n  ")}`);
  expect(told).toEqual([]);
}
