//! F082, F083, F085, F086, F091: parcels, numbers and carriers.
#![allow(clippy::type_complexity)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use std::collections::BTreeSet;

use shopferry_domain::carrier::{
    Carrier, CarrierChoice, CarrierDecision, CarrierQuestion, amazon_entry, decide_carrier, entry_for, number_fits,
};
use shopferry_domain::package::{LineShare, MatchedParcel, lines_of_package};
use shopferry_domain::tracking::{NumberFault, NumberRules, ParcelNumbers, TrackingNumber, number_to_send};
use shopferry_domain::*;
use support::{amazon, link, order};

fn sku(text: &str) -> SellerSku {
    SellerSku::new(text).unwrap()
}

fn ids(lines: &[&str]) -> BTreeSet<LineId> {
    lines.iter().map(|l| LineId::new(l).unwrap()).collect()
}

/// What went out with a parcel: `line` or `line/unit`.
fn names(shares: &[LineShare]) -> Vec<String> {
    let name = |share: &LineShare| match share.sub_items.as_slice() {
        [] => vec![share.line.to_string()],
        units => units.iter().map(|unit| format!("{}/{unit}", share.line)).collect(),
    };
    shares.iter().flat_map(name).collect()
}

/// Matches parcels one after the other: what each ships and what it only notes.
fn matched(order: &Order, links: &Links, parcels: &[&[(&str, u32)]]) -> Vec<(Vec<String>, Vec<String>)> {
    let all: BTreeSet<LineId> = order.lines.iter().map(|l| l.id.clone()).collect();
    let mut earlier: Vec<(Vec<(SellerSku, u32)>, Vec<LineShare>)> = Vec::new();
    let mut found = Vec::new();
    for parcel in parcels {
        let contents: Vec<(SellerSku, u32)> = parcel.iter().map(|(s, n)| (sku(s), *n)).collect();
        let before: Vec<MatchedParcel<'_>> =
            earlier.iter().map(|(contents, ship)| MatchedParcel { contents, ship }).collect();
        let lines = lines_of_package(order, links, &all, &before, &contents);
        found.push((names(&lines.ship), lines.note.iter().map(ToString::to_string).collect()));
        earlier.push((contents, lines.ship));
    }
    found
}

fn told(ship: &[&str], note: &[&str]) -> (Vec<String>, Vec<String>) {
    let owned = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect();
    (owned(ship), owned(note))
}

const P1: &[(&str, u32)] = &[("A", 1), ("B", 1)];
const P2: &[(&str, u32)] = &[("A", 2)];
const P3: &[(&str, u32)] = &[("C", 1)];

fn worked_example() -> (Order, Links) {
    let order = order(&[("1", "A"), ("2", "A"), ("3", "A"), ("4", "K")]);
    (order, Links::new([amazon("A"), link("K", &[("B", 1), ("C", 1)], StoredBy::Amazon)]))
}

// F086
#[test]
fn f086_the_worked_example_of_section_9_in_both_orders() {
    let (order, links) = worked_example();
    let one = matched(&order, &links, &[P1, P2, P3]);
    assert_eq!(one, [told(&["1", "4"], &[]), told(&["2", "3"], &[]), told(&[], &["4"])], "P3 is only noted");
    let other = matched(&order, &links, &[P2, P1, P3]);
    assert_eq!(other, [told(&["1", "2"], &[]), told(&["3", "4"], &[]), told(&[], &["4"])], "P2 first");
}

// F086
#[test]
fn f086_each_unit_of_a_bundle_made_on_the_platform_goes_with_the_parcel_that_holds_it() {
    let (mut order, links) = worked_example();
    let unit = |name: &str, id: &str| shopferry_domain::order::BundleContent {
        seller_sku: Some(sku(name)),
        count: 1,
        sub_items: vec![SubItemId::new(id).unwrap()],
    };
    order.lines[3].contents = vec![unit("B", "b"), unit("C", "c")];
    let one = matched(&order, &links, &[P1, P2, P3]);
    assert_eq!(one, [told(&["1", "4/b"], &[]), told(&["2", "3"], &[]), told(&["4/c"], &[])]);
    // The platform names other contents than the link: the line goes as a whole with the first parcel.
    order.lines[3].contents = vec![unit("B", "b")];
    assert_eq!(matched(&order, &links, &[P1])[0], told(&["1", "4"], &[]));
}

