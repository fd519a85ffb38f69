//! Token bucket, the platforms' rate model (amazon-sp-api fact sheet 3, tiktok-shop fact sheet 6).

/// A bucket that refills at `rate_per_sec` up to `burst` tokens, in world time.
#[derive(Debug, Clone)]
pub struct Bucket {
    rate_per_sec: f64,
    burst: f64,
    tokens: f64,
    filled_ms: i64,
}

impl Bucket {
    /// A full bucket.
    pub fn new(rate_per_sec: f64, burst: u32) -> Self {
        Self { rate_per_sec, burst: f64::from(burst), tokens: f64::from(burst), filled_ms: i64::MIN }
    }

    /// Tokens a second.
    pub fn rate_per_sec(&self) -> f64 {
        self.rate_per_sec
    }

    /// Takes one token.
    ///
    /// # Errors
    /// With none left: the milliseconds until the next one, at least 1.
    pub fn take(&mut self, now_ms: i64) -> Result<(), u64> {
        if self.filled_ms != i64::MIN {
            let gained = now_ms.saturating_sub(self.filled_ms).max(0) as f64 / 1_000.0 * self.rate_per_sec;
            self.tokens = (self.tokens + gained).min(self.burst);
        }
        self.filled_ms = now_ms.max(self.filled_ms);
        if self.tokens >= 1.0 - 1e-9 {
            self.tokens -= 1.0;
            return Ok(());
        }
        Err((((1.0 - self.tokens) / self.rate_per_sec * 1_000.0).ceil() as u64).max(1))
    }
}
