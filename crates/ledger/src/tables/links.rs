//! Links: what a sold listing SKU stands for at its fulfiller (F190, F191).

use rusqlite::params;
use shopferry_domain::link::LinkOrigin;
use shopferry_domain::{ConnectionId, Link, Links, ListingSkuId};

use crate::decode::{Cols, collect, first, to_json, to_word};
use crate::error::Result;
use crate::tag::Tag;
use crate::tx::table_handles;

pub(crate) const CREATE: &str = "
CREATE TABLE links (
    connection TEXT NOT NULL REFERENCES connections (id),
    listing_sku TEXT NOT NULL,
    components TEXT NOT NULL,
    stored_by TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (connection, listing_sku)
) STRICT, WITHOUT ROWID;";

table_handles! {
    /// Links.
    LinkTable, LinkTableMut
}

fn read(c: &Cols<'_>) -> Result<Link> {
    Ok(Link {
        listing_sku: c.word("listing_sku")?,
        components: c.json("components")?,
        stored_by: c.word("stored_by")?,
        origin: c.word("origin")?,
    })
}

impl LinkTable<'_> {
    /// All links of a connection.
    pub fn all(&self, connection: &ConnectionId) -> Result<Links> {
        let sql =
            "SELECT listing_sku, components, stored_by, origin FROM links WHERE connection = ?1 ORDER BY listing_sku";
        Ok(Links::new(collect("links", self.view.prepare(sql)?, [connection.as_str()], read)?))
    }

    /// The link of one listing SKU.
    pub fn get(&self, connection: &ConnectionId, sku: &ListingSkuId) -> Result<Option<Link>> {
        let sql =
            "SELECT listing_sku, components, stored_by, origin FROM links WHERE connection = ?1 AND listing_sku = ?2";
        first("links", self.view.prepare(sql)?, [connection.as_str(), sku.as_str()], read)
    }
}

impl LinkTableMut<'_> {
    /// Adds or replaces a link; an automatic one never replaces a person's choice (F190). Answers whether it stands now.
    pub fn put(&self, connection: &ConnectionId, link: &Link) -> Result<bool> {
        let held = self.get(connection, &link.listing_sku)?;
        if held.is_some_and(|h| h.origin == LinkOrigin::Manual) && link.origin != LinkOrigin::Manual {
            return Ok(false);
        }
        let sql = "INSERT INTO links (connection, listing_sku, components, stored_by, origin) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (connection, listing_sku) DO UPDATE SET components = excluded.components, stored_by = excluded.stored_by,
                origin = excluded.origin";
        self.tx.run(
            Tag::Links,
            sql,
            params![
                connection.as_str(),
                link.listing_sku.as_str(),
                to_json(&link.components)?,
                to_word(&link.stored_by)?,
                to_word(&link.origin)?,
            ],
        )?;
        Ok(true)
    }

    /// Removes a link; none is fine.
    pub fn remove(&self, connection: &ConnectionId, sku: &ListingSkuId) -> Result<()> {
        let sql = "DELETE FROM links WHERE connection = ?1 AND listing_sku = ?2";
        self.tx.run(Tag::Links, sql, [connection.as_str(), sku.as_str()]).map(drop)
    }
}
