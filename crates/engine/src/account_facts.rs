//! What is known of a fulfiller's account: its options, which linked SKUs lack one, the speeds it offers (F069, F073,
//! F431). Asked when the account is new, once a day, and when a settings page finds it old; kept with the account.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use shopferry_channel::FeatureSource;
use shopferry_domain::plan::FeatureName;
use shopferry_domain::{ConnectionId, Reason, ReasonCode, SellerSku, StoredBy};
use shopferry_ledger::Connection;

use crate::engine::Engine;
use crate::error::Result;

/// The loops ask anew after this long.
pub const FACTS_DAILY: TimeDelta = TimeDelta::hours(24);
/// A settings page asks anew when they are this old.
pub const FACTS_OLD: TimeDelta = TimeDelta::hours(1);
/// A speed counts as offered for this long after a preview showed it.
const SPEED_KEPT: TimeDelta = TimeDelta::days(30);
/// Pages of SKUs read for one option; beyond that it is not said which SKUs lack it.
const PAGES_MAX: u32 = 20;
/// Where they stand among the account's facts.
const KEY: &str = "options";
/// Options that the settings know (Amazon fact sheet 4.2).
const OPTIONS: [FeatureName; 6] = [
    FeatureName::BlankBox,
    FeatureName::BlockAmzl,
    FeatureName::Overbox,
    FeatureName::PackingSlip,
    FeatureName::SignatureConfirmation,
    FeatureName::DeliverTogether,
];

/// One option of the account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OptionFact {
    /// The account may use it.
    pub offered: bool,
    /// Linked SKUs that lack it, in order; none = not known.
    pub lacking: Option<Vec<SellerSku>>,
}

/// What is known of the account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountFacts {
    /// Options by the fulfiller's name; one that is not here does not exist in the marketplace. None = never answered.
    pub features: Option<BTreeMap<String, OptionFact>>,
    /// When that was answered.
    pub read_at: Option<DateTime<Utc>>,
    /// Why the last question was not answered.
    pub fault: Option<Reason>,
    /// Speeds that previews offered, each with the last time.
    pub speeds: BTreeMap<String, DateTime<Utc>>,
    /// Whether orders can be held (F062); none = not looked at.
    pub holds: Option<bool>,
}

impl AccountFacts {
    /// As the connection keeps them.
    pub fn of(connection: &Connection) -> Self {
        let kept = connection.account.get(KEY).cloned().unwrap_or(Value::Null);
        serde_json::from_value(kept).unwrap_or_default()
    }

    /// Names of the options that the account has; none = not known.
    pub fn offered(&self) -> Option<Vec<String>> {
        let known = self.features.as_ref()?;
        Some(known.iter().filter(|(_, fact)| fact.offered).map(|(name, _)| name.clone()).collect())
    }

    /// Whether they were not read within this time.
    pub fn is_older(&self, than: TimeDelta, now: DateTime<Utc>) -> bool {
        self.read_at.is_none_or(|at| now - at >= than)
    }
}

impl Engine {
    /// Asks for the account's options and tries a recent order for its speeds, unless that was done within `than`.
    /// What the fulfiller does not answer is kept as the reason beside what was known before.
    ///
    /// # Errors
    /// As the ledger, or when there is no such connection.
    pub async fn refresh_facts(&self, id: &ConnectionId, than: TimeDelta) -> Result<()> {
        let now = self.now();
        let before = AccountFacts::of(&self.connection(id)?);
        if !before.is_older(than, now) {
            return Ok(());
        }
        let fulfiller = self.fulfiller(id)?;
        let holds = Some(fulfiller.abilities().holds);
        let asked = match fulfiller.features() {
            Some(source) => self.ask_options(id, source).await,
            None => Ok(None),
        };
        self.change_facts(id, |facts| {
            facts.holds = holds;
            match &asked {
                Ok(features) => {
                    facts.features.clone_from(features);
                    facts.read_at = Some(now);
                    facts.fault = None;
                }
                Err(reason) => facts.fault = Some(reason.clone()),
            }
        })?;
        let stored = self.store.read(|v| v.settings().marketplace(id))?;
        if asked.is_ok() {
            // Its preview's speeds are noted; what it says beside is nobody's question now.
            self.trial(id, &stored).await?;
        }
        Ok(())
    }

