//! Ids as screens write them, read back.

use shopferry_domain::{ConnectionId, ListingSkuId, SellerSku};
use shopferry_ledger::{Connection, Flow, LedgerError, OrderKey, View};

use crate::list::CommandError;

/// An order's key.
pub(crate) fn order(text: &str) -> Result<OrderKey, CommandError> {
    text.parse().map(OrderKey).map_err(|_| CommandError::not_found("order"))
}

/// A connection's id.
pub(crate) fn connection(text: &str) -> Result<ConnectionId, CommandError> {
    ConnectionId::new(text).map_err(|_| CommandError::not_found("connection"))
}

/// A connection's id, or none for all.
pub(crate) fn optional_connection(text: Option<&String>) -> Result<Option<ConnectionId>, CommandError> {
    text.filter(|t| !t.is_empty()).map(|t| connection(t)).transpose()
}

/// A listing SKU.
pub(crate) fn listing(text: &str) -> Result<ListingSkuId, CommandError> {
    ListingSkuId::new(text).map_err(|_| CommandError::not_found("listing"))
}

/// A seller SKU as typed.
pub(crate) fn seller_sku(text: &str) -> Result<SellerSku, CommandError> {
    SellerSku::new(text).map_err(|e| {
        CommandError::new("bad_input", format!("The SKU cannot be used: {e}."), "Choose a SKU from the list.").on("sku")
    })
}

/// A flow's name.
pub(crate) fn flow(text: &str) -> Result<Flow, CommandError> {
    Flow::by_name(text).ok_or_else(|| CommandError::not_found("flow"))
}

/// A connection's row that is not removed.
pub(crate) fn row(view: &View<'_>, id: &ConnectionId) -> Result<Connection, LedgerError> {
    let row = view.connections().get(id)?.filter(|c| c.removed_at.is_none());
    row.ok_or_else(|| LedgerError::NotFound { table: "connections", key: id.to_string() })
}
