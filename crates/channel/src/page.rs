//! Pages of records, of which single ones may be unreadable.

/// A platform's opaque page token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageToken(pub String);

/// A record that could not be read: it is set aside, the rest goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRecord {
    /// Its id, when that could be read.
    pub id: Option<String>,
    /// JSON path of the field that failed, and what was expected.
    pub fault: String,
    /// The record, redacted.
    pub payload: String,
}

/// Records, good and bad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records<T> {
    /// Readable ones.
    pub good: Vec<T>,
    /// Unreadable ones.
    pub bad: Vec<BadRecord>,
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Self { good: Vec::new(), bad: Vec::new() }
    }
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// What it holds.
    pub records: Records<T>,
    /// The next page; `None` at the end. A page may be empty while a next one follows.
    pub next: Option<PageToken>,
}
