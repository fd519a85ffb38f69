//! Whole practice days on virtual time: whatever goes wrong on the way, no order is sent twice, none is lost, and each
//! shipped one has its tracking number at TikTok (F074, F076, F080, F086, F318).
#![allow(clippy::panic, reason = "a test may fall over")]

use shopferry_rehearsal::day::{Day, DayCounts, run};
use shopferry_rehearsal::rules::Rules;

/// Small enough for every build, large enough to meet cancels, splits, hand shipments and sold-out goods.
const ORDERS: u64 = 150;

fn day(seed: u64, faults: &str) -> DayCounts {
    let day = Day { seed, orders: ORDERS, faults: faults.to_owned(), rules: Rules::Default, hours: None };
    let counts = run(&day, &mut |_| {}).unwrap_or_else(|e| panic!("seed {seed}, faults {faults}: {e}"));
    assert!(counts.broken().is_empty(), "seed {seed}, faults {faults}: {:?}\n{counts:#?}", counts.broken());
    assert_eq!(counts.placed, ORDERS, "seed {seed}: every buyer found something");
    assert!(counts.eligible * 2 > ORDERS, "seed {seed}: most orders are ordinary ones: {counts:#?}");
    assert!(counts.shipped * 4 > counts.eligible * 3, "seed {seed}: most of them are shipped: {counts:#?}");
    counts
}

#[test]
fn a_quiet_day_keeps_every_promise_and_never_calls_too_fast() {
    let counts = day(1, "none");
    assert_eq!(counts.throttled, 0, "our pace is below the published one: {counts:#?}");
}

#[test]
fn seed_2_with_all_faults_keeps_every_promise() {
    day(2, "all");
}

#[test]
fn seed_3_with_all_faults_keeps_every_promise() {
    day(3, "all");
}

#[test]
fn seed_4_with_all_faults_keeps_every_promise() {
    day(4, "all");
}

#[test]
fn an_unknown_fault_is_refused_with_the_known_names() {
    let day = Day { seed: 1, orders: 1, faults: "earthquake".to_owned(), rules: Rules::Default, hours: None };
    let error = run(&day, &mut |_| {}).expect_err("no such fault").to_string();
    assert!(error.contains("earthquake") && error.contains("lost-answer"), "{error}");
}
