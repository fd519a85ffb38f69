//! The listings of a sales channel, as last read.

use chrono::{DateTime, Utc};
use rusqlite::{ToSql, params};
use serde::{Deserialize, Serialize};
use shopferry_domain::{ConnectionId, ListingSkuId, ProductId, SellerSku};

use crate::decode::{Cols, collect, first};
use crate::error::Result;
use crate::tag::Tag;
use crate::time::ms;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE listings (
    connection TEXT NOT NULL REFERENCES connections (id),
    sku TEXT NOT NULL,
    product TEXT NOT NULL,
    seller_sku TEXT,
    title TEXT NOT NULL,
    variant TEXT NOT NULL,
    status TEXT NOT NULL,
    live INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    gone INTEGER NOT NULL,
    PRIMARY KEY (connection, sku)
) STRICT, WITHOUT ROWID;";

/// A listing's variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingRow {
    /// Whose.
    pub connection: ConnectionId,
    /// The unit that is linked and stocked.
    pub sku: ListingSkuId,
    /// Its product.
    pub product: ProductId,
    /// The seller's SKU on it.
    pub seller_sku: Option<SellerSku>,
    /// Product title.
    pub title: String,
    /// Variant name.
    pub variant: String,
    /// The platform's state of the product, its word.
    pub status: String,
    /// Whether buyers can buy it now.
    pub live: bool,
    /// Last seen.
    pub seen_at: DateTime<Utc>,
    /// A full pass no longer met it.
    pub gone: bool,
}

/// What to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingQuery {
    /// Of one connection.
    pub connection: Option<ConnectionId>,
    /// A piece of title, variant, SKU or id.
    pub text: Option<String>,
    /// Only linked, or only unlinked ones.
    pub linked: Option<bool>,
    /// Those that are gone as well.
    pub gone: bool,
    /// Rows to skip.
    pub offset: u32,
    /// Rows to answer, at most 1,000; 0 = 100.
    pub limit: u32,
}

table_handles! {
    /// Listings.
    Listings, ListingsMut
}

fn read(c: &Cols<'_>) -> Result<ListingRow> {
    Ok(ListingRow {
        connection: c.word("connection")?,
        sku: c.word("sku")?,
        product: c.word("product")?,
        seller_sku: c.opt_word("seller_sku")?,
        title: c.get("title")?,
        variant: c.get("variant")?,
        status: c.get("status")?,
        live: c.get("live")?,
        seen_at: c.time("seen_at")?,
        gone: c.get("gone")?,
    })
}

impl Listings<'_> {
    /// All that are not gone, by SKU id.
    pub fn all(&self, connection: &ConnectionId) -> Result<Vec<ListingRow>> {
        let sql = "SELECT * FROM listings WHERE connection = ?1 AND gone = 0 ORDER BY sku";
        collect("listings", self.view.prepare(sql)?, [connection.as_str()], read)
    }

    /// One, even when gone.
    pub fn get(&self, connection: &ConnectionId, sku: &ListingSkuId) -> Result<Option<ListingRow>> {
        let sql = "SELECT * FROM listings WHERE connection = ?1 AND sku = ?2";
        first("listings", self.view.prepare(sql)?, [connection.as_str(), sku.as_str()], read)
    }

    /// Those that are not gone and have no link, by SKU id.
    pub fn unlinked(&self, connection: &ConnectionId) -> Result<Vec<ListingRow>> {
        let sql = "SELECT * FROM listings l WHERE connection = ?1 AND gone = 0 AND NOT EXISTS (
            SELECT 1 FROM links k WHERE k.connection = l.connection AND k.listing_sku = l.sku) ORDER BY sku";
        collect("listings", self.view.prepare(sql)?, [connection.as_str()], read)
    }

    /// One page, by title, variant and SKU, and how many there are in all.
    pub fn list(&self, query: &ListingQuery) -> Result<(Vec<ListingRow>, u64)> {
        let link = "EXISTS (SELECT 1 FROM links k WHERE k.connection = l.connection AND k.listing_sku = l.sku)";
        let filter = format!(
            "(?1 IS NULL OR l.connection = ?1) AND (?2 OR l.gone = 0) AND (?3 IS NULL OR {link} = ?3)
             AND (?4 IS NULL OR l.title LIKE ?4 ESCAPE '\\' OR l.variant LIKE ?4 ESCAPE '\\'
                OR l.seller_sku LIKE ?4 ESCAPE '\\' OR l.sku LIKE ?4 ESCAPE '\\')"
        );
        let connection = query.connection.as_ref().map(ConnectionId::as_str);
        let text = query.text.as_deref().map(str::trim).filter(|t| !t.is_empty());
        let text = text.map(|t| format!("%{}%", t.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")));
        let base: [&dyn ToSql; 4] = [&connection, &query.gone, &query.linked, &text];
        let count = format!("SELECT count(*) FROM listings l WHERE {filter}");
        let total: i64 = self.view.prepare(&count)?.query_row(base.as_slice(), |row| row.get(0))?;
        let sql = format!(
            "SELECT l.* FROM listings l WHERE {filter} ORDER BY l.title, l.variant, l.connection, l.sku LIMIT ?5 OFFSET ?6"
        );
        let limit = if query.limit == 0 { 100 } else { query.limit.min(1_000) };
        let mut all: Vec<&dyn ToSql> = base.to_vec();
        all.push(&limit);
        all.push(&query.offset);
        let rows = collect("listings", self.view.prepare(&sql)?, all.as_slice(), read)?;
        Ok((rows, u64::try_from(total).unwrap_or_default()))
    }
}

impl ListingsMut<'_> {
    /// Adds or replaces one; it is no longer gone.
    pub fn save(&self, l: &ListingRow) -> Result<()> {
        let sql =
            "INSERT INTO listings (connection, sku, product, seller_sku, title, variant, status, live, seen_at, gone)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (connection, sku) DO UPDATE SET product = excluded.product, seller_sku = excluded.seller_sku,
                title = excluded.title, variant = excluded.variant, status = excluded.status, live = excluded.live,
                seen_at = excluded.seen_at, gone = excluded.gone";
        self.tx.run(
            Tag::Listings,
            sql,
            params![
                l.connection.as_str(),
                l.sku.as_str(),
                l.product.as_str(),
                l.seller_sku.as_ref().map(SellerSku::as_str),
                l.title,
                l.variant,
                l.status,
                l.live,
                ms(l.seen_at),
                l.gone,
            ],
        )?;
        Ok(())
    }

    /// Stores what a pass over all listings met. Only a complete pass that met anything may say that others are gone;
    /// answers how many it found gone.
    pub fn save_full_pass(
        &self,
        connection: &ConnectionId,
        rows: &[ListingRow],
        complete: bool,
        at: DateTime<Utc>,
    ) -> Result<usize> {
        for row in rows {
            self.save(&ListingRow { connection: connection.clone(), seen_at: at, gone: false, ..row.clone() })?;
        }
        if !complete || rows.is_empty() {
            return Ok(0);
        }
        let met: Vec<&str> = rows.iter().map(|r| r.sku.as_str()).collect();
        let sql = "UPDATE listings SET gone = 1 WHERE connection = ?1 AND gone = 0 AND sku NOT IN (SELECT value FROM json_each(?2))";
        self.tx.run(Tag::Listings, sql, params![connection.as_str(), crate::decode::to_words(&met)?])
    }
}
