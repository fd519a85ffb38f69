//! What is true of the whole profile: the owner's fencing number (F314).

use rusqlite::params;

use crate::error::{LedgerError, Result};
use crate::tag::Tag;
use crate::tx::{Tx, View};

pub(crate) const CREATE: &str = "
CREATE TABLE profile (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    fence INTEGER NOT NULL
) STRICT;
INSERT INTO profile (id, fence) VALUES (1, 0);";

pub(crate) fn fence(view: &View<'_>) -> Result<i64> {
    Ok(view.prepare("SELECT fence FROM profile WHERE id = 1")?.query_row([], |row| row.get(0))?)
}

pub(crate) fn set_fence(tx: &Tx<'_>, fence: i64) -> Result<()> {
    tx.run(Tag::Settings, "UPDATE profile SET fence = ?1 WHERE id = 1 AND fence <> ?1", params![fence]).map(drop)
}

/// Refuses a write of somebody who no longer owns the profile.
pub(crate) fn check_fence(view: &View<'_>, held: i64) -> Result<()> {
    let current = fence(view)?;
    if current == held { Ok(()) } else { Err(LedgerError::Fenced { held, current }) }
}
