//! Reading warehouses and delivery options (F015).

use std::sync::Arc;

use async_trait::async_trait;
use shopferry_channel::{ChannelError, DeliveryOption, PlaceSource, Result, Warehouse};
use shopferry_domain::WarehouseId;

use crate::client::{Ask, Client};
use crate::map;
use crate::operation::{GET_DELIVERY_OPTIONS, GET_WAREHOUSES, Operation};
use crate::wire;

pub(crate) struct Places {
    pub(crate) client: Arc<Client>,
}

#[async_trait]
impl PlaceSource for Places {
    async fn warehouses(&self) -> Result<Vec<Warehouse>> {
        let operation = &GET_WAREHOUSES;
        let list: wire::WarehouseList = self
            .client
            .call(operation, |_| Ask::default())
            .await
            .map_err(|fault| self.client.told(operation, fault))?;
        list.warehouses.into_iter().map(|place| map::warehouse(place).map_err(|f| unreadable(operation, &f))).collect()
    }

    async fn delivery_options(&self, warehouse: &WarehouseId) -> Result<Vec<DeliveryOption>> {
        let operation = &GET_DELIVERY_OPTIONS;
        let ask = |_: &str| Ask::default().id(warehouse.as_str());
        let list: wire::DeliveryOptionList =
            self.client.call(operation, ask).await.map_err(|fault| self.client.told(operation, fault))?;
        let options = list.delivery_options.into_iter();
        options.map(|option| map::delivery_option(option).map_err(|f| unreadable(operation, &f))).collect()
    }
}

/// A list of places counts only when it is whole: one that is missing from it would be marked as gone (F015).
fn unreadable(operation: &Operation, fault: &map::MapFault) -> ChannelError {
    ChannelError::Malformed { operation: operation.name.to_owned(), path: fault.to_string() }
}
