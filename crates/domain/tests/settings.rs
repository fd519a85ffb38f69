//! Settings refuse impossible values at each field: F014, F018, F020–F023, F061, F063, F064, F069, F071, F073, F084, F115, F116,
//! F427, F431.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

use shopferry_domain::plan::Speed;
use shopferry_domain::settings::*;
use shopferry_domain::*;

use ReasonCode as R;

fn faults(found: Vec<FieldFault>) -> Vec<(String, ReasonCode)> {
    found.into_iter().map(|f| (f.field, f.reason.code)).collect()
}

fn shop(change: impl FnOnce(&mut ShopSettings)) -> Vec<(String, ReasonCode)> {
    let facts = ShopFacts {
        currency: Some(Currency::new("USD").unwrap()),
        speeds: vec![Speed::Standard, Speed::Expedited],
        sales_warehouses: vec![WarehouseId::new("w-1").unwrap()],
        carriers: vec![CarrierId::new("c-1").unwrap()],
        holds: true,
    };
    let mut settings = ShopSettings::default();
    change(&mut settings);
    faults(settings.check(&facts))
}

// F018: each impossible value is refused at its field.
#[test]
fn a_shop_refuses_impossible_values() {
    type Change = fn(&mut ShopSettings);
    let table: [(Change, &str, R); 13] = [
        (|s| s.delay_minutes = 72 * 60 + 1, "delay_minutes", R::SettingTooLarge),
        (|s| s.max_pieces = Some(0), "max_pieces", R::SettingTooSmall),
        (|s| s.max_total = Money::parse("0", "USD").ok(), "max_total", R::SettingTooSmall),
        (|s| s.max_total = Money::parse("5", "GBP").ok(), "max_total", R::SettingOtherCurrency),
        (|s| s.max_loss = Money::parse("-1", "USD").ok(), "max_loss", R::SettingTooSmall),
        (|s| s.buffer = 100_000, "buffer", R::SettingTooLarge),
        (|s| s.commission_percent = "100.1".parse().ok(), "commission_percent", R::SettingTooLarge),
        (|s| s.default_speed = Speed::Priority, "default_speed", R::SettingNotOffered),
        (|s| s.speeds[1].service = "express".into(), "speeds.1", R::SettingTwice),
        (|s| s.speeds[0].service = " ".into(), "speeds.0", R::SettingEmpty),
        (|s| s.fallback_carrier = CarrierId::new("c-9").ok(), "fallback_carrier", R::SettingNotOffered),
        (|s| s.target_warehouse = WarehouseId::new("w-9").ok(), "target_warehouse", R::SettingNotOffered),
        (|s| s.limits.orders_a_day = Some(0), "limits.orders_a_day", R::SettingTooSmall),
    ];
    assert_eq!(shop(|_| {}), [], "the defaults can be saved");
    for (change, field, code) in table {
        assert_eq!(shop(change), [(field.to_owned(), code)]);
    }
    assert_eq!(shop(|s| s.delay_minutes = 72 * 60), [], "72 hours are allowed");
    let cannot_hold = ShopSettings { keep_stock: true, ..ShopSettings::default() }.check(&ShopFacts::default());
    assert_eq!(faults(cannot_hold), [("keep_stock".to_owned(), R::SettingNotOffered)], "F062");
}

// F070–F073, F401, F427, F431.
#[test]
fn a_marketplace_refuses_impossible_values() {
    let facts =
        MarketplaceFacts { features: Some(vec!["BLANK_BOX".into()]), prefers_plain: true, demands_slip_text: true };
    let check = |change: fn(&mut MarketplaceSettings)| {
        let mut settings = MarketplaceSettings::default();
        change(&mut settings);
        faults(settings.check(&facts))
    };
    assert_eq!(check(|_| {}), []);
    let text = |s: &mut MarketplaceSettings, text: String| {
        s.slip_label = "Standard".into();
        s.slip_text = text;
    };
    assert_eq!(check(|s| s.slip_text = "Thanks".into()), [("slip_label".to_owned(), R::SettingEmpty)]);
    let mut long = MarketplaceSettings::default();
    text(&mut long, "ü".repeat(751));
    assert_eq!(faults(long.check(&facts)), [("slip_text".to_owned(), R::SettingTooLong)]);
    let mut control = MarketplaceSettings::default();
    text(&mut control, "a\u{0007}".into());
    assert_eq!(faults(control.check(&facts)), [("slip_text".to_owned(), R::SettingNotPlain)]);
    assert_eq!(check(|s| s.plain_box = BoxPolicy::MustBePlain), [], "this account has plain boxes");
    assert_eq!(
        check(|s| s.logistics = LogisticsPolicy::Blocked),
        [("logistics".to_owned(), R::SettingNotOffered)],
        "an option that the account lacks"
    );
    let second = MarketplaceFacts { features: None, ..MarketplaceFacts::default() };
    let prefer = MarketplaceSettings { plain_box: BoxPolicy::PreferPlain, ..MarketplaceSettings::default() };
    assert_eq!(faults(prefer.check(&second)), [("plain_box".to_owned(), R::SettingNotOffered)], "F401");
    let queue = OwnQueue { url: "http://q".into(), region: "us east".into(), access_key_id: String::new() };
    let queue = MarketplaceSettings { own_queue: Some(queue), ..MarketplaceSettings::default() };
    assert_eq!(faults(queue.check(&facts)).len(), 3, "each part of the queue is named");
}

// F020: several addresses, blanks allowed, bad ones named, duplicates folded, none allowed.
#[test]
fn addresses_are_checked_and_folded() {
    let notices = |addresses: &str| NoticeSettings { addresses: addresses.into(), ..NoticeSettings::default() };
    assert_eq!(notices("").check(), []);
    assert_eq!(
        notices(" a@shop.example ,b@shop.example,, A@shop.example ").recipients(),
        ["a@shop.example", "b@shop.example"]
    );
    let bad = notices("a@shop.example, nobody, x@y").check();
    assert_eq!(bad.len(), 1);
    assert_eq!(bad[0].reason.detail.as_deref(), Some("nobody, x@y"), "the bad ones are named");
}

// F023: desktop by default, by mail too once there is an address, but for *update*.
#[test]
fn topics_have_ways() {
    let mut notices = NoticeSettings::default();
    assert_eq!(notices.way(NoticeTopic::NeedsSignIn), NoticeWay::Desktop);
    notices.addresses = "a@shop.example".into();
    assert_eq!(notices.way(NoticeTopic::NeedsSignIn), NoticeWay::Both);
    assert_eq!(notices.way(NoticeTopic::Update), NoticeWay::Desktop);
    notices.ways.insert(NoticeTopic::NeedsSignIn, NoticeWay::None);
    assert!(!notices.on_desktop(NoticeTopic::NeedsSignIn));
    notices.mismatch_hour = 24;
    assert_eq!(faults(notices.check()), [("mismatch_hour".to_owned(), R::SettingTooLarge)], "F021");
}
