//! The two profiles of a data folder, and which was open last.

use std::path::{Path, PathBuf};

use crate::error::HostError;
use crate::random;

/// One ledger, one engine, one clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// The person's own accounts.
    Real,
    /// The practice shop.
    Practice,
}

/// There while the practice shop was open last.
const MARK: &str = "practice.open";
/// Tells the keychain entries of two data folders apart.
const ID: &str = "profile.id";

impl Profile {
    /// The one to open.
    pub(crate) fn last_open(data_dir: &Path) -> Self {
        if data_dir.join(MARK).is_file() { Self::Practice } else { Self::Real }
    }

    /// Remembers this one for the next start.
    pub(crate) fn remember(self, data_dir: &Path) -> Result<(), HostError> {
        let mark = data_dir.join(MARK);
        let done = match self {
            Self::Practice => std::fs::write(&mark, b""),
            Self::Real if mark.is_file() => std::fs::remove_file(&mark),
            Self::Real => Ok(()),
        };
        done.map_err(|e| folder(&mark, &e))
    }

    /// Its folder; each has a lock of its own.
    pub(crate) fn folder(self, data_dir: &Path) -> PathBuf {
        match self {
            Self::Real => data_dir.to_owned(),
            Self::Practice => data_dir.join("practice"),
        }
    }

    /// Its database file.
    pub(crate) fn database(self, data_dir: &Path) -> PathBuf {
        let name = match self {
            Self::Real => "shopferry.db",
            Self::Practice => "practice.db",
        };
        self.folder(data_dir).join(name)
    }

    /// Makes the folder, readable by its owner only, and answers the profile's id in the keychain.
    pub(crate) fn prepare(self, data_dir: &Path) -> Result<String, HostError> {
        let path = self.folder(data_dir);
        make(&path).map_err(|e| folder(&path, &e))?;
        let file = path.join(ID);
        match std::fs::read_to_string(&file) {
            Ok(id) if !id.trim().is_empty() => Ok(id.trim().to_owned()),
            _ => {
                let word = match self {
                    Self::Real => "profile",
                    Self::Practice => "practice",
                };
                let id = format!("{word}-{}", random::word()?.get(..12).unwrap_or_default());
                std::fs::write(&file, &id).map_err(|e| folder(&file, &e))?;
                Ok(id)
            }
        }
    }
}

#[cfg(unix)]
fn make(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn make(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(path)
}

fn folder(path: &Path, error: &std::io::Error) -> HostError {
    HostError::Folder { path: path.to_owned(), detail: error.to_string() }
}
