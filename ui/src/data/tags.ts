/** Which change makes which read stale, from the generated table. */
import type { CommandName } from "@/platform/contract";
import { tags } from "@/platform/generated/commands";

/** Whether a read of `command` depends on one of the changed tags; an unknown read depends on everything. */
export function isTouched(command: CommandName, changed: readonly string[]): boolean {
  const own = tags[command]?.provides;
  return own === undefined || own.some((tag) => changed.includes(tag));
}

/** What a command makes stale. */
export function staleAfter(command: CommandName): readonly string[] {
  return tags[command]?.invalidates ?? [];
}
