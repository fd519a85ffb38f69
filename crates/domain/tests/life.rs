//! F054, I12: the closed table of moves.

use shopferry_domain::OrderState as S;
use shopferry_domain::life::STATES;

#[test]
fn moves_of_the_table_are_allowed_and_others_are_refused() {
    let allowed = [
        (Some(S::OnHold), S::New),
        (Some(S::New), S::WaitingToExport),
        (Some(S::WaitingToExport), S::Exporting),
        (Some(S::Exporting), S::Accepted),
        (Some(S::Exporting), S::WaitingToExport),
        (Some(S::Accepted), S::Shipped),
        (Some(S::CancelRequested), S::CancelTooLate),
        (Some(S::Shipped), S::Completed),
        (None, S::OnHold),
    ];
    for (from, to) in allowed {
        assert!(S::check_move(from, to).is_ok(), "{from:?} -> {to:?}");
    }
    let refused = [
        (Some(S::OnHold), S::Exporting),
        (Some(S::Accepted), S::WaitingToExport),
        (Some(S::Exporting), S::Cancelled),
        (Some(S::Shipped), S::Exporting),
        (Some(S::Cancelled), S::Accepted),
        (Some(S::Completed), S::New),
        (None, S::Exporting),
    ];
    for (from, to) in refused {
        assert!(S::check_move(from, to).is_err(), "{from:?} -> {to:?}");
    }
}

#[test]
fn f055_only_what_has_nothing_in_flight_can_be_archived() {
    for state in STATES {
        let open = state.is_in_flight() || state == S::WaitingToExport;
        if state != S::Archived {
            assert_eq!(S::check_move(Some(state), S::Archived).is_ok(), !open, "{state:?}");
        }
    }
}

#[test]
fn exporting_is_left_by_an_answer_or_a_look_up_only() {
    let out: Vec<S> =
        STATES.into_iter().filter(|to| *to != S::Exporting && S::check_move(Some(S::Exporting), *to).is_ok()).collect();
    assert_eq!(out, [S::Delayed, S::NeedsAttention, S::WaitingToExport, S::Accepted, S::CancelRequested]);
}
