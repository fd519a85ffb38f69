//! The stock number shown to buyers, step by step (F127; features section 4).

use serde::{Deserialize, Serialize};

/// The platform's largest stock number (F127 step 9).
pub const SHOWN_MAX: u32 = 99_999;
/// A number older than this may lower what is shown but never raise it (F130).
pub const OLD_AFTER_SECS: i64 = 30 * 60;
/// A number older than this is not used at all (F130).
pub const DEAD_AFTER_SECS: i64 = 24 * 3600;

/// One component of what is sold, as its owner reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Units the owner can send (F112: the fulfillable quantity).
    pub quantity: u32,
    /// Units of our own open orders that `quantity` cannot know yet (F128).
    pub own_demand: u32,
    /// Units one sold unit needs.
    pub needed: u32,
}

/// Settings of the ladder; the defaults change nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockRules {
    /// Fixed reserve, subtracted (step 3).
    pub reserve: u32,
    /// Automatic hold buffer, subtracted (step 4).
    pub hold_buffer: u32,
    /// F116: at or below this, 0 is shown.
    pub cut_at_or_below: u32,
    /// F119: below this, 0 is shown.
    pub cut_below: u32,
    /// Share that is advertised, 0 to 100.
    pub percent: u32,
    /// F118: most to advertise.
    pub cap: Option<u32>,
}

impl Default for StockRules {
    fn default() -> Self {
        Self { reserve: 0, hold_buffer: 0, cut_at_or_below: 0, cut_below: 0, percent: 100, cap: None }
    }
}

/// Names of the ladder's steps, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Source numbers, bundle minimum.
    Source,
    /// Minus own open demand.
    OwnDemand,
    /// Minus reserve.
    Reserve,
    /// Minus hold buffer.
    HoldBuffer,
    /// F116.
    CutAtOrBelow,
    /// F119.
    CutBelow,
    /// Percent.
    Percent,
    /// F118.
    Cap,
    /// 0 to 99,999.
    Clamp,
    /// F130: an old number may not raise.
    Age,
}

/// A shown number and how it came to be ("why this number").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// The number after each step, in order.
    pub steps: Vec<(Step, i64)>,
    /// What is to be shown.
    pub shown: u32,
}

/// Why no number can be given: nothing is published then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoNumber {
    /// A component's number is not known; unknown is not zero.
    Unknown,
    /// The number is older than a day (F130).
    TooOld,
}

/// Climbs the ladder. `age_secs` is the age of the oldest source read; `last_shown` what the platform last acknowledged.
pub fn ladder(
    sources: &[Option<Source>],
    rules: &StockRules,
    age_secs: i64,
    last_shown: Option<u32>,
) -> Result<Ladder, NoNumber> {
    let known: Vec<&Source> = sources.iter().map(Option::as_ref).collect::<Option<_>>().ok_or(NoNumber::Unknown)?;
    if known.is_empty() {
        return Err(NoNumber::Unknown);
    }
    if age_secs > DEAD_AFTER_SECS {
        return Err(NoNumber::TooOld);
    }
    let bundles = |units: fn(&Source) -> i64| {
        known.iter().map(|s| units(s).div_euclid(i64::from(s.needed.max(1)))).min().unwrap_or(0)
    };
    let mut steps = vec![(Step::Source, bundles(|s| i64::from(s.quantity)))];
    let mut n = bundles(|s| i64::from(s.quantity) - i64::from(s.own_demand));
    steps.push((Step::OwnDemand, n));
    let mut put = |step: Step, value: i64| {
        steps.push((step, value));
        value
    };
    n = put(Step::Reserve, n - i64::from(rules.reserve));
    n = put(Step::HoldBuffer, n - i64::from(rules.hold_buffer));
    let free = n;
    n = put(Step::CutAtOrBelow, if free <= i64::from(rules.cut_at_or_below) { n.min(0) } else { n });
    n = put(Step::CutBelow, if free < i64::from(rules.cut_below) { n.min(0) } else { n });
    n = put(Step::Percent, (n * i64::from(rules.percent.min(100))).div_euclid(100));
    n = put(Step::Cap, rules.cap.map_or(n, |cap| n.min(i64::from(cap))));
    n = put(Step::Clamp, n.clamp(0, i64::from(SHOWN_MAX)));
    if age_secs > OLD_AFTER_SECS {
        n = put(Step::Age, last_shown.map_or(n, |last| n.min(i64::from(last))));
    }
    Ok(Ladder { shown: u32::try_from(n).unwrap_or(0), steps })
}
