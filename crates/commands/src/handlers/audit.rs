//! The audit log for a page: what changed, field by field (F018).

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use shopferry_domain::ConnectionId;
use shopferry_ledger::AuditEntry;

use crate::desk::Desk;
use crate::list::CommandError;
use crate::wire::rules::{AuditChangeView, AuditEntryView, AuditQuery, AuditView};

/// Entries of one answer.
const ENTRIES_MAX: u32 = 500;

pub(crate) fn list(desk: &Desk, request: &AuditQuery) -> Result<AuditView, CommandError> {
    Ok(desk.store.read(|view| {
        let mut entries = Vec::new();
        for entry in view.audit().recent(request.subject.as_deref(), request.limit.clamp(1, ENTRIES_MAX))? {
            let named = ConnectionId::new(&entry.subject).ok();
            let row = named.map(|id| view.connections().get(&id)).transpose()?.flatten();
            entries.push(shown(&entry, row.map(|c| c.name)));
        }
        Ok(AuditView { entries, first_break: view.audit().first_break()?.map(small) })
    })?)
}

fn shown(entry: &AuditEntry, name: Option<String>) -> AuditEntryView {
    AuditEntryView {
        seq: small(entry.seq),
        at: entry.at,
        kind: entry.kind.clone(),
        subject: entry.subject.clone(),
        name,
        changes: changes(entry.before.as_ref(), entry.after.as_ref()),
    }
}

fn small(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The fields whose values differ; a value that is no object is one field without a name.
fn changes(before: Option<&Value>, after: Option<&Value>) -> Vec<AuditChangeView> {
    let empty = Map::new();
    let fields = |value: Option<&Value>| match value {
        Some(Value::Object(map)) => Some(map.clone()),
        None => Some(empty.clone()),
        Some(_) => None,
    };
    let (Some(old), Some(new)) = (fields(before), fields(after)) else {
        return vec![AuditChangeView { field: String::new(), before: text(before), after: text(after) }];
    };
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differs = |name: &&&String| old.get(**name) != new.get(**name);
    let change = |name: &String| AuditChangeView {
        field: name.clone(),
        before: text(old.get(name)),
        after: text(new.get(name)),
    };
    names.iter().filter(differs).map(|name| change(name)).collect()
}

fn text(value: Option<&Value>) -> Option<String> {
    match value {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
    }
}
