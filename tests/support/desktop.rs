//! The private desktop that scripts/stages/*-window.sh starts: display, bus, unlocked keychain, folders of its own.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A desktop made for tests only. Nothing of the person's own is within reach.
pub struct Desktop {
    /// Folder that holds HOME, the XDG folders and the data of each window.
    pub folder: PathBuf,
    /// Folder of the built programs.
    pub programs: PathBuf,
}

impl Desktop {
    /// The desktop that this process was started in, or the sentence that says why there is none.
    ///
    /// # Errors
    /// A sentence for people.
    pub fn of_this_process() -> Result<Self, String> {
        let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let Some(folder) = named("SHOPFERRY_TEST_DESKTOP") else {
            return Err("they need a display, a keychain and a notification bus of their own; \
                        scripts/test.sh 70-window starts those"
                .to_owned());
        };
        let programs = named("SHOPFERRY_PROGRAMS").ok_or("SHOPFERRY_PROGRAMS does not name the built programs")?;
        for name in ["DISPLAY", "DBUS_SESSION_BUS_ADDRESS"] {
            named(name).ok_or_else(|| format!("{name} is not set"))?;
        }
        Ok(Self { folder: folder.into(), programs: programs.into() })
    }

    /// A built program by name.
    ///
    /// # Errors
    /// When it was not built.
    pub fn program(&self, name: &str) -> Result<PathBuf> {
        let path = self.programs.join(name);
        path.exists().then_some(path).with_context(|| format!("{name} is not built in {}", self.programs.display()))
    }

    /// A new, empty folder for one window's data.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn data_dir(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.join("data").join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

/// Every file under `folder` that holds `needle` anywhere.
///
/// # Errors
/// When a folder cannot be read; a file that vanishes meanwhile is skipped.
pub fn files_holding(folder: &Path, needle: &[u8]) -> Result<Vec<PathBuf>> {
    let mut holding = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            holding.extend(files_holding(&path, needle)?);
        } else if path.is_file()
            && let Ok(bytes) = std::fs::read(&path)
            && bytes.windows(needle.len().max(1)).any(|part| part == needle)
        {
            holding.push(path);
        }
    }
    Ok(holding)
}
