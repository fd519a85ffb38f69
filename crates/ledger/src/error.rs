//! What can go wrong in the store: every error names the thing and the cure.

use std::path::PathBuf;

use rusqlite::ErrorCode;
use shopferry_domain::life::ForbiddenMove;
use shopferry_domain::{Reason, ReasonCode};

/// What every call answers.
pub type Result<T> = std::result::Result<T, LedgerError>;

/// A call that did not succeed; nothing of its transaction was kept.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The key does not open the file.
    #[error(
        "the database {} does not open with the key in the keychain; unlock the keychain this profile was made with, or restore a backup",
        path.display()
    )]
    WrongKey {
        /// The file.
        path: PathBuf,
    },
    /// The file, or a page of it, cannot be read.
    #[error("the database {what} is damaged ({detail}); restore a backup, the damaged file is kept beside it")]
    Corrupt {
        /// The file, or the part of it.
        what: String,
        /// What was seen.
        detail: String,
    },
    /// A later version made it.
    #[error("the database {} was made by a newer Shopferry (schema {found}, this one knows {known}); update Shopferry", path.display())]
    NewerSchema {
        /// The file.
        path: PathBuf,
        /// Schema version of the file.
        found: usize,
        /// Newest version known here.
        known: usize,
    },
    /// No space is left.
    #[error("the disk is full, nothing was stored; free some space, work goes on by itself")]
    DiskFull,
    /// Another program holds the file.
    #[error("another program is writing to the database; close it, or wait a moment")]
    Busy,
    /// The file or its folder cannot be used.
    #[error("{} cannot be used ({detail}); check that the folder exists and that you may write to it", path.display())]
    Folder {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        detail: String,
    },
    /// The disk answered with an error.
    #[error("the disk answered with an error ({detail}); check the disk")]
    Disk {
        /// What the system says.
        detail: String,
    },
    /// Something else is already so (a name in use, content that may no longer change).
    #[error("{what}")]
    Conflict {
        /// What, with the cure.
        what: String,
    },
    /// The life table does not hold this move (F054).
    #[error("order {order}: {source}")]
    ForbiddenMove {
        /// The order's number on the platform.
        order: String,
        /// The move.
        source: ForbiddenMove,
    },
    /// The export key was used before, by whatever connection (F004, F076).
    #[error("the export key {key} was used before; look the order up at the fulfiller instead of sending it again")]
    KeyUsed {
        /// The key.
        key: String,
    },
    /// Another program owns the profile by now (F314).
    #[error("another Shopferry has taken over this profile (fence {held}, now {current}); close one of the two")]
    Fenced {
        /// The caller's fencing number.
        held: i64,
        /// The number in the database.
        current: i64,
    },
    /// A row that has to be there is not.
    #[error("there is no {key} in {table}; read the list again")]
    NotFound {
        /// Table.
        table: &'static str,
        /// What was looked for.
        key: String,
    },
    /// A row cannot be understood.
    #[error(
        "row {row} of {table} cannot be read: column {column}, {detail}; restore a backup or send redacted diagnostics"
    )]
    Row {
        /// Table.
        table: &'static str,
        /// The row's key.
        row: String,
        /// Column.
        column: String,
        /// What was expected; never the value.
        detail: String,
    },
    /// A fault in this program's SQL.
    #[error("the store could not do it ({detail}); send redacted diagnostics with a bug report")]
    Sql {
        /// SQLite's words; values are always bound, so none appear here.
        detail: String,
    },
}

impl LedgerError {
    /// The reason to show.
    pub fn reason(&self) -> Reason {
        let code = match self {
            Self::WrongKey { .. } => ReasonCode::DatabaseKey,
            Self::Corrupt { .. } | Self::Row { .. } => ReasonCode::DatabaseCorrupt,
            Self::NewerSchema { .. } => ReasonCode::DatabaseNewer,
            Self::DiskFull => ReasonCode::DiskFull,
            Self::Folder { .. } | Self::Disk { .. } => ReasonCode::DatabaseFolder,
            Self::Busy | Self::Fenced { .. } => ReasonCode::OtherOwner,
            Self::Conflict { .. }
            | Self::ForbiddenMove { .. }
            | Self::KeyUsed { .. }
            | Self::NotFound { .. }
            | Self::Sql { .. } => ReasonCode::StateFault,
        };
        Reason::about(code, self.to_string())
    }

    pub(crate) fn conflict(what: impl Into<String>) -> Self {
        Self::Conflict { what: what.into() }
    }
}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        let detail = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed) => {
                Self::Busy
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Corrupt { what: "file".to_owned(), detail }
            }
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly) => Self::Disk { detail },
            _ => Self::Sql { detail },
        }
    }
}
