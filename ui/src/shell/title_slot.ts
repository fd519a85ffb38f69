/** The place in the top bar where a page puts its title and actions. */
import { createContext, useContext } from "react";

export const TitleSlot = createContext<HTMLElement | null>(null);

export function useTitleSlot(): HTMLElement | null {
  return useContext(TitleSlot);
}
