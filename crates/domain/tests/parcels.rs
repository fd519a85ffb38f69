//! F082, F083, F085, F086, F091: parcels, numbers and carriers.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use std::collections::BTreeSet;

use shopferry_domain::carrier::{Carrier, CarrierChoice, amazon_entry, entry_for};
use shopferry_domain::fulfillment::FulfillmentPackage;
use shopferry_domain::package::lines_of_package;
use shopferry_domain::tracking::{NumberFault, TrackingNumber, number_to_send};
use shopferry_domain::*;
use support::{amazon, link, order};

fn sku(text: &str) -> SellerSku {
    SellerSku::new(text).unwrap()
}

fn ids(lines: &[&str]) -> BTreeSet<LineId> {
    lines.iter().map(|l| LineId::new(l).unwrap()).collect()
}

fn names(lines: &[LineId]) -> Vec<&str> {
    lines.iter().map(LineId::as_str).collect()
}

#[test]
fn f086_the_worked_example_of_section_9_in_both_orders() {
    let order = order(&[("1", "A"), ("2", "A"), ("3", "A"), ("4", "K")]);
    let links = Links::new([amazon("A"), link("K", &[("B", 1), ("C", 1)], StoredBy::Amazon)]);
    let all = ids(&["1", "2", "3", "4"]);
    let p1 = [(sku("A"), 1), (sku("B"), 1)];
    let p2 = [(sku("A"), 2)];
    let p3 = [(sku("C"), 1)];
    let of =
        |taken: &[&str], contents: &[(SellerSku, u32)]| lines_of_package(&order, &links, &all, &ids(taken), contents);
    assert_eq!(names(&of(&[], &p1).ship), ["1", "4"]);
    assert_eq!(names(&of(&["1", "4"], &p2).ship), ["2", "3"]);
    let third = of(&["1", "2", "3", "4"], &p3);
    assert_eq!((names(&third.ship), names(&third.note)), (vec![], vec!["4"]), "no platform call, the number is noted");
    assert_eq!(names(&of(&[], &p2).ship), ["1", "2"], "P2 first");
    assert_eq!(names(&of(&["1", "2"], &p1).ship), ["3", "4"], "then P1");
}

#[test]
fn f085_numbers_are_tidied_and_checked() {
    assert_eq!(TrackingNumber::tidy(" 1z 999 aa1 ").unwrap().as_str(), "1Z999AA1");
    assert_eq!(TrackingNumber::as_given("TBA123456789000").unwrap().as_str(), "TBA123456789000");
    assert_eq!(TrackingNumber::tidy("123").unwrap_err(), NumberFault::Length);
    assert_eq!(TrackingNumber::tidy(&"9".repeat(51)).unwrap_err(), NumberFault::Length);
    assert_eq!(TrackingNumber::tidy("12#45").unwrap_err(), NumberFault::Character);
}

#[test]
fn f091_amazons_early_number_goes_first_where_it_is_taken() {
    let package = |early: Option<&str>, carrier: Option<&str>| FulfillmentPackage {
        id: FulfillerPackageId::new("1").unwrap(),
        carrier: Some("USPS".into()),
        carrier_number: carrier.map(Into::into),
        amazon_number: early.map(Into::into),
        contents: Vec::new(),
        shipped: false,
        arrives_at: None,
        number: None,
        milestone: None,
        documents: Vec::new(),
    };
    assert_eq!(number_to_send(&package(Some("AFTN1"), Some("9400")), true), Some("AFTN1"));
    assert_eq!(number_to_send(&package(Some("AFTN1"), Some("9400")), false), Some("9400"));
    assert_eq!(number_to_send(&package(None, Some(" ")), true), None, "an empty number is none");
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
