//! The last look before an order is placed: Amazon's preview, the speed by promise, the fee rule (F074, F320, F402, F432).

use serde_json::json;
use shopferry_channel::{ChannelError, Preview};
use shopferry_domain::margin::{loses_too_much, margin};
use shopferry_domain::plan::ExportPlan;
use shopferry_domain::promise::{Promise, SpeedChoice, SpeedOffer, choose_speed};
use shopferry_domain::settings::ShopSettings;
use shopferry_domain::{ConnectionId, OrderState, Reason, ReasonCode};
use shopferry_ledger::{EventKind, Job, JobOutcome, OrderRow};

use crate::engine::Engine;
use crate::error::Result;
use crate::export::{Delivered, close};
use crate::fulfiller_version::version_of;

/// What the look found.
#[allow(clippy::large_enum_variant, reason = "made once an export and never stored")]
pub(crate) enum Looked {
    /// Place it so.
    Go {
        /// The job, still to be done.
        job: Job,
        /// The plan, its speed chosen.
        plan: Box<ExportPlan>,
        /// What Amazon said.
        preview: Preview,
    },
    /// The job ended or waits.
    Ended(Delivered),
}

impl Engine {
    /// Asks for the preview and applies what depends on it.
    pub(crate) async fn look_ahead(&self, job: Job, row: &OrderRow, mut plan: Box<ExportPlan>) -> Result<Looked> {
        let fulfiller = self.fulfiller(&job.connection)?;
        let mut answer = fulfiller.preview(&plan).await;
        if let (Err(ChannelError::Refused(refusal)), true) = (&answer, plan.sales_channel.is_some()) {
            let about_it = matches!(refusal.reason, ReasonCode::ChannelNameRefused | ReasonCode::FeatureNotOffered);
            // The second version knows channels; there the refusal is about something else.
            if about_it && !self.fulfiller_in(&job.connection, version_of(&plan))?.abilities().tells_channel {
                // Amazon does not know the channel's name: the order goes without, and the setting is turned off (F402).
                self.stop_telling_channel(&job.connection, &refusal.as_reason())?;
                plan.sales_channel = None;
                answer = fulfiller.preview(&plan).await;
            }
        }
        let mut preview = match answer {
            Ok(preview) => preview,
            Err(ChannelError::Refused(refusal)) => {
                return Ok(Looked::Ended(self.refused(job, row, refusal.as_reason())?));
            }
            Err(error) => return Ok(Looked::Ended(self.fault(job, error)?)),
        };
        self.note_speeds(&job.connection, &preview.speeds)?;
        let chosen = self.store.read(|v| v.settings().shop(&row.order.connection))?;
        if chosen.speed_by_promise {
            self.take_speed(row, &mut plan, &mut preview)?;
        }
        if !preview.fulfillable {
            return Ok(Looked::Ended(self.refused(job, row, preview_reason(&preview, &plan))?));
        }
        if let Some(reason) = loss(row, &preview, &chosen) {
            return Ok(Looked::Ended(self.blocked(job, row, reason)?));
        }
        Ok(Looked::Go { job, plan, preview })
    }

    fn stop_telling_channel(&self, marketplace: &ConnectionId, reason: &Reason) -> Result<()> {
        let now = self.now();
        self.step(marketplace.as_str(), "channel_not_told", "", reason.code.name());
        Ok(self.store.write(|tx| {
            let mut settings = tx.settings().marketplace(marketplace)?;
            settings.tell_channel = false;
            tx.settings().set_marketplace(marketplace, &settings)?;
            let (before, after) = (json!({ "tell_channel": true }), json!({ "tell_channel": false }));
            tx.audit().add(now, "marketplace_settings", marketplace.as_str(), Some(&before), Some(&after))
        })?)
    }

