//! How fast orders leave when many become due in one moment, against Amazon's published limit.

use std::time::Duration;

use serde::Serialize;
use shopferry_domain::OrderState;
use shopferry_ledger::Flow;
use shopferry_practice::world::{World, lock};

use crate::runtime::{self, RehearsalError};
use crate::stage::Stage;

/// Amazon takes two orders a second, thirty at once (Amazon fact sheet 3).
const RATE: u64 = 2;
const BURST: u64 = 30;
/// Waiting for the orders to become due, at most.
const READY_WITHIN: Duration = Duration::from_secs(6 * 3_600);

/// What was measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportBench {
    /// Simulated seconds from the moment all were due until Amazon had the last one.
    pub simulated_seconds: u64,
    /// What Amazon's limit alone would take.
    pub floor_seconds: u64,
    /// Calls that any platform refused for speed.
    pub throttled: u64,
}

/// Releases `orders` orders at once.
///
/// # Errors
/// When it cannot be set up, or not all orders were taken.
pub fn export(orders: u64) -> Result<ExportBench, RehearsalError> {
    runtime::run(async move {
        let mut stage = Stage::set(1, |clock| World::export_bench(1, clock, orders)).await?;
        // Everything is ready and waits for this one switch.
        switch(&stage, false)?;
        stage.start();
        while waiting(&stage)? < orders {
            if stage.elapsed() > READY_WITHIN {
                return Err(RehearsalError::World(format!("only {} of {orders} orders became due", waiting(&stage)?)));
            }
            stage.pass(Duration::from_secs(60)).await;
        }
        let began = stage.elapsed();
        switch(&stage, true)?;
        let longest = Duration::from_secs(600 + orders * 3);
        while lock(&stage.world).verdict().exported < orders {
            if stage.elapsed() - began > longest {
                let had = lock(&stage.world).verdict().exported;
                return Err(RehearsalError::World(format!("Amazon had only {had} of {orders} orders")));
            }
            stage.pass(Duration::from_secs(1)).await;
        }
        let simulated_seconds = (stage.elapsed() - began).as_secs();
        stage.end().await;
        let throttled = lock(&stage.world).verdict().throttled;
        Ok(ExportBench { simulated_seconds, floor_seconds: orders.saturating_sub(BURST) / RATE, throttled })
    })
}

fn switch(stage: &Stage, on: bool) -> Result<(), RehearsalError> {
    stage.engine.switch_flow(&stage.amazon, Flow::Export, on, None).map_err(|e| RehearsalError::World(e.to_string()))
}

fn waiting(stage: &Stage) -> Result<u64, RehearsalError> {
    let counts = stage.store.read(|view| view.orders().counts_by_state(None))?;
    Ok(counts.get(&OrderState::WaitingToExport).copied().unwrap_or(0))
}
