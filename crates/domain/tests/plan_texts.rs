//! Texts of a plan as Amazon takes them, and what a plan kept before it knew of options reads as (F062, F068, F072).
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fall over")]

mod support;

use shopferry_domain::plan::{ExportAction, ExportPlan, FeatureName, FeatureWish};
use shopferry_domain::plan_text::{SkuFault, check_sku, is_item_key, order_number, slip_text};
use shopferry_domain::routing::Decision;
use support::case;

fn plan() -> ExportPlan {
    match case(&[("1", "MUG")]).decide() {
        Decision::Send { plan, .. } => *plan,
        other => panic!("{other:?}"),
    }
}

/// F068
#[test]
fn f068_texts_are_latin_single_spaced_and_cut_at_a_character() {
    assert_eq!(order_number("  576  461\n413 "), "576 461 413");
    assert_eq!(order_number(&"9".repeat(60)).chars().count(), 40);
    let slip = slip_text(&format!("Grüße\u{202e}\u{0}  {} 漢字", "é".repeat(900)));
    assert_eq!((slip.chars().count(), slip.starts_with("Grüße éé")), (750, true));
    assert!(slip.len() > 750, "750 characters, not bytes");
    let cut = slip_text(&format!("{} tail", "x".repeat(749)));
    assert_eq!(cut.len(), 749, "no blank is left at the cut");
    assert_eq!(slip_text("😀 漢字 \u{7f}"), "");
}

/// F068
#[test]
fn f068_skus_and_item_keys_have_fifty_characters_and_no_double_quote() {
    assert_eq!((check_sku(&"ü".repeat(50)), check_sku(&"x".repeat(51))), (Ok(()), Err(SkuFault::TooLong)));
    assert_eq!(check_sku("TAPE-1\""), Err(SkuFault::Quote));
    assert!(is_item_key("item-1") && !is_item_key("") && !is_item_key(&"k".repeat(51)));
}

/// F062, F072: a plan stored before these choices existed ships at once, without any.
#[test]
fn f062_a_plan_kept_from_before_reads_as_one_that_ships() {
    let mut kept = serde_json::to_value(plan()).unwrap();
    for new in ["action", "features", "sales_channel"] {
        kept.as_object_mut().unwrap().remove(new);
    }
    let read: ExportPlan = serde_json::from_value(kept).unwrap();
    assert_eq!((read.action, read.features.len(), read.sales_channel), (ExportAction::Ship, 0, None));
    let held = ExportPlan {
        action: ExportAction::Hold,
        features: vec![FeatureWish { name: FeatureName::Unknown("GOLD_WRAP".into()), required: true }],
        ..plan()
    };
    let again: ExportPlan = serde_json::from_value(serde_json::to_value(&held).unwrap()).unwrap();
    assert_eq!(again, held, "an option of tomorrow survives");
    assert_eq!(held.content_hash(), plan().content_hash(), "the hash is over what comes back unchanged");
}
