//! Which version of the fulfiller's order API a call goes to (F401, F402).

use std::collections::BTreeSet;
use std::sync::Arc;

use shopferry_channel::Fulfiller;
use shopferry_domain::ConnectionId;
use shopferry_domain::plan::ExportPlan;
use shopferry_domain::settings::ApiVersion;
use shopferry_ledger::{ExportRow, OrderRow};

use crate::engine::Engine;
use crate::error::Result;

impl Engine {
    /// The fulfiller in a version; one without versions is itself.
    pub(crate) fn fulfiller_in(&self, id: &ConnectionId, version: ApiVersion) -> Result<Arc<dyn Fulfiller>> {
        let port = self.fulfiller(id)?;
        Ok(port.in_version(version).unwrap_or(port))
    }

    /// The fulfiller in the version that created an export: it lives there to its end.
    pub(crate) fn fulfiller_of(&self, export: &ExportRow) -> Result<Arc<dyn Fulfiller>> {
        self.fulfiller_in(&export.connection, version_of(&export.plan))
    }

    /// Chooses the version of a plan: the one its key was used in, else the marketplace's setting. A version that takes
    /// the sales channel's name is told it.
    pub(crate) fn choose_version(
        &self,
        plan: &mut ExportPlan,
        fulfiller: &ConnectionId,
        row: &OrderRow,
        known: Option<&ExportRow>,
    ) -> Result<()> {
        let version = match known {
            Some(export) => version_of(&export.plan),
            None => self.store.read(|v| v.settings().marketplace(fulfiller))?.api_version,
        };
        plan.api_version = Some(version);
        if plan.sales_channel.is_none() && self.fulfiller_in(fulfiller, version)?.abilities().tells_channel {
            let settings = self.store.read(|v| crate::situation::routing_settings(v, &row.order.connection))?;
            plan.sales_channel = Some(settings.platform.to_ascii_uppercase());
        }
        Ok(())
    }

    /// The versions in which orders of ours may change: the first one, the chosen one, and those of open exports.
    pub(crate) fn versions_in_use(&self, fulfiller: &ConnectionId) -> Result<BTreeSet<ApiVersion>> {
        Ok(self.store.read(|v| {
            let mut versions = BTreeSet::from([ApiVersion::V1, v.settings().marketplace(fulfiller)?.api_version]);
            versions.extend(v.exports().open(fulfiller)?.into_iter().map(|export| export.api_version));
            versions.extend(v.exports().unknown_outcome(fulfiller)?.iter().map(|export| version_of(&export.plan)));
            Ok(versions)
        })?)
    }
}

/// The version of a plan; one that was never chosen is the first.
pub(crate) fn version_of(plan: &ExportPlan) -> ApiVersion {
    plan.api_version.unwrap_or_default()
}
