// Generated from crates/commands/src/list.rs; do not edit.
import type { ActivityQuery, ActivityView, AddAmazon, AddedView, AppView, BeginTiktok, BulkView, CandidateQuery, CandidatesView, ChannelRef, ChannelView, ChannelsView, CheckView, ChooseCarrier, ChooseWarehouse, ConsentView, Dismiss, Done, Empty, EnableChannel, FinishTiktok, HomeView, LinkListView, LinkQuery, LinkedView, OrderListView, OrderQuery, OrderRef, OrderRefs, OrderView, PendingWorkView, PracticeControl, PracticeView, PutLink, RemoveChannel, RemoveLink, RenameChannel, RetryJob, RetrySetAside, RunFlow, SendAnyway, SetBuffer, SetEngine, SetPartner, SettingsView, StockListView, StockQuery, SwitchFlow } from "./contract";

/** Every command with its request and response. */
export interface Commands {
  "app.get": { request: Empty; response: AppView };
  "app.reopen": { request: Empty; response: Done };
  "engine.set": { request: SetEngine; response: Done };
  "app.pending": { request: Empty; response: PendingWorkView };
  "home.get": { request: Empty; response: HomeView };
  "orders.list": { request: OrderQuery; response: OrderListView };
  "orders.get": { request: OrderRef; response: OrderView };
  "orders.retry": { request: OrderRefs; response: BulkView };
  "orders.send": { request: SendAnyway; response: BulkView };
  "orders.cancel_at_fulfiller": { request: OrderRef; response: Done };
  "orders.archive": { request: OrderRefs; response: BulkView };
  "orders.unarchive": { request: OrderRefs; response: BulkView };
  "orders.refresh": { request: OrderRef; response: Done };
  "links.list": { request: LinkQuery; response: LinkListView };
  "links.candidates": { request: CandidateQuery; response: CandidatesView };
  "links.put": { request: PutLink; response: LinkedView };
  "links.remove": { request: RemoveLink; response: LinkedView };
  "stock.list": { request: StockQuery; response: StockListView };
  "channels.list": { request: Empty; response: ChannelsView };
  "channels.get": { request: ChannelRef; response: ChannelView };
  "channels.tiktok_begin": { request: BeginTiktok; response: ConsentView };
  "channels.tiktok_finish": { request: FinishTiktok; response: AddedView };
  "channels.amazon_add": { request: AddAmazon; response: AddedView };
  "channels.test": { request: ChannelRef; response: CheckView };
  "channels.rename": { request: RenameChannel; response: Done };
  "channels.enable": { request: EnableChannel; response: Done };
  "channels.remove": { request: RemoveChannel; response: Done };
  "flows.switch": { request: SwitchFlow; response: Done };
  "flows.run": { request: RunFlow; response: Done };
  "channels.set_partner": { request: SetPartner; response: Done };
  "channels.choose_warehouse": { request: ChooseWarehouse; response: Done };
  "channels.choose_carrier": { request: ChooseCarrier; response: Done };
  "channels.set_buffer": { request: SetBuffer; response: Done };
  "activity.get": { request: ActivityQuery; response: ActivityView };
  "activity.retry_job": { request: RetryJob; response: Done };
  "activity.retry_set_aside": { request: RetrySetAside; response: Done };
  "settings.get": { request: Empty; response: SettingsView };
  "settings.put": { request: SettingsView; response: SettingsView };
  "app.dismiss": { request: Dismiss; response: Done };
  "practice.start": { request: Empty; response: AddedView };
  "practice.leave": { request: Empty; response: Done };
  "practice.get": { request: Empty; response: PracticeView };
  "practice.control": { request: PracticeControl; response: PracticeView };
}

/** Tags that an answer depends on, and tags that a command makes stale. */
export const tags: Record<keyof Commands, { provides: string[]; invalidates: string[] }> = {
  "app.get": { provides: ["app"], invalidates: [] },
  "app.reopen": { provides: [], invalidates: ["app", "home", "channels", "orders", "links", "stock", "activity", "settings", "practice"] },
  "engine.set": { provides: [], invalidates: ["app", "home", "channels"] },
  "app.pending": { provides: ["orders"], invalidates: [] },
  "home.get": { provides: ["home", "orders", "channels", "stock"], invalidates: [] },
  "orders.list": { provides: ["orders"], invalidates: [] },
  "orders.get": { provides: ["orders", "links", "stock"], invalidates: [] },
  "orders.retry": { provides: [], invalidates: ["orders", "home"] },
  "orders.send": { provides: [], invalidates: ["orders", "home"] },
  "orders.cancel_at_fulfiller": { provides: [], invalidates: ["orders", "home"] },
  "orders.archive": { provides: [], invalidates: ["orders", "home"] },
  "orders.unarchive": { provides: [], invalidates: ["orders", "home"] },
  "orders.refresh": { provides: [], invalidates: ["orders"] },
  "links.list": { provides: ["links"], invalidates: [] },
  "links.candidates": { provides: ["links", "stock"], invalidates: [] },
  "links.put": { provides: [], invalidates: ["links", "orders", "stock", "home"] },
  "links.remove": { provides: [], invalidates: ["links", "orders", "stock", "home"] },
  "stock.list": { provides: ["stock", "links"], invalidates: [] },
  "channels.list": { provides: ["channels"], invalidates: [] },
  "channels.get": { provides: ["channels"], invalidates: [] },
  "channels.tiktok_begin": { provides: [], invalidates: [] },
  "channels.tiktok_finish": { provides: [], invalidates: ["channels", "app", "home"] },
  "channels.amazon_add": { provides: [], invalidates: ["channels", "app", "home"] },
  "channels.test": { provides: [], invalidates: [] },
  "channels.rename": { provides: [], invalidates: ["channels"] },
  "channels.enable": { provides: [], invalidates: ["channels", "home"] },
  "channels.remove": { provides: [], invalidates: ["channels", "app", "home"] },
  "flows.switch": { provides: [], invalidates: ["channels", "home"] },
  "flows.run": { provides: [], invalidates: ["channels"] },
  "channels.set_partner": { provides: [], invalidates: ["channels", "orders"] },
  "channels.choose_warehouse": { provides: [], invalidates: ["channels", "stock"] },
  "channels.choose_carrier": { provides: [], invalidates: ["channels", "orders"] },
  "channels.set_buffer": { provides: [], invalidates: ["channels", "stock"] },
  "activity.get": { provides: ["activity", "orders"], invalidates: [] },
  "activity.retry_job": { provides: [], invalidates: ["activity"] },
  "activity.retry_set_aside": { provides: [], invalidates: ["activity"] },
  "settings.get": { provides: ["settings"], invalidates: [] },
  "settings.put": { provides: [], invalidates: ["settings", "app"] },
  "app.dismiss": { provides: [], invalidates: ["app"] },
  "practice.start": { provides: [], invalidates: ["app", "home", "channels", "orders", "links", "stock", "activity", "settings", "practice"] },
  "practice.leave": { provides: [], invalidates: ["app", "home", "channels", "orders", "links", "stock", "activity", "settings", "practice"] },
  "practice.get": { provides: ["practice"], invalidates: [] },
  "practice.control": { provides: [], invalidates: ["practice", "app"] },
};