    /// F432: one preview answers for all speeds.
    fn take_speed(&self, row: &OrderRow, plan: &mut ExportPlan, preview: &mut Preview) -> Result<()> {
        let offers: Vec<SpeedOffer> = preview
            .by_speed
            .iter()
            .filter(|s| s.fulfillable)
            .map(|s| SpeedOffer { speed: s.speed.clone(), fee: s.fee.clone(), arrives_by: s.arrives_by })
            .collect();
        let deadlines = &row.order.deadlines;
        let promise = Promise { deliver_by: deadlines.deliver_by, ship_by: deadlines.ship_by, early_number: false };
        let now = self.now();
        let (speed, late) = match choose_speed(&offers, &promise, now) {
            None => return Ok(()),
            Some(SpeedChoice::Keeps(speed)) => (speed, false),
            Some(SpeedChoice::Fastest(speed)) => (speed, true),
        };
        if let Some(found) = preview.by_speed.iter().find(|s| s.speed == speed) {
            preview.fulfillable = found.fulfillable;
            preview.fee.clone_from(&found.fee);
            preview.arrives_by = found.arrives_by;
        }
        let text = if late {
            format!("No speed keeps the platform’s dates; the fastest is taken: {speed}.")
        } else {
            format!("The cheapest speed that keeps the platform’s dates: {speed}.")
        };
        plan.speed = speed;
        Ok(self.store.write(|tx| {
            if late {
                tx.orders().set_notice(row.key, Some(&Reason::new(ReasonCode::DeadlineNear)))?;
            }
            tx.timeline().add(row.key, now, EventKind::Preview, &text, None)
        })?)
    }

    /// A rule of the seller keeps it back after all.
    fn blocked(&self, mut job: Job, row: &OrderRow, reason: Reason) -> Result<Delivered> {
        let now = self.now();
        self.step(job.connection.as_str(), "blocked", row.order.remote.as_str(), reason.code.name());
        self.store.write(|tx| {
            let state = tx.orders().get(row.key)?.and_then(|r| r.state);
            if matches!(state, Some(OrderState::WaitingToExport | OrderState::Delayed)) {
                tx.orders().set_state(row.key, OrderState::BlockedByRule, Some(reason.clone()), None, now)?;
            }
            close(tx, &mut job, JobOutcome::Dropped, Some(reason.clone()), now)?;
            let detail = json!({ "code": reason.code.name(), "about": reason.detail });
            tx.timeline().add(row.key, now, EventKind::Decided, reason.code.text().sentence, Some(detail))
        })?;
        Ok(Delivered::Dropped)
    }
}

/// F320: the rule on the loss, unless a person let it pass.
fn loss(row: &OrderRow, preview: &Preview, chosen: &ShopSettings) -> Option<Reason> {
    if row.overrides.past_rules {
        return None;
    }
    let found = margin(&row.order.money, preview.fee.as_ref(), chosen.commission_percent);
    let left = found.left.clone()?;
    loses_too_much(&found, chosen.max_loss.as_ref())
        .then(|| Reason::about(ReasonCode::RuleLossTooGreat, format!("{left} would be left")))
}

/// Amazon's words for a preview that says no (Amazon fact sheet 4.5), as a reason of ours.
pub(crate) fn preview_reason(preview: &Preview, plan: &ExportPlan) -> Reason {
    let words = preview.reasons.join(", ");
    let has = |part: &str| preview.reasons.iter().any(|r| r.contains(part));
    let code = if has("InventoryUnavailable") || has("ItemQuantityNotAvailable") {
        ReasonCode::OutOfStock
    } else if has("InvalidDestinationAddress") {
        ReasonCode::AddressRefused
    } else if has("SKU_NOT_ELIGIBLE")
        || has("MERCHANT_NOT_ENROLLED")
        || plan.features.iter().any(|f| f.required && has(f.name.as_str()))
    {
        ReasonCode::FeatureNotOffered
    } else {
        ReasonCode::PreviewRefused
    };
    Reason::about(code, words)
}
