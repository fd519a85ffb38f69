//! Numbers of the own warehouse from a file: each row is a parcel, or a piece of one; a file is taken whole or not at all
//! (F011).

use std::collections::{BTreeMap, BTreeSet};

use shopferry_domain::carrier::{Carrier, CarrierChoice, entry_for, number_fits};
use shopferry_domain::sheet::{self, SheetRow};
use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{CarrierId, LineId, PartNumber, Reason, ReasonCode, RemoteOrderId};
use shopferry_ledger::{LedgerError, OrderKey, OrderRow, PartRoute, PartRow, View};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::own_warehouse::{OPEN_PARTS, OwnShipment, waiting_lines};

/// Rows that are read at once.
const ROWS_MAX: usize = 5_000;

/// What a file would confirm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetPlan {
    /// Its parcels, in the file's order.
    pub parcels: Vec<SheetParcel>,
    /// Rows that cannot be taken; while there is one, nothing is applied.
    pub refused: Vec<SheetRefusal>,
    /// Rows without carrier and number: not shipped yet.
    pub skipped: u32,
}

/// A parcel of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetParcel {
    /// Its order.
    pub order: OrderKey,
    /// The platform's number of it.
    pub number: RemoteOrderId,
    /// What is told.
    pub shipment: OwnShipment,
    /// The carrier's name in the platform's list.
    pub carrier: String,
    /// Lines of the file that it came from.
    pub rows: Vec<u32>,
    /// The number does not look like one of its carrier.
    pub odd: bool,
}

/// A row that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRefusal {
    /// Line of the file, from 1.
    pub row: u32,
    /// Why, and the cure.
    pub reason: Reason,
}

/// Columns of the file, found by name in any spelling.
#[derive(Debug, Clone, Copy)]
struct Columns {
    order: usize,
    carrier: usize,
    number: usize,
    part: Option<usize>,
    sku: Option<usize>,
    units: Option<usize>,
}

/// What is known of an order that a row names.
struct Named {
    row: OrderRow,
    parts: Vec<(PartRow, Vec<LineId>)>,
    carriers: Vec<Carrier>,
    chosen: Vec<(String, CarrierId)>,
}

/// What one row says.
struct Entry {
    part: PartNumber,
    carrier: Carrier,
    number: TrackingNumber,
    lines: Vec<LineId>,
}

type Taken = BTreeSet<(OrderKey, LineId)>;

impl Engine {
    /// What a file would confirm; nothing is changed.
    ///
    /// # Errors
    /// When it is no table with the columns that are needed, is empty or too large, or a carrier list cannot be read.
    pub async fn check_own_sheet(&self, text: &str) -> Result<SheetPlan> {
        let rows = sheet::read(text)
            .map_err(|fault| EngineError::Refused(Reason::about(ReasonCode::SheetBroken, fault.to_string())))?;
        let Some((head, rows)) = rows.split_first() else { return Err(EngineError::refused(ReasonCode::SheetEmpty)) };
        let columns = columns(head).map_err(EngineError::Refused)?;
        if rows.len() > ROWS_MAX {
            return Err(EngineError::Refused(Reason::about(ReasonCode::SheetTooLarge, format!("{} rows", rows.len()))));
        }
        let told: Vec<&SheetRow> = rows
            .iter()
            .filter(|r| !(cell(r, columns.carrier).is_empty() && cell(r, columns.number).is_empty()))
            .collect();
        if told.is_empty() {
            return Err(EngineError::refused(ReasonCode::SheetEmpty));
        }
        let skipped = u32::try_from(rows.len() - told.len()).unwrap_or(u32::MAX);
        let mut plan = SheetPlan { skipped, ..SheetPlan::default() };
        let mut named: BTreeMap<String, Option<Named>> = BTreeMap::new();
        let mut taken = Taken::new();
        for row in told {
            let number = cell(row, columns.order).to_owned();
            if !named.contains_key(&number) {
                let found = self.find_named(&number).await?;
                named.insert(number.clone(), found);
            }
            match read_row(row, columns, named.get(&number).and_then(Option::as_ref), &mut taken) {
                Ok((of, entry)) => put(&mut plan.parcels, of, entry, row.line),
                Err(reason) => plan.refused.push(SheetRefusal { row: row.line, reason }),
            }
        }
        Ok(plan)
    }

