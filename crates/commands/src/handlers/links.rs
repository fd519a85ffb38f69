//! Links between listings and SKUs at the fulfiller (F190–F194).

use std::collections::{BTreeMap, BTreeSet};

use shopferry_domain::link::LinkOrigin;
use shopferry_domain::{Component, ConnectionId, Link, Links, ListingSkuId, OrderState, StoredBy};
use shopferry_ledger::{LedgerError, ListingQuery, ListingRow, View};

use crate::desk::Desk;
use crate::handlers::app::small;
use crate::handlers::components::SourceNumbers;
use crate::handlers::keys;
use crate::list::CommandError;
use crate::wire::links::{
    CandidateQuery, CandidateView, CandidatesView, LinkListView, LinkQuery, LinkRowView, LinkedView, PutLink,
    RemoveLink,
};

/// Rows of one answer.
const ROWS_MAX: u32 = 500;
/// Candidates of one answer.
const CANDIDATES_MAX: usize = 50;
/// Units of a component per sold unit (F191).
const QUANTITY_MAX: u32 = 1_000;
/// Parts of one link; a bundle of more is a mistake.
const COMPONENTS_MAX: usize = 50;

pub(crate) fn list(desk: &Desk, request: &LinkQuery) -> Result<LinkListView, CommandError> {
    let connection = keys::optional_connection(request.connection.as_ref())?;
    let query = ListingQuery {
        connection: connection.clone(),
        text: Some(request.text.trim().to_owned()).filter(|t| !t.is_empty()),
        linked: request.unlinked.then_some(false),
        gone: false,
        offset: request.offset,
        limit: request.limit.clamp(1, ROWS_MAX),
    };
    Ok(desk.store.read(|view| {
        let (rows, total) = view.listings().list(&query)?;
        let unlinked = ListingQuery { linked: Some(false), text: None, offset: 0, limit: 1, ..query.clone() };
        let unlinked = view.listings().list(&unlinked)?.1;
        let read_at = rows.iter().map(|l| l.seen_at).max();
        let mut shops = Shops::default();
        let rows = rows.iter().map(|l| shops.row(view, l)).collect::<Result<_, _>>()?;
        Ok(LinkListView { rows, total: small(total), unlinked: small(unlinked), read_at })
    })?)
}

/// What is read once per shop.
#[derive(Default)]
struct Shops(BTreeMap<ConnectionId, Shop>);

struct Shop {
    links: Links,
    numbers: SourceNumbers,
    waiting: BTreeMap<ListingSkuId, u32>,
}

impl Shops {
    fn row(&mut self, view: &View<'_>, listing: &ListingRow) -> Result<LinkRowView, LedgerError> {
        if !self.0.contains_key(&listing.connection) {
            let shop = Shop {
                links: view.links().all(&listing.connection)?,
                numbers: SourceNumbers::of_shop(view, &listing.connection)?,
                waiting: waiting_orders(view, &listing.connection)?,
            };
            self.0.insert(listing.connection.clone(), shop);
        }
        let shop = self.0.get(&listing.connection);
        let link = shop.and_then(|s| s.links.get(&listing.sku));
        let components = shop.zip(link).map(|(s, l)| s.numbers.views(&l.components)).unwrap_or_default();
        Ok(LinkRowView {
            connection: listing.connection.to_string(),
            listing_sku: listing.sku.to_string(),
            seller_sku: listing.seller_sku.as_ref().map(ToString::to_string),
            title: listing.title.clone(),
            variant: listing.variant.clone(),
            components,
            origin: link.map(|l| origin(l.origin)),
            stored_by: link.map(|l| l.stored_by.to_string()),
            waiting_orders: shop.and_then(|s| s.waiting.get(&listing.sku)).copied().unwrap_or(0),
        })
    }
}

fn origin(origin: LinkOrigin) -> String {
    match origin {
        LinkOrigin::ExactSku => "exact_sku".to_owned(),
        LinkOrigin::Manual => "manual".to_owned(),
    }
}

/// Orders that stand still, by the listings in them that have no link.
fn waiting_orders(view: &View<'_>, shop: &ConnectionId) -> Result<BTreeMap<ListingSkuId, u32>, LedgerError> {
    let mut waiting = BTreeMap::new();
    for row in view.orders().in_states(shop, &[OrderState::Unlinked, OrderState::NeedsAttention])? {
        let skus: BTreeSet<ListingSkuId> = row.order.open_lines().map(|l| l.listing_sku.clone()).collect();
        for sku in skus {
            *waiting.entry(sku).or_default() += 1;
        }
    }
    Ok(waiting)
}

