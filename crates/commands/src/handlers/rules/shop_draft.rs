//! A shop's settings as a form holds them, and back.

use shopferry_domain::money::Currency;
use shopferry_domain::plan::Speed;
use shopferry_domain::settings::{FieldFault, OrderLimits, ShopSettings, SkuPattern, SpeedRow};
use shopferry_domain::{CarrierId, ReasonCode, WarehouseId};

use crate::handlers::rules::entry::{Entries, hours, text, word};
use crate::wire::rules::{ShopDraft, SpeedDraft};

/// The form of stored settings.
pub(crate) fn of(s: &ShopSettings) -> ShopDraft {
    ShopDraft {
        take_in_held: s.take_in_held,
        take_in_platform_shipped: s.take_in_platform_shipped,
        unlinked_line: word(&s.unlinked_line),
        hide_unlinked: s.hide_unlinked,
        split_unlinked: s.split_unlinked,
        mixed: word(&s.mixed),
        own_warehouse: s.own_warehouse,
        samples: word(&s.samples),
        replacements: word(&s.replacements),
        exchanges: word(&s.exchanges),
        delay: hours(s.delay_minutes),
        keep_stock: s.keep_stock,
        max_pieces: text(s.max_pieces),
        max_total: text(s.max_total.as_ref().map(|m| m.amount)),
        blocked_skus: s.blocked_skus.iter().map(SkuPattern::as_str).collect::<Vec<_>>().join("\n"),
        max_loss: text(s.max_loss.as_ref().map(|m| m.amount)),
        commission_percent: text(s.commission_percent),
        speeds: s
            .speeds
            .iter()
            .map(|row| SpeedDraft { service: row.service.clone(), speed: row.speed.to_string() })
            .collect(),
        default_speed: s.default_speed.to_string(),
        speed_by_promise: s.speed_by_promise,
        fallback_carrier: s.fallback_carrier.as_ref().map(ToString::to_string),
        early_numbers: s.early_numbers,
        correct_tracking: s.correct_tracking,
        amazon_warehouses: s.amazon_warehouses.iter().map(ToString::to_string).collect(),
        accept_confirmed_cancels: s.accept_confirmed_cancels,
        target_warehouse: s.target_warehouse.as_ref().map(ToString::to_string),
        buffer: s.buffer.to_string(),
        zero_not_at_amazon: s.zero_not_at_amazon,
        orders_a_day: text(s.limits.orders_a_day),
        uploads_a_day: text(s.limits.uploads_a_day),
    }
}

/// Reads a form; what cannot be read is noted with its field.
pub(crate) fn read(d: &ShopDraft, currency: Option<&Currency>, e: &mut Entries) -> ShopSettings {
    ShopSettings {
        take_in_held: d.take_in_held,
        take_in_platform_shipped: d.take_in_platform_shipped,
        unlinked_line: e.choice("unlinked_line", &d.unlinked_line),
        hide_unlinked: d.hide_unlinked,
        split_unlinked: d.split_unlinked,
        mixed: e.choice("mixed", &d.mixed),
        own_warehouse: d.own_warehouse,
        samples: e.choice("samples", &d.samples),
        replacements: e.choice("replacements", &d.replacements),
        exchanges: e.choice("exchanges", &d.exchanges),
        delay_minutes: e.minutes("delay", &d.delay),
        keep_stock: d.keep_stock,
        max_pieces: e.number("max_pieces", &d.max_pieces),
        max_total: e.amount("max_total", &d.max_total, currency),
        blocked_skus: patterns(&d.blocked_skus, e),
        max_loss: e.amount("max_loss", &d.max_loss, currency),
        commission_percent: e.decimal("commission_percent", &d.commission_percent),
        speeds: d
            .speeds
            .iter()
            .map(|row| SpeedRow { service: row.service.trim().to_owned(), speed: Speed::parse(row.speed.trim()) })
            .collect(),
        default_speed: Speed::parse(d.default_speed.trim()),
        speed_by_promise: d.speed_by_promise,
        fallback_carrier: d.fallback_carrier.as_deref().and_then(|id| carrier(id, e)),
        early_numbers: d.early_numbers,
        correct_tracking: d.correct_tracking,
        amazon_warehouses: d.amazon_warehouses.iter().filter_map(|id| warehouse("amazon_warehouses", id, e)).collect(),
        accept_confirmed_cancels: d.accept_confirmed_cancels,
        target_warehouse: d.target_warehouse.as_deref().and_then(|id| warehouse("target_warehouse", id, e)),
        buffer: e.needed("buffer", &d.buffer),
        zero_not_at_amazon: d.zero_not_at_amazon,
        limits: OrderLimits {
            orders_a_day: e.number("orders_a_day", &d.orders_a_day),
            uploads_a_day: e.number("uploads_a_day", &d.uploads_a_day),
        },
    }
}

/// The form's name of a settings field.
pub(crate) fn field_of(fault: FieldFault) -> FieldFault {
    let field = match fault.field.as_str() {
        "delay_minutes" => "delay".to_owned(),
        other => other.trim_start_matches("limits.").to_owned(),
    };
    FieldFault { field, ..fault }
}

/// One pattern a line; commas separate as well.
fn patterns(text: &str, e: &mut Entries) -> Vec<SkuPattern> {
    let mut rows: Vec<SkuPattern> = Vec::new();
    for row in text.split(['\n', ',']).map(str::trim).filter(|row| !row.is_empty()) {
        match SkuPattern::parse(row) {
            Some(pattern) if rows.contains(&pattern) => {}
            Some(pattern) => rows.push(pattern),
            None => e.fault("blocked_skus", ReasonCode::SettingNotPlain, row),
        }
    }
    rows
}

fn carrier(id: &str, e: &mut Entries) -> Option<CarrierId> {
    let id = id.trim();
    if id.is_empty() {
        return None;
    }
    let read = CarrierId::new(id).ok();
    if read.is_none() {
        e.fault("fallback_carrier", ReasonCode::SettingNotOffered, id);
    }
    read
}

fn warehouse(field: &str, id: &str, e: &mut Entries) -> Option<WarehouseId> {
    let id = id.trim();
    if id.is_empty() {
        return None;
    }
    let read = WarehouseId::new(id).ok();
    if read.is_none() {
        e.fault(field, ReasonCode::SettingNotOffered, id);
    }
    read
}
