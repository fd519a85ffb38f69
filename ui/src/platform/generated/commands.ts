// Generated from crates/commands/src/list.rs; do not edit.
import type { ActivityQuery, ActivityView, AddAmazon, AddedView, AnswerRequest, AppView, AuditQuery, AuditView, BeginLiveCheck, BeginTiktok, BulkView, CancelChoicesView, CancelOnPlatform, CandidateQuery, CandidatesView, ChannelRef, ChannelView, ChannelsView, CheckView, ChooseCarrier, ConnectionStateView, ConsentView, Dismiss, Done, Empty, EnableChannel, FinishTiktok, HomeView, LinkListView, LinkQuery, LinkedView, LiveCheckView, MarketplaceDraftOf, MarketplaceOfShop, MarketplaceRulesView, NoticeDraftOf, NoticeRulesView, OrderListView, OrderQuery, OrderRef, OrderRefs, OrderView, OwnCarriersView, OwnImportView, OwnListView, OwnSheetText, OwnSheetView, PartRefs, PendingWorkView, PhotoRef, PhotoView, PracticeControl, PracticeView, PutLink, QueueSecret, RemoveChannel, RemoveLink, RenameChannel, RenewSecret, ReplayView, RetryJob, RetrySetAside, ReviewView, RunFlow, SendAnyway, SendNumber, SetEngine, SetPartner, SetPartners, SettingsView, ShipOwn, ShopDraftOf, ShopRulesView, SkipCase, SkipLiveStep, StockListView, StockQuery, SwitchFlow, TrialView, WarehouseRef } from "./contract";

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
  "orders.cancel_choices": { request: OrderRef; response: CancelChoicesView };
  "orders.answer_request": { request: AnswerRequest; response: Done };
  "orders.cancel_on_platform": { request: CancelOnPlatform; response: Done };
  "orders.place_anew": { request: OrderRef; response: Done };
  "orders.send_number": { request: SendNumber; response: Done };
  "orders.delivery_photo": { request: PhotoRef; response: PhotoView };
  "channels.reset_warehouse": { request: WarehouseRef; response: Done };
  "orders.archive": { request: OrderRefs; response: BulkView };
  "orders.unarchive": { request: OrderRefs; response: BulkView };
  "orders.refresh": { request: OrderRef; response: Done };
  "orders.send_now": { request: OrderRefs; response: BulkView };
  "orders.accept_change": { request: OrderRef; response: Done };
  "own.list": { request: Empty; response: OwnListView };
  "own.carriers": { request: OrderRef; response: OwnCarriersView };
  "own.take_over": { request: PartRefs; response: BulkView };
  "own.ship": { request: ShipOwn; response: Done };
  "own.sheet": { request: PartRefs; response: OwnSheetView };
  "own.check": { request: OwnSheetText; response: OwnImportView };
  "own.import": { request: OwnSheetText; response: OwnImportView };
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
  "channels.amazon_check": { request: AddAmazon; response: CheckView };
  "channels.renew_secret": { request: RenewSecret; response: Done };
  "channels.state": { request: ChannelRef; response: ConnectionStateView };
  "channels.test": { request: ChannelRef; response: CheckView };
  "channels.rename": { request: RenameChannel; response: Done };
  "channels.enable": { request: EnableChannel; response: Done };
  "channels.remove": { request: RemoveChannel; response: Done };
  "flows.switch": { request: SwitchFlow; response: Done };
  "flows.run": { request: RunFlow; response: Done };
  "channels.set_partner": { request: SetPartner; response: Done };
  "channels.set_partners": { request: SetPartners; response: Done };
  "channels.choose_carrier": { request: ChooseCarrier; response: Done };
  "review.get": { request: ChannelRef; response: ReviewView };
  "review.skip_case": { request: SkipCase; response: Done };
  "review.accept": { request: ChannelRef; response: Done };
  "live_check.get": { request: ChannelRef; response: LiveCheckView };
  "live_check.begin": { request: BeginLiveCheck; response: Done };
  "live_check.skip_step": { request: SkipLiveStep; response: Done };
  "live_check.end": { request: ChannelRef; response: Done };
  "shop_rules.get": { request: ChannelRef; response: ShopRulesView };
  "shop_rules.preview": { request: ShopDraftOf; response: ReplayView };
  "shop_rules.save": { request: ShopDraftOf; response: ShopRulesView };
  "marketplace_rules.get": { request: MarketplaceOfShop; response: MarketplaceRulesView };
  "marketplace_rules.preview": { request: MarketplaceDraftOf; response: ReplayView };
  "marketplace_rules.trial": { request: MarketplaceDraftOf; response: TrialView };
  "marketplace_rules.refresh": { request: MarketplaceOfShop; response: Done };
  "marketplace_rules.queue_secret": { request: QueueSecret; response: Done };
  "marketplace_rules.save": { request: MarketplaceDraftOf; response: MarketplaceRulesView };
  "notice_rules.get": { request: Empty; response: NoticeRulesView };
  "notice_rules.save": { request: NoticeDraftOf; response: NoticeRulesView };
  "audit.list": { request: AuditQuery; response: AuditView };
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
  "orders.cancel_choices": { provides: ["orders"], invalidates: [] },
  "orders.answer_request": { provides: [], invalidates: ["orders", "home"] },
  "orders.cancel_on_platform": { provides: [], invalidates: ["orders", "home"] },
  "orders.place_anew": { provides: [], invalidates: ["orders", "home"] },
  "orders.send_number": { provides: [], invalidates: ["orders", "home"] },
  "orders.delivery_photo": { provides: [], invalidates: [] },
  "channels.reset_warehouse": { provides: [], invalidates: ["channels", "orders"] },
  "orders.archive": { provides: [], invalidates: ["orders", "home"] },
  "orders.unarchive": { provides: [], invalidates: ["orders", "home"] },
  "orders.refresh": { provides: [], invalidates: ["orders"] },
  "orders.send_now": { provides: [], invalidates: ["orders", "home"] },
  "orders.accept_change": { provides: [], invalidates: ["orders", "home"] },
  "own.list": { provides: ["orders"], invalidates: [] },
  "own.carriers": { provides: ["orders"], invalidates: [] },
  "own.take_over": { provides: [], invalidates: ["orders", "home"] },
  "own.ship": { provides: [], invalidates: ["orders", "home"] },
  "own.sheet": { provides: ["orders"], invalidates: [] },
  "own.check": { provides: [], invalidates: [] },
  "own.import": { provides: [], invalidates: ["orders", "home"] },
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
  "channels.amazon_check": { provides: [], invalidates: [] },
  "channels.renew_secret": { provides: [], invalidates: ["channels", "home"] },
  "channels.state": { provides: ["channels"], invalidates: [] },
  "channels.test": { provides: [], invalidates: [] },
  "channels.rename": { provides: [], invalidates: ["channels"] },
  "channels.enable": { provides: [], invalidates: ["channels", "home"] },
  "channels.remove": { provides: [], invalidates: ["channels", "app", "home"] },
  "flows.switch": { provides: [], invalidates: ["channels", "home", "review"] },
  "flows.run": { provides: [], invalidates: ["channels"] },
  "channels.set_partner": { provides: [], invalidates: ["channels", "orders"] },
  "channels.set_partners": { provides: [], invalidates: ["channels", "orders", "rules", "audit"] },
  "channels.choose_carrier": { provides: [], invalidates: ["channels", "orders"] },
  "review.get": { provides: ["review"], invalidates: [] },
  "review.skip_case": { provides: [], invalidates: ["review"] },
  "review.accept": { provides: [], invalidates: ["review", "channels", "home"] },
  "live_check.get": { provides: ["channels", "orders", "stock"], invalidates: [] },
  "live_check.begin": { provides: [], invalidates: ["channels", "orders"] },
  "live_check.skip_step": { provides: [], invalidates: ["channels"] },
  "live_check.end": { provides: [], invalidates: ["channels"] },
  "shop_rules.get": { provides: ["rules", "channels", "links", "stock"], invalidates: [] },
  "shop_rules.preview": { provides: [], invalidates: [] },
  "shop_rules.save": { provides: [], invalidates: ["rules", "audit", "channels", "orders", "stock", "home"] },
  "marketplace_rules.get": { provides: ["rules", "channels"], invalidates: [] },
  "marketplace_rules.preview": { provides: [], invalidates: [] },
  "marketplace_rules.trial": { provides: [], invalidates: [] },
  "marketplace_rules.refresh": { provides: [], invalidates: ["rules"] },
  "marketplace_rules.queue_secret": { provides: [], invalidates: ["rules", "channels"] },
  "marketplace_rules.save": { provides: [], invalidates: ["rules", "audit", "channels", "orders", "stock", "home"] },
  "notice_rules.get": { provides: ["rules"], invalidates: [] },
  "notice_rules.save": { provides: [], invalidates: ["rules", "audit"] },
  "audit.list": { provides: ["audit"], invalidates: [] },
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