    /// Checks the file again and enters all its parcels; with a refused row, none.
    ///
    /// # Errors
    /// As the check, and when a part ended meanwhile.
    pub async fn apply_own_sheet(&self, text: &str) -> Result<SheetPlan> {
        let plan = self.check_own_sheet(text).await?;
        if plan.refused.is_empty() {
            let parcels: Vec<_> = plan.parcels.iter().map(|p| (p.order, p.shipment.clone())).collect();
            self.ship_own_all(&parcels)?;
        }
        Ok(plan)
    }

    async fn find_named(&self, number: &str) -> Result<Option<Named>> {
        let Ok(remote) = RemoteOrderId::new(number) else { return Ok(None) };
        let Some((row, parts, chosen)) = self.store.read(|v| find(v, &remote))? else { return Ok(None) };
        let carriers = self.carriers_of(row.key).await?;
        Ok(Some(Named { row, parts, carriers, chosen }))
    }
}

type Found = (OrderRow, Vec<(PartRow, Vec<LineId>)>, Vec<(String, CarrierId)>);

fn find(view: &View<'_>, remote: &RemoteOrderId) -> std::result::Result<Option<Found>, LedgerError> {
    for shop in view.connections().all()? {
        let Some(row) = view.orders().by_remote(&shop.id, remote)? else { continue };
        let mut parts = Vec::new();
        for part in view.order_parts().of(row.key)? {
            if part.route == PartRoute::OwnWarehouse && OPEN_PARTS.contains(&part.state) {
                let lines = waiting_lines(view, &row, &part)?;
                parts.push((part, lines));
            }
        }
        if !parts.is_empty() {
            let chosen = view.carriers().chosen(&shop.id)?;
            return Ok(Some((row, parts, chosen)));
        }
    }
    Ok(None)
}

fn cell(row: &SheetRow, column: usize) -> &str {
    row.cells.get(column).map_or("", String::as_str)
}

/// Finds the columns by their names: only letters and digits count.
fn columns(head: &SheetRow) -> std::result::Result<Columns, Reason> {
    let plain = |name: &String| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let names: Vec<String> = head.cells.iter().map(plain).collect();
    let find = |spellings: &[&str]| spellings.iter().find_map(|s| names.iter().position(|n| n == s));
    let need =
        |name: &str, spellings: &[&str]| find(spellings).ok_or_else(|| Reason::about(ReasonCode::SheetNoColumn, name));
    Ok(Columns {
        order: need("order_number", &["ordernumber", "order", "orderid", "orderno"])?,
        carrier: need("carrier", &["carrier", "carriername", "shippingcarrier", "shippingprovider", "courier"])?,
        number: need("tracking_number", &["trackingnumber", "tracking", "trackingid", "trackingno", "trackingcode"])?,
        part: find(&["part", "partnumber"]),
        sku: find(&["sku", "sellersku"]),
        units: find(&["units", "quantity", "qty"]),
    })
}

/// A spreadsheet shows long numbers as 5.76E+17 and keeps no more than that.
fn is_rounded(number: &str) -> bool {
    let upper = number.to_uppercase();
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    upper.split_once("E+").is_some_and(|(head, power)| digits(head) && digits(power))
}

fn read_row<'a>(
    row: &SheetRow,
    columns: Columns,
    named: Option<&'a Named>,
    taken: &mut Taken,
) -> std::result::Result<(&'a Named, Entry), Reason> {
    let number = cell(row, columns.order);
    if number.is_empty() {
        return Err(Reason::about(ReasonCode::SheetCellMissing, "order_number"));
    }
    if is_rounded(number) {
        return Err(Reason::about(ReasonCode::SheetNumberRounded, number));
    }
    for (column, name) in [(columns.carrier, "carrier"), (columns.number, "tracking_number")] {
        if cell(row, column).is_empty() {
            return Err(Reason::about(ReasonCode::SheetCellMissing, name));
        }
    }
    let named = named.ok_or_else(|| Reason::about(ReasonCode::SheetOrderUnknown, number))?;
    let tracking = cell(row, columns.number);
    let tracking = TrackingNumber::tidy(tracking)
        .map_err(|fault| Reason::about(ReasonCode::SheetNumber, format!("{tracking}: {fault}")))?;
    let carrier = carrier(named, cell(row, columns.carrier))?;
    let (part, lines) = lines(row, columns, named, taken)?;
    taken.extend(lines.iter().map(|l| (named.row.key, l.clone())));
    Ok((named, Entry { part, carrier, number: tracking, lines }))
}

