//! Stock to the sales channel: only linked listings, only known numbers, only when they differ (F110–F116, F128).

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use shopferry_channel::{ChannelError, ListedStock, ListingStock, StockWrite};
use shopferry_domain::{ConnectionId, ListingSkuId, ProductId, Reason, ReasonCode, StoredBy, WarehouseId};
use shopferry_ledger::{Flow, FlowRow, JobKind, JobOutcome, JobStatus, LedgerError, ListingStockRow, View};

use crate::after_cancel::LateCancels;
use crate::demand::Demand;
use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::export::close;
use crate::pass::PassResult;
use crate::step_log::STOCK_INTENT_STORED;
use crate::stock::{Explained, number, rules_of};

/// Orders are read right before stock is written; a read this young is young enough (features section 4).
const ORDERS_FRESH: TimeDelta = TimeDelta::seconds(5);
/// A number that the platform refused is sent again after this long, unless it changes (F116: a refused zero); until
/// then a notice says so.
const REFUSED_RESTS: TimeDelta = TimeDelta::minutes(30);
/// SKUs of one stock read (TikTok Shop fact sheet 6).
pub(crate) const SKUS_A_READ: usize = 600;

/// One listing that should show another number.
pub(crate) struct Wanted {
    product: ProductId,
    write: StockWrite,
    pub(crate) row: ListingStockRow,
}

impl Engine {
    pub(crate) async fn push_stock(&self, row: &FlowRow) -> Result<PassResult> {
        self.push_stock_of(row, None).await
    }

    /// The pass over all linked listings, or one of them (F325).
    pub(crate) async fn push_stock_of(&self, row: &FlowRow, only: Option<&ListingSkuId>) -> Result<PassResult> {
        let port = self.sales(&row.connection)?;
        let Some(listings) = port.listings() else { return Ok(PassResult::default()) };
        let mut result = PassResult::default();
        let shop = self.connection(&row.connection)?;
        if shop.partners.is_empty() {
            result.reason = Some(Reason::new(ReasonCode::NoPartner));
            return Ok(result);
        }
        self.drop_stale_writes(&row.connection)?;
        let target = match self.store.read(|v| target_warehouse(v, &shop))? {
            Ok(target) => target,
            Err(reason) => {
                result.reason = Some(reason);
                return Ok(result);
            }
        };
        // A person who asks for it now does not want to hear that it rests.
        let by_hand = self.was_asked_for(&row.connection, row.flow);
        let mut skus = self.skus_to_write(&row.connection)?;
        skus.retain(|sku| only.is_none_or(|one| one == sku));
        for chunk in skus.chunks(SKUS_A_READ) {
            self.orders_first(&row.connection).await?;
            let read_at = self.now();
            let records = listings.read(chunk).await?;
            for bad in &records.bad {
                self.set_aside(&row.connection, row.flow, bad)?;
                result.fail();
            }
            let wanted = self.differing(&row.connection, &target, records.good, read_at, by_hand, &mut result)?;
            self.write_products(&row.connection, listings, wanted, &mut result).await?;
        }
        Ok(result)
    }

    /// Orders are read immediately before stock is written.
    async fn orders_first(&self, shop: &ConnectionId) -> Result<()> {
        let Some(orders) = self.store.read(|v| v.flows().get(shop, Flow::PullOrders))? else { return Ok(()) };
        let fresh = orders.last_ok_at.is_some_and(|at| self.now() - at <= ORDERS_FRESH);
        if fresh || !orders.on || self.is_running(shop, Flow::PullOrders) {
            return Ok(());
        }
        let pulled = self.pull_orders(&orders, false).await?;
        let now = self.now();
        Ok(self.store.write(|tx| {
            let Some(mut row) = tx.flows().get(shop, Flow::PullOrders)? else { return Ok(()) };
            row.last_ok_at = Some(now);
            row.cursor = pulled.cursor.clone().or(row.cursor);
            tx.flows().save(&row)
        })?)
    }

    /// Listings that are still there and linked; all of them when those without a link shall show 0 (F114).
    pub(crate) fn skus_to_write(&self, shop: &ConnectionId) -> Result<Vec<ListingSkuId>> {
        Ok(self.store.read(|v| {
            let links = v.links().all(shop)?;
            let rows = v.listings().all(shop)?;
            let all = v.settings().shop(shop)?.zero_not_at_amazon;
            Ok(rows.into_iter().filter(|l| !l.gone && (all || links.get(&l.sku).is_some())).map(|l| l.sku).collect())
        })?)
    }

