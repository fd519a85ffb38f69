//! Faults on demand: which are on, how often they strike, and how often they did.

use std::collections::BTreeMap;

use crate::chance::Chance;

/// Something that goes wrong between a platform and its client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// 429 although the pace was right; no effect.
    Throttle,
    /// 500 without an effect.
    ServerError,
    /// 503 without an effect.
    Unavailable,
    /// The effect happens; then the connection breaks, answers 500 or never answers.
    LostAnswer,
    /// The answer takes 5 to 50 s.
    SlowAnswer,
    /// The access token is refused as expired although it is young.
    ExpiredToken,
    /// A list repeats records of the page before.
    DuplicatePage,
    /// A list leaves recently changed records out for a while.
    LatePage,
    /// The platform's clock runs seven minutes ahead for ten-minute spells.
    ClockSkew,
    /// TikTok refuses a stock of 0.
    ZeroRefused,
    /// Amazon's stock figures are minutes to hours old.
    LateStock,
    /// The answer is cut in the middle or is not JSON.
    MalformedAnswer,
    /// A gateway answers 400 with HTML; no effect.
    Html400,
    /// A list ends early: its next-page token is missing although more follows.
    MissingNext,
    /// An order that may be shipped still has a masked address for some minutes.
    HiddenAddress,
    /// A preview promises units that are not there, so create refuses what it promised.
    PreviewPromises,
    /// Reading a record right after its creation answers 404 for some seconds.
    ReadsLag,
}

/// All faults with their names, in a fixed order.
pub const FAULTS: [(Fault, &str); 17] = [
    (Fault::Throttle, "throttle"),
    (Fault::ServerError, "server-error"),
    (Fault::Unavailable, "unavailable"),
    (Fault::LostAnswer, "lost-answer"),
    (Fault::SlowAnswer, "slow-answer"),
    (Fault::ExpiredToken, "expired-token"),
    (Fault::DuplicatePage, "duplicate-page"),
    (Fault::LatePage, "late-page"),
    (Fault::ClockSkew, "clock-skew"),
    (Fault::ZeroRefused, "zero-refused"),
    (Fault::LateStock, "late-stock"),
    (Fault::MalformedAnswer, "malformed-answer"),
    (Fault::Html400, "html-400"),
    (Fault::MissingNext, "missing-next"),
    (Fault::HiddenAddress, "hidden-address"),
    (Fault::ReadsLag, "reads-lag"),
    (Fault::PreviewPromises, "preview-promises"),
];

impl Fault {
    /// The name used on the command line and in the control API.
    pub fn name(self) -> &'static str {
        FAULTS.iter().find(|(fault, _)| *fault == self).map_or("", |(_, name)| name)
    }

    /// The fault called `name`.
    pub fn named(name: &str) -> Option<Self> {
        FAULTS.iter().find(|(_, known)| *known == name).map(|(fault, _)| *fault)
    }

    /// Every fault.
    pub fn all() -> Vec<Self> {
        FAULTS.iter().map(|(fault, _)| *fault).collect()
    }

    /// Reads `all`, `none`, or names joined with commas.
    ///
    /// # Errors
    /// A sentence that names the unknown word and lists the known ones.
    pub fn parse(list: &str) -> Result<Vec<Self>, String> {
        match list.trim() {
            "all" => return Ok(Self::all()),
            "" | "none" => return Ok(Vec::new()),
            _ => {}
        }
        list.split(',')
            .map(|word| {
                let word = word.trim();
                Self::named(word).ok_or_else(|| {
                    let known: Vec<&str> = FAULTS.iter().map(|(_, name)| *name).collect();
                    format!("no fault is called {word:?}; use all, none or some of: {}", known.join(", "))
                })
            })
            .collect()
    }

    /// How often it strikes when switched on without a number: a share of the calls it applies to.
    pub fn usual_probability(self) -> f64 {
        match self {
            Self::Throttle | Self::ServerError | Self::Unavailable => 0.02,
            Self::LostAnswer => 0.03,
            Self::SlowAnswer | Self::MalformedAnswer | Self::Html400 => 0.01,
            Self::ExpiredToken => 0.005,
            Self::DuplicatePage | Self::LatePage => 0.1,
            Self::MissingNext => 0.02,
            Self::ZeroRefused | Self::ClockSkew => 1.0,
            Self::LateStock => 0.3,
            Self::HiddenAddress | Self::PreviewPromises => 0.05,
            Self::ReadsLag => 0.3,
        }
    }
}

