import { Banner } from "@/kit/Banner";
import type { CommandError } from "@/platform/command_error";

/** The failure of a form; when it belongs to a field, the field says what and this says what to do. */
export function FormError({ error }: { error: CommandError | null }) {
  if (!error) return null;
  return (
    <Banner tone="bad" title={error.message} details={error.details}>
      {error.cure}
    </Banner>
  );
}
