//! Files that a person asked for: into the folder for downloads, never over another file.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager};

use crate::backend::Refusal;

/// Names tried for one file.
const TRIES: u32 = 100;

/// Writes the text and answers where it stands now.
pub fn save(app: &AppHandle, name: &str, text: &str) -> Result<PathBuf, Refusal> {
    let folder = app.path().download_dir().or_else(|_| app.path().home_dir()).map_err(|error| {
        let message = format!("There is no folder for downloads: {error}.");
        Refusal::new("no_folder", message, "Make a folder named Downloads in your home folder, then try again.")
    })?;
    let name = tidy(name).ok_or_else(|| {
        Refusal::new("file_refused", "A file of this name is not written.", "Restart Shopferry, then try again.")
    })?;
    write_anew(&folder, &name, text).map_err(|error| {
        let message = format!("The file could not be written to {}: {error}.", folder.display());
        Refusal::new("file_not_written", message, "Make room there or allow writing, then try again.")
    })
}

/// Letters, digits, `-`, `_` and one ending that opens as a table or as text.
fn tidy(name: &str) -> Option<String> {
    let (stem, ending) = name.rsplit_once('.')?;
    let plain =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    (plain(stem) && stem.len() <= 100 && ["csv", "txt", "json"].contains(&ending)).then(|| name.to_owned())
}

fn write_anew(folder: &Path, name: &str, text: &str) -> std::io::Result<PathBuf> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "csv"));
    for number in 1..=TRIES {
        let name = if number == 1 { name.to_owned() } else { format!("{stem} ({number}).{ending}") };
        let path = folder.join(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        // It may hold addresses: only its owner reads it.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(std::io::Error::new(ErrorKind::AlreadyExists, "too many files of this name"))
}

#[cfg(test)]
mod tests {
    use super::{tidy, write_anew};

    #[test]
    fn only_plain_names_are_written() {
        assert!(tidy("own-warehouse-2026-11-22.csv").is_some());
        for name in ["../x.csv", "a/b.csv", "x.exe", ".csv", "x", "a b.csv", "x.csv.sh"] {
            assert!(tidy(name).is_none(), "{name}");
        }
    }

    #[test]
    fn a_file_that_is_there_stays() {
        let folder = std::env::temp_dir().join(format!("shopferry-save-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let first = write_anew(&folder, "list.csv", "1").unwrap();
        let second = write_anew(&folder, "list.csv", "2").unwrap();
        assert_eq!(std::fs::read_to_string(first).unwrap(), "1");
        assert!(second.ends_with("list (2).csv"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
