//! Testing a connection: one harmless read for each permission (F006, F016).

use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use shopferry_channel::{ChannelError, CheckOutcome, CheckStep};
use shopferry_domain::{Reason, ReasonCode, ShopId};
use shopferry_net::{CallFault, Urgency};
use tokio::time::Instant;

use crate::client::{Ask, Client};
use crate::errors::{self, Meaning};
use crate::operation::{
    AUTHORIZED_SHOPS, GET_WAREHOUSES, Operation, SEARCH_CANCELLATIONS, SEARCH_ORDERS, SEARCH_PACKAGES, SEARCH_PRODUCTS,
};
use crate::shops;
use crate::wire;

/// A clock that is off by more is worth a word: the platform takes 300 s back and 30 s ahead (fact sheet 3).
const CLOCK_OFF_SECS: i64 = 30;

/// All steps. After a fault that concerns the whole connection the rest is not tried.
pub(crate) async fn check(client: &Client, shop: &ShopId) -> Vec<CheckStep> {
    let mut steps = Vec::new();
    let started = Instant::now();
    let covered = shops::list(client).await;
    let outcome = match covered {
        Ok(shops) if shops.iter().any(|one| one.id == *shop) => Ok(()),
        Ok(_) => Err(Reason::about(ReasonCode::NeedsSignIn, "the sign-in does not cover this shop")),
        Err(fault) => Err(reason(client, &AUTHORIZED_SHOPS, fault)),
    };
    let mut goes_on = push(&mut steps, client, "See the shop", &AUTHORIZED_SHOPS, outcome, started.elapsed());
    for (what, operation, ask) in reads() {
        if !goes_on {
            break;
        }
        let started = Instant::now();
        let read = client.call::<wire::Nothing, _>(operation, |_| ask.clone()).await;
        let outcome = read.map(|_| ()).map_err(|fault| reason(client, operation, fault));
        goes_on = push(&mut steps, client, what, operation, outcome, started.elapsed());
    }
    steps
}

fn reads() -> [(&'static str, &'static Operation, Ask); 5] {
    // Far enough back for any shop's records to fit, and one record is enough.
    let since = (DateTime::UNIX_EPOCH + TimeDelta::days(365 * 50)).timestamp();
    let one = || Ask::default().query("page_size", "1").urgency(Urgency::Interactive);
    [
        ("Read orders", &SEARCH_ORDERS, one().body(&wire::OrderSearch { update_time_ge: since })),
        ("Read packages", &SEARCH_PACKAGES, one().body(&wire::PackageSearch { update_time_ge: since })),
        ("Read warehouses", &GET_WAREHOUSES, Ask::default().urgency(Urgency::Interactive)),
        ("Read listings", &SEARCH_PRODUCTS, one().body(&wire::ProductSearch { status: "ALL" })),
        ("Read cancellations", &SEARCH_CANCELLATIONS, one().body(&wire::CancellationSearch { update_time_ge: since })),
    ]
}

/// Adds a step; answers whether the next one makes sense.
fn push(
    steps: &mut Vec<CheckStep>,
    client: &Client,
    what: &str,
    operation: &Operation,
    outcome: Result<(), Reason>,
    latency: Duration,
) -> bool {
    let difference = client.clock_difference_secs();
    let outcome = match (outcome, difference) {
        (Err(reason), _) => CheckOutcome::Failed(reason),
        (Ok(()), Some(secs)) if secs.abs() > CLOCK_OFF_SECS => {
            CheckOutcome::Warned(format!("this computer's clock differs from the platform's by {secs} s"))
        }
        (Ok(()), _) => CheckOutcome::Passed,
    };
    let stops = [ReasonCode::NeedsSignIn, ReasonCode::WrongKeys, ReasonCode::Offline, ReasonCode::ShopInactive];
    let goes_on = !matches!(&outcome, CheckOutcome::Failed(reason) if stops.contains(&reason.code));
    steps.push(CheckStep {
        what: what.to_owned(),
        scope: operation.scope.to_owned(),
        outcome,
        latency,
        clock_difference_secs: difference,
    });
    goes_on
}

/// As in the ports' words, but wrong keys are told apart from an ended sign-in.
fn reason(client: &Client, operation: &'static Operation, fault: CallFault) -> Reason {
    if let CallFault::NeedsSignIn { code, message, .. } = &fault
        && code.parse().is_ok_and(|code| errors::meaning(code, message) == Meaning::WrongKeys)
    {
        return Reason::about(ReasonCode::WrongKeys, message.clone());
    }
    match client.told(operation, fault) {
        ChannelError::NeedsSignIn { message } => Reason::about(ReasonCode::NeedsSignIn, message),
        other => other.as_reason(),
    }
}
