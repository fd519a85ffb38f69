//! Connections and their flows (F001–F005, F015, F016, F019).

use chrono::{DateTime, Utc};

use super::reason::ReasonView;
use super::wire;

wire! {
    /// Platforms.
    #[derive(Copy, Eq)]
    pub enum PlatformView {
        /// TikTok Shop.
        TiktokShop,
        /// Amazon Multi-Channel Fulfillment.
        Amazon,
    }

    /// State of a connection.
    #[derive(Copy, Eq)]
    pub enum HealthView {
        /// Works.
        Connected,
        /// Rests until a person signs in.
        NeedsSignIn,
        /// Switched off.
        Disabled,
        /// Works in part.
        Degraded,
    }

    /// A connection in lists.
    pub struct ChannelHealthView {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
        /// Platform.
        pub platform: PlatformView,
        /// Account in words, for example "US · shop 7494…".
        pub account: String,
        /// Practice data.
        pub practice: bool,
        /// State.
        pub health: HealthView,
        /// Why, when not connected.
        pub reason: Option<ReasonView>,
        /// Last successful pass.
        pub last_ok: Option<DateTime<Utc>>,
        /// Next pass.
        pub next_run: Option<DateTime<Utc>>,
        /// What waits to be sent.
        pub backlog: u32,
        /// Flows that are on, of how many.
        pub flows_on: u32,
        /// Flows it has.
        pub flows: u32,
    }

    /// One flow of a connection.
    pub struct FlowView {
        /// Name, snake case, for example `pull_orders`.
        pub flow: String,
        /// Writes to a platform: switching it on is confirmed on real connections.
        pub writes: bool,
        /// Switched on.
        pub on: bool,
        /// Runs now.
        pub running: bool,
        /// Seconds between passes.
        pub cadence_secs: u32,
        /// Last finished pass.
        pub last_run: Option<DateTime<Utc>>,
        /// Last successful pass.
        pub last_ok: Option<DateTime<Utc>>,
        /// Next pass.
        pub next_run: Option<DateTime<Utc>>,
        /// Error lamp.
        pub reason: Option<ReasonView>,
    }

    /// A warehouse of the shop.
    pub struct WarehouseView {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
        /// `enabled`, `disabled`, `restricted` or the platform's word.
        pub state: String,
        /// Orders are shipped from it.
        pub is_sales: bool,
        /// The platform's default.
        pub is_default: bool,
        /// No longer listed by the platform.
        pub gone: bool,
        /// Target of stock writes.
        pub is_target: bool,
        /// What counts against it as a warehouse marked as Amazon's; at 3 its confirmations wait (F092).
        pub strikes: u32,
    }

    /// A carrier question: several entries fit, or none.
    pub struct CarrierQuestionView {
        /// Name as the fulfiller writes it.
        pub name: String,
        /// Parcels that wait for the answer.
        pub waiting: u32,
        /// Entries of the platform's list.
        pub choices: Vec<CarrierChoiceView>,
        /// The kept answer.
        pub chosen: Option<String>,
    }

    /// An entry of the platform's carrier list.
    pub struct CarrierChoiceView {
        /// The platform's id.
        pub id: String,
        /// Name.
        pub name: String,
    }

    /// A connection's page.
    pub struct ChannelView {
        /// The row.
        pub summary: ChannelHealthView,
        /// Its flows.
        pub flows: Vec<FlowView>,
        /// Who ships for it (sales channels).
        pub partner: Option<String>,
        /// Fulfillers that fit: same country.
        pub partners: Vec<PartnerView>,
        /// Warehouses (sales channels).
        pub warehouses: Vec<WarehouseView>,
        /// Carrier questions (sales channels).
        pub carriers: Vec<CarrierQuestionView>,
        /// Exports start at (F327).
        pub start_line: Option<DateTime<Utc>>,
        /// Out-of-stock buffer (F116).
        pub buffer: u32,
        /// SKUs that stock leaves out because they are not linked (F111).
        pub unlinked_skus: u32,
        /// Open orders, for the consequences of removing it.
        pub open_orders: u32,
        /// Exports with unknown outcome: removing is refused then (F004).
        pub unknown_outcomes: u32,
    }

    /// A fulfiller that fits a shop.
    pub struct PartnerView {
        /// Connection id.
        pub id: String,
        /// Name.
        pub name: String,
    }

    /// All connections.
    pub struct ChannelsView {
        /// Rows.
        pub channels: Vec<ChannelHealthView>,
    }

    /// Names a connection.
    pub struct ChannelRef {
        /// Id.
        pub id: String,
    }

    /// Begins a TikTok Shop sign-in with the seller's own app.
    pub struct BeginTiktok {
        /// Name for the connection, 1 to 60 characters.
        pub name: String,
        /// App key.
        pub app_key: String,
        /// App secret; passes inwards once.
        pub app_secret: String,
        /// Service id, or the consent link as copied from the app's page.
        pub service_id: String,
        /// `us` or `row`: which consent page.
        pub region: String,
        /// Loopback address of the practice marketplaces, tests only.
        pub base_url: Option<String>,
        /// Signs an existing connection in again (F005).
        pub connection: Option<String>,
    }

    /// The page to open in the browser.
    pub struct ConsentView {
        /// Names this run; the answer is accepted once and within ten minutes.
        pub ticket: String,
        /// Address to open.
        pub url: String,
        /// Valid until.
        pub expires_at: DateTime<Utc>,
    }

    /// Finishes it with the address the browser ended on.
    pub struct FinishTiktok {
        /// From [`ConsentView`].
        pub ticket: String,
        /// Whole address, or the code alone.
        pub pasted: String,
        /// Shops to add when the sign-in covers several; empty = all.
        pub shops: Vec<String>,
    }

    /// Adds an Amazon account with the seller's own private app (or signs in again).
    pub struct AddAmazon {
        /// Name for the connection.
        pub name: String,
        /// LWA client id.
        pub client_id: String,
        /// LWA client secret; passes inwards once.
        pub client_secret: String,
        /// Refresh token; passes inwards once.
        pub refresh_token: String,
        /// Seller id, typed in once (F005).
        pub seller_id: String,
        /// Marketplace id.
        pub marketplace: String,
        /// Loopback address of the practice marketplaces, tests only.
        pub base_url: Option<String>,
        /// Signs an existing connection in again.
        pub connection: Option<String>,
        /// Day on which the client secret was made, `2026-03-02`; none = today (F421).
        #[serde(default)]
        pub secret_made_on: Option<String>,
    }

    /// Connections that came of a sign-in.
    pub struct AddedView {
        /// Rows.
        pub channels: Vec<ChannelHealthView>,
    }

    /// Outcome of one test step.
    #[derive(Copy, Eq)]
    pub enum StepOutcomeView {
        /// Works.
        Passed,
        /// Works, with something to know.
        Warned,
        /// Does not.
        Failed,
    }

    /// One test step (F016).
    pub struct CheckStepView {
        /// What was tried.
        pub what: String,
        /// Permission.
        pub scope: String,
        /// How it ended.
        pub outcome: StepOutcomeView,
        /// Words for a warning.
        pub note: Option<String>,
        /// Why it failed.
        pub reason: Option<ReasonView>,
        /// Milliseconds.
        pub latency_ms: u32,
        /// Platform clock minus ours, seconds.
        pub clock_difference_secs: Option<i64>,
    }

    /// A whole test.
    pub struct CheckView {
        /// Steps.
        pub steps: Vec<CheckStepView>,
    }

    /// Renames a connection.
    pub struct RenameChannel {
        /// Id.
        pub id: String,
        /// New name.
        pub name: String,
    }

    /// Enables or disables (F003).
    pub struct EnableChannel {
        /// Id.
        pub id: String,
        /// On or off.
        pub enabled: bool,
    }

    /// Removes a connection (F004).
    pub struct RemoveChannel {
        /// Id.
        pub id: String,
        /// Even while an export's outcome is unknown.
        pub force: bool,
    }

    /// Switches a flow (F019). Writing flows of real connections need `confirmed`.
    pub struct SwitchFlow {
        /// Connection.
        pub id: String,
        /// Flow.
        pub flow: String,
        /// On or off.
        pub on: bool,
        /// The person confirmed.
        pub confirmed: bool,
        /// Seconds between passes, when changed.
        pub cadence_secs: Option<u32>,
    }

    /// Starts a flow now; joins a running pass (F203).
    pub struct RunFlow {
        /// Connection.
        pub id: String,
        /// Flow.
        pub flow: String,
    }

    /// Chooses who ships (F324).
    pub struct SetPartner {
        /// Shop.
        pub id: String,
        /// Fulfiller; none unpairs.
        pub partner: Option<String>,
    }

    /// Names a warehouse of a shop.
    pub struct WarehouseRef {
        /// Connection.
        pub id: String,
        /// Warehouse.
        pub warehouse: String,
    }

    /// Answers a carrier question (F082, F083).
    pub struct ChooseCarrier {
        /// Shop.
        pub id: String,
        /// Name as the fulfiller writes it.
        pub name: String,
        /// The platform's carrier id.
        pub carrier: String,
    }
}