pub(crate) fn candidates(desk: &Desk, request: &CandidateQuery) -> Result<CandidatesView, CommandError> {
    let shop = keys::connection(&request.connection)?;
    let listing = keys::listing(&request.listing_sku)?;
    let words = plain(&request.text);
    Ok(desk.store.read(|view| {
        let numbers = SourceNumbers::of_shop(view, &shop)?;
        let listing = view.listings().get(&shop, &listing)?;
        let own = listing.as_ref().and_then(|l| l.seller_sku.as_ref()).map(ToString::to_string).unwrap_or_default();
        let title = listing.map(|l| plain(&l.title)).unwrap_or_default();
        let mut rows: Vec<(u32, CandidateView)> = numbers
            .rows()
            .filter(|row| {
                let text = plain(&format!("{} {}", row.sku, row.title.as_deref().unwrap_or_default()));
                words.split(' ').all(|word| text.contains(word))
            })
            .map(|row| {
                let sku = row.sku.to_string();
                let (rank, hint) = likeness(&own, &sku, &title, row.title.as_deref().unwrap_or_default());
                (rank, CandidateView { sku, title: row.title.clone(), available: row.fulfillable, hint })
            })
            .collect();
        rows.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.sku.cmp(&y.sku)));
        Ok(CandidatesView { candidates: rows.into_iter().map(|(_, c)| c).take(CANDIDATES_MAX).collect() })
    })?)
}

/// How alike: smaller is nearer; with the reason in words.
fn likeness(own: &str, sku: &str, title: &str, other_title: &str) -> (u32, Option<String>) {
    let squeezed =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let other = plain(other_title);
    let shared = title.split(' ').filter(|w| w.len() > 2 && other.split(' ').any(|o| o == *w)).count();
    if !own.is_empty() && own == sku {
        (0, Some("Same SKU".to_owned()))
    } else if !own.is_empty() && own.eq_ignore_ascii_case(sku) {
        (1, Some("Same SKU but for upper and lower case".to_owned()))
    } else if !own.is_empty() && squeezed(own) == squeezed(sku) {
        (2, Some("Same SKU but for punctuation".to_owned()))
    } else if own.len() > 3 && (squeezed(sku).starts_with(&squeezed(own)) || squeezed(own).starts_with(&squeezed(sku)))
    {
        (3, Some("One SKU begins like the other".to_owned()))
    } else if !title.is_empty() && title == other {
        (4, Some("Same title".to_owned()))
    } else if shared > 1 {
        (10 - u32::try_from(shared.min(5)).unwrap_or(0), Some("Similar title".to_owned()))
    } else {
        (20, None)
    }
}

fn plain(text: &str) -> String {
    let lower: String = text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn put(desk: &Desk, request: &PutLink) -> Result<LinkedView, CommandError> {
    let shop = keys::connection(&request.connection)?;
    let listing_sku = keys::listing(&request.listing_sku)?;
    let components = components(request)?;
    let link = Link {
        listing_sku: listing_sku.clone(),
        components,
        stored_by: if request.merchant { StoredBy::Merchant } else { StoredBy::Amazon },
        origin: LinkOrigin::Manual,
    };
    desk.store.write(|tx| {
        keys::row(tx, &shop)?;
        tx.links().put(&shop, &link).map(drop)
    })?;
    let orders = desk.engine.links_changed(&shop, &[listing_sku])?;
    Ok(LinkedView { orders })
}

fn components(request: &PutLink) -> Result<Vec<Component>, CommandError> {
    let bad = |message: &str, cure: &str| CommandError::new("bad_input", message, cure).on("components");
    if request.components.is_empty() || request.components.len() > COMPONENTS_MAX {
        return Err(bad("A link has one to fifty parts.", "Choose at least one SKU."));
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for part in &request.components {
        let sku = keys::seller_sku(&part.sku)?;
        if !(1..=QUANTITY_MAX).contains(&part.quantity) {
            return Err(bad("A part needs 1 to 1,000 units for each sold unit.", "Correct the number of units."));
        }
        if !seen.insert(sku.clone()) {
            return Err(bad("The same SKU stands twice in this link.", "Add up its units in one part."));
        }
        found.push(Component { sku, quantity: part.quantity });
    }
    Ok(found)
}

pub(crate) fn remove(desk: &Desk, request: &RemoveLink) -> Result<LinkedView, CommandError> {
    let shop = keys::connection(&request.connection)?;
    let listing_sku = keys::listing(&request.listing_sku)?;
    desk.store.write(|tx| tx.links().remove(&shop, &listing_sku))?;
    let orders = desk.engine.links_changed(&shop, &[listing_sku])?;
    Ok(LinkedView { orders })
}
