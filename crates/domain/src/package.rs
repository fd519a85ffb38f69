//! Which platform lines a parcel stands for (F086; features section 9).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::{LineId, SellerSku, SubItemId};
use crate::link::{Link, Links};
use crate::order::{Order, OrderLine};

/// What of a platform line goes with a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineShare {
    /// The line.
    pub line: LineId,
    /// Of a bundle made on the platform: the single units in this parcel. Empty = the whole line.
    #[serde(default)]
    pub sub_items: Vec<SubItemId>,
}

impl LineShare {
    /// A whole line.
    pub fn whole(line: LineId) -> Self {
        Self { line, sub_items: Vec::new() }
    }
}

/// A parcel that was matched before.
#[derive(Debug, Clone, Copy)]
pub struct MatchedParcel<'a> {
    /// What is in it.
    pub contents: &'a [(SellerSku, u32)],
    /// What went with its number.
    pub ship: &'a [LineShare],
}

/// What the platform is told for one parcel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackageLines {
    /// Lines to mark as shipped with this parcel's number; empty = the number is only noted.
    pub ship: Vec<LineShare>,
    /// Lines already shipped of which this parcel holds a further piece.
    pub note: Vec<LineId>,
}

type Units = BTreeMap<SellerSku, u32>;

/// Matches the units in a parcel to the order's lines, line id ascending.
///
/// `earlier` are the order's parcels that were matched before, in that order: a line that stands for several pieces goes
/// with the first parcel that holds one of them, and its further pieces are only noted. A bundle made on the platform
/// names its single units: each goes with the parcel that really holds it. `part_lines` limits the match to the lines of
/// the exported part. Lines that were shipped in another way come last.
pub fn lines_of_package(
    order: &Order,
    links: &Links,
    part_lines: &BTreeSet<LineId>,
    earlier: &[MatchedParcel<'_>],
    contents: &[(SellerSku, u32)],
) -> PackageLines {
    let mut lines: Vec<Wanted<'_>> = order
        .lines
        .iter()
        .filter(|l| part_lines.contains(&l.id) && l.is_wanted())
        .filter_map(|line| links.get(&line.listing_sku).map(|link| Wanted::new(line, link)))
        .collect();
    lines.sort_by(|a, b| id_order(&a.line.id, &b.line.id));
    for parcel in earlier {
        let mut left = sum(parcel.contents);
        for line in &mut lines {
            if let Some(share) = parcel.ship.iter().find(|s| s.line == line.line.id) {
                line.started = true;
                line.take_share(share, &mut left);
            }
        }
        for line in lines.iter_mut().filter(|l| l.started) {
            line.take(&mut left);
        }
    }
    let mut left = sum(contents);
    let mut found = PackageLines::default();
    for line in lines.iter_mut().filter(|l| l.started && !l.by_units) {
        if line.take(&mut left) {
            found.note.push(line.line.id.clone());
        }
    }
    for line in lines.iter_mut().filter(|l| l.by_units || (!l.started && l.line.package.is_none())) {
        if line.by_units {
            let sub_items = line.take_units(&mut left);
            if !sub_items.is_empty() {
                found.ship.push(LineShare { line: line.line.id.clone(), sub_items });
            }
        } else if line.take(&mut left) {
            found.ship.push(LineShare::whole(line.line.id.clone()));
        }
    }
    for line in lines.iter_mut().filter(|l| !l.started && !l.by_units && l.line.package.is_some()) {
        if line.pieces > 1 && line.take(&mut left) {
            found.note.push(line.line.id.clone());
        }
    }
    found
}

/// A line and what of it is in no parcel yet.
struct Wanted<'a> {
    line: &'a OrderLine,
    /// Pieces of the whole line.
    pieces: u32,
    /// Pieces in no parcel yet.
    missing: Units,
    /// Single units in no parcel yet, when the platform names them.
    units: Vec<(SellerSku, SubItemId)>,
    /// Told unit by unit.
    by_units: bool,
    /// Some of it went with an earlier parcel.
    started: bool,
}

impl<'a> Wanted<'a> {
    fn new(line: &'a OrderLine, link: &Link) -> Self {
        let mut missing = Units::new();
        for part in &link.components {
            let entry = missing.entry(part.sku.clone()).or_default();
            *entry = entry.saturating_add(part.quantity);
        }
        let units = units_of(line, &missing);
        let pieces = missing.values().sum();
        Self { line, pieces, by_units: !units.is_empty(), missing, units, started: false }
    }

    /// Takes what the parcel holds of this line; whether it holds any.
    fn take(&mut self, left: &mut Units) -> bool {
        let mut any = false;
        for (sku, needed) in &mut self.missing {
            let Some(units) = left.get_mut(sku) else { continue };
            let taken = (*needed).min(*units);
            *units -= taken;
            *needed -= taken;
            any |= taken > 0;
        }
        any
    }

    fn take_units(&mut self, left: &mut Units) -> Vec<SubItemId> {
        let mut taken = Vec::new();
        self.units.retain(|(sku, id)| match left.get_mut(sku).filter(|units| **units > 0) {
            Some(units) => {
                *units -= 1;
                taken.push(id.clone());
                false
            }
            None => true,
        });
        for id in &taken {
            self.forget(id);
        }
        taken
    }

    /// What an earlier parcel was told for.
    fn take_share(&mut self, share: &LineShare, left: &mut Units) {
        if share.sub_items.is_empty() {
            self.units.clear();
            self.by_units = false;
            self.take(left);
            return;
        }
        for id in &share.sub_items {
            let Some(at) = self.units.iter().position(|(_, unit)| unit == id) else { continue };
            let (sku, _) = self.units.remove(at);
            if let Some(units) = left.get_mut(&sku) {
                *units = units.saturating_sub(1);
            }
            self.forget(id);
        }
    }

    fn forget(&mut self, id: &SubItemId) {
        let sku = self.line.contents.iter().find(|c| c.sub_items.contains(id)).and_then(|c| c.seller_sku.clone());
        if let Some(missing) = sku.and_then(|sku| self.missing.get_mut(&sku)) {
            *missing = missing.saturating_sub(1);
        }
    }
}

/// The single units of a bundle made on the platform, when they are exactly what the link stands for; else none.
fn units_of(line: &OrderLine, needed: &Units) -> Vec<(SellerSku, SubItemId)> {
    let mut named = Units::new();
    let mut units = Vec::new();
    for part in &line.contents {
        let Some(sku) = &part.seller_sku else { return Vec::new() };
        *named.entry(sku.clone()).or_default() += u32::try_from(part.sub_items.len()).unwrap_or(u32::MAX);
        units.extend(part.sub_items.iter().map(|id| (sku.clone(), id.clone())));
    }
    if named != *needed {
        return Vec::new();
    }
    units.sort_by(|a, b| text_order(a.1.as_str(), b.1.as_str()));
    units
}

fn sum(contents: &[(SellerSku, u32)]) -> Units {
    let mut left = Units::new();
    for (sku, quantity) in contents {
        let entry = left.entry(sku.clone()).or_default();
        *entry = entry.saturating_add(*quantity);
    }
    left
}

fn id_order(a: &LineId, b: &LineId) -> std::cmp::Ordering {
    text_order(a.as_str(), b.as_str())
}

/// Ids are decimal strings: shorter is smaller, then as text.
fn text_order(a: &str, b: &str) -> std::cmp::Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}
