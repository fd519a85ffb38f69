//! A shop's settings in the real window: every page is set once and found again after a restart; what a rule keeps back
//! is sent from its own page.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use shopferry_tests::support::controls::Control;
use shopferry_tests::support::desktop::Desktop;
use shopferry_tests::support::patience::until;
use shopferry_tests::support::program;
use shopferry_tests::support::served::Served;
use shopferry_tests::support::window::Window;
use shopferry_tests::support::world::World;

use crate::practice::{SOON, practice_world, show_order};

/// The tabs of a shop's settings.
const TABS: [&str; 5] =
    ["App settings", "Marketplace settings", "Other channels", "Orders taken in", "Shipping mapping"];
/// What is typed into the fields, by how their names begin.
const TEXTS: [(&str, &str); 20] = [
    ("Extra delay", "1:30"),
    ("Keep back orders with more pieces", "9"),
    ("Keep back orders with a total", "250.50"),
    ("Keep back orders with these SKUs", "NOT-SOLD-*"),
    ("Keep back orders with a greater loss", "5.25"),
    ("TikTok’s share", "6.5"),
    ("Out-of-stock buffer", "3"),
    ("Name of the standard text", "Thanks"),
    ("Standard text on packing slips", "Thank you for your order!"),
    ("Signature from", "100.00"),
    ("Address of the queue", "https://sqs.us-east-1.amazonaws.com/123456789012/practice"),
    ("Hour of the report", "7"),
    ("Region", "us-east-1"),
    ("Id of the access key", "AKIAPRACTICE00000001"),
    ("Orders a day", "150"),
    ("Product uploads a day", "120"),
    ("Shipping service, row 1", "Express One"),
    ("Shipping service, row 2", "Express Two"),
    ("E-mail addresses", "owner@example.com, second@example.com"),
    ("Quiet period", "45"),
];

/// F018, F020–F023, F060–F075, F084, F092, F110–F116, F322: set, saved, restarted, still there.
pub fn every_page_is_kept_over_a_restart(desktop: &Desktop) -> Result<()> {
    let data_dir = desktop.data_dir("settings")?;
    let served = Served::start()?;
    let shopferryd = || -> Result<Command> {
        let mut command = program::command()?;
        command.args(["--json", "--vault", "os", "--data-dir"]).arg(&data_dir);
        command.env("SHOPFERRY_WORLD_CLOCK", served.clock()?);
        Ok(command)
    };
    served.connect(shopferryd)?;
    let read_once = || -> Result<()> {
        let read = shopferryd()?.args(["sync", "--once"]).stdout(Stdio::null()).status()?;
        ensure!(read.success(), "everything is read once");
        Ok(())
    };
    read_once()?;
    // Another order version is tried with a recent order before it is saved (F401).
    served.world.paid_order(&served.world.linked_skus()?.into_iter().next().context("a linked SKU")?)?;
    served.world.ask("POST", "time", Some(&json!({ "by_ms": 61 * 60_000 })))?;
    read_once()?;
    let window = Window::on(desktop, data_dir, &[])?;
    window.page.sees("link", "Orders*")?;
    open_shop_settings(&window, "Shop")?;
    let mut set = BTreeMap::new();
    for tab in TABS {
        open_tab(&window, tab)?;
        set.insert(tab, change_everything(&window).with_context(|| format!("on {tab}"))?);
    }
    save(&window)?;
    open_notifications(&window)?;
    set.insert("Notifications", change_everything(&window).context("on Notifications")?);
    save(&window)?;
    let count: usize = set.values().map(BTreeMap::len).sum();
    ensure!(count >= 60, "only {count} settings were found to change");
    let data_dir = window.data_dir.clone();
    window.end()?;

    let again = Window::on(desktop, data_dir, &[])?;
    again.page.sees("link", "Orders*")?;
    open_shop_settings(&again, "Shop")?;
    for tab in TABS {
        open_tab(&again, tab)?;
        still_there(&again, tab, &set)?;
    }
    open_notifications(&again)?;
    still_there(&again, "Notifications", &set)?;
    println!("{count} settings on {} pages", set.len());
    again.page.end()
}

/// F053, F063, F067: an order that a rule keeps back says which, and leaves by its own button.
pub fn a_kept_back_order_is_sent_from_its_page(desktop: &Desktop) -> Result<()> {
    let window = Window::open(desktop, "kept-back", &["--practice"])?;
    window.page.sees("link", "Orders*")?;
    let world = practice_world(&window)?;
    open_shop_settings(&window, "Practice TikTok Shop*")?;
    window.page.fill("Keep back orders with more pieces than (pieces)", "2")?;
    save(&window)?;
    let sku = world.linked_skus()?.into_iter().next().context("a linked SKU")?;
    let order = json!({ "lines": [{ "sku": sku, "quantity": 3 }], "pay": true });
    let order = world.ask("POST", "orders", Some(&order))?;
    let order = order.get("id").and_then(Value::as_str).context("an order number")?.to_owned();
    window.page.click("link", "Orders*")?;
    window.page.reads(&order, SOON)?;
    show_order(&window, &order)?;
    pass_until(&world, || window.page.reads("3 pieces, at most 2", Duration::from_secs(2)).is_ok())
        .context("the order says which rule it met")?;
    window.page.click("button", "Send to Amazon")?;
    window.page.click_in_dialog("Send to Amazon")?;
    pass_until(&world, || is_at_amazon(&world, &order).unwrap_or(false)).context("it went to Amazon")?;
    window.page.end()
}

