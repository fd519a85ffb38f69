//! Orders at the fulfiller that this computer did not send (F314, F327).

use shopferry_domain::fulfillment::{FulfillmentOrder, FulfillmentSummary};
use shopferry_domain::plan::{ExportPlan, FillPolicy, PlanItem, Speed};
use shopferry_domain::settings::ApiVersion;
use shopferry_domain::{
    ConnectionId, ExportKey, MarketplaceId, OrderState, PartNumber, Reason, ReasonCode, RemoteOrderId,
};
use shopferry_ledger::{EventKind, ExportRow, Flow, OrderRow};

use crate::decide::move_to;
use crate::engine::Engine;
use crate::error::Result;
use crate::notice::NoticeKind;

impl Engine {
    /// The order of ours that an unknown fulfillment order stands for, if any.
    pub(crate) fn order_of_stranger(
        &self,
        fulfiller: &ConnectionId,
        summary: &FulfillmentSummary,
    ) -> Result<Option<OrderRow>> {
        let Ok(remote) = RemoteOrderId::new(&summary.display_number) else { return Ok(None) };
        Ok(self.store.read(|v| {
            for shop in v.connections().all()?.into_iter().filter(|c| c.has_partner(fulfiller)) {
                if let Some(row) = v.orders().by_remote(&shop.id, &remote)? {
                    return Ok(Some(row));
                }
            }
            Ok(None)
        })?)
    }

    /// Adopts it: its tracking flows, it is never sent again. A key of our shape means another computer exports here.
    pub(crate) fn adopt(
        &self,
        fulfiller: &ConnectionId,
        row: &OrderRow,
        found: &FulfillmentOrder,
        version: ApiVersion,
    ) -> Result<bool> {
        let now = self.now();
        let adoptable = matches!(
            row.state,
            Some(
                OrderState::New
                    | OrderState::Delayed
                    | OrderState::WaitingToExport
                    | OrderState::BlockedByRule
                    | OrderState::NeedsAttention
                    | OrderState::BeforeShopferry
            )
        );
        if !adoptable {
            return Ok(false);
        }
        let settings = self.store.read(|v| crate::situation::routing_settings(v, &row.order.connection))?;
        let Some(marketplace) = settings.marketplaces.into_iter().find(|m| m.connection == *fulfiller).map(|m| m.id)
        else {
            return Ok(false);
        };
        let another_computer = ExportKey::is_ours(found.key.as_str());
        let export = ExportRow {
            key: found.key.clone(),
            order: row.key,
            part: row.part,
            connection: fulfiller.clone(),
            plan: ExportPlan { api_version: Some(version), ..plan_of(row, found, marketplace) },
            content_hash: String::new(),
            attempts: 0,
            intent_at: now,
            accepted_at: found.received_at.or(Some(now)),
            adopted: true,
            reserved: false,
            preview: None,
            status: Some(found.status.clone()),
            fulfillment: None,
            read_at: None,
            not_found_at: None,
            cancel_calls: 0,
            fence: self.fence,
        };
        self.store.write_durably(|tx| {
            if tx.exports().get(&found.key)?.is_some() {
                return Ok(());
            }
            tx.exports().insert(&export)?;
            move_to(tx, row, OrderState::Accepted, None, None, now)?;
            let text = "Amazon has an order for it that this computer did not send: adopted, never sent again.";
            tx.timeline().add(row.key, now, EventKind::Accepted, text, None)?;
            if another_computer {
                tx.orders().set_notice(row.key, Some(&Reason::new(ReasonCode::OtherComputer)))?;
                if let Some(mut flow) = tx.flows().get(fulfiller, Flow::Export)? {
                    flow.on = false;
                    flow.last_reason = Some(Reason::new(ReasonCode::OtherComputer));
                    tx.flows().save(&flow)?;
                }
            }
            Ok(())
        })?;
        self.step(fulfiller.as_str(), "adopted", found.key.as_str(), "");
        if another_computer {
            let text = ReasonCode::OtherComputer.text();
            self.notify(NoticeKind::Red, text.sentence, text.cure.to_owned(), Some(row.key));
        }
        Ok(true)
    }
}

/// A plan that stands for what is there, so that parcels can be matched to lines.
fn plan_of(row: &OrderRow, found: &FulfillmentOrder, marketplace: MarketplaceId) -> ExportPlan {
    let lines: Vec<_> = row.order.lines.iter().map(|l| l.id.clone()).collect();
    let item = |i: &shopferry_domain::fulfillment::FulfillmentItem| PlanItem {
        key: i.key.clone(),
        sku: i.sku.clone(),
        quantity: i.quantity,
        lines: lines.clone(),
    };
    ExportPlan {
        part: PartNumber::FIRST,
        key: found.key.clone(),
        display_number: found.display_number.clone(),
        display_date: row.order.placed_at,
        slip_text: String::new(),
        marketplace,
        speed: found.speed.clone().unwrap_or(Speed::Standard),
        policy: found.policy.clone().unwrap_or(FillPolicy::FillOrKill),
        items: found.items.iter().map(item).collect(),
        ship_to: row.order.ship_to.clone(),
        action: found.action.clone().unwrap_or_default(),
        features: found.features.clone(),
        sales_channel: None,
        api_version: None,
    }
}
