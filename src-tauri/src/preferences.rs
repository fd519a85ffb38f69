//! What a person chose about this window on this machine; a small file beside the data, written whole or not at all.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// What closing the window means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnClose {
    /// Not chosen yet.
    #[default]
    Ask,
    /// Go on syncing in the tray.
    Tray,
    /// Quit.
    Quit,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Stored {
    #[serde(default)]
    on_close: OnClose,
}

/// The choices in force.
pub struct Preferences {
    file: PathBuf,
    stored: Mutex<Stored>,
}

impl Preferences {
    /// Reads what was chosen; a missing or unreadable file means that nothing was.
    pub fn read(data_dir: &Path) -> Self {
        let file = data_dir.join("window.json");
        let stored = std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { file, stored: Mutex::new(stored.unwrap_or_default()) }
    }

    /// What closing the window means.
    pub fn on_close(&self) -> OnClose {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner).on_close
    }

    /// Stores the choice; on an error the old one stays in force.
    pub fn set_on_close(&self, choice: OnClose) -> io::Result<()> {
        let mut stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = Stored { on_close: choice };
        let half = self.file.with_extension("json.new");
        std::fs::write(&half, serde_json::to_vec_pretty(&wanted)?)?;
        std::fs::rename(&half, &self.file)?;
        *stored = wanted;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{OnClose, Preferences};

    #[test]
    fn a_choice_survives_the_program_and_a_broken_file_means_ask() {
        let folder = std::env::temp_dir().join(format!("shopferry-preferences-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Preferences::read(&folder).set_on_close(OnClose::Tray).unwrap();
        assert_eq!(Preferences::read(&folder).on_close(), OnClose::Tray);
        std::fs::write(folder.join("window.json"), "{").unwrap();
        assert_eq!(Preferences::read(&folder).on_close(), OnClose::Ask);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