    /// Computes each number, stores it with its steps, and picks those that differ from what the platform shows.
    pub(crate) fn differing(
        &self,
        shop: &ConnectionId,
        target: &WarehouseId,
        listed: Vec<ListedStock>,
        read_at: DateTime<Utc>,
        by_hand: bool,
        result: &mut PassResult,
    ) -> Result<Vec<Wanted>> {
        let now = self.now();
        Ok(self.store.write(|tx| {
            let Some(connection) = tx.connections().get(shop)? else { return Ok(Vec::new()) };
            let Some(fulfiller) = connection.first_partner().cloned() else { return Ok(Vec::new()) };
            let settings = tx.settings().shop(shop)?;
            let rules = rules_of(&settings);
            let demand = Demand::at(tx, &fulfiller)?;
            let late = LateCancels::at(tx, &fulfiller, now)?;
            let links = tx.links().all(shop)?;
            let mut wanted = Vec::new();
            for stock in listed {
                let link = links.get(&stock.sku).filter(|l| l.stored_by == StoredBy::Amazon);
                if link.is_none() && !settings.zero_not_at_amazon {
                    continue;
                }
                let here = stock.warehouses.iter().find(|w| w.warehouse == *target).map(|w| w.available);
                let mut row = stored_row(tx, shop, &stock)?;
                let before = row.clone();
                let last = row.acknowledged.or(here);
                let explained = match link {
                    Some(link) => number(tx, &fulfiller, link, &demand, &rules, last, now)?,
                    None => nowhere_at_amazon(),
                };
                describe(&mut row, &explained);
                // Stored nowhere at Amazon, and the seller chose that it shows 0 then (F114).
                let mut shown = if link.is_none() { Some(0) } else { explained.ladder.as_ref().map(|l| l.shown) };
                if link.is_some_and(|link| late.caps(link, explained.read_at)) {
                    // F108: what the platform shows counts as unknown, and nothing rises on an older source number.
                    row.acknowledged = None;
                    shown = shown.map(|number| before.shown.map_or(number, |was| number.min(was)));
                }
                let rests = !by_hand && was_refused_lately(&before, shown, now);
                row.shown = shown;
                match (shown, here) {
                    (Some(shown), Some(here)) if shown == here => {
                        row.acknowledged = Some(shown);
                        row.reason = None;
                        result.count(false);
                    }
                    (Some(_), None) => {
                        row.reason = Some(Reason::about(ReasonCode::NoWarehouse, target.to_string()));
                        result.count(false);
                    }
                    (Some(shown), Some(_)) if !rests => {
                        row.acknowledged = None;
                        row.reason = None;
                        let write =
                            StockWrite { sku: stock.sku.clone(), quantities: all_warehouses(&stock, target, shown) };
                        wanted.push(Wanted { product: stock.product.clone(), write, row: row.clone() });
                    }
                    _ => result.count(false),
                }
                if row != before || row.platform_read_at.is_none() {
                    row.platform_read_at = Some(read_at);
                    tx.listing_stock().save(&row)?;
                }
            }
            Ok(wanted)
        })?)
    }

