//! A whole practice day: orders for 24 hours, then on until nothing is open (issue: at most ten simulated days).

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;
use shopferry_practice::fault::Fault;
use shopferry_practice::world::{World, lock};

use crate::ledger_side;
use crate::rules::{self, Rules};
use crate::runtime::{self, RehearsalError};
use crate::stage::Stage;

/// Orders are placed for so long.
const DAY: Duration = Duration::from_secs(86_400);
/// No rehearsal goes on for longer.
pub(crate) const LONGEST: Duration = Duration::from_secs(10 * 86_400);
/// How often it is looked whether the day is over.
const LOOK: Duration = Duration::from_secs(600);
/// The last thing that happened in the world is heard of in this time.
const NEWS: Duration = Duration::from_secs(1_800);
/// A world that is settled waits so long for our loops to come to rest.
const PATIENCE: Duration = Duration::from_secs(12 * 3_600);

/// What a day is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Seed: the same seed runs the same day.
    pub seed: u64,
    /// Orders placed in the 24 hours.
    pub orders: u64,
    /// `none`, `all`, or names joined with commas.
    pub faults: String,
    /// What buyers do, and what the seller decided.
    pub rules: Rules,
    /// Ends after so many simulated hours, whatever is open then; none = when nothing is.
    pub hours: Option<u64>,
}

/// What came of it. Integers count orders as the world saw them; `lost` alone looks at our ledger too.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the names of issue 2, item 7, in its order")]
pub struct DayCounts {
    pub seed: u64,
    pub placed: u64,
    pub eligible: u64,
    pub exported: u64,
    pub exported_twice: u64,
    pub lost: u64,
    pub refused: BTreeMap<String, u64>,
    pub shipped: u64,
    pub tracking_confirmed: u64,
    pub tracking_wrong: u64,
    pub cancelled: u64,
    pub cancel_too_late: u64,
    pub oversold: u64,
    pub forbidden_moves: u64,
    pub cancel_race_wrong: u64,
    pub calls: BTreeMap<String, u64>,
    pub throttled: u64,
    pub simulated_seconds: u64,
    pub wall_seconds: f64,
    /// Each broken promise in words, with the id of what it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<String>,
}

impl DayCounts {
    /// The promises that this day broke, in words; empty for a good day.
    pub fn broken(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for (count, what) in [
            (self.exported_twice, "sent twice"),
            (self.lost, "lost"),
            (self.tracking_wrong, "with a wrong tracking number"),
            (self.forbidden_moves, "forbidden moves"),
            (self.cancel_race_wrong, "cancels that ended otherwise than they must"),
            (self.shipped.abs_diff(self.tracking_confirmed), "shipped without a confirmed tracking number"),
        ] {
            if count > 0 {
                broken.push(format!("{count} {what}"));
            }
        }
        broken
    }
}

/// Where a day stands, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Simulated time.
    pub elapsed: Duration,
    /// Orders placed so far.
    pub placed: u64,
    /// Of these with Amazon.
    pub exported: u64,
    /// Of these shipped.
    pub shipped: u64,
}

/// Runs a day.
///
/// # Errors
/// When it cannot even begin; what goes wrong in it is counted.
pub fn run(day: &Day, progress: &mut dyn FnMut(Progress)) -> Result<DayCounts, RehearsalError> {
    let began = wall_clock();
    let mut counts = runtime::run(async {
        let stage = play(day, progress).await?;
        count(&stage, day.seed)
    })?;
    counts.wall_seconds = (wall_clock().duration_since(began).as_secs_f64() * 10.0).round() / 10.0;
    Ok(counts)
}

/// Runs a day and answers its log: virtual ms, sequence, actor, step, subject, digest, one line each.
///
/// # Errors
/// As [`run`].
pub fn log(day: &Day) -> Result<String, RehearsalError> {
    runtime::run(async {
        let stage = play(day, &mut |_| {}).await?;
        let text = lock(&stage.world).journal.text();
        Ok(text)
    })
}

