//! Marking as shipped, correcting numbers, shipping by hand, and the courier's scans (tiktok-shop fact sheet 9.1).

use super::agenda::Due;
use super::carrier::{Fit, House, fit, houses};
use super::order::{Mark, Order, OrderStatus};
use super::package::{Package, Scan};
use super::refusal::Refusal;
use super::shop::Shop;

/// How long number and carrier may be corrected in the US.
pub const CORRECTION_MS: i64 = 72 * 3_600_000;
/// Most tracking numbers whose scans are kept although no package bears them.
const EARLY_SCANS_MAX: usize = 50_000;

/// Which units a shipping call names: line id, and sub item id in a bundle. Empty: all that are left.
pub type Named = Vec<(String, Option<String>)>;

/// What marking as shipped answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipped {
    /// The lines in the new package.
    pub line_ids: Vec<String>,
    /// The new package.
    pub package_id: String,
    /// Not a failure, but a person should see it.
    pub warning: Option<&'static str>,
}

impl Shop {
    /// The seller tells that units were given to a carrier. Rejects the buyer's open cancel request (US).
    ///
    /// # Errors
    /// The platform's numbers of fact sheet 5, area *ship*.
    pub fn mark_shipped(
        &mut self,
        id: &str,
        named: &Named,
        tracking_number: &str,
        provider_id: &str,
        now_ms: i64,
    ) -> Result<Shipped, Refusal> {
        let pieces = self.shippable(id, named)?;
        let warning = self.check_number(id, tracking_number, provider_id)?;
        self.check_kept(id, self.provider(provider_id).map_or(House::Other, |provider| provider.house))?;
        self.drop_requests(id, now_ms);
        let package_id = self.pack(id, &pieces, tracking_number, provider_id, false, now_ms);
        let line_ids = self.package(&package_id).map(|package| package.line_ids.clone()).unwrap_or_default();
        Ok(Shipped { line_ids, package_id, warning })
    }

    /// The seller ships all that is left in the platform's own pages. `carrier` is an id or (part of) a name of the
    /// list. A courier moves it from then on by itself. Answers the package's id.
    ///
    /// # Errors
    /// As [`Self::mark_shipped`], and if no carrier has that name.
    pub fn ship_by_hand(
        &mut self,
        id: &str,
        tracking_number: &str,
        carrier: &str,
        now_ms: i64,
    ) -> Result<String, Refusal> {
        let wanted = carrier.to_lowercase();
        let found = self.providers.iter().find(|one| one.id == carrier || one.name.to_lowercase().contains(&wanted));
        let provider =
            found.cloned().ok_or_else(|| Refusal::new(21_004_016, format!("no carrier is called {carrier:?}")))?;
        let pieces = self.shippable(id, &Vec::new())?;
        self.check_number(id, tracking_number, &provider.id)?;
        self.drop_requests(id, now_ms);
        let package_id = self.pack(id, &pieces, tracking_number, &provider.id, true, now_ms);
        if let Some(order) = self.orders.get_mut(id) {
            order.shipped_by_hand = true;
        }
        if provider.house != House::Amazon
            && let Some(package) = self.package_mut(&package_id)
        {
            package.tags.push("NON_MCF");
        }
        self.plan_journey(tracking_number, now_ms);
        Ok(package_id)
    }

    /// Corrects number and carrier of one package.
    ///
    /// # Errors
    /// The platform's numbers of fact sheet 5, area *update tracking*.
    pub fn correct_package(
        &mut self,
        package_id: &str,
        tracking_number: &str,
        provider_id: &str,
        now_ms: i64,
    ) -> Result<(), Refusal> {
        let order_id = self.package_orders.get(package_id).cloned();
        let order_id = order_id.ok_or_else(|| Refusal::new(21_011_028, "The package does not belong to this shop"))?;
        let order = self.order_mut(&order_id)?;
        if !order.is_seller_shipped() {
            return Err(Refusal::new(21_011_004, "Only seller-shipped packages can be changed"));
        }
        if order.status() == OrderStatus::Cancelled {
            return Err(Refusal::new(21_011_042, "The order is cancelled"));
        }
        let package = order.package(package_id);
        let package = package.ok_or_else(|| Refusal::new(21_011_028, "The package does not belong to this shop"))?;
        if package.delivered_ms.is_some() {
            return Err(Refusal::new(21_011_030, "The package is delivered already"));
        }
        if package.tracking_number == tracking_number && package.provider_id == provider_id {
            return Ok(());
        }
        if now_ms - package.created_ms > CORRECTION_MS {
            return Err(Refusal::new(21_011_049, "Shipping information can be changed within 72 hours only"));
        }
        if package.corrections > 0 {
            return Err(Refusal::new(21_011_051, "Shipping information can be changed only once"));
        }
        self.check_number(&order_id, tracking_number, provider_id)?;
        self.check_kept(&order_id, self.provider(provider_id).map_or(House::Other, |provider| provider.house))?;
        if let Some(package) = self.package_mut(package_id) {
            let former = std::mem::replace(&mut package.tracking_number, tracking_number.to_owned());
            package.former_numbers.push(former);
            package.provider_id = provider_id.to_owned();
            package.corrections += 1;
            package.updated_ms = now_ms;
        }
        self.know_number(tracking_number, &order_id, now_ms);
        self.settle(&order_id, now_ms);
        Ok(())
    }

