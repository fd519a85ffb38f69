//! Warehouses and delivery options (F015).

use shopferry_channel::{Warehouse, WarehouseState};
use shopferry_domain::{Reason, ReasonCode};
use shopferry_ledger::{DeliveryOptionRow, FlowRow, WarehouseRow};

use crate::engine::Engine;
use crate::error::Result;
use crate::pass::PassResult;

impl Engine {
    pub(crate) async fn pull_places(&self, row: &FlowRow) -> Result<PassResult> {
        let port = self.sales(&row.connection)?;
        let Some(places) = port.places() else { return Ok(PassResult::default()) };
        let mut result = PassResult::default();
        let warehouses = places.warehouses().await?;
        let now = self.now();
        let rows: Vec<WarehouseRow> = warehouses.iter().map(|w| stored(row, w, now)).collect();
        self.store.write(|tx| tx.warehouses().save_full_pass(&row.connection, &rows, now))?;
        for warehouse in warehouses.iter().filter(|w| w.is_sales && w.state == WarehouseState::Enabled) {
            result.count(true);
            match places.delivery_options(&warehouse.id).await {
                Ok(options) => {
                    let rows: Vec<DeliveryOptionRow> = options
                        .into_iter()
                        .map(|o| DeliveryOptionRow {
                            connection: row.connection.clone(),
                            warehouse: warehouse.id.clone(),
                            id: o.id,
                            name: o.name,
                            kind: o.kind,
                            seen_at: now,
                        })
                        .collect();
                    self.store.write(|tx| tx.delivery_options().replace(&row.connection, &warehouse.id, &rows, now))?;
                }
                // One warehouse's options never stop the others.
                Err(shopferry_channel::ChannelError::Refused(_)) => result.fail(),
                Err(error) => return Err(error.into()),
            }
        }
        self.pull_readiness(&row.connection).await?;
        self.tell_terms(&row.connection).await?;
        let restricted = warehouses.iter().find(|w| w.is_sales && w.state == WarehouseState::Restricted);
        result.reason = restricted.map(|w| Reason::about(ReasonCode::WarehouseRestricted, w.name.clone()));
        Ok(result)
    }
}

fn stored(row: &FlowRow, w: &Warehouse, now: chrono::DateTime<chrono::Utc>) -> WarehouseRow {
    let state = match &w.state {
        WarehouseState::Enabled => "enabled".to_owned(),
        WarehouseState::Disabled => "disabled".to_owned(),
        WarehouseState::Restricted => "restricted".to_owned(),
        WarehouseState::Unknown(word) => word.clone(),
    };
    WarehouseRow {
        connection: row.connection.clone(),
        id: w.id.clone(),
        name: w.name.clone(),
        state,
        is_sales: w.is_sales,
        is_default: w.is_default,
        gone: false,
        seen_at: now,
    }
}