    async fn ask_options(
        &self,
        id: &ConnectionId,
        source: &dyn FeatureSource,
    ) -> std::result::Result<Option<BTreeMap<String, OptionFact>>, Reason> {
        let linked = self.linked_skus(id).map_err(|e| e.as_reason())?;
        let listed = match source.list().await {
            Ok(listed) => listed,
            // The whole region has none.
            Err(e) if e.as_reason().code == ReasonCode::FeatureNotOffered => Vec::new(),
            Err(e) => return Err(e.as_reason()),
        };
        let mut found = BTreeMap::new();
        for feature in listed {
            // Not told is not refused: the order's own preview tells.
            let offered = feature.seller_eligible != Some(false);
            let ours = OPTIONS.contains(&feature.name);
            let lacking = match offered && ours && !linked.is_empty() {
                true => self.lacking(id, source, &feature.name, &linked).await,
                false => None,
            };
            found.insert(feature.name.as_str().to_owned(), OptionFact { offered, lacking });
        }
        Ok(Some(found))
    }

    /// Linked SKUs that are not in the option's list; none when the list cannot be read to its end.
    async fn lacking(
        &self,
        id: &ConnectionId,
        source: &dyn FeatureSource,
        feature: &FeatureName,
        linked: &BTreeSet<SellerSku>,
    ) -> Option<Vec<SellerSku>> {
        let mut missing = linked.clone();
        let mut page = None;
        for _ in 0..PAGES_MAX {
            let answer = match source.skus(feature, page.as_ref()).await {
                Ok(answer) => answer,
                Err(error) => {
                    self.step(id.as_str(), "option_not_read", feature.as_str(), error.as_reason().code.name());
                    return None;
                }
            };
            for row in answer.records.good.iter().filter(|row| row.eligible) {
                missing.remove(&row.sku);
            }
            match answer.next {
                None if answer.records.bad.is_empty() => return Some(missing.into_iter().collect()),
                None => return None,
                next => page = next,
            }
        }
        None
    }

    fn linked_skus(&self, fulfiller: &ConnectionId) -> Result<BTreeSet<SellerSku>> {
        let mut skus = BTreeSet::new();
        for shop in self.shops_of(fulfiller)? {
            let links = self.store.read(|v| v.links().all(&shop))?;
            let there = links.iter().filter(|link| link.stored_by == StoredBy::Amazon);
            skus.extend(there.flat_map(|link| link.components.iter().map(|part| part.sku.clone())));
        }
        Ok(skus)
    }

    /// Keeps which speeds a preview offered (F069); written when one is new or was noted a day ago.
    pub(crate) fn note_speeds(&self, id: &ConnectionId, speeds: &[String]) -> Result<()> {
        let now = self.now();
        let known = AccountFacts::of(&self.connection(id)?).speeds;
        let fresh = |speed: &String| known.get(canonical(speed).as_str()).is_some_and(|at| now - *at < FACTS_DAILY);
        if speeds.iter().all(fresh) {
            return Ok(());
        }
        self.change_facts(id, |facts| {
            facts.speeds.retain(|_, at| now - *at < SPEED_KEPT);
            facts.speeds.extend(speeds.iter().map(|speed| (canonical(speed), now)));
        })
    }

    fn change_facts(&self, id: &ConnectionId, change: impl FnOnce(&mut AccountFacts)) -> Result<()> {
        Ok(self.store.write(|tx| {
            let Some(mut row) = tx.connections().get(id)? else { return Ok(()) };
            let mut facts = AccountFacts::of(&row);
            change(&mut facts);
            if let Some(account) = row.account.as_object_mut() {
                account.insert(KEY.to_owned(), json!(facts));
            }
            tx.connections().save(&row)
        })?)
    }
}

/// One spelling a speed: the versions write it in different cases.
fn canonical(speed: &str) -> String {
    shopferry_domain::plan::Speed::parse(speed).to_string()
}
