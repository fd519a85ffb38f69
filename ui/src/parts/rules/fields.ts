/** One form's draft as its fields see it: value, default, change, and what the host said about a field. */
import { createContext, useContext } from "react";
import type { FieldError } from "@/platform/command_error";

export interface Fields<D> {
  /** Names the form among several on a page; part of a field's address. */
  area: string;
  draft: D;
  defaults: D;
  set: (patch: Partial<D>) => void;
  errorOf: (field: string) => string | undefined;
}

/** Names of the fields whose values are of a type. */
export type Of<D, V> = { [K in keyof D]-?: D[K] extends V ? K : never }[keyof D] & string;

export function fieldAddress(area: string, field: string): string {
  return `${area}/${field}`;
}

/** A field's refusal as one sentence. */
export function sentence(error: FieldError): string {
  return `${error.message} ${error.cure}`.trim();
}

/** Puts the focus on a field, by its address. */
export function focusField(address: string): boolean {
  const box = document.querySelector(`[data-field="${CSS.escape(address)}"]`);
  box?.closest("details")?.setAttribute("open", "");
  const control = box?.querySelector<HTMLElement>("input,select,textarea,[role=switch],button");
  control?.focus();
  control?.scrollIntoView?.({ block: "center" });
  return control !== null && control !== undefined;
}

export const ChapterOf = createContext<(field: string) => string | undefined>(() => undefined);

export function useChapter(field: string): string | undefined {
  return useContext(ChapterOf)(field);
}
