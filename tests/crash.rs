//! A process that dies between two steps of an export, a confirmation, a cancel or a stock write: after a restart
//! everything stands as if it had not died, and nothing is done twice (F074, F076, F080, F100, F110, I20).

use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use shopferry_tests::support::program;
use shopferry_tests::support::served::{Served, text};

/// The hour in which a buyer may change their mind, and a little more.
const WINDOW_MS: u64 = 61 * 60 * 1_000;

/// Our orders at Amazon for a TikTok order.
fn at_amazon(served: &Served, order: &str) -> Result<usize> {
    let holdings = served.world.ask("GET", "holdings", None)?;
    let orders = holdings.get("amazon_orders").and_then(Value::as_array).context("no Amazon orders")?;
    Ok(orders.iter().filter(|o| o.get("displayable_order_id").and_then(Value::as_str) == Some(order)).count())
}

fn let_pass(served: &Served, by_ms: u64) -> Result<()> {
    served.world.ask("POST", "time", Some(&json!({ "by_ms": by_ms }))).map(drop)
}

/// The program over one data folder, with its secrets in a sealed file and the world's clock.
fn shopferryd(data: &Path, served: &Served) -> Result<Command> {
    let mut command = program::command()?;
    command
        .args(["--json", "--vault", "sealed", "--data-dir"])
        .arg(data)
        .env("SHOPFERRY_PASSPHRASE", "only for this test")
        .env("SHOPFERRY_WORLD_CLOCK", served.clock()?);
    Ok(command)
}

fn sync_once(data: &Path, served: &Served, stop_at: Option<&str>) -> Result<ExitStatus> {
    let mut command = shopferryd(data, served)?;
    command.args(["sync", "--once"]).stdout(Stdio::null());
    if let Some(point) = stop_at {
        command.env("SHOPFERRY_STOP_AT", point).stderr(Stdio::null());
    }
    Ok(command.status()?)
}

/// An order that is due, in a program that has read listings and stock before.
fn due_order(data: &Path, served: &Served) -> Result<String> {
    served.connect(|| shopferryd(data, served))?;
    ensure!(sync_once(data, served, None)?.success(), "the first pass reads everything");
    let sku = served.world.linked_skus()?.into_iter().next().context("nothing is linked")?;
    let order = served.world.paid_order(&sku)?;
    let_pass(served, 60_000)?;
    ensure!(sync_once(data, served, None)?.success(), "the order is read while it is held");
    let_pass(served, WINDOW_MS)?;
    Ok(order)
}

fn is_killed(status: ExitStatus) -> bool {
    // A signal leaves no exit code.
    status.code().is_none()
}

/// After the restart the program goes on by itself: it looks the order up by its key before it does anything else.
fn settle(data: &Path, served: &Served) -> Result<()> {
    for _ in 0..10 {
        ensure!(sync_once(data, served, None)?.success(), "the restarted program works");
        let_pass(served, 5 * 60_000)?;
    }
    Ok(())
}

fn dies_at(point: &str, at_amazon_then: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let served = Served::start()?;
    let order = due_order(folder.path(), &served)?;
    let killed = sync_once(folder.path(), &served, Some(point))?;
    ensure!(is_killed(killed), "the process must die at {point}, not end with {killed}");
    ensure!(at_amazon(&served, &order)? == at_amazon_then, "what Amazon holds at the moment of death");
    settle(folder.path(), &served)?;
    let held = at_amazon(&served, &order)?;
    ensure!(held == 1, "Amazon holds {held} orders for {order} after the restart");
    let shown = shopferryd(folder.path(), &served)?.args(["order", "show", &order]).output()?;
    let shown: Value = serde_json::from_slice(&shown.stdout)?;
    let state = text(&shown, "/row/state")?;
    ensure!(["accepted", "processing", "partly_shipped", "shipped"].contains(&state), "the ledger knows: {state}");
    Ok(())
}

#[test]
fn a_process_that_dies_after_the_request_and_before_its_answer_is_stored_sends_once() -> Result<()> {
    dies_at("export.answered", 1)
}

#[test]
fn a_process_that_dies_after_the_intent_and_before_the_request_sends_once() -> Result<()> {
    dies_at("export.intent_stored", 0)
}

