//! What only a host can do: keychain, sign-in, practice world, the program's own matters.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use shopferry_channel::{CheckStep, Secret};
use shopferry_domain::ConnectionId;

use crate::list::CommandError;
use crate::wire::app::AwayView;
use crate::wire::channels::{AddAmazon, BeginTiktok, ConsentView, FinishTiktok};
use crate::wire::connection::RenewSecret;
use crate::wire::practice::{PracticeAction, PracticeView};
use crate::wire::settings::SettingsView;

/// What the host knows of the program around the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Who runs this profile, when it is another program.
    pub owner: Option<String>,
    /// The practice world, when this is its profile.
    pub practice: Option<PracticeView>,
    /// Shown once after a sleep.
    pub away: Option<AwayView>,
    /// The window was closed for the first time.
    pub ask_about_tray: bool,
    /// Version.
    pub version: String,
    /// Where the data lies.
    pub data_dir: String,
    /// Where the secrets lie, in words.
    pub secrets_place: String,
}

/// The host behind a [`crate::Desk`].
#[async_trait]
pub trait House: Send + Sync {
    /// Time of the connections' world.
    fn now(&self) -> DateTime<Utc>;
    /// The program around the ledger.
    async fn frame(&self) -> Frame;
    /// Tries again to open what could not be opened.
    async fn reopen(&self) -> Result<(), CommandError>;
    /// Begins a TikTok Shop sign-in.
    async fn tiktok_begin(&self, request: BeginTiktok) -> Result<ConsentView, CommandError>;
    /// Finishes it; answers the connections it made or renewed. A failure leaves no row and no secret (F001).
    async fn tiktok_finish(&self, request: FinishTiktok) -> Result<Vec<ConnectionId>, CommandError>;
    /// Adds or renews an Amazon account, proved by one read.
    async fn amazon_add(&self, request: AddAmazon) -> Result<ConnectionId, CommandError>;
    /// Tries the keys of a form step by step; nothing is stored (F301).
    async fn amazon_check(&self, request: AddAmazon) -> Result<Vec<CheckStep>, CommandError>;
    /// Renews Amazon's client secret, proved by a sign-in with it; the sign-in stays (F421).
    async fn renew_secret(&self, request: RenewSecret) -> Result<(), CommandError>;
    /// Keeps the secret half of the access key of a seller's own message queue (F427).
    async fn keep_queue_secret(&self, connection: &ConnectionId, secret: Secret) -> Result<(), CommandError>;
    /// The settings of a message queue were saved.
    fn queue_changed(&self, connection: &ConnectionId) -> Result<(), CommandError>;
    /// Tests a connection step by step (F016).
    async fn test(&self, connection: &ConnectionId) -> Result<Vec<CheckStep>, CommandError>;
    /// A connection was removed: its connector goes, its secrets are deleted at once.
    async fn removed(&self, connection: &ConnectionId) -> Result<(), CommandError>;
    /// Settings with effects outside the ledger were stored.
    fn settings_changed(&self, settings: &SettingsView);
    /// A one-time message was read: `away`, `login`, `tray`.
    fn dismissed(&self, what: &str);
    /// Makes the practice shop and opens it; answers its connections' views.
    async fn practice_start(&self) -> Result<crate::wire::channels::AddedView, CommandError>;
    /// Leaves it.
    async fn practice_leave(&self) -> Result<(), CommandError>;
    /// Its clock.
    async fn practice_get(&self) -> Result<PracticeView, CommandError>;
    /// Steers it.
    async fn practice_control(&self, action: PracticeAction) -> Result<PracticeView, CommandError>;
}
