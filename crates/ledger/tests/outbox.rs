//! The outbox: one at a time per subject, look before repeating (architecture 2, models 4).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use serde_json::json;
use shopferry_domain::{OrderState, Reason, ReasonCode};
use shopferry_ledger::{Durability, Job, JobKind, JobOutcome, JobStatus, Tx};
use support::*;

const ALL: &[JobKind] = JobKind::ALL;

fn put(tx: &Tx<'_>, kind: JobKind, subject: &str, minutes: i64) -> i64 {
    tx.outbox().put(kind, subject, &amazon(), None, &json!({"at": minutes}), at(minutes), at(0)).unwrap()
}

fn due(tx: &Tx<'_>, minutes: i64) -> Vec<i64> {
    tx.outbox().due(&amazon(), ALL, at(minutes), 10).unwrap().into_iter().map(|job| job.id).collect()
}

fn in_ledger(f: impl FnOnce(&Tx<'_>)) {
    ledger()
        .write(Durability::Normal, |tx| {
            f(tx);
            Ok(())
        })
        .unwrap();
}

fn set(tx: &Tx<'_>, id: i64, f: impl FnOnce(&mut Job)) {
    let mut job = tx.outbox().get(id).unwrap().unwrap();
    f(&mut job);
    tx.outbox().save(&job).unwrap();
}

#[test]
fn a_job_comes_back_as_it_went_in() {
    in_ledger(|tx| {
        let order = take_in(tx, &order("577001"), OrderState::New);
        let payload = json!({"key": "TT-577001-1"});
        let id = tx.outbox().put(JobKind::Export, "order 1", &amazon(), Some(order), &payload, at(5), at(4)).unwrap();
        let job = tx.outbox().get(id).unwrap().unwrap();
        assert_eq!(
            (job.kind, job.subject.as_str(), job.order, &job.payload),
            (JobKind::Export, "order 1", Some(order), &payload)
        );
        assert_eq!(
            (job.status, job.attempt, job.look_first, job.due_at, job.created_at),
            (JobStatus::Queued, 0, false, at(5), at(4))
        );
        let ended = Job {
            status: JobStatus::Done,
            outcome: Some(JobOutcome::Refused),
            attempt: 2,
            reason: Some(Reason::new(ReasonCode::AmazonRefused)),
            finished_at: Some(at(9)),
            ..job
        };
        tx.outbox().save(&ended).unwrap();
        assert_eq!(tx.outbox().get(id).unwrap().unwrap(), ended);
        assert_eq!(tx.outbox().of_order(order).unwrap(), [ended]);
    });
}

#[test]
fn the_longest_due_comes_first_one_per_subject() {
    in_ledger(|tx| {
        let b = put(tx, JobKind::ConfirmShipment, "b", 3);
        let a_later = put(tx, JobKind::CancelAtFulfiller, "a", 2);
        let a = put(tx, JobKind::Export, "a", 1);
        put(tx, JobKind::Export, "not yet", 60);
        assert_eq!(due(tx, 10), [a, b], "the cancel of a waits for its export");
        set(tx, a, |job| job.status = JobStatus::Running);
        assert_eq!(due(tx, 10), [b], "one at a time");
        set(tx, a, |job| job.status = JobStatus::Done);
        assert_eq!(due(tx, 10), [a_later, b]);
        let only = tx.outbox().due(&amazon(), &[JobKind::ConfirmShipment], at(10), 10).unwrap();
        assert_eq!(only.len(), 1);
        assert_eq!(tx.outbox().due(&shop(), ALL, at(10), 10).unwrap().len(), 0);
        assert_eq!(tx.outbox().due(&amazon(), ALL, at(10), 1).unwrap().len(), 1);
        assert_eq!(tx.outbox().next_due(&amazon()).unwrap(), Some(at(2)));
        assert_eq!(tx.outbox().next_due(&shop()).unwrap(), None);
    });
}

#[test]
fn a_queued_job_is_replaced_not_doubled() {
    in_ledger(|tx| {
        let id = put(tx, JobKind::WriteStock, "901", 1);
        set(tx, id, |job| job.attempt = 3);
        assert_eq!(put(tx, JobKind::WriteStock, "901", 2), id);
        let job = tx.outbox().get(id).unwrap().unwrap();
        assert_eq!((job.payload, job.due_at, job.attempt), (json!({"at": 2}), at(2), 0));
        set(tx, id, |job| (job.look_first, job.attempt) = (true, 3));
        put(tx, JobKind::WriteStock, "901", 3);
        let job = tx.outbox().get(id).unwrap().unwrap();
        assert!(job.look_first && job.attempt == 3, "an unknown outcome is not forgotten");
        assert_eq!(tx.outbox().waiting(None).unwrap().len(), 1);
    });
}

#[test]
fn a_job_put_while_one_runs_waits_and_takes_over() {
    in_ledger(|tx| {
        let running = put(tx, JobKind::WriteStock, "901", 1);
        set(tx, running, |job| job.status = JobStatus::Running);
        let newer = put(tx, JobKind::WriteStock, "901", 2);
        assert_ne!(newer, running);
        assert!(due(tx, 10).is_empty());
        set(tx, running, |job| {
            (job.status, job.look_first, job.due_at) = (JobStatus::Queued, true, at(7));
        });
        let old = tx.outbox().get(running).unwrap().unwrap();
        assert_eq!((old.status, old.outcome), (JobStatus::Done, Some(JobOutcome::Dropped)));
        let job = tx.outbox().get(newer).unwrap().unwrap();
        assert!(job.look_first && job.due_at == at(7) && job.payload == json!({"at": 2}));
    });
}

#[test]
fn a_crash_makes_running_jobs_look_first() {
    let ledger = ledger();
    let id = ledger
        .write(Durability::Full, |tx| {
            let id = put(tx, JobKind::Export, "a", 1);
            set(tx, id, |job| (job.status, job.attempt) = (JobStatus::Running, 1));
            Ok(id)
        })
        .unwrap();
    assert_eq!(ledger.requeue_running().unwrap(), 1);
    let job = ledger.read(|view| view.outbox().get(id)).unwrap().unwrap();
    assert_eq!((job.status, job.look_first, job.attempt), (JobStatus::Queued, true, 1));
}

#[test]
fn ended_jobs_are_pruned_and_waiting_ones_never() {
    in_ledger(|tx| {
        for n in 0..5 {
            let id = put(tx, JobKind::WriteStock, &n.to_string(), n);
            if n < 4 {
                set(tx, id, |job| job.status = if n % 2 == 0 { JobStatus::Done } else { JobStatus::Dead });
            }
        }
        assert_eq!(tx.outbox().prune(1).unwrap(), 3);
        let left: Vec<String> = tx.outbox().recent(10).unwrap().into_iter().map(|job| job.subject).collect();
        assert_eq!(left, ["4", "3"], "newest first");
    });
}
