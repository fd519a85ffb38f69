//! The seller's rules, the delay, the parts and what is sent: F011, F037, F040, F041, F061–F065, F068–F073, F320, F324, F328,
//! F431, F432.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use chrono::TimeDelta;
use shopferry_domain::margin::{loses_too_much, margin};
use shopferry_domain::plan::{ExportAction, ExportPlan, FeatureName, Speed};
use shopferry_domain::promise::{Promise, SpeedChoice, SpeedOffer, choose_speed};
use shopferry_domain::routing::{Decision, is_risky, split};
use shopferry_domain::settings::*;
use shopferry_domain::*;
use support::{Case, amazon, at, case, link, marketplace};

use OrderState as S;
use ReasonCode as R;

fn usd(amount: &str) -> Money {
    Money::parse(amount, "USD").unwrap()
}

fn plan(c: &Case) -> ExportPlan {
    let Decision::Send { plan, .. } = c.decide() else { panic!("{:?}", c.decide()) };
    *plan
}

/// Lines A ×2 (at Amazon), B (own stock), C (linked to nothing): features section 8.
fn mixed() -> Case {
    let mut c = case(&[("1", "A"), ("2", "A"), ("3", "B"), ("4", "C")]);
    c.links = Links::new([amazon("A"), link("B", &[("B", 1)], StoredBy::Merchant)]);
    c.settings.chosen.own_warehouse = true;
    c
}

fn ids(lines: &[LineId]) -> Vec<&str> {
    lines.iter().map(LineId::as_str).collect()
}

// F037, F040, F041, F011: the four worked examples of parts.
#[test]
fn an_order_is_split_as_the_policies_say() {
    use MixedPolicy as M;
    use UnlinkedPolicy as U;
    type Row =
        (U, M, (Option<S>, Option<R>), &'static [&'static str], &'static [&'static str], &'static [&'static str]);
    let table: [Row; 5] = [
        (U::Block, M::Block, (Some(S::NeedsAttention), Some(R::NotLinked)), &[], &[], &[]),
        (U::Block, M::Split, (Some(S::NeedsAttention), Some(R::NotLinked)), &[], &[], &[]),
        (U::Split, M::Block, (Some(S::NeedsAttention), Some(R::MixedOrder)), &[], &[], &["4"]),
        (U::Split, M::Split, (Some(S::WaitingToExport), None), &["1", "2"], &["3"], &["4"]),
        (U::ImportAll, M::Split, (Some(S::WaitingToExport), None), &["1", "2"], &["3", "4"], &[]),
    ];
    for (unlinked, mixed_policy, outcome, to_amazon, own, seller) in table {
        let mut c = mixed();
        c.settings.chosen.unlinked_line = unlinked;
        c.settings.chosen.mixed = mixed_policy;
        assert_eq!(c.outcome(), outcome, "{unlinked:?} {mixed_policy:?}");
        let split = split(&c.order, &c.links, &c.settings.chosen, &c.overrides);
        assert_eq!(ids(&split.amazon), to_amazon, "{unlinked:?} {mixed_policy:?}");
        assert_eq!(ids(&split.own), own, "{unlinked:?} {mixed_policy:?}");
        assert_eq!(ids(&split.seller), seller, "{unlinked:?} {mixed_policy:?}");
    }
    let mut c = mixed();
    c.settings.chosen.split_unlinked = true;
    c.settings.chosen.mixed = MixedPolicy::Split;
    assert_eq!(plan(&c).units(), 2, "F040 means split whatever F037 says");
}

// F041, F011: a merchant-fulfilled SKU never goes to Amazon.
#[test]
fn an_order_of_own_stock_goes_to_the_own_warehouse_or_is_left_to_the_seller() {
    let mut c = case(&[("1", "B")]);
    c.links = Links::new([link("B", &[("B", 1)], StoredBy::Merchant)]);
    assert_eq!(c.outcome(), (Some(S::NeedsAttention), Some(R::MixedOrder)));
    c.settings.chosen.mixed = MixedPolicy::Split;
    assert_eq!(c.outcome(), (Some(S::LeftToSeller), Some(R::NothingAtAmazon)));
    c.settings.chosen.own_warehouse = true;
    assert_eq!(c.outcome(), (Some(S::WaitingToExport), Some(R::OwnWarehouse)));
    assert!(c.decide().plan().is_none(), "nothing of it is sent to Amazon");
}

