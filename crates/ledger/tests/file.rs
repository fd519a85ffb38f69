//! The encrypted file: keys, damage, crashes, owners (F303, F313, F314).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

mod support;

use std::path::Path;

use rusqlite::Connection;
use serde_json::json;
use shopferry_domain::{OrderState, ReasonCode};
use shopferry_ledger::{
    DatabaseKey, Durability, JobKind, JobStatus, Ledger, LedgerError, OrderQuery, OtherOwner, Owner,
};
use support::*;

const KEY: [u8; 32] = [7; 32];

fn key() -> DatabaseKey {
    DatabaseKey::new(KEY)
}

/// A file with a shop and one order.
fn filled(path: &Path) -> Ledger {
    let ledger = Ledger::open(path, &key()).unwrap();
    connect(&ledger);
    ledger.write(Durability::Full, |tx| Ok(take_in(tx, &order("577001"), OrderState::New))).unwrap();
    ledger
}

/// The file as SQLite sees it, for planting damage.
fn raw(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"", hex::encode(KEY))).unwrap();
    conn
}

#[test]
fn the_file_shows_nothing_of_what_it_holds() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    let ledger = filled(&path);
    let mut files = 0;
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for planted in
            ["SQLite format 3", "Practice Buyer 0417", "Rehearsal Road", "577001", "CREATE TABLE", "Enamel mug"]
        {
            assert!(!bytes.windows(planted.len()).any(|w| w == planted.as_bytes()), "{planted} can be read (F303)");
        }
        files += 1;
    }
    assert!(files >= 2, "the log was looked at too");
    drop(ledger);
    assert!(Connection::open(&path).unwrap().query_row("SELECT * FROM orders", [], |_| Ok(())).is_err(), "no key");
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let _ledger = filled(&dir.path().join("shopferry.db"));
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o077, 0, "{:?}", entry.file_name());
    }
}

#[test]
fn what_was_written_is_there_after_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    drop(filled(&path));
    let ledger = Ledger::open(&path, &key()).unwrap();
    ledger.integrity_check().unwrap();
    let (rows, _) = ledger.read(|view| view.orders().list(&OrderQuery::default())).unwrap();
    assert_eq!(rows[0].number.as_str(), "577001");
}

#[test]
fn a_wrong_key_is_named_and_the_file_stays() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    drop(filled(&path));
    let error = Ledger::open(&path, &DatabaseKey::new([8; 32])).unwrap_err();
    assert!(matches!(error, LedgerError::WrongKey { .. }), "{error}");
    assert_eq!(error.reason().code, ReasonCode::DatabaseKey);
    assert!(!format!("{error} {error:?} {:?}", key()).contains("0808"), "the key is never told");
    Ledger::open(&path, &key()).unwrap();
}

#[test]
fn a_damaged_file_is_told_and_can_be_set_aside() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    drop(filled(&path));
    let whole = std::fs::read(&path).unwrap();
    let half = &whole[..whole.len() / 2 + 100];
    let plain = {
        let other = dir.path().join("plain.db");
        Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        std::fs::read(other).unwrap()
    };
    let mut zeros = whole.clone();
    zeros[..4096].fill(0);
    for (what, bytes) in [("text", b"not a database".as_slice()), ("plain", &plain), ("zeros", &zeros)] {
        std::fs::write(&path, bytes).unwrap();
        let error = Ledger::open(&path, &key()).unwrap_err();
        assert!(matches!(error, LedgerError::Corrupt { .. }), "{what}: {error}");
        assert_eq!(error.reason().code, ReasonCode::DatabaseCorrupt);
    }
    std::fs::write(&path, half).unwrap();
    let cut = Ledger::open(&path, &key()).and_then(|ledger| ledger.integrity_check()).unwrap_err();
    assert!(matches!(cut, LedgerError::Corrupt { .. }), "cut short: {cut}");

    let kept = Ledger::set_aside(&path).unwrap();
    assert_eq!(std::fs::read(&kept).unwrap(), half, "the damaged file is kept beside");
    assert!(Ledger::open(&path, &key()).unwrap().read(|view| view.connections().all()).unwrap().is_empty());
    assert_ne!(Ledger::set_aside(&path).unwrap(), kept, "and never overwritten");
}

#[test]
fn a_damaged_page_is_an_error_never_a_wrong_answer() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    drop(filled(&path));
    let mut bytes = std::fs::read(&path).unwrap();
    for page in bytes.chunks_mut(4096).skip(4) {
        page[2000] ^= 1;
    }
    std::fs::write(&path, bytes).unwrap();
    let error = Ledger::open(&path, &key()).and_then(|ledger| {
        ledger.integrity_check()?;
        ledger.read(|view| view.orders().list(&OrderQuery::default()).map(drop))
    });
    assert!(matches!(error, Err(LedgerError::Corrupt { .. })), "{error:?}");
}

#[test]
fn a_row_that_cannot_be_read_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    drop(filled(&path));
    raw(&path).execute_batch("UPDATE orders SET state = 'levitating'").unwrap();
    let ledger = Ledger::open(&path, &key()).unwrap();
    let error = ledger.read(|view| view.orders().list(&OrderQuery::default())).unwrap_err();
    match &error {
        LedgerError::Row { table, row, column, .. } => {
            assert_eq!((*table, row.as_str(), column.as_str()), ("orders", "1", "state"))
        }
        other => panic!("{other}"),
    }
    assert!(!error.to_string().contains("levitating"), "never the value: it may be a buyer's");
    raw(&path)
        .execute_batch("UPDATE orders SET state = 'new'; UPDATE buyers SET ship_to = '{\"name\": 17 Rehearsal'")
        .unwrap();
    let error = ledger.read(|view| view.orders().by_remote(&shop(), &remote("577001"))).unwrap_err().to_string();
    assert!(error.contains("ship_to") && !error.contains("Rehearsal"), "{error}");
}