/// Which faults are on, with one seeded stream each, so that switching one on never changes another's strikes.
#[derive(Debug, Clone)]
pub struct FaultBoard {
    seed: u64,
    on: BTreeMap<Fault, f64>,
    forced: BTreeMap<(Fault, String), u32>,
    streams: BTreeMap<Fault, Chance>,
    struck: BTreeMap<Fault, u64>,
}

impl FaultBoard {
    /// A board with everything off.
    pub fn new(seed: u64) -> Self {
        let streams =
            FAULTS.iter().map(|(fault, name)| (*fault, Chance::stream(seed, &format!("fault/{name}")))).collect();
        Self { seed, on: BTreeMap::new(), forced: BTreeMap::new(), streams, struck: BTreeMap::new() }
    }

    /// Switches exactly `faults` on, each at its usual probability, and all others off.
    pub fn set(&mut self, faults: &[Fault]) {
        self.on = faults.iter().map(|fault| (*fault, fault.usual_probability())).collect();
    }

    /// Switches one fault on with `probability` (0 switches it off).
    pub fn set_one(&mut self, fault: Fault, probability: f64) {
        if probability > 0.0 {
            self.on.insert(fault, probability.min(1.0));
        } else {
            self.on.remove(&fault);
        }
    }

    /// Makes the next `times` calls of `operation` meet `fault`, whatever is on (`"amazon.createFulfillmentOrder"`).
    pub fn force(&mut self, fault: Fault, operation: &str, times: u32) {
        self.forced.insert((fault, operation.to_owned()), times);
    }

    /// Whether the fault is switched on.
    pub fn is_on(&self, fault: Fault) -> bool {
        self.on.contains_key(&fault)
    }

    /// What is on, with probabilities.
    pub fn on(&self) -> &BTreeMap<Fault, f64> {
        &self.on
    }

    /// How often each fault struck.
    pub fn struck(&self) -> &BTreeMap<Fault, u64> {
        &self.struck
    }

    /// Draws whether `fault` strikes this call of `operation`. Call once for each chance it has.
    pub fn strikes(&mut self, fault: Fault, operation: &str) -> bool {
        let key = (fault, operation.to_owned());
        let hit = match self.forced.get_mut(&key) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => match self.on.get(&fault) {
                None => false,
                Some(p) => self.streams.get_mut(&fault).is_some_and(|chance| chance.happens(*p)),
            },
        };
        if hit {
            *self.struck.entry(fault).or_default() += 1;
        }
        hit
    }

    /// A draw tied to `subject` instead of to the sequence of calls: the same order always gets the same answer.
    pub fn strikes_subject(&self, fault: Fault, subject: &str) -> bool {
        self.on
            .get(&fault)
            .is_some_and(|p| Chance::stream(self.seed, &format!("fault/{}/{subject}", fault.name())).happens(*p))
    }

    /// The fault's own stream, for how long or how much.
    pub fn chance(&mut self, fault: Fault) -> &mut Chance {
        let seed = self.seed;
        self.streams.entry(fault).or_insert_with(|| Chance::stream(seed, fault.name()))
    }

    /// By how much the platforms' clocks are ahead at `now_ms` because of [`Fault::ClockSkew`]; else 0.
    pub fn skew_ms(&self, now_ms: i64) -> i64 {
        const SPELL_MS: i64 = 600_000;
        let in_spell = self.is_on(Fault::ClockSkew)
            && Chance::stream(self.seed, &format!("skew/{}", now_ms.div_euclid(SPELL_MS))).below(12) == 0;
        if in_spell { 420_000 } else { 0 }
    }
}
