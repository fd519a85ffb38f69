import { t } from "@/i18n/t";
import type { PlatformView } from "@/platform/contract";

export function PlatformName({ platform }: { platform: PlatformView }) {
  return <span>{t(`platform.${platform}`)}</span>;
}