    /// Corrects the only package of an order that was not split.
    ///
    /// # Errors
    /// As [`Self::correct_package`]; 21011043 if nothing was shipped, 21011048 if there are several packages.
    pub fn correct_order(
        &mut self,
        id: &str,
        tracking_number: &str,
        provider_id: &str,
        now_ms: i64,
    ) -> Result<(), Refusal> {
        let order = self.order_mut(id)?;
        if order.status() == OrderStatus::Cancelled {
            return Err(Refusal::new(21_011_042, "The order is cancelled"));
        }
        let package_id = match order.packages.as_slice() {
            [] => return Err(Refusal::new(21_011_043, "The order is not shipped yet")),
            [only] => only.id.clone(),
            _ => return Err(Refusal::new(21_011_048, "The order has several packages: name the package")),
        };
        self.correct_package(&package_id, tracking_number, provider_id, now_ms)
    }

    /// A courier reports a scan of a number; the platform sees it 5 to 60 minutes later, or as soon as a package bears
    /// the number.
    pub fn carrier_scan(&mut self, tracking_number: &str, scan: Scan, now_ms: i64) {
        if self.numbers.contains_key(tracking_number) {
            let lag_ms = self.chance.range(5 * 60_000, 60 * 60_000);
            self.agenda.plan(now_ms + lag_ms, Due::Seen(tracking_number.to_owned(), scan));
        } else if self.early_scans.len() < EARLY_SCANS_MAX {
            self.early_scans.entry(tracking_number.to_owned()).or_default().push((now_ms, scan));
        }
    }

    /// Ids of the pieces of an order that lie in no package and are not cancelled.
    pub(super) fn loose_pieces(&self, id: &str) -> Vec<String> {
        let lines = self.orders.get(id).map(|order| order.lines.as_slice()).unwrap_or_default();
        let open = lines.iter().filter(|line| line.is_open()).flat_map(|line| line.pieces.iter());
        open.filter(|piece| piece.package_id.is_none()).map(|piece| piece.id.clone()).collect()
    }

    /// Puts pieces into a new package: the commitment in stock ends, the order moves on.
    pub(super) fn pack(
        &mut self,
        id: &str,
        pieces: &[String],
        tracking_number: &str,
        provider_id: &str,
        by_hand: bool,
        now_ms: i64,
    ) -> String {
        let package_id = self.ids.package();
        let Some(order) = self.orders.get_mut(id) else { return package_id };
        let mut line_ids = Vec::new();
        for line in &mut order.lines {
            for piece in line.pieces.iter_mut().filter(|piece| pieces.contains(&piece.id)) {
                piece.package_id = Some(package_id.clone());
                if piece.holds_stock {
                    self.stock.leave(&piece.goods.sku_id, &piece.warehouse_id);
                }
                if line_ids.last() != Some(&line.id) {
                    line_ids.push(line.id.clone());
                }
            }
        }
        order.packages.push(Package {
            id: package_id.clone(),
            order_id: id.to_owned(),
            line_ids,
            tracking_number: tracking_number.to_owned(),
            former_numbers: Vec::new(),
            provider_id: provider_id.to_owned(),
            created_ms: now_ms,
            updated_ms: now_ms,
            collected_ms: None,
            delivered_ms: None,
            cancelled_ms: None,
            lost_ms: None,
            corrections: 0,
            by_hand,
            scans: Vec::new(),
            is_stranger: false,
            tags: Vec::new(),
        });
        self.package_orders.insert(package_id.clone(), id.to_owned());
        self.know_number(tracking_number, id, now_ms);
        self.settle(id, now_ms);
        package_id
    }

    /// From now on the number belongs to the order; scans that came before are seen soon.
    fn know_number(&mut self, tracking_number: &str, order_id: &str, now_ms: i64) {
        let owners = self.numbers.entry(tracking_number.to_owned()).or_default();
        if !owners.iter().any(|owner| owner == order_id) {
            owners.push(order_id.to_owned());
        }
        let early = self.early_scans.remove(tracking_number).unwrap_or_default();
        let lag_ms = self.chance.range(5 * 60_000, 60 * 60_000);
        for (position, (_, scan)) in early.into_iter().enumerate() {
            self.agenda.plan(now_ms + lag_ms + position as i64, Due::Seen(tracking_number.to_owned(), scan));
        }
    }