// F037, F038: no linked line at all is *Unlinked*, unless unlinked lines are taken as text.
#[test]
fn an_order_without_a_linked_line_is_unlinked() {
    let mut c = case(&[("1", "C")]);
    c.links = Links::default();
    c.settings.chosen.unlinked_line = UnlinkedPolicy::Split;
    assert_eq!(c.outcome(), (Some(S::Unlinked), Some(R::NotLinked)));
    c.settings.chosen.unlinked_line = UnlinkedPolicy::ImportAll;
    assert_eq!(c.outcome().0, Some(S::Unlinked), "there is no own warehouse to take the text");
    c.settings.chosen.own_warehouse = true;
    assert_eq!(c.outcome(), (Some(S::WaitingToExport), Some(R::OwnWarehouse)));
}

// F063, F064, F065: greater than is blocked, equal passes; the whole order is looked at before it is split.
#[test]
fn rules_keep_an_order_back_and_equal_passes() {
    let mut c = case(&[("1", "MUG"), ("2", "MUG"), ("3", "SET")]);
    c.links = Links::new([amazon("MUG"), link("SET", &[("POT", 9)], StoredBy::Amazon)]);
    c.order.money.total = Some(usd("59.97"));
    c.settings.chosen.max_pieces = Some(3);
    c.settings.chosen.max_total = Some(usd("59.97"));
    assert_eq!(c.outcome().0, Some(S::WaitingToExport), "three sold units, whatever the bundle holds");
    c.settings.chosen.max_pieces = Some(2);
    assert_eq!(c.outcome(), (Some(S::BlockedByRule), Some(R::RuleTooManyPieces)));
    c.settings.chosen.max_pieces = None;
    c.settings.chosen.max_total = Some(usd("59.96"));
    assert_eq!(c.outcome(), (Some(S::BlockedByRule), Some(R::RuleTotalTooHigh)));
    c.settings.chosen.max_total = Some(Money::parse("1", "GBP").unwrap());
    assert_eq!(c.outcome().0, Some(S::WaitingToExport), "another currency does not match");
    assert_eq!(
        routing::other_currency(&c.order, &c.settings.chosen).map(|r| r.code),
        Some(R::RuleOtherCurrency),
        "and a notice says so"
    );
    c.settings.chosen.max_pieces = Some(2);
    c.overrides.past_rules = true;
    assert_eq!(c.outcome().0, Some(S::WaitingToExport), "F067: a person let it pass");
}

// F065: exact or prefix; with *split* only those lines are kept back.
#[test]
fn blocked_skus_keep_back_the_order_or_only_their_lines() {
    let mut c = case(&[("1", "MUG-RED"), ("2", "LAMP")]);
    c.settings.chosen.blocked_skus = vec![SkuPattern::parse(" MUG-* ").unwrap()];
    assert_eq!(c.outcome(), (Some(S::BlockedByRule), Some(R::RuleBlockedSku)));
    c.settings.chosen.mixed = MixedPolicy::Split;
    let split = split(&c.order, &c.links, &c.settings.chosen, &c.overrides);
    assert_eq!((ids(&split.amazon), ids(&split.seller)), (vec!["2"], vec!["1"]));
    c.settings.chosen.blocked_skus = vec![SkuPattern::parse("mug-red").unwrap()];
    assert_eq!(plan(&c).units(), 2, "case is kept (C34)");
    c.settings.chosen.blocked_skus = ["MUG-RED", "LAMP"].map(|s| SkuPattern::parse(s).unwrap()).to_vec();
    assert_eq!(c.outcome(), (Some(S::BlockedByRule), Some(R::RuleBlockedSku)), "nothing is left to send");
    assert_eq!(SkuPattern::parse("*"), None, "a lone star would mean everything");
}

