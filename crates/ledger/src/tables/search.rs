//! Full-text search over orders, inside the encrypted file (F201, F303). Any piece of three characters or more is found.
//!
//! Names of buyers stand in an index of their own, so that erasing them erases their index entries too.

use rusqlite::params;
use shopferry_domain::Order;

use crate::error::Result;
use crate::tables::orders::OrderKey;
use crate::tag::Tag;
use crate::tx::Tx;

pub(crate) const CREATE: &str = "
CREATE VIRTUAL TABLE search USING fts5 (number, skus, titles, tracking, parcels, tokenize = 'trigram');
CREATE VIRTUAL TABLE search_buyers USING fts5 (name, tokenize = 'trigram');
INSERT INTO search_buyers (search_buyers, rank) VALUES ('secure-delete', 1);";

/// Words of a query that are used; the rest is ignored.
const WORDS_MAX: usize = 6;
/// The index knows pieces of three characters.
const PIECE: usize = 3;

/// Adds a text once.
fn add<'a>(list: &mut Vec<&'a str>, text: &'a str) {
    if !list.contains(&text) {
        list.push(text);
    }
}

/// What is searched of an order's body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Texts {
    skus: String,
    titles: String,
    tracking: String,
}

impl Texts {
    pub fn of(order: &Order) -> Self {
        let mut skus: Vec<&str> = Vec::new();
        let mut titles: Vec<&str> = Vec::new();
        let mut tracking: Vec<&str> = Vec::new();
        for line in &order.lines {
            add(&mut skus, line.listing_sku.as_str());
            if let Some(sku) = &line.seller_sku {
                add(&mut skus, sku.as_str());
            }
            add(&mut titles, &line.title);
            add(&mut titles, &line.variant);
            if let Some(number) = &line.tracking {
                add(&mut tracking, number);
            }
        }
        Self { skus: skus.join(" "), titles: titles.join(" "), tracking: tracking.join(" ") }
    }
}

pub(crate) fn insert(tx: &Tx<'_>, key: OrderKey, number: &str, t: &Texts) -> Result<()> {
    let sql = "INSERT INTO search (rowid, number, skus, titles, tracking, parcels) VALUES (?1, ?2, ?3, ?4, ?5, '')";
    tx.run(Tag::Orders, sql, params![key.0, number, t.skus, t.titles, t.tracking]).map(drop)
}

pub(crate) fn update(tx: &Tx<'_>, key: OrderKey, t: &Texts) -> Result<()> {
    let sql = "UPDATE search SET skus = ?2, titles = ?3, tracking = ?4 WHERE rowid = ?1 AND (skus <> ?2 OR titles <> ?3 OR tracking <> ?4)";
    tx.run(Tag::Orders, sql, params![key.0, t.skus, t.titles, t.tracking]).map(drop)
}

/// Takes the numbers of an order's parcels anew from their table.
pub(crate) fn update_parcels(tx: &Tx<'_>, key: OrderKey) -> Result<()> {
    let sql = "WITH n (text) AS (
            SELECT coalesce(group_concat(concat_ws(' ', carrier_number, amazon_number, number_sent), ' '), '')
            FROM packages WHERE order_key = ?1)
        UPDATE search SET parcels = (SELECT text FROM n) WHERE rowid = ?1 AND parcels <> (SELECT text FROM n)";
    tx.run(Tag::Orders, sql, [key.0]).map(drop)
}

pub(crate) fn put_buyer(tx: &Tx<'_>, key: OrderKey, name: Option<&str>) -> Result<()> {
    forget_buyer(tx, key)?;
    let Some(name) = name else { return Ok(()) };
    tx.run(Tag::Orders, "INSERT INTO search_buyers (rowid, name) VALUES (?1, ?2)", params![key.0, name]).map(drop)
}

pub(crate) fn forget_buyer(tx: &Tx<'_>, key: OrderKey) -> Result<()> {
    tx.run(Tag::Orders, "DELETE FROM search_buyers WHERE rowid = ?1", [key.0]).map(drop)
}

pub(crate) fn forget(tx: &Tx<'_>, key: OrderKey) -> Result<()> {
    forget_buyer(tx, key)?;
    tx.run(Tag::Orders, "DELETE FROM search WHERE rowid = ?1", [key.0]).map(drop)
}

/// Conditions on `o.key`, one a word, and their parameters: an order must hold every word somewhere.
pub(crate) fn conditions(text: &str) -> Vec<(&'static str, String)> {
    text.split_whitespace()
        .take(WORDS_MAX)
        .map(|word| {
            if word.chars().count() >= PIECE {
                let sql = "o.key IN (SELECT rowid FROM search WHERE search MATCH ?
                    UNION ALL SELECT rowid FROM search_buyers WHERE search_buyers MATCH ?)";
                (sql, format!("\"{}\"", word.replace('"', "\"\"")))
            } else {
                let sql =
                    "o.key IN (SELECT rowid FROM search WHERE number LIKE ? ESCAPE '\\' OR skus LIKE ? ESCAPE '\\')";
                let plain = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                (sql, format!("%{plain}%"))
            }
        })
        .collect()
}
