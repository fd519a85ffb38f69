//! The list of commands.

use crate::wire::{
    Done, Empty, activity as a, app, channels as c, connection as cn, home, links as l, orders as o, own as ow,
    practice as p, review as r, rules as ru, settings as s, stock,
};

/// What the client caches of an answer, and what a command makes stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declared {
    /// Name, `noun.verb`.
    pub name: &'static str,
    /// Request type.
    pub request: &'static str,
    /// Response type.
    pub response: &'static str,
    /// Tags its answer depends on (queries).
    pub provides: &'static [&'static str],
    /// Tags it makes stale (mutations).
    pub invalidates: &'static [&'static str],
}

macro_rules! commands {
    ($($(#[$doc:meta])* $method:ident = $name:literal ($req:ty) -> $res:ty, provides [$($p:literal),*], invalidates [$($i:literal),*];)+) => {
        /// All commands.
        pub const COMMANDS: &[Declared] = &[$(Declared {
            name: $name, request: stringify!($req), response: stringify!($res), provides: &[$($p),*], invalidates: &[$($i),*],
        }),+];

        /// Writes the TypeScript twins of all transport types into `config`'s folder.
        ///
        /// # Errors
        /// When a file cannot be written.
        pub fn export_types(config: &ts_rs::Config) -> Result<(), ts_rs::ExportError> {
            <CommandError as ts_rs::TS>::export_all(config)?;
            $(<$req as ts_rs::TS>::export_all(config)?; <$res as ts_rs::TS>::export_all(config)?;)+
            Ok(())
        }

        /// What carries the commands out. One method a command; the router below finds it by name.
        #[async_trait::async_trait]
        pub trait Handler: Send + Sync {
            $($(#[$doc])* async fn $method(&self, request: $req) -> Result<$res, CommandError>;)+
        }

        /// Runs a command by name with a JSON payload.
        ///
        /// # Errors
        /// `unknown_command`, `bad_request` naming the field, or the handler's own error.
        pub async fn dispatch(handler: &dyn Handler, name: &str, payload: serde_json::Value) -> Result<serde_json::Value, CommandError> {
            match name {
                $($name => {
                    let request: $req = serde_json::from_value(payload).map_err(|e| CommandError::bad_request($name, &e))?;
                    let answer = handler.$method(request).await?;
                    serde_json::to_value(answer).map_err(|e| CommandError::bad_request($name, &e))
                })+
                other => Err(CommandError::unknown(other)),
            }
        }
    };
}

/// An error of a command: a code to branch on, a sentence and a cure.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS, thiserror::Error)]
#[error("{message}")]
#[ts(export_to = "contract.ts")]
pub struct CommandError {
    /// Stable code.
    pub code: String,
    /// What happened, to which thing.
    pub message: String,
    /// What to do.
    pub cure: String,
    /// The form field it is about.
    pub field: Option<String>,
    /// Every form field that was refused, when there may be several.
    #[serde(default)]
    pub fields: Vec<FieldError>,
}

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[ts(export_to = "contract.ts")]
pub struct FieldError {
    /// Field, rows of a list as `speeds.2`.
    pub field: String,
    /// Stable code.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub cure: String,
}

impl CommandError {
    /// An error with a code of its own.
    pub fn new(code: &str, message: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), cure: cure.into(), field: None, fields: Vec::new() }
    }

    /// The same, about a form field.
    #[must_use]
    pub fn on(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// A thing that was named is not there.
    pub fn not_found(what: &str) -> Self {
        Self::new("not_found", format!("There is no such {what}."), "Read the list again; it may have been removed.")
    }

    fn bad_request(name: &str, error: &serde_json::Error) -> Self {
        Self::new(
            "bad_request",
            format!("The request {name} cannot be read: {error}."),
            "Update both parts to one version.",
        )
    }

    fn unknown(name: &str) -> Self {
        Self::new("unknown_command", format!("There is no command {name}."), "Update both parts to one version.")
    }
}

impl From<&shopferry_domain::Reason> for CommandError {
    fn from(reason: &shopferry_domain::Reason) -> Self {
        let text = reason.code.text();
        let message = match &reason.detail {
            Some(detail) => format!("{} {detail}", text.sentence),
            None => text.sentence.to_owned(),
        };
        Self::new(text.name, message, text.cure)
    }
}

commands! {
    /// The frame around every page.
    app_get = "app.get" (Empty) -> app::AppView, provides ["app"], invalidates [];
    /// Tries again to open what could not be opened: locked keychain, full disk, another owner.
    app_reopen = "app.reopen" (Empty) -> Done, provides [], invalidates ["app", "home", "channels", "orders", "links", "stock", "activity", "settings", "practice"];
    /// Pauses or resumes all loops.
    engine_set = "engine.set" (app::SetEngine) -> Done, provides [], invalidates ["app", "home", "channels"];
    /// What waits on quitting.
    app_pending = "app.pending" (Empty) -> app::PendingWorkView, provides ["orders"], invalidates [];
    /// Home.
    home_get = "home.get" (Empty) -> home::HomeView, provides ["home", "orders", "channels", "stock"], invalidates [];
    /// Orders.
    orders_list = "orders.list" (o::OrderQuery) -> o::OrderListView, provides ["orders"], invalidates [];
    /// One order.
    order_get = "orders.get" (o::OrderRef) -> o::OrderView, provides ["orders", "links", "stock"], invalidates [];
    /// Decides again and sends.
    orders_retry = "orders.retry" (o::OrderRefs) -> o::BulkView, provides [], invalidates ["orders", "home"];
    /// Sends orders that ask for a decision or lie before the start line.
    orders_send = "orders.send" (o::SendAnyway) -> o::BulkView, provides [], invalidates ["orders", "home"];
    /// Asks the fulfiller to cancel.
    orders_cancel = "orders.cancel_at_fulfiller" (o::OrderRef) -> Done, provides [], invalidates ["orders", "home"];
    /// What may be decided about an order's cancel now.
    cancel_choices = "orders.cancel_choices" (o::OrderRef) -> o::CancelChoicesView, provides ["orders"], invalidates [];
    /// Accepts or rejects the buyer's request to cancel.
    request_answer = "orders.answer_request" (o::AnswerRequest) -> Done, provides [], invalidates ["orders", "home"];
    /// Cancels an order, or single lines of it, at the platform.
    platform_cancel = "orders.cancel_on_platform" (o::CancelOnPlatform) -> Done, provides [], invalidates ["orders", "home"];
    /// Places an order anew after Amazon cancelled it.
    order_anew = "orders.place_anew" (o::OrderRef) -> Done, provides [], invalidates ["orders", "home"];
    /// Sends a parcel's number again.
    number_send = "orders.send_number" (o::SendNumber) -> Done, provides [], invalidates ["orders", "home"];
    /// A fresh link to the photo of a delivery.
    delivery_photo = "orders.delivery_photo" (o::PhotoRef) -> o::PhotoView, provides [], invalidates [];
    /// Lets a stopped warehouse go on.
    warehouse_reset = "channels.reset_warehouse" (c::WarehouseRef) -> Done, provides [], invalidates ["channels", "orders"];
    /// Archives.
    orders_archive = "orders.archive" (o::OrderRefs) -> o::BulkView, provides [], invalidates ["orders", "home"];
    /// Takes back from the archive.
    orders_unarchive = "orders.unarchive" (o::OrderRefs) -> o::BulkView, provides [], invalidates ["orders", "home"];
    /// Reads an order again now.
    orders_refresh = "orders.refresh" (o::OrderRef) -> Done, provides [], invalidates ["orders"];
    /// Skips the rest of the extra delay and sends.
    orders_send_now = "orders.send_now" (o::OrderRefs) -> o::BulkView, provides [], invalidates ["orders", "home"];
    /// Accepts an order as it was sent although it changed since.
    order_accept_change = "orders.accept_change" (o::OrderRef) -> Done, provides [], invalidates ["orders", "home"];
    /// The own warehouse's list.
    own_list = "own.list" (Empty) -> ow::OwnListView, provides ["orders"], invalidates [];
    /// The platform's carriers for an order of the own warehouse.
    own_carriers = "own.carriers" (o::OrderRef) -> ow::OwnCarriersView, provides ["orders"], invalidates [];
    /// Takes parts over into the own warehouse's work.
    own_take_over = "own.take_over" (ow::PartRefs) -> o::BulkView, provides [], invalidates ["orders", "home"];
    /// Tells the platform a parcel of the own warehouse.
    own_ship = "own.ship" (ow::ShipOwn) -> Done, provides [], invalidates ["orders", "home"];
    /// The list as a file; nothing is changed.
    own_sheet = "own.sheet" (ow::PartRefs) -> ow::OwnSheetView, provides ["orders"], invalidates [];
    /// What a filled-in file would confirm; nothing is changed.
    own_check = "own.check" (ow::OwnSheetText) -> ow::OwnImportView, provides [], invalidates [];
    /// Confirms all parcels of a filled-in file, or none.
    own_import = "own.import" (ow::OwnSheetText) -> ow::OwnImportView, provides [], invalidates ["orders", "home"];
    /// Links.
    links_list = "links.list" (l::LinkQuery) -> l::LinkListView, provides ["links"], invalidates [];
    /// SKUs to link to.
    links_candidates = "links.candidates" (l::CandidateQuery) -> l::CandidatesView, provides ["links", "stock"], invalidates [];
    /// Links a listing.
    links_put = "links.put" (l::PutLink) -> l::LinkedView, provides [], invalidates ["links", "orders", "stock", "home"];
    /// Unlinks.
    links_remove = "links.remove" (l::RemoveLink) -> l::LinkedView, provides [], invalidates ["links", "orders", "stock", "home"];
    /// Stock.
    stock_list = "stock.list" (stock::StockQuery) -> stock::StockListView, provides ["stock", "links"], invalidates [];
    /// Connections.
    channels_list = "channels.list" (Empty) -> c::ChannelsView, provides ["channels"], invalidates [];
    /// One connection.
    channel_get = "channels.get" (c::ChannelRef) -> c::ChannelView, provides ["channels"], invalidates [];
    /// Begins a TikTok Shop sign-in.
    tiktok_begin = "channels.tiktok_begin" (c::BeginTiktok) -> c::ConsentView, provides [], invalidates [];
    /// Finishes it.
    tiktok_finish = "channels.tiktok_finish" (c::FinishTiktok) -> c::AddedView, provides [], invalidates ["channels", "app", "home"];
    /// Adds an Amazon account.
    amazon_add = "channels.amazon_add" (c::AddAmazon) -> c::AddedView, provides [], invalidates ["channels", "app", "home"];
    /// Tries the keys of an Amazon form step by step; nothing is stored.
    amazon_check = "channels.amazon_check" (c::AddAmazon) -> c::CheckView, provides [], invalidates [];
    /// Renews Amazon's client secret; the sign-in stays.
    secret_renew = "channels.renew_secret" (cn::RenewSecret) -> Done, provides [], invalidates ["channels", "home"];
    /// Sign-in, terms, region, readiness and counters of a connection.
    connection_state = "channels.state" (c::ChannelRef) -> cn::ConnectionStateView, provides ["channels"], invalidates [];
    /// Tests a connection.
    channel_test = "channels.test" (c::ChannelRef) -> c::CheckView, provides [], invalidates [];
    /// Renames it.
    channel_rename = "channels.rename" (c::RenameChannel) -> Done, provides [], invalidates ["channels"];
    /// Enables or disables it.
    channel_enable = "channels.enable" (c::EnableChannel) -> Done, provides [], invalidates ["channels", "home"];
    /// Removes it.
    channel_remove = "channels.remove" (c::RemoveChannel) -> Done, provides [], invalidates ["channels", "app", "home"];
    /// Switches a flow.
    flow_switch = "flows.switch" (c::SwitchFlow) -> Done, provides [], invalidates ["channels", "home", "review"];
    /// Runs a flow now.
    flow_run = "flows.run" (c::RunFlow) -> Done, provides [], invalidates ["channels"];
    /// Chooses who ships.
    channel_partner = "channels.set_partner" (c::SetPartner) -> Done, provides [], invalidates ["channels", "orders"];
    /// Chooses who ships, by preference.
    channel_partners = "channels.set_partners" (ru::SetPartners) -> Done, provides [], invalidates ["channels", "orders", "rules", "audit"];
    /// Answers a carrier question.
    carrier_choose = "channels.choose_carrier" (c::ChooseCarrier) -> Done, provides [], invalidates ["channels", "orders"];
    /// What would be written now for a shop.
    review_get = "review.get" (c::ChannelRef) -> r::ReviewView, provides ["review"], invalidates [];
    /// Skips a case of the review.
    review_skip = "review.skip_case" (r::SkipCase) -> Done, provides [], invalidates ["review"];
    /// Accepts it: writing flows may be switched on.
    review_accept = "review.accept" (c::ChannelRef) -> Done, provides [], invalidates ["review", "channels", "home"];
    /// The live check of a shop.
    live_get = "live_check.get" (c::ChannelRef) -> r::LiveCheckView, provides ["channels", "orders", "stock"], invalidates [];
    /// Begins it.
    live_begin = "live_check.begin" (r::BeginLiveCheck) -> Done, provides [], invalidates ["channels", "orders"];
    /// Skips a step.
    live_skip = "live_check.skip_step" (r::SkipLiveStep) -> Done, provides [], invalidates ["channels"];
    /// Ends it.
    live_end = "live_check.end" (c::ChannelRef) -> Done, provides [], invalidates ["channels"];
    /// A shop's settings.
    shop_rules_get = "shop_rules.get" (c::ChannelRef) -> ru::ShopRulesView, provides ["rules", "channels", "links", "stock"], invalidates [];
    /// What other settings of a shop would change.
    shop_rules_preview = "shop_rules.preview" (ru::ShopDraftOf) -> ru::ReplayView, provides [], invalidates [];
    /// Saves a shop's settings.
    shop_rules_save = "shop_rules.save" (ru::ShopDraftOf) -> ru::ShopRulesView, provides [], invalidates ["rules", "audit", "channels", "orders", "stock", "home"];
    /// A marketplace's settings and switches.
    marketplace_rules_get = "marketplace_rules.get" (ru::MarketplaceOfShop) -> ru::MarketplaceRulesView, provides ["rules", "channels"], invalidates [];
    /// What other settings of a marketplace would change.
    marketplace_rules_preview = "marketplace_rules.preview" (ru::MarketplaceDraftOf) -> ru::ReplayView, provides [], invalidates [];
    /// Asks Amazon for the preview of a recent order as a draft would send it.
    marketplace_rules_trial = "marketplace_rules.trial" (ru::MarketplaceDraftOf) -> ru::TrialView, provides [], invalidates [];
    /// Asks Amazon anew which options the account has, unless that was done lately.
    marketplace_rules_refresh = "marketplace_rules.refresh" (ru::MarketplaceOfShop) -> Done, provides [], invalidates ["rules"];
    /// Keeps the secret half of the own message queue's access key.
    marketplace_queue_secret = "marketplace_rules.queue_secret" (ru::QueueSecret) -> Done, provides [], invalidates ["rules", "channels"];
    /// Saves a marketplace's settings.
    marketplace_rules_save = "marketplace_rules.save" (ru::MarketplaceDraftOf) -> ru::MarketplaceRulesView, provides [], invalidates ["rules", "audit", "channels", "orders", "stock", "home"];
    /// Who hears of what.
    notice_rules_get = "notice_rules.get" (Empty) -> ru::NoticeRulesView, provides ["rules"], invalidates [];
    /// Saves who hears of what.
    notice_rules_save = "notice_rules.save" (ru::NoticeDraftOf) -> ru::NoticeRulesView, provides [], invalidates ["rules", "audit"];
    /// The audit log.
    audit_list = "audit.list" (ru::AuditQuery) -> ru::AuditView, provides ["audit"], invalidates [];
    /// Runs, jobs, set-aside records.
    activity_get = "activity.get" (a::ActivityQuery) -> a::ActivityView, provides ["activity", "orders"], invalidates [];
    /// Tries a job again.
    job_retry = "activity.retry_job" (a::RetryJob) -> Done, provides [], invalidates ["activity"];
    /// Reads a set-aside record again.
    set_aside_retry = "activity.retry_set_aside" (a::RetrySetAside) -> Done, provides [], invalidates ["activity"];
    /// Settings.
    settings_get = "settings.get" (Empty) -> s::SettingsView, provides ["settings"], invalidates [];
    /// Changes settings.
    settings_put = "settings.put" (s::SettingsView) -> s::SettingsView, provides [], invalidates ["settings", "app"];
    /// Dismisses a one-time message.
    app_dismiss = "app.dismiss" (s::Dismiss) -> Done, provides [], invalidates ["app"];
    /// Makes the practice shop and connects it.
    practice_start = "practice.start" (Empty) -> c::AddedView, provides [], invalidates ["app", "home", "channels", "orders", "links", "stock", "activity", "settings", "practice"];
    /// Leaves the practice shop for the person's own accounts; it is made anew the next time.
    practice_leave = "practice.leave" (Empty) -> Done, provides [], invalidates ["app", "home", "channels", "orders", "links", "stock", "activity", "settings", "practice"];
    /// Practice clock.
    practice_get = "practice.get" (Empty) -> p::PracticeView, provides ["practice"], invalidates [];
    /// Practice bar.
    practice_control = "practice.control" (p::PracticeControl) -> p::PracticeView, provides [], invalidates ["practice", "app"];
}