async fn play(day: &Day, progress: &mut dyn FnMut(Progress)) -> Result<Stage, RehearsalError> {
    let faults = Fault::parse(&day.faults).map_err(RehearsalError::Faults)?;
    let make = match day.rules {
        Rules::Default => World::practice_day,
        Rules::Mixed => World::mixed_day,
    };
    let mut stage = Stage::set(day.seed, |clock| make(day.seed, clock, day.orders)).await?;
    rules::apply(&stage)?;
    // Faults begin when the accounts are connected: a person would simply try again.
    lock(&stage.world).faults.set(&faults);
    stage.start();
    let longest = day.hours.map_or(LONGEST, |hours| Duration::from_secs(hours * 3_600).min(LONGEST));
    until_over(&mut stage, longest, progress).await?;
    stage.end().await;
    Ok(stage)
}

/// Lets the day and what it leaves open pass, `longest` at most.
pub(crate) async fn until_over(
    stage: &mut Stage,
    longest: Duration,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), RehearsalError> {
    let mut settled_at = None;
    while stage.elapsed() < longest {
        stage.pass(LOOK).await;
        progress(seen(stage));
        // What the seller delays is not settled before it left.
        let delay = lock(&stage.world).house.as_ref().map_or(0, |house| u64::from(house.delay_minutes) * 60);
        if stage.elapsed() < DAY + Duration::from_secs(delay) || !lock(&stage.world).is_settled() {
            settled_at = None;
            continue;
        }
        let since = *settled_at.get_or_insert_with(|| stage.elapsed());
        let rested = stage.elapsed() - since;
        if (rested >= NEWS && ledger_side::open(&stage.store)? == 0) || rested >= PATIENCE {
            break;
        }
    }
    Ok(())
}

fn seen(stage: &Stage) -> Progress {
    let verdict = lock(&stage.world).verdict();
    Progress { elapsed: stage.elapsed(), placed: verdict.placed, exported: verdict.exported, shipped: verdict.shipped }
}

fn count(stage: &Stage, seed: u64) -> Result<DayCounts, RehearsalError> {
    let (verdict, missing, in_time, too_late, mut named) = {
        let world = lock(&stage.world);
        let said = world.forbidden().into_iter().chain(world.cancels_not_passed_on());
        let named: Vec<String> = said.map(|(id, fault)| format!("{id}: {fault}")).collect();
        (world.verdict(), world.eligible_not_exported(), world.cancelled_in_time(), world.cancelled_too_late(), named)
    };
    let misjudged = ledger_side::misjudged(&stage.store, &in_time, &too_late)?;
    let lost = ledger_side::unexplained(&stage.store, &missing)?;
    let (misjudged_count, lost_count) = (misjudged.len() as u64, lost.len() as u64);
    named.extend(misjudged.into_iter().chain(lost));
    Ok(DayCounts {
        seed,
        placed: verdict.placed,
        eligible: verdict.eligible,
        exported: verdict.exported,
        exported_twice: verdict.exported_twice,
        lost: lost_count,
        refused: ledger_side::refused(&stage.store)?,
        shipped: verdict.shipped,
        tracking_confirmed: verdict.tracking_confirmed,
        tracking_wrong: verdict.tracking_wrong,
        cancelled: verdict.cancelled,
        cancel_too_late: verdict.cancel_too_late,
        oversold: verdict.oversold,
        forbidden_moves: verdict.forbidden_moves,
        cancel_race_wrong: verdict.cancel_race_wrong + misjudged_count,
        calls: verdict.calls,
        throttled: verdict.throttled,
        simulated_seconds: stage.elapsed().as_secs(),
        wall_seconds: 0.0,
        named,
    })
}

#[expect(clippy::disallowed_methods, reason = "how long the rehearsal itself took; nothing in it sees this")]
fn wall_clock() -> std::time::Instant {
    std::time::Instant::now()
}
