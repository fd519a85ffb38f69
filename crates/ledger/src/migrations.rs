//! Migrations: append only, each atomic, dated. A program refuses a database whose schema is newer than its own.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use crate::error::{LedgerError, Result};
use crate::tables as t;

/// One step of the schema.
pub(crate) struct Step {
    /// Day it was added.
    #[expect(dead_code, reason = "for readers of this list")]
    pub day: &'static str,
    /// Its text, table by table.
    pub sql: &'static [&'static str],
}

/// Every step ever released, oldest first. Never edit one that was released; add another.
pub(crate) const STEPS: &[Step] = &[Step {
    day: "2026-11-22",
    sql: &[
        t::profile::CREATE,
        t::settings::CREATE,
        t::audit::CREATE,
        t::connections::CREATE,
        t::flows::CREATE,
        t::runs::CREATE,
        t::orders::CREATE,
        t::order_parts::CREATE,
        t::buyers::CREATE,
        t::search::CREATE,
        t::exports::CREATE,
        t::packages::CREATE,
        t::order_marks::CREATE,
        t::cancellations::CREATE,
        t::parcel_strikes::CREATE,
        t::outbox::CREATE,
        t::timeline::CREATE,
        t::links::CREATE,
        t::listings::CREATE,
        t::source_stock::CREATE,
        t::listing_stock::CREATE,
        t::warehouses::CREATE,
        t::delivery_options::CREATE,
        t::carriers::CREATE,
        t::set_aside::CREATE,
    ],
}];

/// Runs the steps that are missing.
pub(crate) fn run(conn: &mut Connection) -> Result<()> {
    let texts: Vec<String> = STEPS.iter().map(|step| step.sql.join("\n")).collect();
    let migrations: Migrations<'_> = texts.iter().map(|text| M::up(text)).collect();
    migrations.to_latest(conn).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => LedgerError::Sql { detail: format!("the schema could not be brought up to date: {other}") },
    })
}
