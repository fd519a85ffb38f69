//! Opening a file: key, settings, migrations, and what to say when it does not open.

use std::ffi::OsString;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};
use zeroize::Zeroizing;

use crate::error::{LedgerError, Result};
use crate::key::DatabaseKey;
use crate::migrations;

/// How long to wait for another process that writes.
const BUSY_SECS: u64 = 5;
/// Statements kept prepared per connection.
const STATEMENTS: usize = 200;
/// First bytes of a file that is not encrypted.
const PLAIN: &[u8] = b"SQLite format 3\0";
/// SQLCipher's page size; a whole file is a multiple of it.
const PAGE: u64 = 4096;

/// A connection to the encrypted file, which is created when missing.
pub(crate) fn file(path: &Path, key: &DatabaseKey) -> Result<Connection> {
    create_private(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)
        .map_err(|e| LedgerError::Folder { path: path.to_owned(), detail: e.to_string() })?;
    let hex = Zeroizing::new(hex::encode(key.expose()));
    // The key comes before the file is touched. Its error could quote the statement, so it is not passed on; SQLCipher's
    // own messages on stderr are off, the errors say it all.
    let pragma = Zeroizing::new(format!("PRAGMA cipher_log_level = NONE; PRAGMA key = \"x'{}'\";", hex.as_str()));
    conn.execute_batch(&pragma).map_err(|_| LedgerError::Sql { detail: "the key was not taken".to_owned() })?;
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))
        .map_err(|e| unreadable(path, &e))?;
    settings(&conn, "WAL")?;
    Ok(conn)
}

/// A plain connection in memory.
pub(crate) fn memory() -> Result<Connection> {
    let conn = Connection::open_in_memory()?;
    settings(&conn, "MEMORY")?;
    Ok(conn)
}

/// Brings the schema up to date, each step in one transaction.
pub(crate) fn migrate(conn: &mut Connection, path: &Path) -> Result<()> {
    let found: u32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let found = usize::try_from(found).unwrap_or(usize::MAX);
    let known = migrations::STEPS.len();
    if found > known {
        return Err(LedgerError::NewerSchema { path: path.to_owned(), found, known });
    }
    migrations::run(conn)
}

/// Moves the file and its log aside under the first free number.
pub(crate) fn set_aside(path: &Path) -> Result<PathBuf> {
    let name = |base: &Path, tail: &str| -> PathBuf {
        let mut text: OsString = base.as_os_str().to_owned();
        text.push(tail);
        text.into()
    };
    let target = (1..1000).map(|n| name(path, &format!(".damaged-{n}"))).find(|p| !p.exists());
    let target = target.ok_or_else(|| LedgerError::Folder {
        path: path.to_owned(),
        detail: "there are 999 damaged files beside it already".to_owned(),
    })?;
    for tail in ["-wal", "-shm", ""] {
        let from = name(path, tail);
        if from.exists() {
            std::fs::rename(&from, name(&target, tail))
                .map_err(|e| LedgerError::Folder { path: from, detail: e.to_string() })?;
        }
    }
    Ok(target)
}

fn settings(conn: &Connection, journal: &str) -> Result<()> {
    conn.busy_timeout(Duration::from_secs(BUSY_SECS))?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.pragma_update(None, "journal_mode", journal)?;
    // Temporary tables stay in memory: on disk they would not be encrypted.
    conn.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA cache_size = -16000;",
    )?;
    Ok(())
}

/// Creates the file readable by its owner alone; SQLite gives its log the same rights.
fn create_private(path: &Path) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop).map_err(|e| LedgerError::Folder { path: path.to_owned(), detail: e.to_string() })
}

/// Tells a wrong key from a file that cannot be one of ours.
fn unreadable(path: &Path, error: &rusqlite::Error) -> LedgerError {
    let corrupt = |detail: &str| LedgerError::Corrupt { what: path.display().to_string(), detail: detail.to_owned() };
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => {}
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => return LedgerError::Busy,
        Some(ErrorCode::DiskFull) => return LedgerError::DiskFull,
        _ => return corrupt(&error.to_string()),
    }
    let length = std::fs::metadata(path).map(|m| m.len()).unwrap_or_default();
    if !length.is_multiple_of(PAGE) {
        return corrupt("its length is not a whole number of pages");
    }
    let mut head = [0_u8; 16];
    let read = std::fs::File::open(path).and_then(|mut f| f.read_exact(&mut head));
    if read.is_ok() && head.as_slice() == PLAIN {
        return corrupt("it is not encrypted, so Shopferry did not make it");
    }
    if read.is_ok() && head.iter().all(|b| *b == 0) {
        return corrupt("it begins with zeros");
    }
    LedgerError::WrongKey { path: path.to_owned() }
}
