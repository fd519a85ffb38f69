//! Settings of one shop (F018: *App settings* and the connection's own folds).

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::fault::FieldFault;
use super::sku_pattern::SkuPattern;
use crate::ids::{CarrierId, WarehouseId};
use crate::money::{Currency, Money};
use crate::plan::Speed;
use crate::reason::ReasonCode;

/// Longest extra delay: 72 hours (F061).
pub const DELAY_MAX_MINUTES: u32 = 72 * 60;
/// The platform's largest stock number (F116).
const BUFFER_MAX: u32 = 99_999;
/// Rows of a list that a page can still show.
const ROWS_MAX: usize = 1_000;

/// An order with a line that is linked to nothing (F037).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnlinkedPolicy {
    /// The whole order waits with the reason.
    #[default]
    Block,
    /// Linked lines go on, the others are left to the seller.
    Split,
    /// Unlinked lines go to the own warehouse as text, without a stock effect.
    ImportAll,
}

/// An order with lines stored at Amazon and lines stored by the seller (F041).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MixedPolicy {
    /// The whole order waits with the reason.
    #[default]
    Block,
    /// Amazon's lines are one part, the rest goes to the own warehouse.
    Split,
}

/// What happens to sample, replacement and exchange orders (F328).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpecialPolicy {
    /// A person decides each.
    #[default]
    Ask,
    /// Sent like any other.
    Send,
}

/// One row of the shipping service mapping (F069).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeedRow {
    /// The platform's shipping service by name; compared without case.
    pub service: String,
    /// Amazon's speed.
    pub speed: Speed,
}

/// The platform's daily limits (F014); none = no limit. Counted and warned about, never enforced by us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderLimits {
    /// Orders a day: 100 (person) or 200 (company) while a shop is on probation.
    pub orders_a_day: Option<u32>,
    /// Product uploads a day: 100 on probation, 1,000 after.
    pub uploads_a_day: Option<u32>,
}

/// What one shop's seller chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShopSettings {
    /// F032: orders that the platform still holds are listed.
    pub take_in_held: bool,
    /// F034: orders that the platform ships are listed.
    pub take_in_platform_shipped: bool,
    /// F037.
    pub unlinked_line: UnlinkedPolicy,
    /// F038: orders without a linked line are not listed.
    pub hide_unlinked: bool,
    /// F040: the switch that means *split* for unknown SKUs, whatever F037 says.
    pub split_unlinked: bool,
    /// F041.
    pub mixed: MixedPolicy,
    /// F011: parts that Amazon does not ship go to the own warehouse's queue.
    pub own_warehouse: bool,
    /// F328.
    pub samples: SpecialPolicy,
    /// F328.
    pub replacements: SpecialPolicy,
    /// F328.
    pub exchanges: SpecialPolicy,
    /// F061, in minutes, 0 to 72 hours; counted from the release.
    pub delay_minutes: u32,
    /// F062: delayed orders are placed at Amazon as *Hold*.
    pub keep_stock: bool,
    /// F063: more sold units than this block the order.
    pub max_pieces: Option<u32>,
    /// F064: a higher total than this blocks the order.
    pub max_total: Option<Money>,
    /// F065.
    pub blocked_skus: Vec<SkuPattern>,
    /// F320: a greater loss than this blocks the order.
    pub max_loss: Option<Money>,
    /// F320: the platform's share of the goods' price, for the expected payout, in percent; none = not known.
    pub commission_percent: Option<Decimal>,
    /// F069.
    pub speeds: Vec<SpeedRow>,
    /// F069: for services not in the table.
    pub default_speed: Speed,
    /// F432: the cheapest speed that keeps the platform's promise.
    pub speed_by_promise: bool,
    /// F084: the carrier for parcels whose carrier the platform does not list; never for Amazon parcels.
    pub fallback_carrier: Option<CarrierId>,
    /// F091: Amazon's early numbers are sent; none = on where the region takes them.
    pub early_numbers: Option<bool>,
    /// F089: one correction of a number that changed after it was sent.
    pub correct_tracking: bool,
    /// F092: warehouses that the shop marked as Amazon Multi-Channel Fulfillment at the platform.
    pub amazon_warehouses: Vec<WarehouseId>,
    /// F103: a buyer's request is accepted by itself once Amazon confirms the cancel.
    pub accept_confirmed_cancels: bool,
    /// F115; none = the default sales warehouse.
    pub target_warehouse: Option<WarehouseId>,
    /// F116.
    pub buffer: u32,
    /// F114: listings that are linked to nothing or to a merchant-stored SKU show 0.
    pub zero_not_at_amazon: bool,
    /// F014.
    pub limits: OrderLimits,
}

impl Default for ShopSettings {
    fn default() -> Self {
        Self {
            take_in_held: true,
            take_in_platform_shipped: true,
            unlinked_line: UnlinkedPolicy::Block,
            hide_unlinked: false,
            split_unlinked: false,
            mixed: MixedPolicy::Block,
            own_warehouse: false,
            samples: SpecialPolicy::Ask,
            replacements: SpecialPolicy::Ask,
            exchanges: SpecialPolicy::Ask,
            delay_minutes: 0,
            keep_stock: false,
            max_pieces: None,
            max_total: None,
            blocked_skus: Vec::new(),
            max_loss: None,
            commission_percent: None,
            speeds: vec![
                SpeedRow { service: "Express".to_owned(), speed: Speed::Expedited },
                SpeedRow { service: "Express Shipping".to_owned(), speed: Speed::Expedited },
            ],
            default_speed: Speed::Standard,
            speed_by_promise: false,
            fallback_carrier: None,
            early_numbers: None,
            correct_tracking: true,
            amazon_warehouses: Vec::new(),
            accept_confirmed_cancels: false,
            target_warehouse: None,
            buffer: 0,
            zero_not_at_amazon: false,
            limits: OrderLimits::default(),
        }
    }
}