// F086, I04, I05
#[test]
fn f086_a_further_piece_of_a_line_already_shipped_never_ships_another_line() {
    let order = order(&[("1", "PACK"), ("2", "PACK")]);
    let links = Links::new([link("PACK", &[("A", 3)], StoredBy::Amazon)]);
    let parcels: &[&[(&str, u32)]] = &[&[("A", 2)], &[("A", 1)], &[("A", 3)]];
    assert_eq!(matched(&order, &links, parcels), [told(&["1"], &[]), told(&[], &["1"]), told(&["2"], &[])]);
}

// F086, I05
#[test]
fn f086_lines_shipped_by_hand_cancelled_or_of_another_part_are_left_alone() {
    let (mut order, links) = worked_example();
    order.lines[0].package = Some(PackageId::new("by-hand").unwrap());
    order.lines[1].status = shopferry_domain::order::PlatformStatus::Cancelled;
    assert_eq!(matched(&order, &links, &[&[("A", 1)], &[("A", 1)]]), [told(&["3"], &[]), told(&[], &[])]);
    let part = ids(&["4"]);
    let lines = lines_of_package(&order, &links, &part, &[], &[(sku("A"), 1), (sku("B"), 1)]);
    assert_eq!(names(&lines.ship), ["4"]);
}

#[test]
fn f085_numbers_are_tidied_and_checked() {
    assert_eq!(TrackingNumber::tidy(" 1z 999 aa1 ").unwrap().as_str(), "1Z999AA1");
    assert_eq!(TrackingNumber::as_given("TBA123456789000").unwrap().as_str(), "TBA123456789000");
    assert_eq!(TrackingNumber::tidy("123").unwrap_err(), NumberFault::Length);
    assert_eq!(TrackingNumber::tidy(&"9".repeat(51)).unwrap_err(), NumberFault::Length);
    assert_eq!(TrackingNumber::tidy("12#45").unwrap_err(), NumberFault::Character);
}

// F091, F430
#[test]
fn f091_f430_amazons_number_goes_first_where_it_is_taken_and_before_a_usps_number() {
    let numbers = |carrier, early, own, rejected| ParcelNumbers {
        carrier: Some(carrier),
        carrier_number: own,
        amazon_number: early,
        rejected,
    };
    let early = NumberRules { early: true, spares_usps: false };
    let late = NumberRules::default();
    let spares = NumberRules { early: false, spares_usps: true };
    let both = numbers("UPS", Some("AFTN1"), Some("1Z"), &[]);
    let usps = numbers("USPS", Some("AFTN1"), Some("9400"), &[]);
    let cases = [
        (both, early, Some("AFTN1")),
        (both, late, Some("1Z")),
        (both, spares, Some("1Z")),
        (usps, spares, Some("AFTN1")),
        (numbers("USPS", None, Some("9400"), &[]), spares, Some("9400")),
        (numbers("UPS", None, Some(" "), &[]), early, None),
    ];
    for (parcel, rules, number) in cases {
        assert_eq!(number_to_send(parcel, rules), number, "{parcel:?} {rules:?}");
    }
    let refused = ["AFTN1".to_owned()];
    assert_eq!(number_to_send(numbers("UPS", Some("AFTN1"), Some("1Z"), &refused), early), Some("1Z"), "it gives way");
    let refused = ["9400".to_owned()];
    assert_eq!(number_to_send(numbers("USPS", Some("AFTN1"), Some("9400"), &refused), late), Some("AFTN1"));
    assert_eq!(number_to_send(numbers("USPS", None, Some("9400"), &refused), early), None);
}

fn carrier(id: &str, name: &str) -> Carrier {
    Carrier { id: CarrierId::new(id).unwrap(), name: name.into() }
}

#[test]
fn f082_the_amazon_entry_is_found_by_name_or_asked_for() {
    let list = [carrier("1", "USPS"), carrier("2", "Amazon Shipping + Amazon MCF"), carrier("3", "UPS")];
    assert_eq!(amazon_entry(&list), CarrierChoice::Found(CarrierId::new("2").unwrap()));
    assert_eq!(amazon_entry(&list[..1]), CarrierChoice::None);
    let two = [carrier("1", "Amazon Logistics"), carrier("2", "Amazon Shipping")];
    assert!(matches!(amazon_entry(&two), CarrierChoice::Several(_)), "ask once");
}

