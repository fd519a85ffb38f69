//! The built command-line program, started as a process of its own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

/// `shopferryd` as `cargo build --workspace` left it, beside the running test.
///
/// # Errors
/// When it was not built.
pub fn shopferryd() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let folder = test.parent().and_then(|deps| deps.parent()).context("the test lies in no build folder")?;
    let program = folder.join(format!("shopferryd{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        bail!("{} is not built; run: cargo build --workspace", program.display());
    }
    Ok(program)
}

/// A call of it that sees none of the environment's own settings for it.
///
/// # Errors
/// When it was not built.
pub fn command() -> Result<Command> {
    let mut command = Command::new(shopferryd()?);
    for name in ["SHOPFERRY_DATA_DIR", "SHOPFERRY_STOP_AT", "SHOPFERRY_WORLD_CLOCK", "SHOPFERRY_PASSPHRASE"] {
        command.env_remove(name);
    }
    Ok(command)
}
