//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::exit::EXIT_CODES;

/// Carries orders from your shops to whoever ships them, and tracking numbers back; without a window.
#[derive(Debug, Parser)]
#[command(name = "shopferryd", version, after_help = EXIT_CODES, propagate_version = true)]
pub struct Cli {
    /// Where everything but the secrets lies (also: SHOPFERRY_DATA_DIR).
    #[arg(long, global = true, value_name = "FOLDER", env = "SHOPFERRY_DATA_DIR")]
    pub data_dir: Option<PathBuf>,
    /// One JSON object on standard output instead of text.
    #[arg(long, global = true)]
    pub json: bool,
    /// Where secrets lie. `sealed` asks for the passphrase, or takes it from SHOPFERRY_PASSPHRASE.
    #[arg(long, global = true, value_enum, default_value_t = Vault::Os)]
    pub vault: Vault,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where secrets lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Vault {
    /// The system's keychain.
    Os,
    /// A file sealed with a passphrase, where there is no keychain.
    Sealed,
    /// This process's memory: gone at the end; for tests on a fresh folder.
    #[value(hide = true)]
    Memory,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The practice marketplaces: serve them, or rehearse a whole day on virtual time.
    #[command(subcommand)]
    Practice(Practice),
    /// Measures against the platforms' published limits, on virtual time.
    #[command(subcommand)]
    Bench(Bench),
    /// Connections to accounts. Secrets are asked for or read from standard input, never taken as arguments.
    #[command(subcommand)]
    Connection(Connection),
    /// Runs the loops.
    Sync(Sync),
    /// Orders.
    #[command(subcommand)]
    Order(Order),
    /// Serves the screens on 127.0.0.1, runs the loops, and prints the link to open.
    Serve(Serve),
    /// Looks at folder, keychain, database and connections, and says what is the matter.
    Doctor,
}

/// `practice`.
#[derive(Debug, Subcommand)]
pub enum Practice {
    /// Serves the world on 127.0.0.1; when ready prints one line of JSON with addresses and keys.
    Serve(PracticeServe),
    /// Runs one day with the real connectors, engine and ledger, and prints what the world counted.
    Day(Day),
    /// Runs one day and prints its log: virtual ms, sequence, actor, step, subject, digest.
    Log(Day),
}

/// `practice serve`.
#[derive(Debug, Args)]
pub struct PracticeServe {
    /// Port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Seed of the world.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// World seconds per second.
    #[arg(long, default_value_t = 1.0)]
    pub speed: f64,
    /// New orders a day.
    #[arg(long, default_value_t = 60)]
    pub orders_per_day: u64,
    /// Stops by itself after so many seconds.
    #[arg(long, value_name = "SECS")]
    pub stop_after: Option<u64>,
}

/// `practice day` and `practice log`.
#[derive(Debug, Args)]
pub struct Day {
    /// Seed of the world; the same seed runs the same day.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Orders placed in the 24 hours.
    #[arg(long, default_value_t = 1000)]
    pub orders: u64,
    /// Faults: `none`, `all`, or names joined with commas.
    #[arg(long, default_value = "none")]
    pub faults: String,
    /// `default`, or `mixed`: cancels at every moment, changes, strange words, and rules of the seller drawn from the seed.
    #[arg(long, default_value = "default")]
    pub rules: String,
    /// Ends after so many simulated hours, whatever is open then.
    #[arg(long, value_name = "HOURS")]
    pub hours: Option<u64>,
}

/// `bench`.
#[derive(Debug, Subcommand)]
pub enum Bench {
    /// Places so many orders that become due in one moment, and times them.
    Export {
        /// Orders.
        #[arg(long, default_value_t = 1000)]
        orders: u64,
    },
    /// Lets a day of orders pass without faults, and times each step from the release to the tracking number.
    Latency {
        /// Orders placed in the 24 hours.
        #[arg(long, default_value_t = 1000)]
        orders: u64,
        /// Seed of the world.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

/// `connection`.
#[derive(Debug, Subcommand)]
pub enum Connection {
    /// Adds an account.
    #[command(subcommand)]
    Add(AddConnection),
    /// Lists them.
    List,
    /// One harmless read per permission.
    Test {
        /// Name or id.
        connection: String,
    },
    /// Removes one: secrets are deleted at once, order history stays.
    Remove {
        /// Name or id.
        connection: String,
        /// Even while the outcome of an export is unknown.
        #[arg(long)]
        force: bool,
    },
}

/// `connection add`.
#[derive(Debug, Subcommand)]
pub enum AddConnection {
    /// A TikTok Shop, with your own app's keys. Asks for the app secret, prints the page to open, then asks for the
    /// whole address that the browser ended on. Without a terminal: two lines on standard input, in that order.
    Tiktok(AddTiktok),
    /// Amazon Multi-Channel Fulfillment, with your own private app's keys. Asks for client secret and refresh token;
    /// without a terminal: two lines on standard input, in that order.
    Amazon(AddAmazon),
}

/// `connection add tiktok`.
#[derive(Debug, Args)]
pub struct AddTiktok {
    /// Name for the connection.
    #[arg(long)]
    pub name: String,
    /// App key.
    #[arg(long)]
    pub app_key: String,
    /// Service id, or the consent link copied from the app's page.
    #[arg(long)]
    pub service_id: String,
    /// Which consent page: `us` or `row`.
    #[arg(long, default_value = "us")]
    pub region: String,
    /// A practice world on this computer instead of the platform.
    #[arg(long)]
    pub base_url: Option<String>,
}

/// `connection add amazon`.
#[derive(Debug, Args)]
pub struct AddAmazon {
    /// Name for the connection.
    #[arg(long)]
    pub name: String,
    /// LWA client id.
    #[arg(long)]
    pub client_id: String,
    /// Seller id, also called merchant token.
    #[arg(long)]
    pub seller_id: String,
    /// Marketplace id.
    #[arg(long, default_value = "ATVPDKIKX0DER")]
    pub marketplace: String,
    /// A practice world on this computer instead of the platform.
    #[arg(long)]
    pub base_url: Option<String>,
}

/// `sync`.
#[derive(Debug, Args)]
#[group(required = true, multiple = false, id = "how")]
pub struct Sync {
    /// Does everything that is due, and what that makes due, then ends.
    #[arg(long, group = "how")]
    pub once: bool,
    /// Runs the loops until stopped.
    #[arg(long, group = "how")]
    pub watch: bool,
    /// Stops `--watch` after so many seconds.
    #[arg(long, value_name = "SECS")]
    pub stop_after: Option<u64>,
}

/// `order`.
#[derive(Debug, Subcommand)]
pub enum Order {
    /// Lists orders, newest first.
    List {
        /// Only this state, for example `needs_attention`.
        #[arg(long)]
        state: Option<String>,
        /// Words to search for.
        #[arg(long, default_value = "")]
        search: String,
        /// Rows at most.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Shows one order with its timeline.
    Show {
        /// The platform's order number.
        number: String,
    },
}

/// `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Port; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Folder of the built screens; found by itself otherwise.
    #[arg(long, value_name = "FOLDER")]
    pub ui: Option<PathBuf>,
    /// Opens on the practice shop: made-up orders, no account.
    #[arg(long)]
    pub practice: bool,
    /// Seed of the practice shop.
    #[arg(long, value_name = "SEED")]
    pub seed: Option<u64>,
    /// Stops by itself after so many seconds.
    #[arg(long, value_name = "SECS")]
    pub stop_after: Option<u64>,
}
