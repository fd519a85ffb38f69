//! What a region decides, and the shop's checklist (F008, F012, F404, F428).

use crate::support::*;
use serde_json::json;
use shopferry_channel::{SalesChannel, ShippingWay, Splitting};
use shopferry_domain::readiness::Prerequisite;
use shopferry_tiktok_shop::region::{REGIONS, facts};

// F008, F428
#[test]
fn sixteen_regions_are_known_and_any_other_is_read_only() {
    let codes: Vec<&str> = REGIONS.iter().map(|region| region.code).collect();
    let wanted = ["US", "GB", "IE", "DE", "FR", "IT", "ES", "JP", "BR", "MX", "SG", "VN", "TH", "MY", "ID", "PH"];
    assert_eq!(codes, wanted);
    for code in codes {
        let facts = facts(code, false);
        let listing = facts.listing.unwrap();
        assert!(facts.known && facts.as_of.is_some() && facts.currency.is_some(), "{code}");
        assert!(listing.title_chars_min < listing.title_chars_max && !listing.weight_units.is_empty(), "{code}");
        assert_eq!(facts.cancels_single_lines, ["US", "GB"].contains(&code), "{code}");
    }
    let strange = facts("CN", true);
    assert!(!strange.known && strange.shipping_way.is_none() && strange.listing.is_none() && strange.cross_border);
    assert_eq!((facts("uk", false).code.as_str(), facts("CN", true).code.as_str()), ("GB", "CN"));
}

// F404, F428: the rows of the fact sheet that differ.
#[test]
fn the_table_says_what_the_platform_documents() {
    let us = facts("US", false);
    assert_eq!((us.correction.within_hours, us.correction.times), (Some(72), Some(1)));
    assert!(us.shipping_rejects_request && us.takes_early_numbers && us.checks_numbers && us.may_refuse_usps);
    let listing = us.listing.unwrap();
    assert_eq!((listing.title_chars_max, listing.price_range), (255, Some(("0.01", "7600"))));
    assert!(listing.weight_units.contains(&"POUND"), "pounds in the US only");
    let way = |code| (facts(code, false).shipping_way.unwrap(), facts(code, false).splitting.unwrap());
    for code in ["US", "GB", "IE", "DE", "FR", "IT", "ES", "JP"] {
        assert_eq!(way(code), (ShippingWay::MarkingLines, Splitting::ByUnit), "{code}");
    }
    for code in ["BR", "MX", "SG", "VN", "TH", "MY", "ID", "PH"] {
        assert_eq!(way(code), (ShippingWay::ShippingPackages, Splitting::BySku), "{code}");
    }
    assert_eq!(facts("MX", true).splitting, Some(Splitting::ByUnit), "a seller from abroad may split SKUs");
    let title = |code| facts(code, false).listing.map(|l| (l.title_chars_min, l.title_chars_max)).unwrap();
    assert_eq!((title("BR"), title("SG"), title("GB")), ((1, 300), (25, 255), (1, 255)));
    let units = |code| facts(code, false).listing.unwrap().weight_units;
    assert!(["BR", "JP", "MX"].iter().all(|code| units(code).contains(&"GRAM")) && !units("DE").contains(&"GRAM"));
}

// F008
#[tokio::test(start_paused = true)]
async fn a_shop_shows_its_regions_facts() {
    let stub = Stub::new();
    assert_eq!(shop_in("uk", &stub).region().code, "GB");
    let unknown = shop_in("ZZ", &stub);
    assert!(!unknown.region().known && unknown.shipments().is_none() && unknown.packages().is_some());
}

// F012
#[tokio::test(start_paused = true)]
async fn the_checklist_is_the_platforms_and_unknown_is_not_failed() {
    let stub = Stub::new().on(
        "/product/202312/prerequisites",
        ok(json!({"check_results": [
            {"check_item": "RETURN_WAREHOUSE", "is_failed": true, "fail_reasons": ["Set it\u{7} first"]},
            {"check_item": "BANk_ACCOUNT", "is_failed": false, "fail_reasons": null},
            {"check_item": "SHOP_TAX"},
            {"check_item": "PRACTICE_NEW_CHECK", "is_failed": "true"},
            {"is_failed": true}
        ]})),
    );
    let list = shop_in("US", &stub).readiness().unwrap().readiness().await.unwrap();
    let of = |name: Prerequisite| list.iter().find(|item| item.name == name).unwrap();
    assert_eq!(of(Prerequisite::ReturnWarehouse).passed, Some(false));
    assert_eq!(of(Prerequisite::ReturnWarehouse).reasons, ["Set it first"]);
    assert_eq!(of(Prerequisite::BankAccount).passed, Some(true), "whatever its spelling");
    assert_eq!(of(Prerequisite::Tax).passed, None, "told without a word");
    assert_eq!(of(Prerequisite::ShopActive).passed, None, "not told");
    assert_eq!(list.len(), Prerequisite::ALL.len() + 1);
    assert_eq!(of(Prerequisite::Unknown("PRACTICE_NEW_CHECK".to_owned())).passed, Some(false));
}
