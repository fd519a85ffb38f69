//! Carries the commands out: transport ↔ domain, reads from the ledger, actions to the engine.

use std::sync::Arc;

use async_trait::async_trait;
use shopferry_engine::{Engine, Store};

use crate::handlers as h;
use crate::house::House;
use crate::list::{CommandError, Handler};
use crate::wire::{
    Done, Empty, activity as a, app, channels as c, connection as cn, home, links as l, orders as o, own as ow,
    practice as p, review as r, rules as ru, settings as s, stock,
};

/// One open profile, as its commands see it.
pub struct Desk {
    /// The ledger.
    pub store: Store,
    /// The loops.
    pub engine: Arc<Engine>,
    /// The host.
    pub house: Arc<dyn House>,
}

type Answer<T> = Result<T, CommandError>;

#[async_trait]
impl Handler for Desk {
    async fn app_get(&self, _: Empty) -> Answer<app::AppView> {
        h::app::get(self).await
    }
    async fn app_reopen(&self, _: Empty) -> Answer<Done> {
        self.house.reopen().await.map(|()| Done {})
    }
    async fn engine_set(&self, request: app::SetEngine) -> Answer<Done> {
        h::app::set_engine(self, &request)
    }
    async fn app_pending(&self, _: Empty) -> Answer<app::PendingWorkView> {
        h::app::pending(self)
    }
    async fn home_get(&self, _: Empty) -> Answer<home::HomeView> {
        h::home::get(self)
    }
    async fn orders_list(&self, request: o::OrderQuery) -> Answer<o::OrderListView> {
        h::orders::list(self, &request)
    }
    async fn order_get(&self, request: o::OrderRef) -> Answer<o::OrderView> {
        h::order::get(self, &request)
    }
    async fn orders_retry(&self, request: o::OrderRefs) -> Answer<o::BulkView> {
        h::order_actions::retry(self, &request)
    }
    async fn orders_send(&self, request: o::SendAnyway) -> Answer<o::BulkView> {
        h::order_actions::send(self, &request)
    }
    async fn orders_cancel(&self, request: o::OrderRef) -> Answer<Done> {
        h::order_actions::cancel(self, &request)
    }
    async fn cancel_choices(&self, request: o::OrderRef) -> Answer<o::CancelChoicesView> {
        h::order_cancel::choices(self, &request).await
    }
    async fn request_answer(&self, request: o::AnswerRequest) -> Answer<Done> {
        h::order_cancel::answer(self, &request).await
    }
    async fn platform_cancel(&self, request: o::CancelOnPlatform) -> Answer<Done> {
        h::order_cancel::on_platform(self, &request).await
    }
    async fn order_anew(&self, request: o::OrderRef) -> Answer<Done> {
        h::order_cancel::place_anew(self, &request)
    }
    async fn number_send(&self, request: o::SendNumber) -> Answer<Done> {
        h::order_parcels::send_number(self, &request)
    }
    async fn delivery_photo(&self, request: o::PhotoRef) -> Answer<o::PhotoView> {
        h::order_parcels::photo(self, &request).await
    }
    async fn warehouse_reset(&self, request: c::WarehouseRef) -> Answer<Done> {
        h::order_parcels::reset_warehouse(self, &request)
    }
    async fn orders_archive(&self, request: o::OrderRefs) -> Answer<o::BulkView> {
        h::order_actions::archive(self, &request)
    }
    async fn orders_unarchive(&self, request: o::OrderRefs) -> Answer<o::BulkView> {
        h::order_actions::unarchive(self, &request)
    }
    async fn orders_send_now(&self, request: o::OrderRefs) -> Answer<o::BulkView> {
        h::order_actions::send_now(self, &request)
    }
    async fn order_accept_change(&self, request: o::OrderRef) -> Answer<Done> {
        h::order_actions::accept_change(self, &request)
    }
    async fn own_list(&self, _: Empty) -> Answer<ow::OwnListView> {
        h::own::list(self)
    }
    async fn own_carriers(&self, request: o::OrderRef) -> Answer<ow::OwnCarriersView> {
        h::own::carriers(self, &request).await
    }
    async fn own_take_over(&self, request: ow::PartRefs) -> Answer<o::BulkView> {
        h::own::take_over(self, &request)
    }
    async fn own_ship(&self, request: ow::ShipOwn) -> Answer<Done> {
        h::own::ship(self, &request)
    }
    async fn own_sheet(&self, request: ow::PartRefs) -> Answer<ow::OwnSheetView> {
        h::own_sheet::make(self, &request)
    }
    async fn own_check(&self, request: ow::OwnSheetText) -> Answer<ow::OwnImportView> {
        h::own_sheet::check(self, &request).await
    }
    async fn own_import(&self, request: ow::OwnSheetText) -> Answer<ow::OwnImportView> {
        h::own_sheet::import(self, &request).await
    }
    async fn orders_refresh(&self, request: o::OrderRef) -> Answer<Done> {
        h::order_actions::refresh(self, &request).await
    }
    async fn links_list(&self, request: l::LinkQuery) -> Answer<l::LinkListView> {
        h::links::list(self, &request)
    }
    async fn links_candidates(&self, request: l::CandidateQuery) -> Answer<l::CandidatesView> {
        h::links::candidates(self, &request)
    }
    async fn links_put(&self, request: l::PutLink) -> Answer<l::LinkedView> {
        h::links::put(self, &request)
    }
    async fn links_remove(&self, request: l::RemoveLink) -> Answer<l::LinkedView> {
        h::links::remove(self, &request)
    }
    async fn stock_list(&self, request: stock::StockQuery) -> Answer<stock::StockListView> {
        h::stock::list(self, &request)
    }
    async fn channels_list(&self, _: Empty) -> Answer<c::ChannelsView> {
        h::channels::list(self)
    }
    async fn channel_get(&self, request: c::ChannelRef) -> Answer<c::ChannelView> {
        h::channel::get(self, &request)
    }
    async fn tiktok_begin(&self, request: c::BeginTiktok) -> Answer<c::ConsentView> {
        self.house.tiktok_begin(request).await
    }
    async fn tiktok_finish(&self, request: c::FinishTiktok) -> Answer<c::AddedView> {
        let ids = self.house.tiktok_finish(request).await?;
        h::channels::added(self, &ids)
    }
    async fn amazon_add(&self, request: c::AddAmazon) -> Answer<c::AddedView> {
        let id = self.house.amazon_add(request).await?;
        h::channels::added(self, &[id])
    }
    async fn amazon_check(&self, request: c::AddAmazon) -> Answer<c::CheckView> {
        let steps = self.house.amazon_check(request).await?;
        Ok(h::channels::checked(&steps))
    }
    async fn secret_renew(&self, request: cn::RenewSecret) -> Answer<Done> {
        self.house.renew_secret(request).await.map(|()| Done {})
    }
    async fn connection_state(&self, request: c::ChannelRef) -> Answer<cn::ConnectionStateView> {
        h::connection_state::get(self, &request)
    }
    async fn channel_test(&self, request: c::ChannelRef) -> Answer<c::CheckView> {
        h::channels::test(self, &request).await
    }
    async fn channel_rename(&self, request: c::RenameChannel) -> Answer<Done> {
        h::channels::rename(self, &request)
    }
    async fn channel_enable(&self, request: c::EnableChannel) -> Answer<Done> {
        h::channels::enable(self, &request)
    }
    async fn channel_remove(&self, request: c::RemoveChannel) -> Answer<Done> {
        h::channels::remove(self, &request).await
    }
    async fn flow_switch(&self, request: c::SwitchFlow) -> Answer<Done> {
        h::flows::switch(self, &request)
    }
    async fn flow_run(&self, request: c::RunFlow) -> Answer<Done> {
        h::flows::run(self, &request)
    }
    async fn channel_partner(&self, request: c::SetPartner) -> Answer<Done> {
        h::channel_settings::partner(self, &request)
    }
    async fn channel_partners(&self, request: ru::SetPartners) -> Answer<Done> {
        h::rules::partners::set(self, &request)
    }
    async fn carrier_choose(&self, request: c::ChooseCarrier) -> Answer<Done> {
        h::channel_settings::carrier(self, &request)
    }
    async fn shop_rules_get(&self, request: c::ChannelRef) -> Answer<ru::ShopRulesView> {
        h::rules::shop::get(self, &request)
    }
    async fn shop_rules_preview(&self, request: ru::ShopDraftOf) -> Answer<ru::ReplayView> {
        h::rules::shop::preview(self, &request)
    }
    async fn shop_rules_save(&self, request: ru::ShopDraftOf) -> Answer<ru::ShopRulesView> {
        h::rules::shop::save(self, &request)
    }
    async fn marketplace_rules_get(&self, request: ru::MarketplaceOfShop) -> Answer<ru::MarketplaceRulesView> {
        h::rules::marketplace::get(self, &request)
    }
    async fn marketplace_rules_preview(&self, request: ru::MarketplaceDraftOf) -> Answer<ru::ReplayView> {
        h::rules::marketplace::preview(self, &request)
    }
    async fn marketplace_rules_save(&self, request: ru::MarketplaceDraftOf) -> Answer<ru::MarketplaceRulesView> {
        h::rules::marketplace::save(self, &request).await
    }
    async fn marketplace_rules_trial(&self, request: ru::MarketplaceDraftOf) -> Answer<ru::TrialView> {
        h::rules::marketplace_trial::of_draft(self, &request).await
    }
    async fn marketplace_queue_secret(&self, request: ru::QueueSecret) -> Answer<Done> {
        h::rules::queue::keep_secret(self, request).await
    }
    async fn marketplace_rules_refresh(&self, request: ru::MarketplaceOfShop) -> Answer<Done> {
        h::rules::marketplace_trial::refresh(self, &request).await
    }
    async fn notice_rules_get(&self, _: Empty) -> Answer<ru::NoticeRulesView> {
        h::rules::notices::get(self)
    }
    async fn notice_rules_save(&self, request: ru::NoticeDraftOf) -> Answer<ru::NoticeRulesView> {
        h::rules::notices::save(self, &request)
    }
    async fn audit_list(&self, request: ru::AuditQuery) -> Answer<ru::AuditView> {
        h::audit::list(self, &request)
    }
    async fn review_get(&self, request: c::ChannelRef) -> Answer<r::ReviewView> {
        h::review::get(self, &request).await
    }
    async fn review_skip(&self, request: r::SkipCase) -> Answer<Done> {
        h::review::skip(self, &request)
    }
    async fn review_accept(&self, request: c::ChannelRef) -> Answer<Done> {
        h::review::accept(self, &request)
    }
    async fn live_get(&self, request: c::ChannelRef) -> Answer<r::LiveCheckView> {
        h::live_check::get(self, &request)
    }
    async fn live_begin(&self, request: r::BeginLiveCheck) -> Answer<Done> {
        h::live_check::begin(self, &request)
    }
    async fn live_skip(&self, request: r::SkipLiveStep) -> Answer<Done> {
        h::live_check::skip(self, &request)
    }
    async fn live_end(&self, request: c::ChannelRef) -> Answer<Done> {
        h::live_check::end(self, &request)
    }
    async fn activity_get(&self, request: a::ActivityQuery) -> Answer<a::ActivityView> {
        h::activity::get(self, &request)
    }
    async fn job_retry(&self, request: a::RetryJob) -> Answer<Done> {
        h::activity::retry_job(self, &request)
    }
    async fn set_aside_retry(&self, request: a::RetrySetAside) -> Answer<Done> {
        h::activity::retry_set_aside(self, &request)
    }
    async fn settings_get(&self, _: Empty) -> Answer<s::SettingsView> {
        h::settings::get(self)
    }
    async fn settings_put(&self, request: s::SettingsView) -> Answer<s::SettingsView> {
        h::settings::put(self, request)
    }
    async fn app_dismiss(&self, request: s::Dismiss) -> Answer<Done> {
        h::settings::dismiss(self, &request)
    }
    async fn practice_start(&self, _: Empty) -> Answer<c::AddedView> {
        self.house.practice_start().await
    }
    async fn practice_leave(&self, _: Empty) -> Answer<Done> {
        self.house.practice_leave().await.map(|()| Done {})
    }
    async fn practice_get(&self, _: Empty) -> Answer<p::PracticeView> {
        self.house.practice_get().await
    }
    async fn practice_control(&self, request: p::PracticeControl) -> Answer<p::PracticeView> {
        self.house.practice_control(request.action).await
    }
}
