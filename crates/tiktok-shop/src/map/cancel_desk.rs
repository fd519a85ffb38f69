//! What may be cancelled, and the platform's reasons (F102, F103; tiktok-shop fact sheet 11.2).

use std::collections::BTreeMap;

use serde_json::Value;
use shopferry_channel::{CancelReason, LineEligibility};
use shopferry_domain::LineId;

use super::text::plain;
use crate::wire;

/// One entry a line, by line id. A line that is told twice is eligible if any entry says so.
pub(crate) fn line_eligibility(answer: wire::Eligibility) -> Vec<LineEligibility> {
    let mut lines: BTreeMap<String, LineEligibility> = BTreeMap::new();
    let told = answer.sku_eligibility.into_iter().flat_map(|sku| sku.line_item_eligibility);
    for entry in told.filter(|entry| entry.request_type.as_deref().is_none_or(|t| t.eq_ignore_ascii_case("CANCEL"))) {
        let reasons: Vec<CancelReason> =
            entry.available_reason_names.iter().flatten().map(|name| named(name.clone())).collect();
        for id in line_ids(&entry) {
            let Ok(line) = LineId::new(&id) else { continue };
            let why_not = entry.ineligible_reason.as_deref().map(plain).filter(|_| !entry.eligible);
            let fresh = LineEligibility { line, eligible: entry.eligible, reasons: reasons.clone(), why_not };
            if entry.eligible || !lines.contains_key(&id) {
                lines.insert(id, fresh);
            }
        }
    }
    lines.into_values().collect()
}

fn line_ids(entry: &wire::LineEligibility) -> Vec<String> {
    let mut ids: Vec<String> = entry.order_line_items_ids.clone().unwrap_or_default();
    for row in &entry.order_line_list {
        let id = ["order_line_item_id", "order_line_id", "id"].iter().find_map(|key| row.get(*key)).unwrap_or(row);
        match id {
            Value::String(id) => ids.push(id.clone()),
            Value::Number(id) => ids.push(id.to_string()),
            _ => {}
        }
    }
    ids
}

/// A reason of the reject list; one without a name cannot be sent.
pub(crate) fn reject_reason(wire: wire::RejectReason) -> Option<CancelReason> {
    let reason = named(wire.name?);
    Some(CancelReason { text: wire.text.as_deref().map_or(reason.text, plain), name: reason.name })
}

/// The platform's word as a sentence: what stands after `reason_`, without the region's suffix.
fn named(name: String) -> CancelReason {
    let words = name.rsplit("reason_").next().unwrap_or(&name);
    let words = words.strip_suffix("_uk").unwrap_or(words).replace('_', " ");
    let mut letters = words.chars();
    let text = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    CancelReason { text, name }
}