// F061: the worked examples of features section 5.
#[test]
fn the_delay_counts_from_the_release() {
    let seen = at(11, 0) + TimeDelta::seconds(40);
    let mut c = case(&[("1", "MUG")]);
    c.released_at = Some(seen);
    for (hours, days_later) in [(24, 1), (72, 3)] {
        c.settings.chosen.delay_minutes = hours * 60;
        let due = seen + TimeDelta::days(days_later);
        c.now = due - TimeDelta::seconds(1);
        let Decision::Hold { state, until, reason } = c.decide() else { panic!("{:?}", c.decide()) };
        assert_eq!((state, until, reason.code), (S::Delayed, Some(due), R::ExtraDelay));
        c.now = due;
        assert_eq!(c.outcome().0, Some(S::WaitingToExport));
    }
    c.now = at(15, 0);
    c.settings.chosen.delay_minutes = 60;
    assert_eq!(c.outcome().0, Some(S::WaitingToExport), "24 h changed to 1 h: due at once");
    c.settings.chosen.delay_minutes = 24 * 60;
    assert_eq!(c.outcome().0, Some(S::Delayed), "1 h changed to 24 h: waits again");
    c.overrides.send_now = true;
    assert_eq!(c.outcome().0, Some(S::WaitingToExport), "send now skips the rest");
}

// F061: an order first seen after its release is not delayed from the moment it is seen.
#[test]
fn an_order_seen_late_counts_from_its_release_at_the_platform() {
    let mut c = case(&[("1", "MUG")]);
    c.settings.chosen.delay_minutes = 60;
    c.order.updated_at = at(11, 0);
    c.now = at(12, 0);
    assert_eq!(c.outcome().0, Some(S::WaitingToExport));
    c.now = at(11, 59);
    assert_eq!(c.outcome().0, Some(S::Delayed));
}

// F062: kept at once when the address is known and the marketplace can hold, never before.
#[test]
fn a_delayed_order_is_kept_at_amazon() {
    let mut c = case(&[("1", "MUG")]);
    c.settings.chosen.delay_minutes = 24 * 60;
    c.settings.chosen.keep_stock = true;
    let Decision::Reserve { plan, until, .. } = c.decide() else { panic!("{:?}", c.decide()) };
    assert_eq!((plan.action, until), (ExportAction::Hold, at(11, 0) + TimeDelta::days(1)));
    assert_eq!(c.outcome().0, Some(S::Delayed));
    c.order.ship_to.postcode = Hidden::Hidden;
    assert_eq!(c.outcome(), (Some(S::Delayed), Some(R::ExtraDelay)), "the address is not known yet");
    let mut c = case(&[("1", "MUG")]);
    c.settings.chosen.delay_minutes = 60;
    c.settings.chosen.keep_stock = true;
    c.settings.marketplaces[0].holds = false;
    assert!(c.decide().plan().is_none(), "this marketplace cannot hold");
}

// F061: warned about, never shortened silently.
#[test]
fn a_delay_that_may_miss_the_ship_by_time_is_risky() {
    let mut c = case(&[("1", "MUG")]);
    c.order.deadlines.ship_by = Some(at(11, 0) + TimeDelta::days(2));
    let chosen = &c.settings.chosen;
    assert!(!is_risky(&c.order, chosen, at(11, 0), false), "Standard: two days");
    assert!(is_risky(&c.order, chosen, at(11, 1), false));
    assert!(!is_risky(&c.order, chosen, at(11, 0) + TimeDelta::hours(42), true), "an early number: six hours");
}