/// Ten minutes of practice time at a time, until it is so.
fn pass_until(world: &World, so: impl Fn() -> bool) -> Result<()> {
    until("the practice world", Duration::from_secs(90), || {
        world.ask("POST", "time", Some(&json!({ "by_ms": 600_000 })))?;
        Ok(so().then_some(()))
    })
}

fn is_at_amazon(world: &World, order: &str) -> Result<bool> {
    let holdings = world.ask("GET", "holdings", None)?;
    let orders = holdings.get("amazon_orders").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(orders.iter().any(|row| row.get("displayable_order_id").and_then(Value::as_str) == Some(order)))
}

/// Channels, then the shop, then its settings.
fn open_shop_settings(window: &Window, shop: &str) -> Result<()> {
    window.page.click("link", "Channels*")?;
    window.page.click("link", shop)?;
    let look = "return document.querySelector('main a[href*=\"/channels/\"][href$=\"/settings\"]')";
    let link = window.page.wait_for(look, &[], SOON).context("the way to the shop's settings")?;
    let link = shopferry_tests::support::webdriver::Page::element_of(&link).context("a link")?;
    window.page.press(&link)?;
    window.page.sees("tab", TABS[0])
}

fn open_tab(window: &Window, tab: &str) -> Result<()> {
    window.page.click("tab", tab)?;
    let open = "return [...document.querySelectorAll('[role=tab]')]
        .some((tab) => tab.textContent.trim() === arguments[0] && tab.getAttribute('aria-selected') === 'true') ? true : null";
    window.page.wait_for(open, &[json!(tab)], SOON)?;
    if tab == "Marketplace settings" {
        window.page.click("button", "Additional settings*")?;
    }
    Ok(())
}

fn open_notifications(window: &Window) -> Result<()> {
    window.page.click("link", "Settings")?;
    window.page.click("link", "Notifications")?;
    window.page.sees("switch", "Notice of set-aside orders")
}

/// Changes each control once, also those that appear meanwhile; answers what the page shows then.
fn change_everything(window: &Window) -> Result<BTreeMap<String, String>> {
    let mut seen = BTreeSet::new();
    loop {
        let controls = window.page.controls()?;
        let Some(control) = controls.into_iter().find(|one| one.kind != "fixed" && !seen.contains(&one.name)) else {
            break;
        };
        window.page.change(&control, text_for(&control)?)?;
        if control.name.starts_with("Show 0 for") {
            window.page.click_in_dialog("Set ")?;
        }
        let was = control.value.clone();
        let changed = || Ok(window.page.values()?.get(&control.name).is_none_or(|now| *now != was).then_some(()));
        until("it to change", Duration::from_secs(5), changed)
            .with_context(|| format!("\"{}\" is still {:?}", control.name, control.value))?;
        if control.kind == "text" {
            let now = window.page.values()?;
            ensure!(now.get(&control.name).is_some_and(|now| now == text_for(&control).unwrap_or_default()), "{now:?}");
        }
        seen.insert(control.name);
    }
    window.page.values()
}

fn text_for(control: &Control) -> Result<&'static str> {
    if control.kind != "text" {
        return Ok("");
    }
    let known = TEXTS.iter().find(|(name, _)| control.name.starts_with(name));
    match known {
        Some((_, text)) => Ok(text),
        None => bail!("no text is known for the field \"{}\": add one to TEXTS", control.name),
    }
}

fn save(window: &Window) -> Result<()> {
    window.page.click("button", "Save")?;
    window.page.reads("Everything is saved.", SOON)
}

fn still_there(window: &Window, page: &str, set: &BTreeMap<&str, BTreeMap<String, String>>) -> Result<()> {
    let wanted = set.get(page).context("a page that was set")?;
    // A saved choice may bring further fields, for example the secret half of a key.
    let same = || {
        let now = window.page.values()?;
        Ok(wanted.iter().all(|(name, value)| now.get(name) == Some(value)).then_some(()))
    };
    if until("the same values", Duration::from_secs(10), same).is_ok() {
        return Ok(());
    }
    let now = window.page.values()?;
    let differ: Vec<_> = wanted.iter().filter(|(name, value)| now.get(*name) != Some(value)).collect();
    bail!("{page}: {differ:?} were set; the page shows {now:?}")
}
