/** Puts the chosen look on the document; "system" follows the computer. */
import { useEffect } from "react";
import { useStored } from "@/data/stored";

export type ThemeChoice = "system" | "light" | "dark";

/** The look is this window's own choice: it must be known before the host answers. */
export function useThemeChoice() {
  return useStored<ThemeChoice>("theme", "system");
}

const DARK = "(prefers-color-scheme: dark)";

export function applyTheme(choice: ThemeChoice): void {
  const dark = choice === "dark" || (choice === "system" && window.matchMedia(DARK).matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

export function storedTheme(): ThemeChoice {
  const stored = localStorage.getItem("shopferry.theme");
  return stored === '"dark"' ? "dark" : stored === '"light"' ? "light" : "system";
}

export function useTheme(): void {
  useEffect(() => {
    const follow = () => applyTheme(storedTheme());
    follow();
    const media = window.matchMedia(DARK);
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);
}
