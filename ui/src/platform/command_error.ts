/** What is wrong with one field of a form. */
export interface FieldError {
  field: string;
  code: string;
  message: string;
  cure: string;
}

/** A refusal or failure of a command: a code for the screens, a sentence for people, the field it belongs to. */
export class CommandError extends Error {
  readonly code: string;
  readonly field: string | undefined;
  readonly cure: string | undefined;
  readonly details: string | undefined;
  /** Every field that was refused, when there may be several. */
  readonly fields: FieldError[];

  constructor(parts: {
    code: string;
    message: string;
    field?: string | null | undefined;
    cure?: string | null | undefined;
    details?: string | null | undefined;
    fields?: FieldError[] | undefined;
  }) {
    super(parts.message);
    this.name = "CommandError";
    this.code = parts.code;
    this.field = parts.field ?? undefined;
    this.cure = parts.cure ?? undefined;
    this.details = parts.details ?? undefined;
    this.fields = parts.fields ?? [];
  }
}

/** Reads whatever a host rejects with; an unreadable answer still becomes a sentence. */
export function toCommandError(raw: unknown, fallback: string): CommandError {
  if (raw instanceof CommandError) return raw;
  const body = isRecord(raw) && isRecord(raw["error"]) ? raw["error"] : raw;
  if (isRecord(body) && typeof body["message"] === "string") {
    return new CommandError({
      code: text(body["code"]) ?? "failed",
      message: body["message"],
      field: text(body["field"]),
      cure: text(body["cure"]),
      details: text(body["details"]),
      fields: Array.isArray(body["fields"]) ? body["fields"].flatMap(fieldError) : [],
    });
  }
  return new CommandError({ code: "failed", message: fallback, details: text(raw) });
}

function fieldError(raw: unknown): FieldError[] {
  if (!isRecord(raw)) return [];
  const [field, message] = [text(raw["field"]), text(raw["message"])];
  if (field === undefined || message === undefined) return [];
  return [{ field, message, code: text(raw["code"]) ?? "", cure: text(raw["cure"]) ?? "" }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
