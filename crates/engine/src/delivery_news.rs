//! Where Amazon's parcels are: milestones, lost and undeliverable ones, the photo on demand (F407, F408). Nothing of a
//! place and no link is kept.

use chrono::TimeDelta;
use shopferry_channel::PhotoLink;
use shopferry_domain::delivery::{DeliveryNews, Milestone};
use shopferry_domain::fulfillment::FulfillmentPackage;
use shopferry_domain::{ConnectionId, FulfillerPackageId, Reason, ReasonCode};
use shopferry_ledger::{EventKind, ExportRow, OrderKey, PackageRow};

use crate::engine::Engine;
use crate::error::{EngineError, Result};
use crate::notice::NoticeKind;

/// A parcel's news are read again after this long.
const LOOK: TimeDelta = TimeDelta::hours(6);
/// Parcels asked for in one pass.
const LOOKS: u32 = 10;

impl Engine {
    /// Asks for news of some parcels that have left, each in the version that created its order (F401).
    pub(crate) async fn read_news(&self, connection: &ConnectionId) -> Result<()> {
        let now = self.now();
        let due = self.store.read(|v| v.packages().without_news(connection, now - LOOK, LOOKS))?;
        for (key, mut package) in due {
            let export = self.store.read(|v| v.exports().get(&package.export))?;
            let fulfiller = export.as_ref().map(|export| self.fulfiller_of(export)).transpose()?;
            let shown = export.as_ref().and_then(|export| as_shown(export, &package));
            let (Some(source), Some(shown)) = (fulfiller.as_ref().and_then(|f| f.delivery()), shown) else {
                package.progress.news_at = Some(now);
                self.store.write(|tx| tx.packages().save(&package))?;
                continue;
            };
            match source.news(&shown).await {
                Ok(news) => self.news_read(key, package, news)?,
                Err(error) if error.is_about_the_connection() => return Err(error.into()),
                // Only a look: the next one comes.
                Err(error) => {
                    self.step(connection.as_str(), "news_not_read", package.package.as_str(), &error.to_string());
                    package.progress.news_at = Some(now);
                    self.store.write(|tx| tx.packages().save(&package))?;
                }
            }
        }
        Ok(())
    }

    fn news_read(&self, key: OrderKey, mut package: PackageRow, news: Option<DeliveryNews>) -> Result<()> {
        let now = self.now();
        let before = package.progress.clone();
        package.progress.news_at = Some(now);
        let Some(news) = news else { return Ok(self.store.write(|tx| tx.packages().save(&package))?) };
        let moved = news.events.iter().filter_map(|e| e.at).min();
        let told = before.milestone.as_deref() != Some(news.milestone.as_str());
        package.progress.milestone = Some(news.milestone.to_string());
        package.progress.moved_at = before.moved_at.or(moved.filter(|_| news.milestone != Milestone::NotTold));
        package.progress.estimated = news.estimated.or(before.estimated);
        package.progress.delivered_at = before.delivered_at.or(news.delivered_at);
        package.progress.lost = news.lost;
        package.progress.undeliverable = news.undeliverable;
        let trouble = match (news.lost, news.undeliverable) {
            (true, _) if !before.lost => Some(Reason::new(ReasonCode::ParcelLost)),
            (_, true) if !before.undeliverable => Some(Reason::new(ReasonCode::ParcelUndeliverable)),
            _ => None,
        };
        if trouble.is_some() {
            package.reason.clone_from(&trouble);
        }
        let row = self.store.write(|tx| {
            tx.packages().save(&package)?;
            if told {
                let text =
                    format!("Amazon on the parcel: {}.", news.milestone.as_str().to_lowercase().replace('_', " "));
                tx.timeline().add(key, now, EventKind::Package, &text, None)?;
            }
            tx.orders().get(key)
        })?;
        if let (Some(reason), Some(row)) = (trouble, row) {
            let text = reason.code.text();
            let title = format!("Order {}: trouble with the parcel", row.order.remote);
            self.notify(NoticeKind::Red, &title, format!("{} {}", text.sentence, text.cure), Some(key));
        }
        Ok(())
    }

    /// A fresh link to the photo of a delivery, to be opened at once; it is never stored (F408).
    ///
    /// # Errors
    /// When the parcel is unknown, or as the fulfiller.
    pub async fn delivery_photo(&self, key: OrderKey, package: &FulfillerPackageId) -> Result<Option<PhotoLink>> {
        let rows = self.store.read(|v| v.packages().of_order(key))?;
        let row = rows.into_iter().find(|p| p.package == *package);
        let row = row.ok_or_else(|| EngineError::refused(ReasonCode::NotShippedThere))?;
        let export = self.store.read(|v| v.exports().get(&row.export))?;
        let Some(export) = export else { return Ok(None) };
        let Some(shown) = as_shown(&export, &row) else { return Ok(None) };
        let fulfiller = self.fulfiller_of(&export)?;
        let Some(source) = fulfiller.delivery() else { return Ok(None) };
        Ok(source.photo(&row.export, &shown).await?)
    }
}

/// The parcel as the fulfiller last showed it.
fn as_shown(export: &ExportRow, package: &PackageRow) -> Option<FulfillmentPackage> {
    let packages = export.fulfillment.as_ref().map(|f| f.packages.as_slice()).unwrap_or_default();
    packages.iter().find(|p| p.id == package.package).cloned()
}