    pub(super) fn package_mut(&mut self, id: &str) -> Option<&mut Package> {
        let order = self.orders.get_mut(self.package_orders.get(id)?)?;
        order.packages.iter_mut().find(|package| package.id == id)
    }

    fn shippable(&self, id: &str, named: &Named) -> Result<Vec<String>, Refusal> {
        let order = self.orders.get(id);
        let order = order.ok_or_else(|| Refusal::new(21_001_001, format!("order {id} does not exist")))?;
        if order.is(Mark::Fbt) {
            return Err(Refusal::new(21_008_025, "The order is fulfilled by TikTok, seller cannot operate"));
        }
        if !order.is_seller_shipped() {
            return Err(Refusal::new(21_011_004, "The order is not shipped by seller"));
        }
        match order.status() {
            OrderStatus::OnHold => return Err(Refusal::new(21_011_044, "The order is on hold")),
            OrderStatus::Unpaid | OrderStatus::Cancelled => {
                return Err(Refusal::new(21_042_057, "The order is not awaiting shipment"));
            }
            OrderStatus::AwaitingShipment | OrderStatus::PartiallyShipping => {}
            OrderStatus::AwaitingCollection
            | OrderStatus::InTransit
            | OrderStatus::Delivered
            | OrderStatus::Completed => {
                return Err(Refusal::new(21_011_006, "The order has been shipped already"));
            }
        }
        if order.is(Mark::Authentication) {
            return Err(Refusal::new(21_042_057, "The order must be authenticated before shipping"));
        }
        if named.is_empty() {
            if !order.packages.is_empty() {
                return Err(Refusal::new(21_011_048, "The order has several packages: name the order lines"));
            }
            return Ok(self.loose_pieces(id));
        }
        let mut pieces = Vec::new();
        for (line_id, sub_item_id) in named {
            pieces.extend(named_pieces(order, line_id, sub_item_id.as_deref())?);
        }
        pieces.dedup();
        Ok(pieces)
    }

    fn check_number(
        &self,
        id: &str,
        tracking_number: &str,
        provider_id: &str,
    ) -> Result<Option<&'static str>, Refusal> {
        if !(4..=50).contains(&tracking_number.chars().count()) {
            return Err(Refusal::new(11_050_001, "tracking_number must have 4 to 50 characters"));
        }
        if !tracking_number.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte)) {
            return Err(Refusal::new(21_004_012, "The tracking number contains special characters"));
        }
        let provider = self.provider(provider_id);
        let provider = provider.ok_or_else(|| Refusal::new(21_004_016, "The shipping provider does not exist"))?;
        if self.refuse_usps && houses(tracking_number).contains(&House::Usps) {
            // No number of its own is documented for this refusal, so it comes under several.
            let code = if tracking_number.ends_with(['0', '2', '4', '6', '8']) { 21_011_013 } else { 21_011_022 };
            return Err(Refusal::new(code, "USPS labels that were not purchased on TikTok Shop are not supported"));
        }
        let owners = self.numbers.get(tracking_number).map(Vec::as_slice).unwrap_or_default();
        if owners.iter().any(|owner| owner != id) {
            return Err(Refusal::new(21_011_025, "The tracking number has been used already"));
        }
        if self.refuses_usps && houses(tracking_number).contains(&House::Usps) {
            return Err(Refusal::new(
                21_011_046,
                "USPS labels that were not purchased from TikTok Shop are not supported",
            ));
        }
        match fit(provider.house, tracking_number) {
            Fit::Good => Ok(None),
            Fit::Doubtful(warning) => Ok(Some(warning)),
            Fit::Wrong if tracking_number.len().is_multiple_of(2) => {
                Err(Refusal::new(21_011_022, "Tracking number and shipping provider do not match"))
            }
            Fit::Wrong => Err(Refusal::new(21_004_015, "Tracking number and shipping provider do not match")),
        }
    }
}

fn named_pieces(order: &Order, line_id: &str, sub_item_id: Option<&str>) -> Result<Vec<String>, Refusal> {
    let line = order.lines.iter().find(|line| line.id == line_id);
    let line = line.ok_or_else(|| Refusal::new(21_011_029, format!("line {line_id} is not in this order")))?;
    if !line.is_open() {
        return Err(Refusal::new(21_042_057, format!("line {line_id} is cancelled")));
    }
    let wanted = line.pieces.iter().filter(|piece| sub_item_id.is_none_or(|sub| piece.id == sub));
    let wanted: Vec<_> = wanted.collect();
    if wanted.is_empty() {
        return Err(Refusal::new(21_011_029, format!("line {line_id} has no such sub item")));
    }
    if wanted.iter().any(|piece| piece.package_id.is_some()) {
        return Err(Refusal::new(21_011_006, format!("line {line_id} has been shipped already")));
    }
    Ok(wanted.iter().map(|piece| piece.id.clone()).collect())
}