fn carrier(named: &Named, name: &str) -> std::result::Result<Carrier, Reason> {
    let unknown = || Reason::about(ReasonCode::OwnCarrierUnknown, name);
    let by_id = named.carriers.iter().find(|c| c.id.as_str() == name);
    let found = match by_id {
        Some(carrier) => Some(carrier.id.clone()),
        None => match entry_for(name, &named.carriers, &named.chosen) {
            CarrierChoice::Found(id) => Some(id),
            CarrierChoice::Several(_) | CarrierChoice::None => None,
        },
    };
    let id = found.ok_or_else(unknown)?;
    named.carriers.iter().find(|c| c.id == id).cloned().ok_or_else(unknown)
}

/// The units of a row: of its part, of its item, as many as it says; those that earlier rows took are gone.
fn lines(
    row: &SheetRow,
    columns: Columns,
    named: &Named,
    taken: &Taken,
) -> std::result::Result<(PartNumber, Vec<LineId>), Reason> {
    let number = named.row.order.remote.as_str();
    let text = |column: Option<usize>| column.map_or("", |c| cell(row, c));
    let (part, sku, units) = (text(columns.part), text(columns.sku), text(columns.units));
    let wanted: Vec<_> = named.parts.iter().filter(|(p, _)| part.is_empty() || p.part.to_string() == part).collect();
    if wanted.is_empty() {
        return Err(Reason::about(ReasonCode::SheetOrderUnknown, format!("{number}, part {part}")));
    }
    let of_sku = |id: &LineId| sku.is_empty() || named.row.order.lines.iter().any(|l| l.id == *id && has_sku(l, sku));
    let known = wanted.iter().any(|(p, _)| p.lines.iter().any(of_sku));
    if !known {
        return Err(Reason::about(ReasonCode::SheetSkuUnknown, sku));
    }
    let free = |lines: &[LineId]| -> Vec<LineId> {
        lines.iter().filter(|l| of_sku(l) && !taken.contains(&(named.row.key, (*l).clone()))).cloned().collect()
    };
    let found = wanted.iter().map(|(p, lines)| (p.part, free(lines))).find(|(_, lines)| !lines.is_empty());
    let Some((part, mut lines)) = found else { return Err(Reason::about(ReasonCode::OwnUnitsGone, number)) };
    if units.is_empty() {
        return Ok((part, lines));
    }
    let wait = lines.len();
    let asked = units.parse::<usize>().ok().filter(|n| (1..=wait).contains(n));
    let asked = asked.ok_or_else(|| Reason::about(ReasonCode::SheetUnits, format!("{units}; {wait} wait")))?;
    let items: BTreeSet<_> =
        named.row.order.lines.iter().filter(|l| lines.contains(&l.id)).map(|l| &l.listing_sku).collect();
    if asked < wait && items.len() > 1 {
        return Err(Reason::about(ReasonCode::SheetSkuNeeded, number));
    }
    lines.truncate(asked);
    Ok((part, lines))
}

fn has_sku(line: &shopferry_domain::OrderLine, sku: &str) -> bool {
    line.listing_sku.as_str() == sku || line.seller_sku.as_ref().is_some_and(|s| s.as_str() == sku)
}

/// Rows with one number, carrier and part are one parcel.
fn put(parcels: &mut Vec<SheetParcel>, of: &Named, entry: Entry, row: u32) {
    let same = parcels.iter_mut().find(|p| {
        p.order == of.row.key
            && p.shipment.part == entry.part
            && p.shipment.number == entry.number
            && p.shipment.carrier == entry.carrier.id
    });
    if let Some(parcel) = same {
        parcel.shipment.lines.extend(entry.lines);
        parcel.shipment.lines.sort();
        parcel.rows.push(row);
        return;
    }
    parcels.push(SheetParcel {
        order: of.row.key,
        number: of.row.order.remote.clone(),
        odd: number_fits(&entry.carrier.name, entry.number.as_str()) == Some(false),
        carrier: entry.carrier.name,
        shipment: OwnShipment { part: entry.part, carrier: entry.carrier.id, number: entry.number, lines: entry.lines },
        rows: vec![row],
    });
}
