//! Parcels as the platform shows them, changing their numbers, and numbers it does not take (F087, F089, F092, F405,
//! F407, F430).

use crate::support::*;
use serde_json::json;
use shopferry_channel::{ChannelError, Correction, PackageState, RefusalKind, Result, SalesChannel, ShipmentNotice};
use shopferry_domain::order::{PackageStatus, PackageTag};
use shopferry_domain::tracking::TrackingNumber;
use shopferry_domain::{CarrierId, LineId, PackageId, ReasonCode, RemoteOrderId};

const PACKAGE: &str = "/fulfillment/202309/packages/115";
const CORRECT: &str = "/fulfillment/202610/packages/115/shipping_info/update";
const CORRECT_OLD: &str = "/fulfillment/202309/packages/115/shipping_info/update";

async fn read(stub: &Stub) -> Result<Option<PackageState>> {
    shop_in("US", stub).packages().unwrap().read(&PackageId::new("115").unwrap()).await
}

fn correction() -> Correction {
    Correction {
        package: PackageId::new("115").unwrap(),
        number: TrackingNumber::as_given("1Z999AA10123456784").unwrap(),
        carrier: CarrierId::new("7117").unwrap(),
    }
}

// F087, F092, F407
#[tokio::test(start_paused = true)]
async fn a_parcel_tells_how_far_it_is_and_what_the_platform_thinks_of_it() {
    let stub = Stub::new().on(
        PACKAGE,
        ok(json!({
            "package_id": "115", "orders": [{"id": "576"}, {"id": "577"}], "order_line_item_ids": ["999", 1000],
            "package_status": "PROCESSING", "package_sub_status": "RTS", "biz_extension_tags": ["NON_MCF", "LATER_TAG"],
            "tracking_number": "TBA000417", "last_mile_tracking_number": "", "shipping_provider_id": 7117,
            "shipping_provider_name": "Amazon", "create_time": NOW - 60, "update_time": NOW,
            "recipient_address": {"name": "Practice Buyer 0417"}
        })),
    );
    let parcel = read(&stub).await.unwrap().unwrap();
    assert_eq!(parcel.status, PackageStatus::AwaitingCollection);
    assert!(parcel.is_wrong_tracking());
    assert_eq!(parcel.tags[1], PackageTag::Unknown("LATER_TAG".to_owned()), "unknown marks survive");
    assert_eq!(parcel.orders.len(), 2, "combined by the platform");
    assert_eq!((parcel.lines.len(), parcel.number.as_deref()), (2, Some("TBA000417")));
    assert_eq!((parcel.carrier, parcel.last_mile_number), (CarrierId::new("7117").ok(), None));
    assert_eq!((parcel.created_at, parcel.updated_at), (Some(at(NOW - 60)), Some(at(NOW))));
    let bare = Stub::new().on(PACKAGE, ok(json!({"package_status": "FULFILLING"})));
    let parcel = read(&bare).await.unwrap().unwrap();
    assert_eq!((parcel.package.as_str(), parcel.status), ("115", PackageStatus::InTransit));
    assert!(!PackageState { tags: vec![], ..read(&bare).await.unwrap().unwrap() }.is_wrong_tracking());
}

// F405
#[tokio::test(start_paused = true)]
async fn a_parcel_that_is_not_there_is_none_and_a_nameless_state_is_unreadable() {
    let stub = Stub::new().on(PACKAGE, no(200, 21_011_028, "does not belong to the current shop"));
    assert_eq!(read(&stub).await.unwrap(), None);
    let stub = Stub::new().on(PACKAGE, ok(json!({"package_id": "115"})));
    assert!(matches!(read(&stub).await, Err(ChannelError::Malformed { path, .. }) if path.contains("package_status")));
}

// F089
#[tokio::test(start_paused = true)]
async fn number_and_carrier_are_changed_in_the_newest_form_or_the_older_one() {
    let stub = Stub::new().on(CORRECT, ok(json!({})));
    shop_in("US", &stub).shipments().unwrap().correct(&correction()).await.unwrap();
    let info = json!({"tracking_number": "1Z999AA10123456784", "shipping_provider_id": "7117"});
    assert_eq!(stub.at(CORRECT)[0].body, json!({"shipping_info_list": [info.clone()]}));
    let stub = Stub::new().on(CORRECT_OLD, ok(json!({})));
    shop_in("GB", &stub).shipments().unwrap().correct(&correction()).await.unwrap();
    assert_eq!(stub.at(CORRECT_OLD)[0].body, info);
}

// F089
#[tokio::test(start_paused = true)]
async fn a_change_that_comes_too_late_is_told_and_never_repeated() {
    let rows = [
        (21_011_049, ReasonCode::CorrectionOver),
        (21_011_050, ReasonCode::CorrectionOver),
        (21_011_030, ReasonCode::CorrectionOver),
        (21_011_051, ReasonCode::CorrectionUsed),
        (21_011_052, ReasonCode::CorrectionUsed),
    ];
    for (code, reason) in rows {
        let stub = Stub::new().on(CORRECT, no(400, code, "no"));
        match shop_in("US", &stub).shipments().unwrap().correct(&correction()).await {
            Err(ChannelError::Refused(no)) => assert_eq!((no.kind, no.reason), (RefusalKind::TooLate, reason)),
            other => panic!("{code}: {other:?}"),
        }
    }
    let stub = Stub::new().on(CORRECT, Outcome::Lost);
    let end = shop_in("US", &stub).shipments().unwrap().correct(&correction()).await;
    assert!(matches!(end, Err(ChannelError::OutcomeUnknown { .. })), "{end:?}");
    assert_eq!(stub.at(CORRECT).len(), 1, "it may have counted as the only time");
}

// F430
#[tokio::test(start_paused = true)]
async fn usps_numbers_from_elsewhere_are_refused_under_any_number() {
    let words = ["USPS labels that were not purchased on TikTok Shop are not supported", "Usps label must be bought"];
    for (code, message) in [(21_011_013, words[0]), (21_011_022, words[0]), (77, words[1])] {
        let path = "/fulfillment/202610/orders/576/packages";
        let stub = Stub::new().on(path, no(400, code, message));
        let notice = ShipmentNotice {
            order: RemoteOrderId::new("576").unwrap(),
            lines: vec![LineId::new("999").unwrap()],
            units: Vec::new(),
            number: TrackingNumber::as_given("9400100000000000000000").unwrap(),
            carrier: CarrierId::new("7117").unwrap(),
        };
        match shop_in("US", &stub).shipments().unwrap().mark_shipped(&notice).await {
            Err(ChannelError::Refused(no)) => {
                assert_eq!((no.kind, no.reason), (RefusalKind::PostageNotTheirs, ReasonCode::UspsNotTheirs), "{code}");
            }
            other => panic!("{other:?}"),
        }
    }
}
