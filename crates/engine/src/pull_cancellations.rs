//! Cancellations and requests for one: each makes its order be read again, at once (F100, F103).

use chrono::{DateTime, TimeDelta, Utc};
use shopferry_channel::{Cancellation, CancellationStatus};
use shopferry_domain::{ReasonCode, RemoteOrderId};
use shopferry_ledger::{CancellationRow, CancellationState, EventKind, FlowRow};

use crate::engine::Engine;
use crate::error::Result;
use crate::notice::NoticeKind;
use crate::pass::PassResult;

const OVERLAP: TimeDelta = TimeDelta::minutes(10);
const FIRST: TimeDelta = TimeDelta::days(3);
const PAGES_MAX: u32 = 100;

impl Engine {
    pub(crate) async fn pull_cancellations(&self, row: &FlowRow) -> Result<PassResult> {
        let port = self.sales(&row.connection)?;
        let Some(source) = port.cancellations() else { return Ok(PassResult::default()) };
        let mut result = PassResult::default();
        let watermark = self.now();
        let cursor = row.cursor.as_deref().and_then(|c| DateTime::parse_from_rfc3339(c).ok());
        let since = cursor.map_or(watermark - FIRST, |at| at.with_timezone(&Utc) - OVERLAP);
        let mut page = None;
        let mut orders: Vec<RemoteOrderId> = Vec::new();
        for round in 0..PAGES_MAX {
            let answer = source.changed(since, page.as_ref()).await?;
            for bad in &answer.records.bad {
                self.set_aside(&row.connection, row.flow, bad)?;
                result.fail();
            }
            for cancellation in &answer.records.good {
                if self.is_news(row, cancellation)? && !orders.contains(&cancellation.order) {
                    orders.push(cancellation.order.clone());
                }
            }
            match answer.next {
                None => break,
                Some(_) if round + 1 == PAGES_MAX => result.partial = true,
                next => page = next,
            }
        }
        self.read_orders(&row.connection, row.flow, &orders, &mut result).await?;
        self.agree_to_confirmed(row, &mut result).await?;
        result.cursor = Some(watermark.to_rfc3339());
        Ok(result)
    }

    /// Whether our copy of the order is older than the cancellation's last change.
    fn is_news(&self, row: &FlowRow, cancellation: &Cancellation) -> Result<bool> {
        let now = self.now();
        let stored = stored_row(row, cancellation);
        if self.store.write(|tx| tx.cancellations().save(&stored))? && stored.state == CancellationState::Asked {
            let title = format!("Order {}: the buyer asks to cancel", stored.remote);
            let by = stored.answer_by.map(|at| format!("Answer by {}. ", at.format("%Y-%m-%d %H:%M UTC")));
            let body = format!("{}{}", by.unwrap_or_default(), ReasonCode::BuyerAsksCancel.text().cure);
            self.notify(NoticeKind::DeadlineAtRisk, &title, body, None);
        }
        Ok(self.store.write(|tx| {
            let Some(order) = tx.orders().by_remote(&row.connection, &cancellation.order)? else { return Ok(true) };
            if order.read_at > cancellation.updated_at + TimeDelta::seconds(2) {
                return Ok(false);
            }
            let text = format!("Cancellation at the platform by {}.", cancellation.role.to_lowercase());
            tx.timeline().add(order.key, now, EventKind::Cancel, &text, None)?;
            Ok(true)
        })?)
    }
}

fn stored_row(row: &FlowRow, cancellation: &Cancellation) -> CancellationRow {
    CancellationRow {
        connection: row.connection.clone(),
        id: cancellation.id.clone(),
        remote: cancellation.order.clone(),
        state: match cancellation.status {
            CancellationStatus::Asked => CancellationState::Asked,
            CancellationStatus::Done => CancellationState::Done,
            CancellationStatus::Withdrawn => CancellationState::Withdrawn,
            CancellationStatus::Unknown(_) => CancellationState::Unknown,
        },
        role: cancellation.role.clone(),
        reason: cancellation.reason.clone(),
        updated_at: cancellation.updated_at,
        answer_by: cancellation.answer_by,
    }
}
