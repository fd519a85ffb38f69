//! F127, F130, F050: the stock ladder against the worked examples of the feature list (section 4).
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

use shopferry_domain::stock::{NoNumber, Source, Step, StockRules, ladder};

fn source(quantity: u32, own_demand: u32, needed: u32) -> Option<Source> {
    Some(Source { quantity, own_demand, needed })
}

fn shown(sources: &[Option<Source>], rules: &StockRules, age_min: i64, last: Option<u32>) -> u32 {
    ladder(sources, rules, age_min * 60, last).unwrap().shown
}

#[test]
fn f127_every_worked_example_gives_its_number() {
    let r = StockRules::default;
    // (example, source, demand, rules, shown)
    let table = [
        (1, 40, 0, r(), 40),
        (2, 5, 0, StockRules { cut_at_or_below: 5, ..r() }, 0),
        (3, 6, 0, StockRules { cut_at_or_below: 5, ..r() }, 6),
        (4, 5, 0, StockRules { cut_below: 5, ..r() }, 5),
        (5, 4, 0, StockRules { cut_below: 5, ..r() }, 0),
        (6, 40, 0, StockRules { cap: Some(10), ..r() }, 10),
        (7, 7, 0, StockRules { cap: Some(10), ..r() }, 7),
        (8, 12, 7, StockRules { cut_at_or_below: 5, ..r() }, 0),
        (9, 12, 3, StockRules { reserve: 2, hold_buffer: 1, ..r() }, 6),
        (10, 9, 0, StockRules { percent: 80, ..r() }, 7),
        (11, 9, 0, StockRules { percent: 80, cap: Some(5), ..r() }, 5),
        (12, 3, 5, r(), 0),
        (13, 200_000, 0, r(), 99_999),
        (14, 10, 0, StockRules { cap: Some(0), ..r() }, 0),
    ];
    for (example, quantity, demand, rules, wanted) in table {
        assert_eq!(shown(&[source(quantity, demand, 1)], &rules, 0, None), wanted, "example {example}");
    }
}

#[test]
fn f050_a_bundle_is_as_many_as_its_scarcest_part_allows() {
    let rules = StockRules::default();
    assert_eq!(shown(&[source(9, 0, 2), source(3, 0, 1)], &rules, 0, None), 3, "example 15");
    assert_eq!(shown(&[source(9, 4, 2)], &rules, 0, None), 2, "example 16: own single orders of the part count");
    assert_eq!(shown(&[source(20, 0, 6)], &rules, 0, None), 3, "example 17: a pack of six");
}

#[test]
fn f130_an_old_number_may_lower_but_never_raise() {
    let rules = StockRules::default();
    assert_eq!(shown(&[source(9, 0, 1)], &rules, 40, Some(4)), 4, "example 18");
    assert_eq!(shown(&[source(2, 0, 1)], &rules, 40, Some(4)), 2, "example 19");
    let day_old = ladder(&[source(9, 0, 1)], &rules, 25 * 3600, Some(4));
    assert_eq!(day_old.unwrap_err(), NoNumber::TooOld, "after a day nothing is published");
}

#[test]
fn unknown_is_not_zero() {
    let one_unknown = ladder(&[source(9, 0, 1), None], &StockRules::default(), 0, None);
    assert_eq!(one_unknown.unwrap_err(), NoNumber::Unknown);
    assert_eq!(ladder(&[], &StockRules::default(), 0, None).unwrap_err(), NoNumber::Unknown);
}

#[test]
fn every_step_is_kept_in_order() {
    let rules = StockRules { reserve: 2, hold_buffer: 1, ..StockRules::default() };
    let ladder = ladder(&[source(12, 3, 1)], &rules, 0, None).unwrap();
    let steps: Vec<(Step, i64)> = ladder.steps;
    assert_eq!(steps[..4], [(Step::Source, 12), (Step::OwnDemand, 9), (Step::Reserve, 7), (Step::HoldBuffer, 6)]);
}
