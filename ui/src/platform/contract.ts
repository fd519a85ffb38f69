/** What the screens ask and what they are answered, from the generated command map. */
import type { Commands } from "./generated/commands";

export type * from "./generated/contract";

export type CommandName = keyof Commands;
export type Payload<C extends CommandName> = Commands[C]["request"];
export type Answer<C extends CommandName> = Commands[C]["response"];
