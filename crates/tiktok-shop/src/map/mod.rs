//! Their types into ours: pure, so that every rule can be tested with a literal.

mod cancel_desk;
mod cancellation;
mod line;
mod listing;
mod money;
mod order;
mod package;
mod place;
mod prerequisite;
mod ship_to;
mod text;

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::Value;
use shopferry_channel::BadRecord;
use shopferry_domain::IdError;
use shopferry_net::{CallFault, decode_value, redact};

use crate::wire::RawRecords;

pub(crate) use cancel_desk::{line_eligibility, reject_reason};
pub(crate) use cancellation::{cancel_status, cancellation};
pub(crate) use listing::{listed_stock, listings};
pub(crate) use order::{Shop, head, order};
pub(crate) use package::package;
pub(crate) use place::{carrier, delivery_option, warehouse};
pub(crate) use prerequisite::checklist;

/// Why a record cannot be taken: the field and what is wrong with it, never its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MapFault {
    path: String,
    why: String,
}

impl MapFault {
    pub(crate) fn at(path: impl Into<String>, why: impl std::fmt::Display) -> Self {
        Self { path: path.into(), why: why.to_string() }
    }

    fn below(self, parent: &str) -> Self {
        Self { path: format!("{parent}.{}", self.path), why: self.why }
    }
}

impl std::fmt::Display for MapFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.why)
    }
}

/// Reads and maps records one by one; a bad one is set aside, the rest goes on.
pub(crate) fn each<W, T>(
    operation: &'static str,
    id_key: &str,
    raw: RawRecords,
    map: impl Fn(W) -> Result<T, MapFault>,
) -> (Vec<T>, Vec<BadRecord>)
where
    W: DeserializeOwned,
{
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for value in raw {
        match one(operation, &value, &map) {
            Ok(record) => good.push(record),
            Err(fault) => bad.push(set_aside(value, id_key, &fault)),
        }
    }
    (good, bad)
}

fn one<W: DeserializeOwned, T>(
    operation: &'static str,
    value: &Value,
    map: impl Fn(W) -> Result<T, MapFault>,
) -> Result<T, MapFault> {
    let wire = decode_value(operation, value.clone()).map_err(|fault| match fault {
        CallFault::Malformed { path, why, .. } => MapFault { path, why },
        other => MapFault::at(".", other),
    })?;
    map(wire)
}

fn set_aside(mut value: Value, id_key: &str, fault: &MapFault) -> BadRecord {
    let id = match value.get(id_key) {
        Some(Value::String(id)) => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    redact::hide(&mut value);
    BadRecord { id, fault: fault.to_string(), payload: redact::text(&value.to_string()) }
}

/// A required id.
fn id<T>(path: &str, text: Option<String>, new: impl Fn(String) -> Result<T, IdError>) -> Result<T, MapFault> {
    let text = text.ok_or_else(|| MapFault::at(path, "it is missing"))?;
    new(text).map_err(|fault| MapFault::at(path, fault))
}

/// An id that may be missing.
fn maybe<T>(
    path: &str,
    text: Option<String>,
    new: impl Fn(String) -> Result<T, IdError>,
) -> Result<Option<T>, MapFault> {
    text.map(|text| new(text).map_err(|fault| MapFault::at(path, fault))).transpose()
}

/// Unix seconds; zero and below stand for nothing.
fn time(secs: Option<i64>) -> Option<DateTime<Utc>> {
    secs.filter(|secs| *secs > 0).and_then(|secs| DateTime::from_timestamp(secs, 0))
}
