//! How long an order takes on its way, over a whole quiet day: release to accepted, number shown to number told.

use serde::Serialize;
use shopferry_practice::world::{World, lock};

use crate::day::{LONGEST, until_over};
use crate::runtime::{self, RehearsalError};
use crate::stage::Stage;

/// What was measured, by the world's own times (features, section 15). Seconds are simulated; a figure without a
/// single case is 0.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names of issue 3, in its order; the fields after them say how much was counted")]
pub struct LatencyBench {
    pub release_to_accepted_p50_s: f64,
    pub release_to_accepted_p99_s: f64,
    pub tracking_p50_s: f64,
    pub tracking_p99_s: f64,
    pub tracking_quiet_p99_s: f64,
    /// Orders behind the first two figures.
    pub accepted: u64,
    /// Parcels behind the next two.
    pub told: u64,
    /// Parcels behind the last.
    pub told_quiet: u64,
    /// Parcels whose number TikTok never got.
    pub untold: u64,
    /// Calls that any platform refused for speed.
    pub throttled: u64,
}

/// Lets a day of `orders` orders pass until nothing is open, without faults.
///
/// # Errors
/// When it cannot be set up.
pub fn run(seed: u64, orders: u64) -> Result<LatencyBench, RehearsalError> {
    runtime::run(async move {
        let mut stage = Stage::set(seed, |clock| World::practice_day(seed, clock, orders)).await?;
        stage.start();
        until_over(&mut stage, LONGEST, &mut |_| {}).await?;
        stage.end().await;
        let world = lock(&stage.world);
        let mut measured = world.latencies();
        for spans in [&mut measured.release_to_accepted, &mut measured.tracking, &mut measured.tracking_quiet] {
            spans.sort_unstable();
        }
        Ok(LatencyBench {
            release_to_accepted_p50_s: share(&measured.release_to_accepted, 50),
            release_to_accepted_p99_s: share(&measured.release_to_accepted, 99),
            tracking_p50_s: share(&measured.tracking, 50),
            tracking_p99_s: share(&measured.tracking, 99),
            tracking_quiet_p99_s: share(&measured.tracking_quiet, 99),
            accepted: measured.release_to_accepted.len() as u64,
            told: measured.tracking.len() as u64,
            told_quiet: measured.tracking_quiet.len() as u64,
            untold: measured.untold,
            throttled: world.verdict().throttled,
        })
    })
}

/// The nearest-rank percentile of sorted milliseconds, in seconds.
fn share(sorted_ms: &[i64], percent: usize) -> f64 {
    let rank = (sorted_ms.len() * percent).div_ceil(100);
    let ms = rank.checked_sub(1).and_then(|at| sorted_ms.get(at)).copied().unwrap_or(0);
    (ms as f64 / 100.0).round() / 10.0
}
