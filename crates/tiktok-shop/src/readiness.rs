//! The shop's checklist, from the platform's own prerequisite answers (F012; tiktok-shop fact sheet 10.6).

use std::sync::Arc;

use async_trait::async_trait;
use shopferry_channel::{ReadinessItem, ReadinessSource, Result};

use crate::client::{Ask, Client};
use crate::map;
use crate::operation::GET_PREREQUISITES;
use crate::wire;

pub(crate) struct Readiness {
    pub(crate) client: Arc<Client>,
}

#[async_trait]
impl ReadinessSource for Readiness {
    async fn readiness(&self) -> Result<Vec<ReadinessItem>> {
        let operation = &GET_PREREQUISITES;
        let answer: wire::Prerequisites = self
            .client
            .call(operation, |_| Ask::default())
            .await
            .map_err(|fault| self.client.told(operation, fault))?;
        Ok(map::checklist(answer.check_results))
    }
}
