//! Orders and parcels that are watched over time: deadlines, late cancels, ways of parcels (F077, F087, F092, F108, F407).

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::params;
use shopferry_domain::{ConnectionId, ListingSkuId};

use crate::decode::collect;
use crate::error::Result;
use crate::tables::order_row;
use crate::tables::orders::{OrderKey, OrderRow, Orders, SELECT};
use crate::tables::packages::{PackageRow, Packages, read as read_package};
use crate::time::ms;

impl Orders<'_> {
    /// Orders that the seller still has to ship and whose ship-by time lies between two moments; earliest first, then by
    /// number (F077).
    pub fn to_ship_between(
        &self,
        connection: &ConnectionId,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<OrderRow>> {
        let sql = format!(
            "{SELECT} WHERE o.connection = ?1 AND o.ship_by >= ?2 AND o.ship_by <= ?3 AND o.state IS NOT NULL
                AND o.status IN ('AWAITING_SHIPMENT', 'PARTIALLY_SHIPPING', 'ON_HOLD')
             ORDER BY o.ship_by, o.remote"
        );
        let params = params![connection.as_str(), ms(from), ms(until)];
        collect("orders", self.view.prepare(&sql)?, params, order_row::read)
    }

    /// Listing SKUs whose orders were cancelled after a moment, and when the last of them was (F108).
    pub fn cancelled_since(
        &self,
        connection: &ConnectionId,
        since: DateTime<Utc>,
    ) -> Result<BTreeMap<ListingSkuId, DateTime<Utc>>> {
        // A cancelled order holds no units any more; its lines still name what they were.
        let sql = "SELECT l.value ->> '$.listing_sku' AS listing_sku, max(o.state_since) AS at
            FROM orders o JOIN order_bodies d ON d.order_key = o.key, json_each(d.body, '$.lines') l
            WHERE o.connection = ?1 AND o.state = 'cancelled' AND o.state_since > ?2
            GROUP BY listing_sku ORDER BY listing_sku";
        let rows = collect("orders", self.view.prepare(sql)?, params![connection.as_str(), ms(since)], |c| {
            Ok((c.word("listing_sku")?, c.time("at")?))
        })?;
        Ok(rows.into_iter().collect())
    }
}

impl Packages<'_> {
    /// Parcels on their way whose order the platform shows as arrived or over, oldest first.
    pub fn arrived(&self, shop: &ConnectionId) -> Result<Vec<PackageRow>> {
        let sql = "SELECT p.* FROM packages p JOIN orders o ON o.key = p.order_key
            WHERE p.on_its_way = 1 AND o.connection = ?1 AND o.status IN ('DELIVERED', 'COMPLETED', 'CANCELLED')
            ORDER BY p.first_seen_at, p.export, length(p.package), p.package";
        collect("packages", self.view.prepare(sql)?, [shop.as_str()], read_package)
    }

    /// Parcels on their way of which the platform was told before `told_before` and that were not read there since
    /// `read_before`; longest unread first.
    pub fn unread_at_platform(
        &self,
        shop: &ConnectionId,
        told_before: DateTime<Utc>,
        read_before: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<(OrderKey, PackageRow)>> {
        let sql = "SELECT p.* FROM packages p JOIN orders o ON o.key = p.order_key
            WHERE p.on_its_way = 1 AND o.connection = ?1 AND p.sent_at <= ?2 AND p.remote IS NOT NULL
                AND coalesce(p.progress ->> '$.platform_read_at', '') < ?3
            ORDER BY coalesce(p.progress ->> '$.platform_read_at', ''), p.export, p.package LIMIT ?4";
        let params = params![shop.as_str(), ms(told_before), text(read_before), limit];
        collect("packages", self.view.prepare(sql)?, params, |c| Ok((OrderKey(c.get("order_key")?), read_package(c)?)))
    }

    /// Parcels of a fulfiller that have left and are on their way, whose news were not read since `read_before`; longest
    /// unread first (F408).
    pub fn without_news(
        &self,
        fulfiller: &ConnectionId,
        read_before: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<(OrderKey, PackageRow)>> {
        let sql = "SELECT p.* FROM packages p JOIN exports e ON e.key = p.export
            WHERE p.on_its_way = 1 AND p.shipped = 1 AND e.connection = ?1
                AND coalesce(p.progress ->> '$.news_at', '') < ?2
            ORDER BY coalesce(p.progress ->> '$.news_at', ''), p.export, p.package LIMIT ?3";
        let params = params![fulfiller.as_str(), text(read_before), limit];
        collect("packages", self.view.prepare(sql)?, params, |c| Ok((OrderKey(c.get("order_key")?), read_package(c)?)))
    }
}

/// As times stand in JSON.
fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