#[test]
fn a_newer_database_is_refused_untouched() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    drop(filled(&path));
    raw(&path).execute_batch("PRAGMA user_version = 4000").unwrap();
    let error = Ledger::open(&path, &key()).unwrap_err();
    assert!(matches!(error, LedgerError::NewerSchema { found: 4000, .. }), "{error}");
    assert_eq!(error.reason().code, ReasonCode::DatabaseNewer);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let error = Ledger::open(&dir.path().join("missing/shopferry.db"), &key()).unwrap_err();
    assert!(matches!(error, LedgerError::Folder { .. }) && error.to_string().contains("missing"), "{error}");
}

#[test]
fn a_killed_process_leaves_its_running_job_to_be_looked_up() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    let ledger = filled(&path);
    let id = ledger
        .write(Durability::Full, |tx| {
            let id = tx.outbox().put(JobKind::Export, "order 1", &amazon(), None, &json!({}), at(1), at(1))?;
            let job = tx.outbox().get(id)?.unwrap();
            tx.outbox().save(&shopferry_ledger::Job { status: JobStatus::Running, attempt: 1, ..job })?;
            Ok(id)
        })
        .unwrap();
    drop(ledger);
    let job = Ledger::open(&path, &key()).unwrap().read(|view| view.outbox().get(id)).unwrap().unwrap();
    assert_eq!((job.status, job.look_first, job.attempt), (JobStatus::Queued, true, 1), "F076");
}

#[test]
fn one_owner_at_a_time_and_only_its_number_counts() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    let window = Owner::acquire(dir.path(), "The Shopferry window").unwrap();
    let refused = Owner::acquire(dir.path(), "shopferryd").unwrap_err();
    assert!(matches!(&refused, OtherOwner::Held { who } if who.starts_with("The Shopferry window")), "{refused}");
    assert_eq!(refused.reason().code, ReasonCode::OtherOwner);

    let ledger = filled(&path);
    assert_eq!(ledger.fence().unwrap(), window.fence());
    let running = |ledger: &Ledger| {
        ledger
            .write(Durability::Full, |tx| {
                let id = tx.outbox().put(JobKind::Export, "a", &amazon(), None, &json!({}), at(1), at(1))?;
                let job = tx.outbox().get(id)?.unwrap();
                tx.outbox().save(&shopferry_ledger::Job { status: JobStatus::Running, ..job })?;
                Ok(id)
            })
            .unwrap()
    };
    let id = running(&ledger);
    let reader = Ledger::open(&path, &key()).unwrap();
    let job = reader.read(|view| view.outbox().get(id)).unwrap().unwrap();
    assert_eq!(job.status, JobStatus::Running, "somebody who only looks leaves the owner's jobs alone");

    let old_fence = window.fence();
    drop(window);
    let daemon = Owner::acquire(dir.path(), "shopferryd").unwrap();
    assert_ne!(daemon.fence(), old_fence);
    ledger.take_over(&daemon).unwrap();
    let job = ledger.read(|view| view.outbox().get(id)).unwrap().unwrap();
    assert!(job.status == JobStatus::Queued && job.look_first);
    let late = reader.write(Durability::Full, |tx| {
        let order = tx.orders().by_remote(&shop(), &remote("577001"))?.unwrap();
        tx.exports().insert(&shopferry_ledger::ExportRow { fence: old_fence, ..export(order.key, "577001") })
    });
    assert!(matches!(late, Err(LedgerError::Fenced { .. })), "F314: {late:?}");
}

#[test]
fn readers_see_one_moment_while_another_process_writes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    let ledger = filled(&path);
    let other = Ledger::open(&path, &key()).unwrap();
    ledger
        .read(|view| {
            let before = view.orders().list(&OrderQuery::default())?.1;
            other.write(Durability::Normal, |tx| Ok(take_in(tx, &order("577002"), OrderState::New)))?;
            assert_eq!(view.orders().list(&OrderQuery::default())?.1, before);
            Ok(())
        })
        .unwrap();
    assert_eq!(ledger.read(|view| view.orders().list(&OrderQuery::default())).unwrap().1, 2);
}

#[test]
fn an_erased_buyer_is_in_no_file_even_with_the_key() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    let ledger = filled(&path);
    ledger
        .write(Durability::Full, |tx| {
            let key = tx.orders().by_remote(&shop(), &remote("577001"))?.unwrap().key;
            tx.buyers().erase(key, at(50))
        })
        .unwrap();
    ledger.truncate_log().unwrap();
    assert_eq!(std::fs::metadata(dir.path().join("shopferry.db-wal")).unwrap().len(), 0);
    drop(ledger);
    // Every page decrypted as it lies in the file: freed cells and pages would still show.
    let conn = raw(&path);
    let bytes = conn.serialize("main").unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|w| w == text.as_bytes());
    assert!(holds("SQLite format 3") && holds("Enamel mug"), "the pages can be read here");
    for gone in ["Rehearsal Road", "by the shed", "+15550100417", "Practice Buyer"] {
        assert!(!holds(gone), "{gone} (F310)");
    }
    let found = "SELECT count(*) FROM search_buyers WHERE search_buyers MATCH '\"Buyer\"'";
    assert_eq!(conn.query_row(found, [], |row| row.get::<_, i64>(0)).unwrap(), 0);
}
