//! The flows of a connection: which there are, how often they run, which of them write (F019).

use shopferry_ledger::{Flow, Platform};

/// A flow a new connection gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowSeed {
    /// Flow.
    pub flow: Flow,
    /// Switched on at the start.
    pub on: bool,
    /// Seconds between passes.
    pub cadence_secs: u32,
}

/// Flows of a sales channel and seconds between passes (F030, F080, F110; features section 15). Those that deliver are
/// marked as due the moment something waits; their cadence only bounds how long a missed mark could matter.
const SALES: &[(Flow, u32)] = &[
    (Flow::PullPlaces, 86_400),
    (Flow::PullListings, 3_600),
    (Flow::PullOrders, 60),
    (Flow::SweepOrders, 21_600),
    (Flow::PullCancellations, 60),
    (Flow::PushTracking, 300),
    (Flow::PushStock, 300),
];

/// Flows of a fulfiller.
const FULFILLER: &[(Flow, u32)] =
    &[(Flow::PullSourceStock, 900), (Flow::Export, 60), (Flow::PullTracking, 60), (Flow::CancelAtFulfiller, 300)];

/// Whether a flow writes to a platform. Until the guided review exists, these start switched off on real connections.
pub fn writes(flow: Flow) -> bool {
    matches!(flow, Flow::Export | Flow::PushTracking | Flow::PushStock | Flow::CancelAtFulfiller)
}

/// The flows of a new connection: all on in practice, reading ones only for real accounts.
pub fn default_flows(platform: &Platform, practice: bool) -> Vec<FlowSeed> {
    let table = match platform {
        Platform::TiktokShop => SALES,
        Platform::Amazon => FULFILLER,
        Platform::Unknown(_) => &[],
    };
    table
        .iter()
        .map(|(flow, cadence_secs)| FlowSeed {
            flow: *flow,
            on: practice || !writes(*flow),
            cadence_secs: *cadence_secs,
        })
        .collect()
}

/// Allowed seconds between passes: 30 s to 60 min for the quick flows (F030, F066), up to a day for the others.
pub fn cadence_limits(flow: Flow) -> (u32, u32) {
    match flow {
        Flow::PullPlaces | Flow::PullListings | Flow::SweepOrders => (600, 86_400),
        _ => (30, 3_600),
    }
}

/// Which flows a change on a sales channel's orders makes due there and at its fulfiller.
pub(crate) const AFTER_ORDERS: &[Flow] = &[Flow::Export, Flow::CancelAtFulfiller];
