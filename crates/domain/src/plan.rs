//! What would be sent to the fulfiller for one part of an order (F068).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::address::ShipTo;
use crate::export_key::ExportKey;
use crate::ids::{LineId, MarketplaceId, PartNumber, SellerSku};
use crate::link::Links;
use crate::open_enum::open_enum;
use crate::order::OrderLine;
use crate::settings::ApiVersion;

open_enum! {
    /// Amazon's shipping speed (Amazon fact sheet 4.1).
    Speed { Standard = "Standard", Expedited = "Expedited", Priority = "Priority" }
}
open_enum! {
    /// What happens when not all units are there (F075; Amazon fact sheet 4.1).
    FillPolicy { FillOrKill = "FillOrKill", FillAll = "FillAll", FillAllAvailable = "FillAllAvailable" }
}

open_enum! {
    /// What the fulfiller does once it has the order (Amazon fact sheet 4.1).
    ExportAction {
        /// Sends it.
        Ship = "Ship",
        /// Sets the stock aside and waits to be released, 14 days at most (F062).
        Hold = "Hold",
    }
}

#[allow(clippy::derivable_impls, reason = "the type is made by a macro that knows no default")]
impl Default for ExportAction {
    fn default() -> Self {
        Self::Ship
    }
}

open_enum! {
    /// A box or delivery option (Amazon fact sheet 4.2).
    FeatureName {
        /// A plain box (F073).
        BlankBox = "BLANK_BOX",
        /// Not with Amazon's own couriers (F072).
        BlockAmzl = "BLOCK_AMZL",
        /// A box in a box (F431).
        Overbox = "OVERBOX",
        /// A packing slip (F431).
        PackingSlip = "PACKING_SLIP",
        /// Signed for, US, for a fee (F431).
        SignatureConfirmation = "SIGNATURE_CONFIRMATION",
        /// All parcels on one day (F431).
        DeliverTogether = "DELIVER_TOGETHER",
    }
}

/// A box or delivery option of one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeatureWish {
    /// Which.
    pub name: FeatureName,
    /// Whether the order fails without it; `false` = only wanted.
    pub required: bool,
}

/// At most this many lines in an order (Amazon fact sheet 4.1).
pub const LINES_MAX: usize = 100;
/// At most this many units in an order (Amazon fact sheet 4.1).
pub const UNITS_MAX: u32 = 250;

/// One line of the fulfillment order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanItem {
    /// Our key of this item, unique in the order, at most 50 characters.
    pub key: String,
    /// SKU at the fulfiller.
    pub sku: SellerSku,
    /// Units.
    pub quantity: u32,
    /// The platform's lines this item serves.
    pub lines: Vec<LineId>,
}

/// A complete instruction to the fulfiller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportPlan {
    /// Part of the order.
    pub part: PartNumber,
    /// Never-twice key.
    pub key: ExportKey,
    /// Number on the packing slip: the platform's order id.
    pub display_number: String,
    /// Date on the packing slip.
    pub display_date: DateTime<Utc>,
    /// Text on the packing slip, at most 750 characters.
    pub slip_text: String,
    /// Marketplace that ships.
    pub marketplace: MarketplaceId,
    /// Speed.
    pub speed: Speed,
    /// Fill policy.
    pub policy: FillPolicy,
    /// What goes out.
    pub items: Vec<PlanItem>,
    /// Recipient.
    pub ship_to: ShipTo,
    /// Whether it ships at once or only sets the stock aside (F062).
    #[serde(default)]
    pub action: ExportAction,
    /// Box and delivery options (F072, F073, F431).
    #[serde(default)]
    pub features: Vec<FeatureWish>,
    /// The sales channel's name for the fulfiller, when it is to be told (F402).
    #[serde(default)]
    pub sales_channel: Option<String>,
    /// The version of the fulfiller's order API that creates the order; it lives to its end there (F401). `None` =
    /// not chosen yet.
    #[serde(default)]
    pub api_version: Option<ApiVersion>,
}

impl ExportPlan {
    /// Units in all.
    pub fn units(&self) -> u32 {
        self.items.iter().map(|i| i.quantity).sum()
    }

    /// A hash over what comes back unchanged from the fulfiller: items, number and postcode (features section 6, step 8).
    pub fn content_hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.display_number.as_bytes());
        for item in &self.items {
            hash.update(format!("\n{}\t{}\t{}", item.key, item.sku, item.quantity).as_bytes());
        }
        hash.update(b"\n");
        hash.update(self.ship_to.postcode.known().unwrap_or_default().as_bytes());
        hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// The items for some lines: components multiply, equal SKUs merge, in SKU order (F050). Unlinked lines add nothing.
pub fn items_for<'a>(lines: impl IntoIterator<Item = &'a OrderLine>, links: &Links) -> Vec<PlanItem> {
    let mut by_sku: BTreeMap<SellerSku, (u32, Vec<LineId>)> = BTreeMap::new();
    for line in lines {
        let Some(link) = links.get(&line.listing_sku) else { continue };
        for part in &link.components {
            let entry = by_sku.entry(part.sku.clone()).or_default();
            entry.0 = entry.0.saturating_add(part.quantity);
            if entry.1.last() != Some(&line.id) {
                entry.1.push(line.id.clone());
            }
        }
    }
    by_sku
        .into_iter()
        .enumerate()
        .map(|(i, (sku, (quantity, lines)))| PlanItem { key: format!("item-{}", i + 1), sku, quantity, lines })
        .collect()
}
