//! Testing the connection: signing in, and one harmless read per role (F016).

use std::future::Future;

use chrono::TimeDelta;
use shopferry_channel::{ChannelError, CheckOutcome, CheckStep, Fulfiller, Result, StockSource};
use shopferry_domain::{Reason, ReasonCode, SellerSku};
use tokio::time::Instant;

use crate::operation::{LIST, SELLER, STOCK};
use crate::sellers::Participations;
use crate::{Amazon, Marketplace};

/// All steps; the first that concerns the whole connection ends the test.
pub(crate) async fn check(amazon: &Amazon) -> Result<Vec<CheckStep>> {
    let mut steps = Vec::new();
    let (sign_in, step) = timed("Sign in with Amazon", "", amazon.client.sign_in()).await;
    steps.push(step);
    if sign_in.is_none() {
        return Ok(steps);
    }
    let (found, mut step) = timed("Read the account's marketplaces", SELLER.role, amazon.participations()).await;
    if let Some(found) = found {
        step.outcome = sells_here(amazon, &found);
        step.clock_difference_secs = found.answered_at.map(|at| (at - amazon.client.clock().now()).num_seconds());
    }
    steps.push(step);
    let since = amazon.client.clock().now() - TimeDelta::hours(1);
    steps.push(timed("Read fulfillment orders", LIST.role, amazon.changed(since, None)).await.1);
    steps.push(stock_step(amazon).await);
    Ok(steps)
}

/// An account without any FBA SKU answers 400 (fact sheet 6): it works, there is just nothing there yet.
async fn stock_step(amazon: &Amazon) -> CheckStep {
    let started = Instant::now();
    let read = match SellerSku::new("shopferry-connection-test") {
        Ok(sku) => amazon.read(&[sku]).await.map(drop),
        Err(_) => Ok(()),
    };
    let outcome = match read {
        Ok(()) => CheckOutcome::Passed,
        Err(ChannelError::Refused(no)) => {
            CheckOutcome::Warned(format!("Amazon shows no FBA stock for this account: {}", no.message))
        }
        Err(error) => CheckOutcome::Failed(error.as_reason()),
    };
    CheckStep { outcome, latency: started.elapsed(), ..step("Read FBA stock", STOCK.role) }
}

fn sells_here(amazon: &Amazon, found: &Participations) -> CheckOutcome {
    let wanted = amazon.marketplace.as_str();
    let country = Marketplace::by_id(wanted).map_or(wanted, |m| m.country);
    let Some(row) = found.rows.iter().find(|row| row.marketplace.id == wanted) else {
        return CheckOutcome::Failed(Reason::about(
            ReasonCode::ShopInactive,
            format!("this account does not sell on Amazon {country}"),
        ));
    };
    if !row.participation.is_participating {
        return CheckOutcome::Warned(format!("this account is not selling on Amazon {country} at the moment"));
    }
    if row.participation.has_suspended_listings {
        return CheckOutcome::Warned(format!("this account has suspended listings on Amazon {country}"));
    }
    CheckOutcome::Passed
}

pub(crate) async fn timed<T>(what: &str, scope: &str, work: impl Future<Output = Result<T>>) -> (Option<T>, CheckStep) {
    let started = Instant::now();
    let result = work.await;
    let latency = started.elapsed();
    match result {
        Ok(found) => (Some(found), CheckStep { latency, ..step(what, scope) }),
        Err(error) => {
            let outcome = CheckOutcome::Failed(error.as_reason());
            (None, CheckStep { outcome, latency, ..step(what, scope) })
        }
    }
}

fn step(what: &str, scope: &str) -> CheckStep {
    CheckStep {
        what: what.to_owned(),
        scope: scope.to_owned(),
        outcome: CheckOutcome::Passed,
        latency: std::time::Duration::ZERO,
        clock_difference_secs: None,
    }
}