#[test]
fn f083_names_match_exactly_then_plainly_then_by_alias() {
    let list = [carrier("1", "FedEx"), carrier("2", "DHL eCommerce")];
    let found = |name: &str| entry_for(name, &list, &[]);
    assert_eq!(found("FEDEX"), CarrierChoice::Found(CarrierId::new("1").unwrap()));
    assert_eq!(found("FEDEX_SMARTPOST"), CarrierChoice::Found(CarrierId::new("1").unwrap()));
    assert_eq!(found("DHL_GLOBAL_MAIL"), CarrierChoice::Found(CarrierId::new("2").unwrap()));
    assert_eq!(found("Pigeon"), CarrierChoice::None);
    let map = [("Pigeon".to_owned(), CarrierId::new("2").unwrap())];
    assert_eq!(entry_for("pigeon", &list, &map), CarrierChoice::Found(CarrierId::new("2").unwrap()), "the kept answer");
}

// F082, F083, F084
#[test]
fn f084_the_carrier_is_decided_in_the_order_of_section_10() {
    let id = |text: &str| CarrierId::new(text).unwrap();
    let list = [carrier("1", "USPS"), carrier("2", "Amazon Shipping"), carrier("3", "UPS"), carrier("4", "Royal Mail")];
    let chosen = [("Pigeon".to_owned(), id("3")), ("Gone".to_owned(), id("99"))];
    let fallback = id("4");
    let unlisted = id("99");
    let ask = |name, amazon, number, fallback| {
        decide_carrier(&CarrierQuestion { list: &list, chosen: &chosen, amazon, name, number, fallback })
    };
    let unsure = |name: &str, suggestion| CarrierDecision::Ask { name: name.to_owned(), suggestion, several: false };
    let nobody = "NO-SHAPE-1";
    let cases = [
        // An Amazon parcel: always Amazon's entry, whatever the carrier is called.
        (Some("USPS"), true, nobody, None, CarrierDecision::Use(id("2"))),
        (Some("u.p.s."), false, nobody, None, CarrierDecision::Use(id("3"))),
        (Some("pigeon"), false, nobody, Some(&fallback), CarrierDecision::Use(id("3"))),
        // A pattern only suggests; a kept answer that is no longer listed is none.
        (Some("Gone"), false, "1Z999AA10123456784", None, unsure("Gone", Some(id("3")))),
        (Some("Owl"), false, nobody, Some(&fallback), CarrierDecision::Fallback(id("4"))),
        (Some("Owl"), false, "9400111899223344556677", Some(&fallback), CarrierDecision::Fallback(id("4"))),
        (Some("Owl"), false, nobody, Some(&unlisted), unsure("Owl", None)),
        (None, false, nobody, None, unsure("", None)),
    ];
    for (name, amazon, number, fallback, decision) in cases {
        assert_eq!(ask(name, amazon, number, fallback), decision, "{name:?} {amazon} {number}");
    }
    let without = [carrier("1", "USPS"), carrier("4", "Royal Mail")];
    let question = CarrierQuestion {
        list: &without,
        chosen: &[],
        amazon: true,
        name: Some("USPS"),
        number: nobody,
        fallback: Some(&fallback),
    };
    assert_eq!(decide_carrier(&question), unsure("Amazon", None), "never the fallback for an Amazon parcel");
    let kept = [("Amazon".to_owned(), id("1"))];
    assert_eq!(decide_carrier(&CarrierQuestion { chosen: &kept, ..question }), CarrierDecision::Use(id("1")));
}

// F085
#[test]
fn f085_a_number_is_held_against_the_form_of_its_carriers_numbers() {
    assert_eq!(number_fits("UPS", "1z999aa10123456784"), Some(true));
    assert_eq!(number_fits("UPS", "9400111899223344556677"), Some(false));
    assert_eq!(number_fits("Royal Mail", "AB123456789GB"), Some(true));
    assert_eq!(number_fits("Better Trucks", "whatever"), None, "a form that is not known refuses nothing");
}
