//! Chance as an argument.

use std::collections::BTreeMap;
use std::sync::Mutex;

use sha2::{Digest, Sha256};

/// A source of random numbers; each actor draws from its own stream, so that one more draw here changes nothing there.
pub trait Chance: Send + Sync + std::fmt::Debug {
    /// The next number of a stream.
    fn next(&self, stream: &str) -> u64;

    /// A fraction in [0, 1).
    fn fraction(&self, stream: &str) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
        let value = (self.next(stream) >> 11) as f64;
        value / 9_007_199_254_740_992.0
    }
}

/// Streams derived from one seed: `hash(seed, stream name, count)`.
#[derive(Debug)]
pub struct SeededChance {
    seed: u64,
    drawn: Mutex<BTreeMap<String, u64>>,
}

impl SeededChance {
    /// Streams of this seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, drawn: Mutex::new(BTreeMap::new()) }
    }
}

impl Chance for SeededChance {
    fn next(&self, stream: &str) -> u64 {
        let mut drawn = self.drawn.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let count = drawn.entry(stream.to_owned()).or_default();
        *count += 1;
        let digest = Sha256::digest(format!("{}\n{stream}\n{count}", self.seed).as_bytes());
        digest.iter().take(8).fold(0, |n, b| (n << 8) | u64::from(*b))
    }
}
