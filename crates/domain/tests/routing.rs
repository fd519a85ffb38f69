//! What happens to an order, and why: F031–F037, F041, F044, F060, F068, F075, F076, F326–F328, F403.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use chrono::TimeDelta;
use shopferry_domain::order::{FulfillmentBy, OrderType, PlatformStatus, ShippingBy};
use shopferry_domain::routing::Decision;
use shopferry_domain::*;
use support::{Case, amazon, at, case, link, settings};

use OrderState as S;
use ReasonCode as R;

fn one() -> Case {
    case(&[("1", "MUG-RED")])
}

#[test]
fn f068_a_clean_order_becomes_a_plan_with_merged_items() {
    let mut c = case(&[("1", "MUG-RED"), ("2", "MUG-RED"), ("3", "TEA-SET")]);
    c.links = Links::new([amazon("MUG-RED"), link("TEA-SET", &[("MUG-RED", 2), ("POT", 1)], StoredBy::Amazon)]);
    let Decision::Send { plan, .. } = c.decide() else { panic!("{:?}", c.decide()) };
    let items: Vec<(&str, u32)> = plan.items.iter().map(|i| (i.sku.as_str(), i.quantity)).collect();
    assert_eq!(items, [("MUG-RED", 4), ("POT", 1)], "quantities multiply, equal components merge (F050)");
    assert_eq!(plan.display_number, "576486316948490001", "the visible number is the platform's order id");
    assert_eq!(plan.policy.as_str(), "FillOrKill", "F075: all or nothing");
}

#[test]
fn f033_nothing_leaves_before_an_hour_after_payment_whatever_the_status_says() {
    let mut c = one();
    c.now = at(10, 59);
    assert_eq!(c.outcome(), (Some(S::OnHold), Some(R::PlatformHold)));
    c.now = at(11, 0);
    assert_eq!(c.outcome().0, Some(S::WaitingToExport));
    c.order.status = PlatformStatus::OnHold;
    assert_eq!(c.outcome(), (Some(S::OnHold), Some(R::PlatformHold)), "the platform's own hold wins");
    c.order.status = PlatformStatus::AwaitingShipment;
    c.order.paid_at = None;
    c.now = at(10, 57);
    assert_eq!(c.outcome().0, Some(S::OnHold), "payment time missing: creation time counts");
}

#[test]
fn each_kind_of_order_that_may_not_go_says_why() {
    type Change = fn(&mut Case);
    let table: [(&str, Change, Option<S>, Option<R>); 22] = [
        ("F031 unpaid", |c| c.order.status = PlatformStatus::Unpaid, None, None),
        ("cancelled", |c| c.order.status = PlatformStatus::Cancelled, Some(S::Cancelled), None),
        (
            "F035 platform label",
            |c| c.order.shipping = ShippingBy::Platform,
            Some(S::ShippedByPlatform),
            Some(R::PlatformShipping),
        ),
        (
            "F034 fulfilled by the platform",
            |c| c.order.fulfillment = FulfillmentBy::Platform,
            Some(S::ShippedByPlatform),
            Some(R::PlatformShipping),
        ),
        (
            "F035 unknown shipping",
            |c| c.order.shipping = ShippingBy::Unknown("DRONE".into()),
            Some(S::NeedsAttention),
            Some(R::UnknownKind),
        ),
        ("F403 digital", |c| c.order.shipping = ShippingBy::Digital, Some(S::NeedsAttention), Some(R::DigitalOrder)),
        ("F403 pick-up", |c| c.order.marks.collection_point = true, Some(S::NeedsAttention), Some(R::PickupOrder)),
        (
            "F403 unknown kind",
            |c| c.order.kind = OrderType::Unknown("RAFFLE".into()),
            Some(S::NeedsAttention),
            Some(R::UnknownKind),
        ),
        (
            "F328 cash on delivery",
            |c| c.order.marks.cash_on_delivery = true,
            Some(S::NeedsAttention),
            Some(R::CashOnDelivery),
        ),
        ("F328 sample", |c| c.order.marks.sample = true, Some(S::NeedsAttention), Some(R::Sample)),
        ("F328 replacement", |c| c.order.marks.replacement = true, Some(S::NeedsAttention), Some(R::Replacement)),
        ("F328 exchange", |c| c.order.marks.exchange = true, Some(S::NeedsAttention), Some(R::Exchange)),
        (
            "F328 identity",
            |c| c.order.marks.needs_authentication = true,
            Some(S::NeedsAttention),
            Some(R::IdentityCheck),
        ),
        ("F328 dangerous", |c| c.order.marks.dangerous = true, Some(S::NeedsAttention), Some(R::DangerousGoods)),
        ("F328 prescription", |c| c.order.marks.prescription = true, Some(S::NeedsAttention), Some(R::Prescription)),
        (
            "F328 pre-order",
            |c| {
                c.order.kind = OrderType::PreOrder;
                c.order.marks.release_at = Some(c.now + TimeDelta::days(2));
            },
            Some(S::OnHold),
            Some(R::AwaitingRelease),
        ),
        (
            "F103 open request",
            |c| c.order.cancel_asked_at = Some(c.now),
            Some(S::NeedsAttention),
            Some(R::BuyerAsksCancel),
        ),
        (
            "F036 unknown status",
            |c| c.order.status = PlatformStatus::Unknown("PAUSED".into()),
            Some(S::NeedsAttention),
            Some(R::NotAwaitingShipment),
        ),
        (
            "F326 shipped by hand",
            |c| c.order.status = PlatformStatus::AwaitingCollection,
            Some(S::Shipped),
            Some(R::ShippedByHand),
        ),
        ("F044 hidden street", |c| c.order.ship_to.lines = vec![Hidden::Hidden], Some(S::New), Some(R::AddressHidden)),
        (
            "F068 long street",
            |c| c.order.ship_to.lines = vec![Hidden::Known("x".repeat(61))],
            Some(S::NeedsAttention),
            Some(R::AddressTooLong),
        ),
        ("F324 no partner", |c| c.settings.marketplaces.clear(), Some(S::NeedsAttention), Some(R::NoPartner)),
    ];
    for (name, change, state, reason) in table {
        let mut c = one();
        change(&mut c);
        assert_eq!(c.outcome(), (state, reason), "{name}");
    }
}

