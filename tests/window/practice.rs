//! The practice shop in the real window: work is carried out on both platforms' sides, trouble reaches the desktop, and
//! secrets stay where they belong.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use shopferry_tests::support::desktop::{Desktop, files_holding};
use shopferry_tests::support::keychain;
use shopferry_tests::support::notifications::Listener;
use shopferry_tests::support::patience::until;
use shopferry_tests::support::window::Window;
use shopferry_tests::support::world::World;

/// The practice world makes a day of its own in this time.
const A_PRACTICE_DAY: Duration = Duration::from_secs(100);
pub const SOON: Duration = Duration::from_secs(30);

/// F318, F066, F080: a person clicks the practice shop open, and sees an order go to *Shipped* with its number at TikTok.
pub fn an_order_is_shipped(desktop: &Desktop) -> Result<()> {
    let window = Window::open(desktop, "shipped", &[])?;
    window.page.sees("heading", "Welcome to Shopferry")?;
    let world = open_practice_shop(&window)?;
    let sku = world.linked_skus()?.into_iter().next().context("a linked SKU")?;
    let order = world.paid_order(&sku)?;

    window.page.click("link", "Orders*")?;
    window.page.reads(&order, SOON).context("the new order is listed")?;
    let told = until("TikTok to be told a number", A_PRACTICE_DAY, || {
        world.ask("POST", "time", Some(&json!({ "by_ms": 600_000 })))?;
        let numbers = world.told_numbers(&order)?;
        Ok((!numbers.is_empty()).then_some(numbers))
    })
    .with_context(|| format!("order {order} is {:?}", world.order(&order)))?;

    show_order(&window, &order)?;
    window.page.reads("Shipped", SOON)?;
    for number in &told {
        window.page.reads(number, SOON).context("the number that TikTok holds is the one on the screen")?;
    }
    let parcels = numbers_at_amazon(&world, &order)?;
    ensure!(
        told.iter().all(|number| parcels.contains(number)),
        "TikTok has {told:?}, Amazon's parcels are {parcels:?}"
    );
    window.page.end()
}

/// F023 (first part): an export that fails is heard of on the desktop, and a click on the notification opens the order.
pub fn a_failed_export_is_heard_of(desktop: &Desktop) -> Result<()> {
    let listener = Listener::start()?;
    let window = Window::open(desktop, "failed", &["--practice"])?;
    window.page.sees("link", "Orders*")?;
    let world = practice_world(&window)?;
    let sku = world.linked_skus()?.into_iter().next().context("a linked SKU")?;
    let order = json!({ "lines": [{ "sku": sku, "quantity": 1 }], "marks": ["unknown-kind"], "pay": true });
    let order = world.ask("POST", "orders", Some(&order))?;
    let order = order.get("id").and_then(Value::as_str).context("an order number")?.to_owned();

    let shown = until("a notification about the order", A_PRACTICE_DAY, || {
        world.ask("POST", "time", Some(&json!({ "by_ms": 600_000 })))?;
        let shown = listener.next(Duration::from_secs(2))?;
        Ok(format!("{} {}", shown.title, shown.body).contains(&order).then_some(shown))
    })?;
    listener.click(&shown)?;
    window.page.sees("heading", &order).context("the click opened the order")?;
    window.page.end()
}

/// F302, F303: the keys are in the keychain and in no file, and the database says nothing without its key.
pub fn secrets_stay_in_the_keychain(desktop: &Desktop) -> Result<()> {
    let window = Window::open(desktop, "secrets", &["--practice"])?;
    window.page.sees("link", "Orders*")?;
    practice_world(&window)?;
    let entries = keychain::entries()?;
    ensure!(entries.len() >= 4, "database key, app secret, tokens and client secret, not {} entries", entries.len());
    for entry in &entries {
        let secret = entry.secret.as_slice();
        ensure!(secret.len() >= 8, "{} holds a secret", entry.label);
        let mut spellings = vec![secret.to_vec(), hex(secret).into_bytes()];
        spellings.extend(std::str::from_utf8(secret).ok().map(|text| json!(text).to_string().into_bytes()));
        for spelling in spellings {
            let files = files_holding(&desktop.folder, &spelling)?;
            ensure!(files.is_empty(), "the secret of \"{}\" lies in {files:?}", entry.label);
        }
    }
    let database = window.data_dir.join("practice/practice.db");
    let bytes = std::fs::read(&database)?;
    ensure!(bytes.len() > 4_096, "the database holds something");
    ensure!(!bytes.starts_with(b"SQLite format 3"), "a database without encryption begins so");
    let readable = files_holding(&window.data_dir, b"Practice Buyer")?;
    ensure!(readable.is_empty(), "buyers' names lie readable in {readable:?}");
    window.page.end()
}

fn open_practice_shop(window: &Window) -> Result<World> {
    window.page.click("button", "Open the practice shop")?;
    window.page.sees("link", "Orders*")?;
    practice_world(window)
}

/// The control API of the window's own practice shop, as the program wrote it down for its owner's tools.
pub fn practice_world(window: &Window) -> Result<World> {
    // An order that was placed before its shop was connected is left alone (F327).
    window.page.reads("Practice TikTok Shop", SOON).context("the shop is connected")?;
    let file = window.data_dir.join("practice/practice-control.json");
    let access: Value = until("the practice shop's control", SOON, || {
        Ok(std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()))
    })?;
    let part = |name: &str| access.get(name).and_then(Value::as_str).with_context(|| format!("{name} of the control"));
    World::at(part("base_url")?, part("token")?)
}

/// Clicks the order's row open.
pub fn show_order(window: &Window, order: &str) -> Result<()> {
    window.page.click("link", &format!("{order}*"))?;
    window.page.sees("heading", order)
}

/// Every number that Amazon gave the parcels of an order.
fn numbers_at_amazon(world: &World, order: &str) -> Result<Vec<String>> {
    let holdings = world.ask("GET", "holdings", None)?;
    let orders = holdings.get("amazon_orders").and_then(Value::as_array).cloned().unwrap_or_default();
    let ours = orders.iter().filter(|row| row.get("displayable_order_id").and_then(Value::as_str) == Some(order));
    let shipments = ours.flat_map(|row| list(row, "shipments"));
    let packages = shipments.flat_map(|shipment| list(&shipment, "packages"));
    let numbers = packages.flat_map(|package| {
        ["tracking_number", "aftn"].map(|name| package.get(name).and_then(Value::as_str).map(str::to_owned))
    });
    Ok(numbers.flatten().collect())
}

fn list(row: &Value, name: &str) -> Vec<Value> {
    row.get(name).and_then(Value::as_array).cloned().unwrap_or_default()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