    /// One write a product with all its changed SKUs; an error of one does not drop the others.
    async fn write_products(
        &self,
        shop: &ConnectionId,
        listings: &dyn ListingStock,
        wanted: Vec<Wanted>,
        result: &mut PassResult,
    ) -> Result<()> {
        let mut by_product: BTreeMap<ProductId, Vec<Wanted>> = BTreeMap::new();
        for one in wanted {
            by_product.entry(one.product.clone()).or_default().push(one);
        }
        for (product, wanted) in by_product {
            match self.write_product(shop, listings, &product, wanted, result).await {
                Ok(()) => {}
                Err(EngineError::Channel(error)) if !error.is_about_the_connection() => {
                    self.step(shop.as_str(), "stock_failed", product.as_str(), &error.to_string());
                    result.fail();
                    result.reason = Some(error.as_reason());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn write_product(
        &self,
        shop: &ConnectionId,
        listings: &dyn ListingStock,
        product: &ProductId,
        wanted: Vec<Wanted>,
        result: &mut PassResult,
    ) -> Result<()> {
        let now = self.now();
        let writes: Vec<StockWrite> = wanted.iter().map(|w| w.write.clone()).collect();
        let payload = json!(
            writes
                .iter()
                .map(|w| (w.sku.to_string(), w.quantities.iter().map(|(_, n)| *n).sum::<u32>()))
                .collect::<BTreeMap<_, _>>()
        );
        let mut job = self.store.write(|tx| {
            let id = tx.outbox().put(JobKind::WriteStock, product.as_str(), shop, None, &payload, now, now)?;
            let mut job = tx.outbox().get(id)?.ok_or(LedgerError::NotFound { table: "outbox", key: id.to_string() })?;
            job.status = JobStatus::Running;
            job.attempt = 1;
            tx.outbox().save(&job)?;
            Ok(job)
        })?;
        self.log.reach(STOCK_INTENT_STORED);
        let answer = listings.write(product, &writes).await;
        let now = self.now();
        match answer {
            Ok(outcomes) => {
                let refused = outcomes.iter().filter(|o| o.outcome.is_err()).count();
                self.store.write(|tx| {
                    for one in &wanted {
                        let mut row = one.row.clone();
                        let outcome = outcomes.iter().find(|o| o.sku == row.sku).map(|o| &o.outcome);
                        row.pushed_at = Some(now);
                        match outcome {
                            Some(Err(refusal)) => row.reason = Some(refusal.as_reason()),
                            _ => {
                                row.acknowledged = row.shown;
                                row.acknowledged_at = Some(now);
                            }
                        }
                        tx.listing_stock().save(&row)?;
                    }
                    let outcome = if refused == 0 { JobOutcome::Ok } else { JobOutcome::Partial };
                    close(tx, &mut job, outcome, None, now)
                })?;
                for one in &wanted {
                    self.step(shop.as_str(), "stock", one.write.sku.as_str(), &format!("{:?}", one.row.shown));
                    result.count(true);
                }
                (0..refused).for_each(|_| result.fail());
                Ok(())
            }
            Err(error) => {
                // The acknowledged number is unknown now; the next pass reads and writes again.
                let reason = error.as_reason();
                let outcome =
                    if matches!(error, ChannelError::Refused(_)) { JobOutcome::Refused } else { JobOutcome::Dropped };
                self.store.write(|tx| {
                    for one in &wanted {
                        let row =
                            ListingStockRow { reason: Some(reason.clone()), pushed_at: Some(now), ..one.row.clone() };
                        tx.listing_stock().save(&row)?;
                    }
                    close(tx, &mut job, outcome, Some(reason.clone()), now)
                })?;
                Err(error.into())
            }
        }
    }

    /// A stock write that died with the process is computed anew, never repeated.
    fn drop_stale_writes(&self, shop: &ConnectionId) -> Result<()> {
        let now = self.now();
        Ok(self.store.write(|tx| {
            for mut job in tx.outbox().due(shop, &[JobKind::WriteStock], now, 500)? {
                close(tx, &mut job, JobOutcome::Dropped, None, now)?;
            }
            Ok(())
        })?)
    }
}

/// The warehouse that stock is written to: the chosen one, else the default sales warehouse (F115).
pub(crate) fn target_warehouse(
    view: &View<'_>,
    shop: &shopferry_ledger::Connection,
) -> std::result::Result<std::result::Result<WarehouseId, Reason>, LedgerError> {
    let usable: Vec<_> = view
        .warehouses()
        .all(&shop.id)?
        .into_iter()
        .filter(|w| w.is_sales && !w.gone && w.state == "enabled")
        .collect();
    let found = match view.settings().shop(&shop.id)?.target_warehouse {
        Some(id) => usable.iter().find(|w| w.id == id),
        None => usable.iter().find(|w| w.is_default).or(match usable.as_slice() {
            [only] => Some(only),
            _ => None,
        }),
    };
    Ok(found.map(|w| w.id.clone()).ok_or_else(|| Reason::new(ReasonCode::NoWarehouse)))
}

/// No ladder: the listing is linked to nothing, or to goods that the seller stores.
fn nowhere_at_amazon() -> Explained {
    Explained { ladder: None, reason: None, own_demand: 0, read_at: None }
}

/// Every warehouse of the SKU: the target gets the number, the others what was read just before (F115).
fn all_warehouses(stock: &ListedStock, target: &WarehouseId, shown: u32) -> Vec<(WarehouseId, u32)> {
    let number = |w: &shopferry_channel::WarehouseStock| if w.warehouse == *target { shown } else { w.available };
    stock.warehouses.iter().map(|w| (w.warehouse.clone(), number(w))).collect()
}

fn stored_row(
    view: &View<'_>,
    shop: &ConnectionId,
    stock: &ListedStock,
) -> std::result::Result<ListingStockRow, LedgerError> {
    let warehouses = stock.warehouses.iter().map(|w| (w.warehouse.clone(), w.available, w.committed)).collect();
    let known = view.listing_stock().get(shop, &stock.sku)?;
    let blank = ListingStockRow {
        connection: shop.clone(),
        sku: stock.sku.clone(),
        warehouses: Vec::new(),
        platform_read_at: None,
        acknowledged: None,
        acknowledged_at: None,
        shown: None,
        ladder: None,
        reason: None,
        pushed_at: None,
    };
    let known = known.unwrap_or(blank);
    let platform_read_at = known.platform_read_at.filter(|_| known.warehouses == warehouses);
    Ok(ListingStockRow { warehouses, platform_read_at, ..known })
}

/// Whether the same number was refused a short while ago, for a reason that does not pass by itself.
fn was_refused_lately(row: &ListingStockRow, shown: Option<u32>, now: DateTime<Utc>) -> bool {
    let refused = row.acknowledged.is_none() && row.reason.as_ref().is_some_and(|r| !r.code.text().passing);
    let lately = row.pushed_at.is_some_and(|at| now - at < REFUSED_RESTS);
    refused && lately && shown.is_some() && shown == row.shown
}

fn describe(row: &mut ListingStockRow, explained: &Explained) {
    row.ladder = explained.ladder.as_ref().and_then(|l| serde_json::to_value(l).ok());
    if explained.reason.is_some() {
        row.reason.clone_from(&explained.reason);
    }
}
