/** What a person can do with an order: how each action looks, what it asks first, and what carries it out. */
import { useState } from "react";
import { useAnnounce } from "@/data/announce";
import { useWrite } from "@/data/commands";
import { t, tn, type MessageKey } from "@/i18n/t";
import type { IconName } from "@/kit/Icon";
import type { BulkView, OrderAction, OrderView } from "@/platform/contract";

export const actionIcons: Record<OrderAction, IconName> = {
  retry: "retry",
  send_anyway: "send",
  send_now: "send",
  link: "link",
  cancel_at_fulfiller: "ban",
  archive: "archive",
  unarchive: "undo",
  refresh: "sync",
  place_anew: "send",
  accept_change: "check",
  send_number: "send",
  cancel_on_platform: "ban",
};

/** What carries the order on; the rest is never the main action. */
export const mainActions: OrderAction[] = [
  "retry",
  "send_anyway",
  "send_now",
  "link",
  "place_anew",
  "accept_change",
];

export interface Question {
  title: MessageKey;
  text: MessageKey;
  danger?: boolean;
}

/** What leaves this computer and cannot be taken back is asked first, with what it does. */
export function questionOf(action: OrderAction, order: OrderView): Question | null {
  switch (action) {
    case "send_anyway":
      return {
        title: "order.confirm_send",
        text:
          order.row.state === "blocked_by_rule" ? "order.confirm_override_text" : "order.confirm_send_text",
      };
    case "send_now":
      return { title: "order.confirm_send", text: "order.confirm_now_text" };
    case "place_anew":
      return {
        title: "order.confirm_anew",
        text:
          order.row.notice?.code === "changed_after_export"
            ? "order.confirm_anew_text"
            : "order.confirm_send_text",
      };
    case "send_number":
      return { title: "order.confirm_number", text: "order.confirm_number_text" };
    case "cancel_at_fulfiller":
      return { title: "order.confirm_cancel", text: "order.confirm_cancel_text", danger: true };
    default:
      return null;
  }
}

export interface OrderActions {
  busy: boolean;
  /** Asks first where that is due. */
  press: (action: OrderAction) => void;
  asked: { action: OrderAction; question: Question } | null;
  confirm: () => void;
  dismiss: () => void;
}

export function useOrderActions(
  order: OrderView,
  onLink: (() => void) | undefined,
  onCancel: () => void,
): OrderActions {
  const announce = useAnnounce();
  const [asked, setAsked] = useState<OrderActions["asked"]>(null);
  const bulk = {
    failure: "order.action_failed" as const,
    onDone: (answer: BulkView) => {
      setAsked(null);
      announce.done(answer.refused[0]?.reason.sentence ?? tn("orders.bulk_done", answer.done));
    },
  };
  const single = {
    failure: "order.action_failed" as const,
    onDone: () => (setAsked(null), announce.done(t("order.asked"))),
  };
  const { key } = order.row;
  const keys = { keys: [key] };
  const retry = useWrite("orders.retry", bulk);
  const send = useWrite("orders.send", bulk);
  const now = useWrite("orders.send_now", bulk);
  const archive = useWrite("orders.archive", bulk);
  const unarchive = useWrite("orders.unarchive", bulk);
  const cancel = useWrite("orders.cancel_at_fulfiller", single);
  const refresh = useWrite("orders.refresh", single);
  const anew = useWrite("orders.place_anew", single);
  const accept = useWrite("orders.accept_change", single);
  const number = useWrite("orders.send_number", single);
  const run: Record<OrderAction, () => void> = {
    retry: () => retry.mutate(keys),
    send_anyway: () => send.mutate(keys),
    send_now: () => now.mutate(keys),
    link: () => onLink?.(),
    cancel_at_fulfiller: () => cancel.mutate({ key }),
    archive: () => archive.mutate(keys),
    unarchive: () => unarchive.mutate(keys),
    refresh: () => refresh.mutate({ key }),
    place_anew: () => anew.mutate({ key }),
    accept_change: () => accept.mutate({ key }),
    send_number: () => number.mutate({ key, anyway: true }),
    cancel_on_platform: onCancel,
  };
  const writes = [retry, send, now, archive, unarchive, cancel, refresh, anew, accept, number];
  return {
    busy: writes.some((write) => write.isPending),
    press: (action) => {
      const question = questionOf(action, order);
      if (question) setAsked({ action, question });
      else run[action]();
    },
    asked,
    confirm: () => asked && run[asked.action](),
    dismiss: () => setAsked(null),
  };
}
