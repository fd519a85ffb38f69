//! A trial by preview: what Amazon would say of a recent order under settings that are not saved yet (F073, F401, F402,
//! F431). Nothing is created and nothing is reserved.

use shopferry_channel::Preview;
use shopferry_domain::plan::{ExportPlan, FeatureWish};
use shopferry_domain::routing::{Situation, trial_plan};
use shopferry_domain::settings::MarketplaceSettings;
use shopferry_domain::{ConnectionId, Reason};
use shopferry_ledger::{LedgerError, OrderQuery, View};

use crate::engine::Engine;
use crate::error::Result;
use crate::preview::preview_reason;
use crate::situation::routing_settings;

/// The newest orders of a shop that are looked at for one that can be tried.
const LOOKED_AT: u32 = 100;
/// Orders tried until one goes: the first may be out of stock or have a bad address.
const TRIES: usize = 3;

/// What a trial found.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// Number of the order that was tried.
    pub order: String,
    /// Options that were asked for.
    pub asked: Vec<FeatureWish>,
    /// What Amazon said, or why it said nothing.
    pub answer: std::result::Result<Preview, Reason>,
    /// Why it would not go; none = it would.
    pub reason: Option<Reason>,
}

impl Trial {
    /// Required options that the answer does not name: not known to be honoured.
    pub fn unconfirmed(&self) -> Vec<String> {
        let Ok(preview) = &self.answer else { return Vec::new() };
        let named = |wish: &&FeatureWish| preview.features.iter().any(|echo| echo.name == wish.name);
        let open = self.asked.iter().filter(|wish| wish.required && !named(wish));
        open.map(|wish| wish.name.as_str().to_owned()).collect()
    }
}

impl Engine {
    /// Asks for the preview of a recent order as these settings would send it. None when there is no order for it.
    ///
    /// # Errors
    /// As the ledger, or when the marketplace is not attached.
    pub async fn trial(&self, marketplace: &ConnectionId, chosen: &MarketplaceSettings) -> Result<Option<Trial>> {
        let mut plans = Vec::new();
        for shop in self.shops_of(marketplace)? {
            let now = self.now();
            plans.extend(self.store.read(|v| plans_of(v, &shop, marketplace, chosen, now))?);
        }
        plans.sort_by(|a, b| b.display_date.cmp(&a.display_date).then_with(|| a.key.as_str().cmp(b.key.as_str())));
        plans.truncate(TRIES);
        let mut first: Option<Trial> = None;
        for plan in plans {
            let found = self.try_plan(marketplace, plan, chosen).await?;
            if found.reason.is_none() {
                return Ok(Some(found));
            }
            first.get_or_insert(found);
        }
        Ok(first)
    }

    async fn try_plan(
        &self,
        marketplace: &ConnectionId,
        mut plan: ExportPlan,
        chosen: &MarketplaceSettings,
    ) -> Result<Trial> {
        let fulfiller = self.fulfiller_in(marketplace, chosen.api_version)?;
        plan.api_version = Some(chosen.api_version);
        if plan.sales_channel.is_none() && fulfiller.abilities().tells_channel {
            plan.sales_channel = Some("TIKTOK".to_owned());
        }
        let answer = fulfiller.preview(&plan).await.map_err(|error| error.as_reason());
        let reason = match &answer {
            Ok(preview) if preview.fulfillable => None,
            Ok(preview) => Some(preview_reason(preview, &plan)),
            Err(reason) => Some(reason.clone()),
        };
        if let Ok(preview) = &answer {
            self.note_speeds(marketplace, &preview.speeds)?;
        }
        Ok(Trial { order: plan.display_number, asked: plan.features, answer, reason })
    }
}

/// Plans of the shop's newest orders at this marketplace.
fn plans_of(
    view: &View<'_>,
    shop: &ConnectionId,
    marketplace: &ConnectionId,
    chosen: &MarketplaceSettings,
    now: chrono::DateTime<chrono::Utc>,
) -> std::result::Result<Vec<ExportPlan>, LedgerError> {
    let settings = routing_settings(view, shop)?;
    let Some(mut market) = settings.marketplaces.iter().find(|m| m.connection == *marketplace).cloned() else {
        return Ok(Vec::new());
    };
    market.settings = chosen.clone();
    let links = view.links().all(shop)?;
    let query = OrderQuery { connection: Some(shop.clone()), limit: LOOKED_AT, ..OrderQuery::default() };
    let mut plans = Vec::new();
    for summary in view.orders().list(&query)?.0 {
        let Some(row) = view.orders().get(summary.key)? else { continue };
        let situation = Situation {
            order: &row.order,
            links: &links,
            settings: &settings,
            overrides: &row.overrides,
            part: row.part,
            first_seen: false,
            released_at: row.released_at,
            now,
        };
        plans.extend(trial_plan(&situation, &market));
        if plans.len() >= TRIES {
            break;
        }
    }
    Ok(plans)
}
