//! Settings forms of a shop, an Amazon marketplace and the notices (F018), and what they would change (F317).
//!
//! A draft holds what a person typed: numbers and amounts are text, so that a slip is refused at its field and not with
//! the whole form. Choices are the domain's own words in snake case.

use chrono::{DateTime, Utc};

use super::channels::{CarrierChoiceView, FlowView, PartnerView, WarehouseView};
use super::reason::ReasonView;
use super::wire;

wire! {
    /// One row of the shipping service mapping (F069).
    pub struct SpeedDraft {
        /// The platform's shipping service.
        pub service: String,
        /// Amazon's speed.
        pub speed: String,
    }

    /// A shop's settings as a form holds them.
    pub struct ShopDraft {
        /// F032.
        pub take_in_held: bool,
        /// F034.
        pub take_in_platform_shipped: bool,
        /// F037: `block`, `split`, `import_all`.
        pub unlinked_line: String,
        /// F038.
        pub hide_unlinked: bool,
        /// F040.
        pub split_unlinked: bool,
        /// F041: `block`, `split`.
        pub mixed: String,
        /// F011.
        pub own_warehouse: bool,
        /// F328: `ask`, `send`.
        pub samples: String,
        /// F328: `ask`, `send`.
        pub replacements: String,
        /// F328: `ask`, `send`.
        pub exchanges: String,
        /// F061: hours, `24` or `1:30`.
        pub delay: String,
        /// F062.
        pub keep_stock: bool,
        /// F063; empty = no rule.
        pub max_pieces: String,
        /// F064 in the shop's currency; empty = no rule.
        pub max_total: String,
        /// F065, one a line.
        pub blocked_skus: String,
        /// F320 in the shop's currency; empty = no rule.
        pub max_loss: String,
        /// F320 in percent; empty = not known.
        pub commission_percent: String,
        /// F069.
        pub speeds: Vec<SpeedDraft>,
        /// F069.
        pub default_speed: String,
        /// F432.
        pub speed_by_promise: bool,
        /// F084: the platform's carrier id.
        pub fallback_carrier: Option<String>,
        /// F091; none = on where the region takes them.
        pub early_numbers: Option<bool>,
        /// F089.
        pub correct_tracking: bool,
        /// F092: ids of warehouses.
        pub amazon_warehouses: Vec<String>,
        /// F103.
        pub accept_confirmed_cancels: bool,
        /// F115; none = the default sales warehouse.
        pub target_warehouse: Option<String>,
        /// F116.
        pub buffer: String,
        /// F114.
        pub zero_not_at_amazon: bool,
        /// F014; empty = no limit.
        pub orders_a_day: String,
        /// F014; empty = no limit.
        pub uploads_a_day: String,
    }

    /// A listing that F114 would set to 0.
    pub struct ZeroListingView {
        /// Listing SKU id.
        pub listing_sku: String,
        /// Seller SKU.
        pub seller_sku: Option<String>,
        /// Title.
        pub title: String,
        /// What the platform shows now.
        pub shown: Option<u32>,
    }

    /// What limits the choices of a shop.
    pub struct ShopFactsView {
        /// Its currency.
        pub currency: Option<String>,
        /// Speeds that its marketplace offers; empty = not known yet.
        pub speeds: Vec<String>,
        /// When a preview last showed them; none = never.
        pub speeds_at: Option<DateTime<Utc>>,
        /// Its warehouses.
        pub warehouses: Vec<WarehouseView>,
        /// The platform's carriers; empty = not read yet.
        pub carriers: Vec<CarrierChoiceView>,
        /// Shipping services met so far.
        pub services: Vec<String>,
        /// Whether a paired marketplace can hold orders (F062).
        pub holds: bool,
        /// What *early numbers* means while nothing is chosen (F091).
        pub early_by_default: bool,
        /// Listings that F114 would set to 0.
        pub zero_listings: Vec<ZeroListingView>,
        /// Suggested for F084.
        pub suggested_carrier: Option<String>,
    }

    /// A shop's settings.
    pub struct ShopRulesView {
        /// Shop.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Names the stored values; saving with another one is refused.
        pub version: String,
        /// Stored values.
        pub draft: ShopDraft,
        /// Defaults.
        pub defaults: ShopDraft,
        /// What limits the choices.
        pub facts: ShopFactsView,
        /// Paired marketplaces, most preferred first (F324).
        pub marketplaces: Vec<PartnerView>,
        /// Marketplaces that fit and are not paired.
        pub candidates: Vec<PartnerView>,
    }

    /// Asks what other values would change, or saves them.
    pub struct ShopDraftOf {
        /// Shop.
        pub id: String,
        /// From [`ShopRulesView`].
        pub version: String,
        /// Values.
        pub draft: ShopDraft,
    }

    /// An Amazon marketplace's settings as a form holds them.
    pub struct MarketplaceDraft {
        /// F070.
        pub forward_note: bool,
        /// F071.
        pub slip_label: String,
        /// F071.
        pub slip_text: String,
        /// F072: `allowed`, `blocked`, `tiktok_only`.
        pub logistics: String,
        /// F073: `account`, `prefer_plain`, `must_be_plain`, `plain_for_others`.
        pub plain_box: String,
        /// F075: `fill_or_kill`, `fill_all`, `fill_all_available`.
        pub fill: String,
        /// F431: `off`, `wanted`, `required`.
        pub packing_slip: String,
        /// F431.
        pub overbox: String,
        /// F431.
        pub deliver_together: String,
        /// F431.
        pub signature: String,
        /// F431: an amount; empty = always.
        pub signature_from: String,
        /// F401: `v1`, `v2`.
        pub api_version: String,
        /// F402.
        pub tell_channel: bool,
        /// F113.
        pub low_stock_lane: bool,
        /// F427.
        pub own_queue: bool,
        /// F427.
        pub queue_url: String,
        /// F427.
        pub queue_region: String,
        /// F427.
        pub queue_key_id: String,
    }

    /// A feature of Amazon's and whether it can be chosen here.
    pub struct FeatureFactView {
        /// Field of the draft.
        pub field: String,
        /// Amazon's name.
        pub feature: String,
        /// Whether the account has it; none = cannot be asked.
        pub offered: Option<bool>,
        /// Linked SKUs that lack it, at most ten.
        pub lacking: Vec<String>,
        /// How many there are in all; none = not known.
        pub lacking_count: Option<u32>,
    }

    /// What limits the choices of a marketplace.
    pub struct MarketplaceFactsView {
        /// Features.
        pub features: Vec<FeatureFactView>,
        /// When Amazon last told them; none = never.
        pub read_at: Option<DateTime<Utc>>,
        /// Old enough to be asked for anew.
        pub old: bool,
        /// Why Amazon did not answer the last time.
        pub fault: Option<ReasonView>,
        /// When the secret half of the own queue's key was last entered; none = never (F427).
        pub queue_secret_at: Option<DateTime<Utc>>,
        /// Whether *prefer plain* exists in the chosen version.
        pub prefers_plain: bool,
        /// Whether a text is demanded on the packing slip.
        pub demands_slip_text: bool,
        /// Currency of its country.
        pub currency: Option<String>,
    }

    /// A flow that a marketplace block switches.
    pub struct SwitchView {
        /// The connection that has it: the marketplace's or the shop's.
        pub connection: String,
        /// Practice data: switching on needs no confirmation.
        pub practice: bool,
        /// The flow with last run, next run and lamp.
        pub flow: FlowView,
    }

    /// Names a marketplace, and the shop it is looked at from.
    pub struct MarketplaceOfShop {
        /// Marketplace's connection.
        pub id: String,
        /// Shop; none = only the marketplace's own flows.
        pub shop: Option<String>,
    }

    /// A marketplace's settings.
    pub struct MarketplaceRulesView {
        /// Connection.
        pub id: String,
        /// Its name.
        pub name: String,
        /// Names the stored values.
        pub version: String,
        /// Stored values.
        pub draft: MarketplaceDraft,
        /// Defaults.
        pub defaults: MarketplaceDraft,
        /// What limits the choices.
        pub facts: MarketplaceFactsView,
        /// F066, F080, F110, F100: export, tracking, stock, cancel.
        pub switches: Vec<SwitchView>,
    }

    /// Asks what other values would change, or saves them.
    pub struct MarketplaceDraftOf {
        /// Marketplace's connection.
        pub id: String,
        /// Shop whose orders are looked at; none = all it ships for.
        pub shop: Option<String>,
        /// From [`MarketplaceRulesView`].
        pub version: String,
        /// Values.
        pub draft: MarketplaceDraft,
    }

    /// The secret half of the access key of the own message queue; it is kept and never told again (F427).
    pub struct QueueSecret {
        /// Marketplace's connection.
        pub id: String,
        /// The secret.
        pub secret: String,
    }

    /// What Amazon says of a recent order under a draft (F073, F401, F402, F431).
    pub struct TrialView {
        /// Number of the order; none = there is none that could be tried.
        pub order: Option<String>,
        /// It would go.
        pub goes: bool,
        /// Why not.
        pub reason: Option<ReasonView>,
        /// Estimated fee.
        pub fee: Option<String>,
        /// Latest arrival.
        pub arrives_by: Option<DateTime<Utc>>,
        /// Options asked for, by Amazon's names.
        pub asked: Vec<String>,
        /// Required ones that the answer does not confirm.
        pub unconfirmed: Vec<String>,
    }

    /// What a kind of notice does.
    pub struct NoticeWayDraft {
        /// Kind, snake case.
        pub topic: String,
        /// `desktop`, `email`, `both`, `none`; empty = the default.
        pub way: String,
        /// What the default is now.
        pub default_way: String,
    }

    /// Who hears of what, as a form holds it (F020–F023).
    pub struct NoticeDraft {
        /// F020, separated by commas.
        pub addresses: String,
        /// F021.
        pub daily_mismatch: bool,
        /// F021, 0 to 23.
        pub mismatch_hour: String,
        /// F021.
        pub mismatch_only_changed: bool,
        /// F022.
        pub archived: bool,
        /// F023.
        pub ways: Vec<NoticeWayDraft>,
        /// F023, minutes.
        pub quiet_minutes: String,
    }

    /// Notices.
    pub struct NoticeRulesView {
        /// Names the stored values.
        pub version: String,
        /// Stored values.
        pub draft: NoticeDraft,
        /// Defaults.
        pub defaults: NoticeDraft,
    }

    /// Saves them.
    pub struct NoticeDraftOf {
        /// From [`NoticeRulesView`].
        pub version: String,
        /// Values.
        pub draft: NoticeDraft,
    }

    /// Where an order would stand.
    pub struct ReplayOutcomeView {
        /// State, snake case.
        pub state: String,
        /// Why.
        pub reason: Option<ReasonView>,
        /// Amazon's speed, where it would be sent.
        pub speed: Option<String>,
        /// Not before, when it waits.
        pub until: Option<DateTime<Utc>>,
    }

    /// An order that other settings would treat otherwise.
    pub struct ReplayRowView {
        /// Order.
        pub order: String,
        /// Number.
        pub number: String,
        /// Placed at.
        pub placed_at: DateTime<Utc>,
        /// With the stored settings.
        pub before: ReplayOutcomeView,
        /// With the draft.
        pub after: ReplayOutcomeView,
    }

    /// How many orders would move from one state to another.
    pub struct ReplayCountView {
        /// State with the stored settings.
        pub from: String,
        /// State with the draft.
        pub to: String,
        /// Orders.
        pub count: u32,
    }

    /// A listing whose number would change.
    pub struct StockChangeView {
        /// Listing SKU id.
        pub listing_sku: String,
        /// Title.
        pub title: String,
        /// Number now; none = left alone.
        pub before: Option<u32>,
        /// Number then; none = left alone.
        pub after: Option<u32>,
    }

    /// What would change (F317).
    pub struct ReplayView {
        /// Days looked back.
        pub days: u32,
        /// Orders looked at.
        pub orders: u32,
        /// There were more orders than one look takes.
        pub cut: bool,
        /// Orders that differ.
        pub differing: u32,
        /// By states.
        pub counts: Vec<ReplayCountView>,
        /// The newest of them, at most 200.
        pub rows: Vec<ReplayRowView>,
        /// Listings whose number would change.
        pub listings: Vec<StockChangeView>,
    }

    /// Sets who ships for a shop, most preferred first (F324).
    pub struct SetPartners {
        /// Shop.
        pub id: String,
        /// Marketplaces' connections.
        pub partners: Vec<String>,
    }

    /// Asks for the audit log.
    pub struct AuditQuery {
        /// Of one thing; none = all.
        pub subject: Option<String>,
        /// Entries at most.
        pub limit: u32,
    }

    /// One value that changed.
    pub struct AuditChangeView {
        /// Field.
        pub field: String,
        /// Before, as text.
        pub before: Option<String>,
        /// After, as text.
        pub after: Option<String>,
    }

    /// One entry.
    pub struct AuditEntryView {
        /// Number.
        pub seq: u32,
        /// When.
        pub at: DateTime<Utc>,
        /// Kind, snake case.
        pub kind: String,
        /// What it was about.
        pub subject: String,
        /// Its name, where it has one.
        pub name: Option<String>,
        /// What changed.
        pub changes: Vec<AuditChangeView>,
    }

    /// The audit log.
    pub struct AuditView {
        /// Newest first.
        pub entries: Vec<AuditEntryView>,
        /// The first entry that does not follow from the one before; none = unbroken.
        pub first_break: Option<u32>,
    }
}