/// What the practice shop shows of an order.
fn at_tiktok(served: &Served, order: &str) -> Result<Value> {
    let holdings = served.world.ask("GET", "holdings", None)?;
    let orders = holdings.get("tiktok_orders").and_then(Value::as_array).context("no TikTok orders")?;
    let found = orders.iter().find(|o| o.get("id").and_then(Value::as_str) == Some(order));
    found.cloned().with_context(|| format!("TikTok has no {order}"))
}

fn state_of(data: &Path, served: &Served, order: &str) -> Result<String> {
    let shown = shopferryd(data, served)?.args(["order", "show", order]).output()?;
    let shown: Value = serde_json::from_slice(&shown.stdout)?;
    Ok(text(&shown, "/row/state")?.to_owned())
}

/// Runs pass after pass until one dies at the point; time goes on between them.
fn dies_within(data: &Path, served: &Served, point: &str, step_ms: u64, passes: u32) -> Result<()> {
    for _ in 0..passes {
        if is_killed(sync_once(data, served, Some(point))?) {
            return Ok(());
        }
        let_pass(served, step_ms)?;
    }
    anyhow::bail!("the process never came to {point}")
}

// F080, F405, I06
fn a_confirmation_survives(point: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let served = Served::start()?;
    let order = due_order(folder.path(), &served)?;
    dies_within(folder.path(), &served, point, 2 * 60 * 60_000, 40)?;
    settle(folder.path(), &served)?;
    let packages = at_tiktok(&served, &order)?;
    let packages = packages.get("packages").and_then(Value::as_array).map(Vec::len).unwrap_or_default();
    ensure!(packages == 1, "TikTok has {packages} packages of {order} after the restart");
    Ok(())
}

#[test]
fn f080_a_process_that_dies_before_the_confirmation_is_sent_tells_the_platform_once() -> Result<()> {
    a_confirmation_survives("shipment.intent_stored")
}

#[test]
fn f080_a_process_that_dies_before_the_platforms_answer_is_stored_tells_it_once() -> Result<()> {
    a_confirmation_survives("shipment.answered")
}

// F100: the call never left, so it is made after the restart.
#[test]
fn f100_a_process_that_dies_between_the_cancels_intent_and_its_call_asks_after_the_restart() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let served = Served::start()?;
    let order = due_order(folder.path(), &served)?;
    ensure!(sync_once(folder.path(), &served, None)?.success(), "it is exported");
    ensure!(at_amazon(&served, &order)? == 1, "Amazon has it");
    served.world.ask("POST", &format!("orders/{order}/cancel"), Some(&json!({ "by": "seller" })))?;
    let_pass(&served, 60_000)?;
    dies_within(folder.path(), &served, "cancel.intent_stored", 60_000, 5)?;
    settle(folder.path(), &served)?;
    let state = state_of(folder.path(), &served, &order)?;
    ensure!(state == "cancelled", "after the restart it is {state}");
    Ok(())
}

// F110: a stock write is computed anew, never repeated.
#[test]
fn f110_a_process_that_dies_before_a_stock_write_writes_the_number_after_the_restart() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let served = Served::start()?;
    served.connect(|| shopferryd(folder.path(), &served))?;
    ensure!(sync_once(folder.path(), &served, None)?.success(), "the first pass reads everything");
    let sku = served.world.linked_skus()?.into_iter().next().context("nothing is linked")?;
    served.world.ask("POST", "stock", Some(&json!({ "platform": "amazon", "sku": sku, "units": 77 })))?;
    let_pass(&served, 16 * 60_000)?;
    dies_within(folder.path(), &served, "stock.intent_stored", 16 * 60_000, 5)?;
    settle(folder.path(), &served)?;
    let shown = served.world.ask("GET", "stock", None)?;
    let rows = shown.get("stock").and_then(Value::as_array).context("no stock")?;
    let row = rows.iter().find(|r| r.pointer("/tiktok/sku").and_then(Value::as_str) == Some(sku.as_str()));
    let number = row.and_then(|r| r.pointer("/tiktok/available")).and_then(Value::as_u64).context("no number")?;
    ensure!(number <= 77 && number > 60, "TikTok shows {number} of 77");
    Ok(())
}
