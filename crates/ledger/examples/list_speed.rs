//! How fast the order list answers over 100,000 orders in an encrypted file.
//!
//! `cargo run -p shopferry-ledger --example list_speed -- [ORDERS]` prints one line a query: median and worst of 15 runs.

#![allow(clippy::unwrap_used, reason = "a benchmark may fall over")]

use std::time::Duration;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use shopferry_domain::order::{Deadlines, FulfillmentBy, Marks, OrderMoney, OrderType, PlatformStatus, ShippingBy};
use shopferry_domain::{
    ConnectionId, Hidden, LineId, ListingSkuId, Order, OrderLine, OrderState, RemoteOrderId, SellerSku, ShipTo,
};
use shopferry_ledger::{
    Connection, ConnectionHealth, DatabaseKey, Durability, Ledger, OrderQuery, OrderSort, Platform, SortBy,
};

const RUNS: usize = 15;
const BATCH: u32 = 500;

fn main() {
    let orders: u32 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    let ledger = Ledger::open(&path, &DatabaseKey::new([7; 32])).unwrap();
    let filling = timed(|| fill(&ledger, orders));
    let size = std::fs::metadata(&path).map_or(0, |m| m.len()) / 1_000_000;
    println!("{orders} orders stored in {:.1} s, file {size} MB", filling.as_secs_f64());
    for (what, query) in queries(orders) {
        let mut rows = (0, 0);
        let mut times: Vec<Duration> = (0..RUNS)
            .map(|_| {
                timed(|| {
                    let (page, total) = ledger.read(|view| view.orders().list(&query)).unwrap();
                    rows = (page.len(), total);
                })
            })
            .collect();
        times.sort();
        tell(what, &times, &format!("{} of {}", rows.0, rows.1));
    }
    let mut times: Vec<Duration> =
        (0..RUNS).map(|_| timed(|| drop(ledger.read(|view| view.orders().counts_by_state(None)).unwrap()))).collect();
    times.sort();
    tell("counts by state", &times, "");
    let shop = shop();
    let mut times: Vec<Duration> =
        (0..RUNS).map(|_| timed(|| drop(ledger.read(|view| view.orders().open_units(&shop)).unwrap()))).collect();
    times.sort();
    tell("open units", &times, "");
    let mut times: Vec<Duration> =
        (0..3).map(|_| timed(|| drop(Ledger::open(&path, &DatabaseKey::new([7; 32])).unwrap()))).collect();
    times.sort();
    tell("opening the file", &times, "");
}

fn tell(what: &str, times: &[Duration], rows: &str) {
    let ms = |d: Option<&Duration>| d.map_or(0.0, |d| d.as_secs_f64() * 1000.0);
    println!("{what:<44} {:>8.1} ms {:>8.1} ms   {rows}", ms(times.get(times.len() / 2)), ms(times.last()));
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn timed(f: impl FnOnce()) -> Duration {
    let start = std::time::Instant::now();
    f();
    start.elapsed()
}

fn queries(orders: u32) -> Vec<(&'static str, OrderQuery)> {
    let base = OrderQuery { limit: 60, ..OrderQuery::default() };
    let text = |text: &str| OrderQuery { text: Some(text.to_owned()), ..base.clone() };
    let work = vec![OrderState::New, OrderState::OnHold, OrderState::WaitingToExport];
    let by_ship_by = OrderSort { by: SortBy::ShipBy, descending: false };
    vec![
        ("all, newest first", base.clone()),
        ("all, from the middle", OrderQuery { offset: orders / 2, ..base.clone() }),
        ("all, by ship-by", OrderQuery { sort: by_ship_by, ..base.clone() }),
        ("all, by number", OrderQuery { sort: OrderSort { by: SortBy::Number, descending: false }, ..base.clone() }),
        ("waiting (2 %), by ship-by", OrderQuery { states: work.clone(), sort: by_ship_by, ..base.clone() }),
        ("waiting (2 %), newest first", OrderQuery { states: work, ..base.clone() }),
        ("shipped (96 %), newest first", OrderQuery { states: vec![OrderState::Shipped], ..base.clone() }),
        ("one connection", OrderQuery { connection: Some(shop()), ..base.clone() }),
        ("text: a whole order number", text("577000000000004711")),
        ("text: the end of a number", text("04711")),
        ("text: a rare name", text("Buyer 04711")),
        ("text: a word in every order", text("mug")),
        ("text: two letters", text("71")),
    ]
}

fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 1, 0, 0, 0).unwrap()
}

