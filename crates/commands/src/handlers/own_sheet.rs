//! The own warehouse's list as a file, and the filled-in file back (F011).

use shopferry_domain::sheet;
use shopferry_engine::{SheetParcel, SheetPlan, SheetRefusal};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::own;
use crate::list::CommandError;
use crate::wire::own::{
    OwnImportView, OwnParcelView, OwnRowRefusal, OwnSheetText, OwnSheetView, PartLineView, PartRefs, PartView,
};
use crate::wire::reason::ReasonView;

/// A file is this large at most.
const TEXT_MAX: usize = 4_000_000;
const COLUMNS: [&str; 17] = [
    "order_number",
    "part",
    "channel",
    "ship_by",
    "sku",
    "title",
    "variant",
    "units",
    "name",
    "street",
    "city",
    "state",
    "postcode",
    "country",
    "phone",
    "carrier",
    "tracking_number",
];
/// Without these a parcel cannot be addressed.
const NEEDED: [&str; 5] = ["name", "street", "city", "postcode", "country"];

/// The named parts, or all; only what waits is listed.
pub(crate) fn make(desk: &Desk, request: &PartRefs) -> Result<OwnSheetView, CommandError> {
    let open = desk.store.read(own::open)?;
    let wanted = |part: &&PartView| {
        request.parts.is_empty() || request.parts.iter().any(|p| p.key == part.key && p.part == part.part)
    };
    let parts: Vec<&PartView> = open.iter().filter(|p| p.waiting > 0).filter(wanted).collect();
    let mut rows: Vec<Vec<String>> = vec![COLUMNS.iter().map(|c| (*c).to_owned()).collect()];
    for part in &parts {
        rows.extend(part.lines.iter().filter(|l| l.waiting > 0).map(|line| row(part, line)));
    }
    let lacks = |part: &&&PartView| NEEDED.iter().any(|name| address(part, name).is_empty());
    let day = desk.house.now().format("%Y-%m-%d");
    Ok(OwnSheetView {
        file_name: format!("own-warehouse-{day}.csv"),
        text: sheet::write(&rows),
        rows: small(rows.len().saturating_sub(1) as u64),
        parts: small(parts.len() as u64),
        hidden: small(parts.iter().filter(lacks).count() as u64),
    })
}

fn row(part: &PartView, line: &PartLineView) -> Vec<String> {
    let ship_by = part.ship_by.map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default();
    let mut cells = vec![
        part.number.clone(),
        part.part.to_string(),
        part.channel.clone(),
        ship_by,
        line.seller_sku.clone().unwrap_or_else(|| line.listing_sku.clone()),
        line.title.clone(),
        line.variant.clone(),
        line.waiting.to_string(),
    ];
    cells.extend(["name", "street", "city", "state", "postcode", "country", "phone"].map(|name| address(part, name)));
    cells.extend([String::new(), String::new()]);
    cells
}

/// Only what can be read; never a mask.
fn address(part: &PartView, name: &str) -> String {
    part.address.iter().find(|a| a.part == name).and_then(|a| a.text.clone()).unwrap_or_default()
}

pub(crate) async fn check(desk: &Desk, request: &OwnSheetText) -> Result<OwnImportView, CommandError> {
    fits(&request.text)?;
    Ok(shown(desk.engine.check_own_sheet(&request.text).await?, false))
}

pub(crate) async fn import(desk: &Desk, request: &OwnSheetText) -> Result<OwnImportView, CommandError> {
    fits(&request.text)?;
    let plan = desk.engine.apply_own_sheet(&request.text).await?;
    let applied = plan.refused.is_empty();
    Ok(shown(plan, applied))
}

fn fits(text: &str) -> Result<(), CommandError> {
    use shopferry_domain::{Reason, ReasonCode};
    if text.len() > TEXT_MAX {
        let about = format!("{} MB", text.len() / 1_000_000);
        return Err(CommandError::from(&Reason::about(ReasonCode::SheetTooLarge, about)));
    }
    Ok(())
}

fn shown(plan: SheetPlan, applied: bool) -> OwnImportView {
    let parcel = |p: SheetParcel| OwnParcelView {
        number: p.number.to_string(),
        part: u32::from(p.shipment.part.0),
        carrier: p.carrier,
        tracking: p.shipment.number.as_str().to_owned(),
        units: small(p.shipment.lines.len() as u64),
        rows: p.rows,
        odd: p.odd,
    };
    let refusal = |r: SheetRefusal| OwnRowRefusal { row: r.row, reason: ReasonView::from(&r.reason) };
    OwnImportView {
        parcels: plan.parcels.into_iter().map(parcel).collect(),
        refused: plan.refused.into_iter().map(refusal).collect(),
        skipped: plan.skipped,
        applied,
    }
}
