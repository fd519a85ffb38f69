//! What every Save has in common: all faults at once, the version of the stored values, the audit entry.

use serde::Serialize;
use serde_json::Value;
use shopferry_domain::settings::FieldFault;
use shopferry_domain::{ConnectionId, Reason, ReasonCode};
use shopferry_ledger::{Flow, LedgerError, Tx};

use crate::desk::Desk;
use crate::handlers::rules::entry::Entries;
use crate::list::{CommandError, FieldError};

/// How a save inside a transaction ended.
pub(crate) enum Outcome {
    /// Written.
    Kept,
    /// The same as before: nothing was written.
    Same,
    /// Somebody else changed the values meanwhile.
    Moved,
}

/// A word that names a stored value (FNV-1a, 64 bits, over its JSON text): another value has another word.
pub(crate) fn version<T: Serialize>(value: &T) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

/// Refuses with every fault at its field; the first one is also the error's own field.
pub(crate) fn refuse(faults: &[FieldFault]) -> Result<(), CommandError> {
    let Some(first) = faults.first() else { return Ok(()) };
    let fields: Vec<FieldError> = faults
        .iter()
        .map(|fault| {
            let text = fault.reason.code.text();
            let message = match &fault.reason.detail {
                Some(detail) => format!("{}: {detail}.", text.sentence.trim_end_matches('.')),
                None => text.sentence.to_owned(),
            };
            FieldError { field: fault.field.clone(), code: text.name.to_owned(), message, cure: text.cure.to_owned() }
        })
        .collect();
    let message = match fields.len() {
        1 => "One field cannot be saved as it is.".to_owned(),
        n => format!("{n} fields cannot be saved as they are."),
    };
    let mut error =
        CommandError::new("settings_refused", message, "Correct what stands at the fields.").on(&first.field);
    error.fields = fields;
    Err(error)
}

/// Reading faults first, then the settings' own; a field is told once.
pub(crate) fn all_faults(entries: Entries, checked: Vec<FieldFault>) -> Vec<FieldFault> {
    let mut faults = entries.faults;
    for fault in checked {
        if !faults.iter().any(|known| known.field == fault.field) {
            faults.push(fault);
        }
    }
    faults
}

/// The refusal when the values were changed meanwhile.
pub(crate) fn moved() -> CommandError {
    CommandError::from(&Reason::new(ReasonCode::SettingChangedElsewhere))
}

/// Adds the audit entry of a change.
pub(crate) fn audit<T: Serialize>(
    tx: &Tx<'_>,
    desk: &Desk,
    kind: &str,
    subject: &str,
    (before, after): (&T, &T),
) -> Result<(), LedgerError> {
    let json = |value: &T| serde_json::to_value(value).unwrap_or(Value::Null);
    tx.audit().add(desk.house.now(), kind, subject, Some(&json(before)), Some(&json(after)))
}

/// Everything of a shop that is not exported is decided again, and its stock is published anew.
pub(crate) fn take_effect(desk: &Desk, shop: &ConnectionId) -> Result<(), CommandError> {
    let now = desk.house.now();
    desk.store.write(|tx| {
        [Flow::PullOrders, Flow::PushStock].into_iter().try_for_each(|flow| tx.flows().mark_due(shop, flow, now))
    })?;
    desk.engine.decide_all(shop)?;
    desk.engine.wake();
    Ok(())
}
