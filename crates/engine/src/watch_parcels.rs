//! Parcels after the platform was told: how far they are there, and whether it sees them at all (F087, F092, F407).

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_domain::order::PlatformStatus;
use shopferry_domain::{ConnectionId, Reason, ReasonCode};
use shopferry_ledger::{EventKind, OrderRow, PackageRow, StrikeKind};

use crate::engine::Engine;
use crate::error::Result;
use crate::notice::NoticeKind;
use crate::tracking_guard::{guarded, strike};

/// A parcel is read at the platform so long after it was told of.
const FIRST_LOOK: TimeDelta = TimeDelta::hours(1);
/// And again after this long.
const LOOK: TimeDelta = TimeDelta::hours(6);
/// Parcels read there in one pass.
const LOOKS: u32 = 10;
/// Movement that the platform does not see for so long (F407).
const UNSEEN: TimeDelta = TimeDelta::hours(24);

impl Engine {
    /// Reads some parcels at the platform and judges what they show.
    pub(crate) async fn watch_parcels(&self, shop: &ConnectionId) -> Result<()> {
        let now = self.now();
        for mut package in self.store.read(|v| v.packages().arrived(shop))? {
            package.progress.delivered_at = package.progress.delivered_at.or(Some(now));
            self.store.write(|tx| tx.packages().save(&package))?;
        }
        let port = self.sales(shop)?;
        let Some(source) = port.packages() else { return Ok(()) };
        let unread = self.store.read(|v| v.packages().unread_at_platform(shop, now - FIRST_LOOK, now - LOOK, LOOKS))?;
        for (key, package) in unread {
            let Some(row) = self.store.read(|v| v.orders().get(key))? else { continue };
            let Some(remote) = package.remote.clone().filter(|_| self.is_worth_a_look(&row, &package, now)) else {
                self.keep_parcel(&package, |p| p.progress.platform_read_at = Some(now))?;
                continue;
            };
            match source.read(&remote).await {
                Ok(found) => self.parcel_read(&row, &package, found, now)?,
                Err(error) if error.is_about_the_connection() => return Err(error.into()),
                // Only a look: the next one comes.
                Err(error) => self.step(shop.as_str(), "parcel_not_read", remote.as_str(), &error.to_string()),
            }
        }
        Ok(())
    }

    /// Orders tell by themselves how far they are; a parcel is read for its marks, or when it seems unseen.
    fn is_worth_a_look(&self, row: &OrderRow, package: &PackageRow, now: DateTime<Utc>) -> bool {
        let marked = self.store.read(|v| guarded(v, row)).is_ok_and(|w| w.is_some());
        marked || is_unseen(row, package, now)
    }

    fn parcel_read(
        &self,
        row: &OrderRow,
        package: &PackageRow,
        found: Option<shopferry_channel::PackageState>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let Some(found) = found else { return self.keep_parcel(package, |p| p.progress.platform_read_at = Some(now)) };
        let wrong = found.is_wrong_tracking();
        let news = wrong && !package.progress.not_from_amazon;
        let awaits = found.status == shopferry_domain::order::PackageStatus::AwaitingCollection;
        let stored = PackageRow {
            progress: shopferry_ledger::ParcelProgress {
                platform_status: Some(found.status.to_string()),
                platform_note: found.exception.clone().or(found.sub_status.clone()),
                not_from_amazon: wrong,
                platform_read_at: Some(now),
                ..package.progress.clone()
            },
            ..package.clone()
        };
        let stopped = self.store.write(|tx| {
            tx.packages().save(&stored)?;
            if !news {
                return Ok(false);
            }
            let text = "The platform marks this parcel as not from Amazon.";
            tx.timeline().add(row.key, now, EventKind::Fault, text, None)?;
            strike(tx, row, StrikeKind::NotFromAmazon, found.package.as_str(), now)
        })?;
        if stopped {
            self.warehouse_stopped(row);
        }
        if awaits && is_unseen(row, &stored, now) {
            self.tell_unseen(row, &stored, now)?;
        }
        Ok(())
    }

    fn keep_parcel(&self, package: &PackageRow, change: impl FnOnce(&mut PackageRow)) -> Result<()> {
        let mut package = package.clone();
        change(&mut package);
        Ok(self.store.write(|tx| tx.packages().save(&package))?)
    }

    /// F407, once a parcel.
    fn tell_unseen(&self, row: &OrderRow, package: &PackageRow, now: DateTime<Utc>) -> Result<()> {
        let reason = Reason::new(ReasonCode::ParcelNotSeen);
        let text = reason.code.text();
        let dates = &row.order.deadlines;
        let by = |name: &str, at: Option<DateTime<Utc>>| {
            at.map(|at| format!(" {name}: {}.", at.format("%Y-%m-%d %H:%M UTC")))
        };
        let dates = [
            by("To be collected by", dates.collect_by),
            by("Cancelled by the platform at", dates.uncollected_cancel_at),
        ];
        let dates: String = dates.into_iter().flatten().collect();
        let mark = format!("unseen:{}", package.package);
        let new = self.store.write(|tx| {
            let new = tx.order_marks().put(row.key, &mark, now)?;
            if new {
                tx.packages().save(&PackageRow { reason: Some(reason.clone()), ..package.clone() })?;
                tx.timeline().add(row.key, now, EventKind::Fault, format!("{}{dates}", text.sentence), None)?;
            }
            Ok(new)
        })?;
        if new {
            let title = format!("Order {}: TikTok Shop does not see the parcel", row.order.remote);
            self.notify(
                NoticeKind::DeadlineAtRisk,
                &title,
                format!("{}{dates} {}", text.sentence, text.cure),
                Some(row.key),
            );
        }
        Ok(())
    }
}

/// It moves for a day, and the platform still waits for its collection.
fn is_unseen(row: &OrderRow, package: &PackageRow, now: DateTime<Utc>) -> bool {
    let moved = package.progress.moved_at.is_some_and(|at| now - at >= UNSEEN);
    moved && matches!(row.order.status, PlatformStatus::AwaitingCollection | PlatformStatus::PartiallyShipping)
}