/// What is known of the shop when its settings are checked.
#[derive(Debug, Clone, Default)]
pub struct ShopFacts {
    /// Currency of its region, when known.
    pub currency: Option<Currency>,
    /// Speeds that a preview of its marketplace offers; empty = not known yet.
    pub speeds: Vec<Speed>,
    /// Enabled sales warehouses.
    pub sales_warehouses: Vec<WarehouseId>,
    /// The platform's carriers; empty = not read yet.
    pub carriers: Vec<CarrierId>,
    /// Whether its marketplace can hold orders (F062).
    pub holds: bool,
}

impl ShopSettings {
    /// F037 and F040 together.
    pub fn unlinked(&self) -> UnlinkedPolicy {
        if self.split_unlinked { UnlinkedPolicy::Split } else { self.unlinked_line }
    }

    /// Whether a SKU is on the list of F065.
    pub fn blocks_sku(&self, sku: &str) -> bool {
        self.blocked_skus.iter().any(|p| p.matches(sku))
    }

    /// Every field that cannot be as it is; empty = can be saved.
    pub fn check(&self, facts: &ShopFacts) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        if self.delay_minutes > DELAY_MAX_MINUTES {
            faults.push(FieldFault::new("delay_minutes", ReasonCode::SettingTooLarge, "at most 72 hours"));
        }
        if self.keep_stock && !facts.holds {
            faults.push(FieldFault::new("keep_stock", ReasonCode::SettingNotOffered, "no marketplace that can hold"));
        }
        if self.max_pieces == Some(0) {
            faults.push(FieldFault::new("max_pieces", ReasonCode::SettingTooSmall, "at least 1, or empty"));
        }
        if self.buffer > BUFFER_MAX {
            faults.push(FieldFault::new("buffer", ReasonCode::SettingTooLarge, "at most 99,999"));
        }
        if self.blocked_skus.len() > ROWS_MAX {
            faults.push(FieldFault::new("blocked_skus", ReasonCode::SettingTooLarge, "at most 1,000 rows"));
        }
        if self.commission_percent.is_some_and(|p| p < Decimal::ZERO || p > Decimal::ONE_HUNDRED) {
            faults.push(FieldFault::new("commission_percent", ReasonCode::SettingTooLarge, "0 to 100"));
        }
        self.check_amounts(facts, &mut faults);
        self.check_shipping(facts, &mut faults);
        for (name, limit) in
            [("limits.orders_a_day", self.limits.orders_a_day), ("limits.uploads_a_day", self.limits.uploads_a_day)]
        {
            if limit == Some(0) {
                faults.push(FieldFault::new(name, ReasonCode::SettingTooSmall, "at least 1, or empty"));
            }
        }
        faults
    }

    fn check_amounts(&self, facts: &ShopFacts, faults: &mut Vec<FieldFault>) {
        for (name, amount) in [("max_total", &self.max_total), ("max_loss", &self.max_loss)] {
            let Some(amount) = amount else { continue };
            if amount.amount < Decimal::ZERO || (name == "max_total" && amount.amount.is_zero()) {
                faults.push(FieldFault::new(name, ReasonCode::SettingTooSmall, "more than 0, or empty"));
            }
            if facts.currency.as_ref().is_some_and(|c| *c != amount.currency) {
                faults.push(FieldFault::new(name, ReasonCode::SettingOtherCurrency, amount.currency.as_str()));
            }
        }
    }

    fn check_shipping(&self, facts: &ShopFacts, faults: &mut Vec<FieldFault>) {
        let offered = |s: &Speed| facts.speeds.is_empty() || facts.speeds.contains(s);
        for (i, row) in self.speeds.iter().enumerate() {
            if row.service.trim().is_empty() {
                faults.push(FieldFault::new(format!("speeds.{i}"), ReasonCode::SettingEmpty, "name of the service"));
            }
            let again = self.speeds.iter().take(i).any(|r| r.service.trim().eq_ignore_ascii_case(row.service.trim()));
            if again {
                faults.push(FieldFault::new(format!("speeds.{i}"), ReasonCode::SettingTwice, row.service.clone()));
            }
            if !offered(&row.speed) {
                faults.push(FieldFault::new(format!("speeds.{i}"), ReasonCode::SettingNotOffered, row.speed.as_str()));
            }
        }
        if !offered(&self.default_speed) {
            faults.push(FieldFault::new("default_speed", ReasonCode::SettingNotOffered, self.default_speed.as_str()));
        }
        if let Some(carrier) = self.fallback_carrier.as_ref().filter(|c| !facts.carriers.contains(c)) {
            faults.push(FieldFault::new("fallback_carrier", ReasonCode::SettingNotOffered, carrier.as_str()));
        }
        if let Some(place) = self.target_warehouse.as_ref().filter(|w| !facts.sales_warehouses.contains(w)) {
            faults.push(FieldFault::new("target_warehouse", ReasonCode::SettingNotOffered, place.as_str()));
        }
    }
}
