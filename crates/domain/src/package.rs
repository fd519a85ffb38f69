//! Which platform lines a parcel stands for (F086; features section 9).

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::{LineId, SellerSku};
use crate::link::Links;
use crate::order::Order;

/// What the platform is told for one parcel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageLines {
    /// Lines to mark as shipped with this parcel's number; empty = the number is only noted.
    pub ship: Vec<LineId>,
    /// Lines already shipped of which this parcel holds a further piece.
    pub note: Vec<LineId>,
}

/// Matches the units in a parcel to the order's lines, line id ascending.
///
/// `taken` are lines already in another parcel. A line that stands for several pieces goes with the first parcel that
/// holds one of them. `part_lines` limits the match to the lines of the exported part.
pub fn lines_of_package(
    order: &Order,
    links: &Links,
    part_lines: &BTreeSet<LineId>,
    taken: &BTreeSet<LineId>,
    contents: &[(SellerSku, u32)],
) -> PackageLines {
    let mut left: BTreeMap<&SellerSku, u32> = BTreeMap::new();
    for (sku, quantity) in contents {
        let entry = left.entry(sku).or_default();
        *entry = entry.saturating_add(*quantity);
    }
    let mut ids: Vec<&crate::order::OrderLine> =
        order.lines.iter().filter(|l| part_lines.contains(&l.id) && l.is_wanted()).collect();
    ids.sort_by(|a, b| id_order(&a.id, &b.id));
    let mut found = PackageLines { ship: Vec::new(), note: Vec::new() };
    for line in ids.iter().filter(|l| !taken.contains(&l.id)) {
        if consume(links, line, &mut left) {
            found.ship.push(line.id.clone());
        }
    }
    for line in ids.iter().filter(|l| taken.contains(&l.id)) {
        let several = links.get(&line.listing_sku).is_some_and(|l| pieces(l) > 1);
        if several && consume(links, line, &mut left) {
            found.note.push(line.id.clone());
        }
    }
    found
}

fn pieces(link: &crate::link::Link) -> u32 {
    link.components.iter().map(|c| c.quantity).sum()
}

/// Takes what the parcel holds of this line's components; whether it holds any.
fn consume(links: &Links, line: &crate::order::OrderLine, left: &mut BTreeMap<&SellerSku, u32>) -> bool {
    let Some(link) = links.get(&line.listing_sku) else { return false };
    let mut any = false;
    for part in &link.components {
        if let Some(units) = left.get_mut(&part.sku)
            && *units > 0
        {
            *units -= part.quantity.min(*units);
            any = true;
        }
    }
    any
}

/// Line ids are decimal strings: shorter is smaller, then as text.
fn id_order(a: &LineId, b: &LineId) -> std::cmp::Ordering {
    a.as_str().len().cmp(&b.as_str().len()).then_with(|| a.as_str().cmp(b.as_str()))
}
