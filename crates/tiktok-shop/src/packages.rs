//! Reading parcels as the platform shows them (F087, F092, F405, F407; tiktok-shop fact sheet 9.4).

use std::sync::Arc;

use async_trait::async_trait;
use shopferry_channel::{ChannelError, PackageSource, PackageState, RefusalKind, Result};
use shopferry_domain::PackageId;

use crate::client::{Ask, Client};
use crate::map;
use crate::operation::GET_PACKAGE;
use crate::wire;

pub(crate) struct Packages {
    pub(crate) client: Arc<Client>,
}

#[async_trait]
impl PackageSource for Packages {
    async fn read(&self, package: &PackageId) -> Result<Option<PackageState>> {
        let operation = &GET_PACKAGE;
        let ask = |_: &str| Ask::default().id(package.as_str());
        let answer = self.client.call::<wire::Package, _>(operation, ask).await;
        match answer.map_err(|fault| self.client.told(operation, fault)) {
            Ok(wire) => map::package(package, wire).map(Some).map_err(|fault| ChannelError::Malformed {
                operation: operation.name.to_owned(),
                path: fault.to_string(),
            }),
            Err(ChannelError::Refused(refusal)) if refusal.kind == RefusalKind::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    }
}