// F069: by the platform's service, else the default.
#[test]
fn the_shipping_service_chooses_the_speed() {
    let mut c = case(&[("1", "MUG")]);
    c.settings.chosen.speeds = vec![SpeedRow { service: "Next Day".into(), speed: Speed::Expedited }];
    assert_eq!(plan(&c).speed, Speed::Standard);
    c.order.delivery_option_name = Some(" next day ".into());
    assert_eq!(plan(&c).speed, Speed::Expedited);
    c.settings.chosen.speeds.clear();
    c.settings.chosen.default_speed = Speed::Priority;
    assert_eq!(plan(&c).speed, Speed::Priority);
}

// F070, F071, F068: notes, else the standard text, else the shop's name; plain and cut.
#[test]
fn the_packing_slip_says_what_was_chosen() {
    let mut c = case(&[("1", "MUG")]);
    c.order.buyer_note = Some("Happy  birthday\u{0007}! 🎂".into());
    c.order.seller_note = Some("fragile".into());
    assert_eq!(plan(&c).slip_text, "Practice shop");
    c.settings.marketplaces[0].settings.slip_text = "Thank you for your order".into();
    assert_eq!(plan(&c).slip_text, "Thank you for your order");
    c.settings.marketplaces[0].settings.forward_note = true;
    assert_eq!(plan(&c).slip_text, "Happy birthday ! / fragile", "both, the buyer's first");
    c.order.buyer_note = Some("ü".repeat(10_000));
    assert_eq!(plan(&c).slip_text.chars().count(), 750, "cut at a character");
    (c.order.buyer_note, c.order.seller_note) = (Some("🎂🎂".into()), None);
    assert_eq!(plan(&c).slip_text, "Thank you for your order", "nothing printable is no note");
}

// F072, F073, F431: as features, required or only wanted.
#[test]
fn boxes_and_couriers_become_features() {
    let wishes = |change: fn(&mut MarketplaceSettings)| {
        let mut c = case(&[("1", "MUG")]);
        c.order.money.total = Some(usd("50"));
        change(&mut c.settings.marketplaces[0].settings);
        plan(&c).features.into_iter().map(|f| (f.name, f.required)).collect::<Vec<_>>()
    };
    use FeatureName as F;
    assert_eq!(wishes(|_| {}), []);
    assert_eq!(wishes(|s| s.logistics = LogisticsPolicy::Blocked), [(F::BlockAmzl, true)]);
    assert_eq!(wishes(|s| s.logistics = LogisticsPolicy::TiktokOnly), [], "allowed for TikTok orders (C22)");
    assert_eq!(wishes(|s| s.plain_box = BoxPolicy::PreferPlain), [(F::BlankBox, false)]);
    assert_eq!(wishes(|s| s.plain_box = BoxPolicy::MustBePlain), [(F::BlankBox, true)]);
    assert_eq!(wishes(|s| s.plain_box = BoxPolicy::PlainForOthers), [], "TikTok as the account says (C23)");
    assert_eq!(wishes(|s| s.extras.overbox = FeatureUse::Wanted), [(F::Overbox, false)]);
    let signed = |s: &mut MarketplaceSettings| s.extras.signature = FeatureUse::Required;
    assert_eq!(wishes(signed), [(F::SignatureConfirmation, true)]);
    assert_eq!(
        wishes(|s| {
            s.extras.signature = FeatureUse::Required;
            s.extras.signature_from = Money::parse("50.01", "USD").ok();
        }),
        [],
        "a signature from an order value on"
    );
}

// F324: the first marketplace in the order of preference that stores all of it.
#[test]
fn the_preferred_marketplace_that_stores_all_ships() {
    let mut c = case(&[("1", "MUG"), ("2", "LAMP")]);
    let stocked = |id: &str, skus: &[&str]| {
        let mut m = marketplace(id);
        m.stocked = Some(skus.iter().map(|s| SellerSku::new(s).unwrap()).collect());
        m
    };
    c.settings.marketplaces = vec![stocked("amz-1", &["MUG"]), stocked("amz-2", &["MUG", "LAMP"])];
    assert_eq!(c.decide().plan().unwrap().1.as_str(), "amz-2");
    c.settings.marketplaces[1] = stocked("amz-2", &["LAMP"]);
    assert_eq!(c.outcome(), (Some(S::NeedsAttention), Some(R::SeveralMarketplaces)));
}

