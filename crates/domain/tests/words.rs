//! F044, F046, F190, F100: hidden data, money, equal SKUs, cancels; and that every reason can be told.

use shopferry_domain::cancel::{CancelStep, next_step};
use shopferry_domain::fulfillment::FulfillmentStatus as F;
use shopferry_domain::link::{Candidate, exact_matches};
use shopferry_domain::reason::REASONS;
use shopferry_domain::*;

#[test]
fn f044_stars_are_hidden_and_never_overwrite() {
    let held = Hidden::read(Some("78701"));
    assert_eq!(Hidden::read(Some("787**")), Hidden::Hidden);
    assert_eq!(Hidden::read(Some("  ")), Hidden::Absent);
    assert_eq!(Hidden::read(Some("787**")).or_keep(&held), held);
    assert_eq!(format!("{held:?}"), "Known(…)", "Debug never prints buyer data");
}

#[test]
fn f046_money_is_exact() {
    let a = Money::parse("0.10", "usd").unwrap();
    let b = Money::parse("0.20", "USD").unwrap();
    assert_eq!(a.plus(&b).unwrap().to_string(), "0.30 USD");
    assert!(a.plus(&Money::parse("1", "GBP").unwrap()).is_err());
    assert!(Money::parse("1,00", "USD").is_err());
}

#[test]
fn f190_only_exact_one_to_one_skus_match() {
    let listing =
        |id: &str, sku: &str| Candidate { id: ListingSkuId::new(id).unwrap(), sku: SellerSku::new(sku).unwrap() };
    let own: Vec<SellerSku> = ["A", "b", "C"].iter().map(|s| SellerSku::new(s).unwrap()).collect();
    let listings = [listing("1", " A "), listing("2", "B"), listing("3", "C"), listing("4", "C")];
    let found: Vec<String> = exact_matches(&listings, &own).into_iter().map(|(l, s)| format!("{l}={s}")).collect();
    assert_eq!(found, ["1=A"], "case differs: a suggestion; two candidates: a suggestion");
}

#[test]
fn unknown_statuses_survive_and_known_ones_ignore_case() {
    assert_eq!(F::parse("PROCESSING"), F::Processing);
    assert_eq!(F::parse("Teleported"), F::Unknown("Teleported".into()));
    let back: F = serde_json::from_str(&serde_json::to_string(&F::parse("Teleported")).unwrap()).unwrap();
    assert_eq!(back.as_str(), "Teleported");
}

#[test]
fn f100_the_cancel_races_of_section_7() {
    use OrderState as S;
    let table = [
        (S::WaitingToExport, None, 0, CancelStep::Drop),
        (S::Exporting, None, 0, CancelStep::AwaitOutcome),
        (S::Accepted, Some(F::Received), 0, CancelStep::AskFulfiller),
        (S::CancelRequested, Some(F::Planning), 0, CancelStep::AskFulfiller),
        (S::CancelRequested, Some(F::Planning), 1, CancelStep::Poll),
        (S::CancelRequested, Some(F::Cancelled), 1, CancelStep::Cancelled),
        (S::CancelRequested, Some(F::Processing), 0, CancelStep::TooLate),
        (S::CancelRequested, Some(F::Complete), 1, CancelStep::TooLate),
        (S::CancelRequested, Some(F::Unknown("Odd".into())), 0, CancelStep::Poll),
        (S::Cancelled, None, 0, CancelStep::Nothing),
    ];
    for (state, at_amazon, calls, step) in table {
        assert_eq!(next_step(state, at_amazon.as_ref(), calls, true), step, "{state:?} {at_amazon:?} {calls}");
    }
}

#[test]
fn f053_every_reason_has_a_name_a_sentence_and_a_cure() {
    for reason in REASONS {
        assert_eq!(ReasonCode::by_name(reason.name), Some(reason.code));
        assert!(reason.sentence.ends_with('.') && reason.cure.ends_with('.'), "{}", reason.name);
    }
}
