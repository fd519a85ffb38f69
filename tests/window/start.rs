//! The first second: a window, the built screens in it, and nothing that the security policy had to stop.

use anyhow::{Result, ensure};
use shopferry_tests::support::desktop::Desktop;
use shopferry_tests::support::window::Window;

/// The window shows the built screens' first heading.
pub fn opens(desktop: &Desktop) -> Result<()> {
    let window = Window::open(desktop, "opens", &[])?;
    let heading = window.page.wait_for("return document.querySelector('h1,h2')?.textContent || null", &[], SOON)?;
    ensure!(heading.as_str().is_some_and(|text| !text.trim().is_empty()), "a first heading, not {heading}");
    let title = window.page.run("return document.title", &[])?;
    ensure!(title.as_str().is_some_and(|title| title.contains("Shopferry")), "the title names us, not {title}");
    window.page.end()
}

const SOON: std::time::Duration = std::time::Duration::from_secs(30);