// F328: special kinds ask unless their switch says send.
#[test]
fn special_orders_ask_or_are_sent() {
    let mut c = case(&[("1", "MUG")]);
    c.order.marks.sample = true;
    assert_eq!(c.outcome(), (Some(S::NeedsAttention), Some(R::Sample)));
    c.settings.chosen.samples = SpecialPolicy::Send;
    assert_eq!(c.outcome().0, Some(S::WaitingToExport));
    c.order.marks.replacement = true;
    assert_eq!(c.outcome().1, Some(R::Replacement));
    c.settings.chosen.replacements = SpecialPolicy::Send;
    c.order.marks.exchange = true;
    assert_eq!(c.outcome().1, Some(R::Exchange));
    c.settings.chosen.exchanges = SpecialPolicy::Send;
    c.order.marks.cash_on_delivery = true;
    assert_eq!(c.outcome().1, Some(R::CashOnDelivery), "always asks");
}

// F320: what is left after the fee; what is not known matches no rule.
#[test]
fn a_loss_greater_than_allowed_is_found() {
    let mut c = case(&[("1", "MUG")]);
    c.order.money.subtotal = Some(usd("10.00"));
    c.order.money.platform_discount = Some(usd("2.00"));
    let fee = usd("12.50");
    let found = margin(&c.order.money, Some(&fee), "8".parse().ok());
    assert_eq!(found.payout, Some(usd("11.04")), "12.00 less 8 %");
    assert_eq!(found.left, Some(usd("-1.46")));
    assert!(loses_too_much(&found, Some(&usd("1.45"))));
    assert!(!loses_too_much(&found, Some(&usd("1.46"))), "equal is allowed");
    assert!(!loses_too_much(&margin(&c.order.money, Some(&fee), None), Some(&usd("0"))), "unknown matches nothing");
}

// F432: the cheapest that keeps the dates; none does: the fastest.
#[test]
fn the_cheapest_speed_that_keeps_the_promise_is_taken() {
    let offer =
        |speed: Speed, fee: &str, hour: u32| SpeedOffer { speed, fee: Some(usd(fee)), arrives_by: Some(at(hour, 0)) };
    let offers = [offer(Speed::Standard, "5.00", 20), offer(Speed::Expedited, "9.00", 15)];
    let by = |hour: u32| Promise { deliver_by: Some(at(hour, 0)), ..Promise::default() };
    assert_eq!(choose_speed(&offers, &by(20), at(9, 0)), Some(SpeedChoice::Keeps(Speed::Standard)));
    assert_eq!(choose_speed(&offers, &by(19), at(9, 0)), Some(SpeedChoice::Keeps(Speed::Expedited)));
    assert_eq!(choose_speed(&offers, &by(10), at(9, 0)), Some(SpeedChoice::Fastest(Speed::Expedited)));
    let number = Promise { ship_by: Some(at(9, 0) + TimeDelta::days(1)), ..by(20) };
    assert_eq!(
        choose_speed(&offers, &number, at(9, 0)),
        Some(SpeedChoice::Keeps(Speed::Expedited)),
        "Standard: number in two days"
    );
    assert_eq!(choose_speed(&[], &by(20), at(9, 0)), None);
}

// F013: compared only when both currencies are known.
#[test]
fn an_order_in_another_currency_than_the_marketplace_is_not_sent() {
    let mut case = case(&[("l1", "A")]);
    case.settings.marketplaces[0].currency = Currency::new("GBP").ok();
    case.order.money.total = None;
    assert!(matches!(case.decide(), Decision::Send { .. }), "unknown is not different");
    case.order.money.total = Money::parse("10", "USD").ok();
    assert_eq!(case.decide().reason().map(|r| r.code), Some(ReasonCode::CurrencyDiffers));
    case.settings.marketplaces[0].currency = Currency::new("USD").ok();
    assert!(matches!(case.decide(), Decision::Send { .. }));
}
