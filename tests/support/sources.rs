//! The checkout's own files, as the architecture test reads them.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Folders that hold nothing written by hand.
const NOT_OURS: [&str; 8] = ["target", "node_modules", "dist", "gen", "generated", ".git", "test-results", "coverage"];

/// One file of the checkout.
pub struct Source {
    /// Its path from the checkout's root, with forward slashes.
    pub path: String,
    /// All of its text.
    pub text: String,
}

impl Source {
    /// Whether it only tests: a file of a `tests` folder, or one named so.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.starts_with("tests/")
            || self.path.contains("/tests/")
            || name == "tests.rs"
            || name.ends_with("_test.rs")
            || name.ends_with("_tests.rs")
            || name.contains(".test.")
            || self.path.starts_with("ui/browser/")
    }
}

/// The checkout's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Every file under `folders` whose name ends with one of `endings`, sorted by path.
///
/// # Errors
/// When a file cannot be read.
pub fn files(folders: &[&str], endings: &[&str]) -> Result<Vec<Source>> {
    let root = root();
    let mut found = Vec::new();
    for folder in folders {
        gather(&root.join(folder), &root, endings, &mut found)?;
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn gather(folder: &Path, root: &Path, endings: &[&str], found: &mut Vec<Source>) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if path.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                gather(&path, root, endings, found)?;
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let path = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
            found.push(Source { path, text });
        }
    }
    Ok(())
}