#[test]
fn f328_a_person_may_let_a_special_order_go() {
    let mut c = one();
    c.order.marks.sample = true;
    c.overrides.allow_special = true;
    assert_eq!(c.outcome().0, Some(S::WaitingToExport));
}

#[test]
fn f037_f041_an_unlinked_or_foreign_line_blocks_the_whole_order() {
    let mut c = case(&[("1", "A"), ("2", "B"), ("3", "C")]);
    c.links = Links::new([amazon("A"), link("B", &[("B", 1)], StoredBy::Merchant)]);
    let decision = c.decide();
    assert_eq!(decision.reason(), Some(Reason::about(R::NotLinked, "C")), "the line is named");
    c.links = Links::new([amazon("A"), link("B", &[("B", 1)], StoredBy::Merchant), amazon("C")]);
    assert_eq!(c.decide().reason(), Some(Reason::about(R::MixedOrder, "B")));
    c.links = Links::default();
    assert_eq!(c.outcome(), (Some(S::Unlinked), Some(R::NotLinked)));
}

#[test]
fn f327_orders_paid_before_the_start_line_wait_for_a_click() {
    let mut c = one();
    c.settings.start_line = Some(at(10, 30));
    assert_eq!(c.outcome(), (Some(S::BeforeShopferry), Some(R::BeforeStartLine)));
    c.overrides.past_start_line = true;
    assert_eq!(c.outcome().0, Some(S::WaitingToExport));
    c.overrides.past_start_line = false;
    c.settings.start_line = None;
    assert_eq!(c.outcome(), (Some(S::New), Some(R::FlowOff)), "exports never on: it stays put");
}

#[test]
fn f327_an_order_first_seen_shipped_is_from_before() {
    let mut c = one();
    c.order.status = PlatformStatus::InTransit;
    c.first_seen = true;
    assert_eq!(c.outcome().0, Some(S::BeforeShopferry));
}

#[test]
fn f068_amazons_size_limits_hold() {
    let many: Vec<(String, String)> = (0..101).map(|i| (format!("{i}"), format!("SKU-{i:03}"))).collect();
    let lines: Vec<(&str, &str)> = many.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(case(&lines).outcome().1, Some(R::TooManyLines));
    let mut c = one();
    c.links = Links::new([link("MUG-RED", &[("MUG-RED", 251)], StoredBy::Amazon)]);
    assert_eq!(c.outcome().1, Some(R::TooManyUnits));
}

#[test]
fn f076_the_key_is_the_same_on_any_computer_and_fits() {
    let s = settings();
    let order = RemoteOrderId::new("576486316948490001").unwrap();
    let key = |part| ExportKey::of("tiktok", &s.shop, &order, part);
    assert_eq!(key(PartNumber(1)), key(PartNumber(1)));
    assert_ne!(key(PartNumber(1)), key(PartNumber(2)));
    let other_shop = ExportKey::of("tiktok", &ShopId::new("1").unwrap(), &order, PartNumber(1));
    assert_ne!(key(PartNumber(1)), other_shop);
    for (shop, order) in
        [("7494049642642441621", "576486316948490001"), ("s", "order with blanks + and ümlauts, long enough to be cut")]
    {
        let key =
            ExportKey::of("tiktok", &ShopId::new(shop).unwrap(), &RemoteOrderId::new(order).unwrap(), PartNumber(12));
        assert!(ExportKey::is_ours(key.as_str()), "letters, digits, hyphen, at most 40: {key}");
    }
}
