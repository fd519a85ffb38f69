//! One owner of a profile at a time: an operating system lock and a fencing number (F314).
//!
//! The lock ends with the process that holds it, however it ends. The number beside it is new with each owner; an
//! export intent that carries an older one is refused.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{LedgerError, Result};

const LOCK: &str = "profile.lock";
/// Not in the lock file itself: some systems let nobody read a locked file.
const NOTE: &str = "profile.owner";

/// The right to write to a profile; it ends when this is dropped.
#[derive(Debug)]
pub struct Owner {
    _lock: File,
    fence: i64,
}

/// Why the profile cannot be owned now.
#[derive(Debug, thiserror::Error)]
pub enum OtherOwner {
    /// Somebody else has it.
    #[error("{who} runs this profile; close it, or use its window")]
    Held {
        /// The other program's name for itself.
        who: String,
    },
    /// The folder cannot be used.
    #[error(transparent)]
    Store(#[from] LedgerError),
}

impl OtherOwner {
    /// The reason to show.
    pub fn reason(&self) -> shopferry_domain::Reason {
        match self {
            Self::Held { who } => {
                shopferry_domain::Reason::about(shopferry_domain::ReasonCode::OtherOwner, who.clone())
            }
            Self::Store(error) => error.reason(),
        }
    }

    /// Who has it, as far as known.
    pub fn who(&self) -> String {
        match self {
            Self::Held { who } => who.clone(),
            Self::Store(error) => error.to_string(),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Note {
    who: String,
    process: u32,
    fence: i64,
}

impl Owner {
    /// Takes the profile in `dir`, which must exist; `name` is what others are told, for example "The Shopferry window".
    pub fn acquire(dir: &Path, name: &str) -> std::result::Result<Self, OtherOwner> {
        let path = dir.join(LOCK);
        let lock =
            File::options().create(true).truncate(false).write(true).open(&path).map_err(|e| folder(&path, &e))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(OtherOwner::Held { who: who_in(dir) }),
            Err(TryLockError::Error(e)) => return Err(folder(&path, &e).into()),
        }
        let note = Note { who: name.to_owned(), process: std::process::id(), fence: new_fence()? };
        write_note(dir, &note)?;
        Ok(Self { _lock: lock, fence: note.fence })
    }

    /// The number that export intents carry.
    pub fn fence(&self) -> i64 {
        self.fence
    }
}

/// The number of the last owner of a folder; none when nobody ever owned it.
pub(crate) fn fence_in(dir: &Path) -> Option<i64> {
    read_note(dir).map(|note| note.fence)
}

fn who_in(dir: &Path) -> String {
    read_note(dir).map_or_else(|| "Another Shopferry".to_owned(), |n| format!("{} (process {})", n.who, n.process))
}

fn read_note(dir: &Path) -> Option<Note> {
    serde_json::from_slice(&std::fs::read(dir.join(NOTE)).ok()?).ok()
}

/// Written beside and renamed, so that no reader sees half of it.
fn write_note(dir: &Path, note: &Note) -> Result<()> {
    let path: PathBuf = dir.join(NOTE);
    let draft = dir.join("profile.owner.new");
    let text = serde_json::to_vec(note).map_err(|e| folder(&path, &e))?;
    std::fs::write(&draft, text).map_err(|e| folder(&draft, &e))?;
    std::fs::rename(&draft, &path).map_err(|e| folder(&path, &e))
}

/// Never 0, which stands for "nobody", and never one that was used before in this profile.
fn new_fence() -> Result<i64> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(|e| folder(Path::new("the system's random source"), &e))?;
    Ok((i64::from_le_bytes(bytes) & (i64::MAX >> 10)).max(1))
}

fn folder(path: &Path, error: &impl std::fmt::Display) -> LedgerError {
    LedgerError::Folder { path: path.to_owned(), detail: error.to_string() }
}