fn shop() -> ConnectionId {
    ConnectionId::new("tt-1").unwrap()
}

fn fill(ledger: &Ledger, orders: u32) {
    let connection = Connection {
        id: shop(),
        platform: Platform::TiktokShop,
        name: "Practice shop".to_owned(),
        enabled: true,
        practice: true,
        health: ConnectionHealth::Connected,
        health_reason: None,
        account: serde_json::json!({}),
        created_at: start(),
        start_line: None,
        partners: Vec::new(),
        removed_at: None,
    };
    ledger.write(Durability::Normal, |tx| tx.connections().insert(&connection)).unwrap();
    for batch in 0..orders.div_ceil(BATCH) {
        ledger
            .write(Durability::Normal, |tx| {
                for n in batch * BATCH..orders.min((batch + 1) * BATCH) {
                    let order = order(n);
                    let key = tx.orders().upsert(&order, order.updated_at)?.key;
                    tx.orders().set_state(key, OrderState::New, None, None, order.updated_at)?;
                    if n % 50 != 0 {
                        tx.orders().set_state(key, OrderState::Shipped, None, None, order.updated_at)?;
                    }
                }
                Ok(())
            })
            .unwrap();
    }
}

fn order(n: u32) -> Order {
    let known = |text: String| Hidden::Known(text);
    let at = start() + TimeDelta::seconds(i64::from(n) * 37);
    let lines = (0..=n % 3).map(|i| OrderLine {
        id: LineId::new(format!("57700{n:013}{i}")).unwrap(),
        product: None,
        listing_sku: ListingSkuId::new(format!("17293{:06}", (n * 7 + i) % 400)).unwrap(),
        seller_sku: Some(SellerSku::new(format!("MUG-{:03}", (n * 7 + i) % 400)).unwrap()),
        title: format!("Enamel mug for camping, pattern {}", (n * 7 + i) % 400),
        variant: "Blue, 350 ml".to_owned(),
        price: None,
        status: PlatformStatus::AwaitingShipment,
        package: None,
        tracking: None,
        carrier: None,
        gift: false,
        contents: Vec::new(),
    });
    Order {
        connection: shop(),
        remote: RemoteOrderId::new(format!("57700{n:013}")).unwrap(),
        status: PlatformStatus::AwaitingShipment,
        kind: OrderType::Normal,
        held: false,
        shipping: ShippingBy::Seller,
        fulfillment: FulfillmentBy::Seller,
        marks: Marks::default(),
        placed_at: at,
        paid_at: Some(at),
        updated_at: at,
        deadlines: Deadlines { ship_by: Some(at + TimeDelta::days(2)), ..Deadlines::default() },
        progress: shopferry_domain::order::Progress::default(),
        lines: lines.collect(),
        money: OrderMoney::default(),
        ship_to: ShipTo {
            name: known(format!("Practice Buyer {n:05}")),
            lines: vec![known(format!("{n} Rehearsal Road"))],
            city: known("Austin".to_owned()),
            state: known("TX".to_owned()),
            postcode: known(format!("{:05}", n % 99_999)),
            country: known("US".to_owned()),
            phone: known(format!("+1555{n:07}")),
            email: Hidden::Absent,
        },
        buyer_note: None,
        seller_note: None,
        cancel_asked_at: None,
        cancel_reason: None,
        delivery_option: None,
        delivery_option_name: None,
        warehouse: None,
        region: "US".to_owned(),
    }
}
