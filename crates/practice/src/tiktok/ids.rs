//! Ids as the platform writes them: decimal strings of 18 or 19 digits, some beyond what a float can hold.

use crate::chance::Chance;

/// Counts up ids; the seed tells worlds apart.
#[derive(Debug, Clone)]
pub struct Ids {
    tag: String,
    next: u64,
}

impl Ids {
    /// Ids of the world that `chance` belongs to.
    pub fn new(chance: &mut Chance) -> Self {
        Self { tag: chance.digits(6), next: 0 }
    }

    fn counted(&mut self, prefix: &str) -> String {
        self.next += 1;
        format!("{prefix}{}{:09}", self.tag, self.next)
    }

    /// A new order's id.
    pub fn order(&mut self) -> String {
        self.counted("576")
    }

    /// A new order line's id; later lines sort later.
    pub fn line(&mut self) -> String {
        self.counted("577")
    }

    /// A new package's id.
    pub fn package(&mut self) -> String {
        self.counted("1152")
    }

    /// A new cancellation's id.
    pub fn cancellation(&mut self) -> String {
        self.counted("4035")
    }

    /// The product with that index.
    pub fn product(&self, index: usize) -> String {
        format!("1729{}{index:09}", self.tag)
    }

    /// The SKU with that index.
    pub fn sku(&self, index: usize) -> String {
        format!("1730{}{index:09}", self.tag)
    }
}
