//! Components of links with the number that can be sent now.

use std::collections::BTreeMap;

use shopferry_domain::{Component, ConnectionId, SellerSku};
use shopferry_ledger::{LedgerError, SourceRow, View};

use crate::wire::orders::ComponentView;
use crate::wire::stock::LadderStepView;

/// The numbers of a shop's fulfiller, read once for a page.
pub(crate) struct SourceNumbers(BTreeMap<SellerSku, SourceRow>);

impl SourceNumbers {
    /// Those of the shop's partner; none without one.
    pub(crate) fn of_shop(view: &View<'_>, shop: &ConnectionId) -> Result<Self, LedgerError> {
        let partner = view.connections().get(shop)?.and_then(|c| c.first_partner().cloned());
        let rows = match partner {
            Some(partner) => view.source_stock().all(&partner)?,
            None => Vec::new(),
        };
        Ok(Self(rows.into_iter().map(|row| (row.sku.clone(), row)).collect()))
    }

    /// A SKU's row.
    pub(crate) fn get(&self, sku: &SellerSku) -> Option<&SourceRow> {
        self.0.get(sku)
    }

    /// All rows, by SKU.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &SourceRow> {
        self.0.values()
    }

    /// A component as screens show it; unknown stays unknown.
    pub(crate) fn view(&self, sku: &SellerSku, quantity: u32) -> ComponentView {
        let row = self.get(sku);
        ComponentView {
            sku: sku.to_string(),
            quantity,
            available: row.and_then(|r| r.fulfillable),
            read_at: row.map(|r| r.read_at),
        }
    }

    /// All components of a link.
    pub(crate) fn views(&self, components: &[Component]) -> Vec<ComponentView> {
        components.iter().map(|c| self.view(&c.sku, c.quantity)).collect()
    }
}

/// The stored steps of "why this number".
pub(crate) fn ladder(stored: Option<&serde_json::Value>) -> Vec<LadderStepView> {
    let ladder: Option<shopferry_domain::stock::Ladder> = stored.and_then(|v| serde_json::from_value(v.clone()).ok());
    let word = |step| serde_json::to_value(step).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    let steps = ladder.map(|l| l.steps).unwrap_or_default();
    steps.into_iter().map(|(step, value)| LadderStepView { step: word(step), value }).collect()
}
