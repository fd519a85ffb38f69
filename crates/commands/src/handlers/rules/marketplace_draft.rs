//! A marketplace's settings as a form holds them, and back.

use shopferry_domain::money::Currency;
use shopferry_domain::settings::{ExtraFeatures, FieldFault, MarketplaceSettings, OwnQueue};

use crate::handlers::rules::entry::{Entries, text, word};
use crate::wire::rules::MarketplaceDraft;

/// The form of stored settings.
pub(crate) fn of(s: &MarketplaceSettings) -> MarketplaceDraft {
    let queue = s.own_queue.as_ref();
    let part = |f: fn(&OwnQueue) -> &String| queue.map(|q| f(q).clone()).unwrap_or_default();
    MarketplaceDraft {
        forward_note: s.forward_note,
        slip_label: s.slip_label.clone(),
        slip_text: s.slip_text.clone(),
        logistics: word(&s.logistics),
        plain_box: word(&s.plain_box),
        fill: word(&s.fill),
        packing_slip: word(&s.extras.packing_slip),
        overbox: word(&s.extras.overbox),
        deliver_together: word(&s.extras.deliver_together),
        signature: word(&s.extras.signature),
        signature_from: text(s.extras.signature_from.as_ref().map(|m| m.amount)),
        api_version: word(&s.api_version),
        tell_channel: s.tell_channel,
        low_stock_lane: s.low_stock_lane,
        own_queue: queue.is_some(),
        queue_url: part(|q| &q.url),
        queue_region: part(|q| &q.region),
        queue_key_id: part(|q| &q.access_key_id),
    }
}

/// Reads a form; what cannot be read is noted with its field.
pub(crate) fn read(d: &MarketplaceDraft, currency: Option<&Currency>, e: &mut Entries) -> MarketplaceSettings {
    let trimmed = |text: &str| text.trim().to_owned();
    MarketplaceSettings {
        forward_note: d.forward_note,
        slip_label: trimmed(&d.slip_label),
        slip_text: trimmed(&d.slip_text.replace("\r\n", "\n")),
        logistics: e.choice("logistics", &d.logistics),
        plain_box: e.choice("plain_box", &d.plain_box),
        fill: e.choice("fill", &d.fill),
        extras: ExtraFeatures {
            packing_slip: e.choice("packing_slip", &d.packing_slip),
            overbox: e.choice("overbox", &d.overbox),
            deliver_together: e.choice("deliver_together", &d.deliver_together),
            signature: e.choice("signature", &d.signature),
            signature_from: e.amount("signature_from", &d.signature_from, currency),
        },
        api_version: e.choice("api_version", &d.api_version),
        tell_channel: d.tell_channel,
        low_stock_lane: d.low_stock_lane,
        own_queue: d.own_queue.then(|| OwnQueue {
            url: trimmed(&d.queue_url),
            region: trimmed(&d.queue_region),
            access_key_id: trimmed(&d.queue_key_id),
        }),
    }
}

/// The form's name of a settings field.
pub(crate) fn field_of(fault: FieldFault) -> FieldFault {
    let field = match fault.field.as_str() {
        "own_queue.url" => "queue_url".to_owned(),
        "own_queue.region" => "queue_region".to_owned(),
        "own_queue.access_key_id" => "queue_key_id".to_owned(),
        other => other.trim_start_matches("extras.").to_owned(),
    };
    FieldFault { field, ..fault }
}
