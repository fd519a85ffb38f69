//! The real program in its real window, on a private desktop.

use std::path::PathBuf;

use anyhow::Result;

use super::desktop::Desktop;
use super::webdriver::{Driver, Page};

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
}
