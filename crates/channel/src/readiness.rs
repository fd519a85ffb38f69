//! Whether a shop may list products, as the platform itself says (F012).

use async_trait::async_trait;
use shopferry_domain::readiness::Prerequisite;

use crate::Result;

/// One line of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadinessItem {
    /// What is checked.
    pub name: Prerequisite,
    /// How it stands; `None` when the platform's answer does not tell. Unknown is not failed.
    pub passed: Option<bool>,
    /// Why not, in the platform's words. May be empty even for a failed one.
    pub reasons: Vec<String>,
}

/// Reads the checklist.
#[async_trait]
pub trait ReadinessSource: Send + Sync {
    /// One line for each prerequisite known here, in the order of [`Prerequisite::ALL`], then those that only the
    /// platform knows.
    async fn readiness(&self) -> Result<Vec<ReadinessItem>>;
}
