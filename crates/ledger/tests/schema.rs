//! The schema as released: a change shows here. Set `SHOPFERRY_UPDATE_SNAPSHOTS=1` to accept it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fall over")]

use rusqlite::Connection;
use shopferry_ledger::{DatabaseKey, Ledger};

#[test]
fn the_schema_is_the_one_written_down() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("shopferry.db");
    drop(Ledger::open(&path, &DatabaseKey::new([7; 32])).unwrap());
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"", hex::encode([7; 32]))).unwrap();
    let mut dump =
        format!("user_version {}\n", conn.query_row("PRAGMA user_version", [], |r| r.get::<_, i64>(0)).unwrap());
    let mut rows =
        conn.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, name").unwrap();
    for sql in rows.query_map([], |row| row.get::<_, String>(0)).unwrap() {
        dump.push_str(&format!("{};\n", sql.unwrap()));
    }
    let snapshot = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/schema.sql");
    if std::env::var_os("SHOPFERRY_UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(snapshot, &dump).unwrap();
    }
    assert_eq!(dump, std::fs::read_to_string(snapshot).unwrap(), "append a migration; never edit a released one");
}

#[test]
fn every_table_is_strict_and_no_statement_asks_for_time_or_chance() {
    let ledger = Ledger::in_memory().unwrap();
    ledger.integrity_check().unwrap();
    let snapshot = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/schema.sql")).unwrap();
    for table in snapshot
        .split(";\n")
        .filter(|t| t.starts_with("CREATE TABLE") && !t.contains("'search") && !t.contains("sqlite_sequence"))
    {
        assert!(table.contains("STRICT"), "{table}");
    }
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tables");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap().to_lowercase();
        for word in ["random()", "datetime('now", "current_timestamp", "unixepoch("] {
            assert!(!text.contains(word), "{word} in {}", path.display());
        }
    }
}
