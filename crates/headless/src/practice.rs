//! `practice` and `bench`: the world served, and rehearsals on virtual time.

use std::io::{IsTerminal as _, Write as _};

use shopferry_practice::clock::WorldClock;
use shopferry_practice::world::World;
use shopferry_rehearsal::day::{Day as Rehearsed, DayCounts, Progress};
use shopferry_rehearsal::rules::Rules;
use shopferry_rehearsal::{RehearsalError, bench as benches, day as days, latency as latencies};

use crate::cli::{Cli, Day, PracticeServe};
use crate::exit::{Exit, Stop};
use crate::{Done, print, stopping};

impl From<RehearsalError> for Stop {
    fn from(error: RehearsalError) -> Self {
        let exit = if matches!(error, RehearsalError::Faults(_)) { Exit::Usage } else { Exit::Failed };
        Self::new(exit, "rehearsal", format!("{error}."), "")
    }
}

/// Serves the world until stopped; the one line of JSON is the sign that it is ready.
pub async fn serve(options: &PracticeServe) -> Done {
    let clock = WorldClock::live(options.speed);
    let world = World::practice_shop(options.seed, clock, options.orders_per_day).share();
    let bound = shopferry_practice::serve::serve(world, options.port).await.map_err(|error| {
        let message = format!("Port {} on 127.0.0.1 cannot be used: {error}.", options.port);
        Stop::new(Exit::Failed, "port", message, "Choose another port, or 0 for a free one.")
    })?;
    print::json(&bound.credentials())?;
    std::io::stdout().flush()?;
    stopping::asked(options.stop_after).await;
    drop(bound);
    Ok(Exit::Done)
}

/// A whole day.
pub fn day(cli: &Cli, day: &Day) -> Done {
    let mut bar = Bar::new();
    let counts = days::run(&rehearsed(day)?, &mut |seen| bar.show(day.orders, seen))?;
    bar.clear();
    if cli.json {
        print::json(&counts)?
    } else {
        told(&counts)
    }
    Ok(if counts.broken().is_empty() { Exit::Done } else { Exit::Broken })
}

/// A whole day's log.
pub fn log(day: &Day) -> Done {
    let text = days::log(&rehearsed(day)?)?;
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Exit::Done)
}

/// The export bench.
pub fn bench(cli: &Cli, orders: u64) -> Done {
    let bench = benches::export(orders)?;
    if cli.json {
        print::json(&bench)?;
    } else {
        println!(
            "{orders} orders left in {} simulated seconds; Amazon's limit alone takes {}; {} calls were too fast.",
            bench.simulated_seconds, bench.floor_seconds, bench.throttled
        );
    }
    Ok(Exit::Done)
}

/// The latency bench.
pub fn latency(cli: &Cli, seed: u64, orders: u64) -> Done {
    let bench = latencies::run(seed, orders)?;
    if cli.json {
        print::json(&bench)?;
        return Ok(Exit::Done);
    }
    let row = |what: &str, p50: Option<f64>, p99: f64, cases: u64| {
        let p50 = p50.map_or_else(String::new, |p50| format!("{p50:.1} s"));
        println!("{what:<40}{p50:>10}{:>12}{cases:>8}", format!("{p99:.1} s"));
    };
    println!("{:<40}{:>10}{:>12}{:>8}", "", "half by", "99 of 100", "cases");
    row("release to accepted", Some(bench.release_to_accepted_p50_s), bench.release_to_accepted_p99_s, bench.accepted);
    row("number at Amazon to number at TikTok", Some(bench.tracking_p50_s), bench.tracking_p99_s, bench.told);
    row("  of numbers that no status change tells", None, bench.tracking_quiet_p99_s, bench.told_quiet);
    println!("{} parcels were never told; {} calls were too fast.", bench.untold, bench.throttled);
    Ok(Exit::Done)
}

fn rehearsed(day: &Day) -> Result<Rehearsed, Stop> {
    let rules = Rules::parse(&day.rules).map_err(RehearsalError::Faults)?;
    Ok(Rehearsed { seed: day.seed, orders: day.orders, faults: day.faults.clone(), rules, hours: day.hours })
}

fn told(counts: &DayCounts) {
    let row = |what: &str, n: u64| println!("{what:<34}{n:>8}");
    row("orders placed", counts.placed);
    row("  to be shipped by Amazon", counts.eligible);
    row("  sent to Amazon", counts.exported);
    row("  sent twice", counts.exported_twice);
    row("  lost", counts.lost);
    row("  shipped", counts.shipped);
    row("  tracking number confirmed", counts.tracking_confirmed);
    row("  tracking number wrong", counts.tracking_wrong);
    row("  cancelled", counts.cancelled);
    row("  cancelled too late", counts.cancel_too_late);
    row("  oversold", counts.oversold);
    row("forbidden moves", counts.forbidden_moves);
    row("cancels that ended wrong", counts.cancel_race_wrong);
    row("calls refused for speed", counts.throttled);
    for (code, n) in &counts.refused {
        row(&format!("  refused: {code}"), *n);
    }
    println!("{} simulated seconds in {} s", counts.simulated_seconds, counts.wall_seconds);
    for broken in counts.broken() {
        println!("Broken: {broken}");
    }
}

/// A progress line on standard error, on a terminal only.
struct Bar {
    on: bool,
}

impl Bar {
    fn new() -> Self {
        Self { on: std::io::stderr().is_terminal() }
    }

    fn show(&mut self, orders: u64, seen: Progress) {
        if !self.on {
            return;
        }
        const WIDTH: u64 = 24;
        let done = (seen.shipped * WIDTH).checked_div(orders).unwrap_or(0).min(WIDTH);
        let filled = "█".repeat(usize::try_from(done).unwrap_or(0));
        let hours = seen.elapsed.as_secs() / 3_600;
        eprint!(
            "\r{filled:·<24}  day {} {:02}:00  {} placed  {} at Amazon  {} shipped ",
            hours / 24 + 1,
            hours % 24,
            seen.placed,
            seen.exported,
            seen.shipped
        );
    }

    fn clear(&self) {
        if self.on {
            eprint!("\r{:80}\r", "");
        }
    }
}
