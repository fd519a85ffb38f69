//! An order's parcels: how far they are, what to write to the platform's support, and what a person does with a number.

use chrono::{DateTime, Utc};
use shopferry_domain::{FulfillerPackageId, Order, ReasonCode, WarehouseId};
use shopferry_ledger::{PackageRow, PackageState};

use crate::desk::Desk;
use crate::handlers::keys;
use crate::list::CommandError;
use crate::wire::Done;
use crate::wire::channels::WarehouseRef;
use crate::wire::orders::{ComponentView, PackageView, PhotoRef, PhotoView, SendNumber};
use crate::wire::reason::ReasonView;

/// A parcel.
pub(crate) fn package(order: &Order, row: &PackageRow) -> PackageView {
    let unit = |u: &shopferry_domain::fulfillment::PackedUnits| ComponentView {
        sku: u.sku.to_string(),
        quantity: u.quantity,
        available: None,
        read_at: None,
    };
    let progress = &row.progress;
    PackageView {
        id: row.package.to_string(),
        carrier: row.carrier.clone(),
        carrier_number: row.carrier_number.clone(),
        amazon_number: row.amazon_number.clone(),
        shipped: row.shipped,
        contents: row.contents.iter().map(unit).collect(),
        state: row.state.name().to_owned(),
        number_sent: row.number_sent.clone(),
        sent_at: row.sent_at,
        corrected: row.corrections > 0,
        warning: row.warning.clone(),
        reason: row.reason.as_ref().map(ReasonView::from),
        milestone: progress.milestone.as_deref().map(spoken),
        estimated: progress.estimated,
        delivered_at: progress.delivered_at,
        lost: progress.lost,
        undeliverable: progress.undeliverable,
        not_from_amazon: progress.not_from_amazon,
        support_text: support_text(order, row),
    }
}

/// `OUT_FOR_DELIVERY` as people say it.
fn spoken(word: &str) -> String {
    word.to_lowercase().replace('_', " ")
}

/// The text for a support case, when the platform alone can help (F089, F407). No buyer data.
fn support_text(order: &Order, row: &PackageRow) -> Option<String> {
    let code = row.reason.as_ref()?.code;
    let number = [&row.number_sent, &row.carrier_number, &row.amazon_number].into_iter().flatten().next()?;
    let carrier = row.carrier.as_deref().unwrap_or("Amazon");
    let head = format!("Order {}, shipped by Amazon Multi-Channel Fulfillment.", order.remote);
    let text = match code {
        ReasonCode::ParcelNotSeen => {
            let since = row.progress.moved_at.map(day).unwrap_or_default();
            let by =
                order.deadlines.collect_by.map(|at| format!(" To be collected by {}.", day(at))).unwrap_or_default();
            format!(
                "The parcel with tracking number {number} ({carrier}) has been moving since {since}, and the order still \
                 shows as awaiting collection.{by} Please read the carrier’s tracking again and do not cancel the order."
            )
        }
        ReasonCode::NumberChanged | ReasonCode::CorrectionOver | ReasonCode::CorrectionUsed => {
            let right = [&row.carrier_number, &row.amazon_number].into_iter().flatten().next()?;
            format!(
                "The carrier changed the tracking number {number} to {right} ({carrier}). Please correct it on the order."
            )
        }
        _ => return None,
    };
    Some(format!("{head} {text}"))
}

fn day(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Whether a person may send a parcel's number again.
pub(crate) fn may_send_number(packages: &[PackageRow]) -> bool {
    packages.iter().any(|p| p.state == PackageState::Failed)
}

pub(crate) fn send_number(desk: &Desk, request: &SendNumber) -> Result<Done, CommandError> {
    desk.engine.send_number(keys::order(&request.key)?, request.anyway)?;
    Ok(Done {})
}

pub(crate) async fn photo(desk: &Desk, request: &PhotoRef) -> Result<PhotoView, CommandError> {
    let key = keys::order(&request.key)?;
    let package = FulfillerPackageId::new(&request.package).map_err(|_| CommandError::not_found("parcel"))?;
    let link = desk.engine.delivery_photo(key, &package).await?;
    Ok(PhotoView { link: link.map(|l| l.expose().to_owned()) })
}

pub(crate) fn reset_warehouse(desk: &Desk, request: &WarehouseRef) -> Result<Done, CommandError> {
    let id = keys::connection(&request.id)?;
    let warehouse = WarehouseId::new(&request.warehouse).map_err(|_| CommandError::not_found("warehouse"))?;
    desk.engine.reset_warehouse(&id, &warehouse)?;
    Ok(Done {})
}
