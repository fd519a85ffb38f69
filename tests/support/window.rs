//! The real program in its real window, on a private desktop.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;

use super::desktop::Desktop;
use super::patience::until;
use super::webdriver::{Driver, Page};

/// A program that was told to end is gone by then.
const LEAVING: Duration = Duration::from_secs(30);

/// A running Shopferry.
pub struct Window {
    /// What it shows.
    pub page: Page,
    /// Where its data lies.
    pub data_dir: PathBuf,
    // Last, so that it outlives the page: ends the program.
    _driver: Driver,
}

impl Window {
    /// Starts Shopferry on data of its own, empty at first.
    ///
    /// # Errors
    /// When no window comes up.
    pub fn open(desktop: &Desktop, name: &str, arguments: &[&str]) -> Result<Self> {
        let data_dir = desktop.data_dir(name)?;
        Self::on(desktop, data_dir, arguments)
    }

    /// Starts Shopferry on data that is already there.
    ///
    /// # Errors
    /// When no window comes up.
    pub fn on(desktop: &Desktop, data_dir: PathBuf, arguments: &[&str]) -> Result<Self> {
        let driver = Driver::start(&desktop.folder.join("driver.log"))?;
        let folder = data_dir.to_string_lossy().into_owned();
        let mut all = vec!["--data-dir", folder.as_str()];
        all.extend_from_slice(arguments);
        let page = driver.open(&desktop.program("shopferry")?, &all)?;
        Ok(Self { page, data_dir, _driver: driver })
    }

    /// Ends the program, and waits until it is gone: what is started before that hands its wishes to the old one.
    ///
    /// # Errors
    /// When it stays.
    pub fn end(self) -> Result<()> {
        let Self { page, data_dir, _driver } = self;
        page.end()?;
        drop(_driver);
        let folder = data_dir.to_string_lossy().into_owned();
        until("the program to end", LEAVING, || Ok((!runs_on(&folder)).then_some(())))
    }
}

/// Whether a process names this folder in its arguments.
fn runs_on(folder: &str) -> bool {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let arguments = processes.filter_map(|process| std::fs::read(process.path().join("cmdline")).ok());
    arguments.into_iter().any(|bytes| String::from_utf8_lossy(&bytes).contains(folder))
}
