//! Closing the window keeps the work going, asked once; a second start brings the window back.

use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use shopferry_tests::support::desktop::Desktop;
use shopferry_tests::support::patience::until;
use shopferry_tests::support::window::Window;

const SOON: Duration = Duration::from_secs(20);

/// The first close asks; the answer holds for all later ones; the program stays, and is one.
pub fn asks_once_and_stays_in_the_tray(desktop: &Desktop) -> Result<()> {
    let window = Window::open(desktop, "closing", &["--practice"])?;
    window.page.sees("link", "Orders*")?;
    close()?;
    window
        .page
        .sees("dialog", "Keep syncing in the tray?*")
        .or_else(|_| window.page.reads("Keep syncing in the tray?", SOON))?;
    window.page.click_and_leave("button", "Keep syncing in the tray")?;
    gone()?;

    let again = Command::new(desktop.program("shopferry")?)
        .arg("--data-dir")
        .arg(&window.data_dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    ensure!(again.success(), "a second start hands over and ends");
    until("the window to come back", SOON, || Ok((!on_screen()?.is_empty()).then_some(())))?;
    window.page.sees("link", "Orders*").context("it is the same window, still at work")?;

    close()?;
    gone().context("the second close no longer asks")?;
    window.page.end()
}

/// The close button of the window manager.
fn close() -> Result<()> {
    let windows = until("the window on the screen", SOON, || Ok(Some(on_screen()?).filter(|found| !found.is_empty())))?;
    for window in windows {
        let closed = Command::new("wmctrl").args(["-i", "-c", &window]).status().context("wmctrl is not there")?;
        ensure!(closed.success(), "the window manager did not take the close");
    }
    Ok(())
}

fn gone() -> Result<()> {
    until("the window to leave the screen", SOON, || Ok(on_screen()?.is_empty().then_some(())))
}

fn on_screen() -> Result<Vec<String>> {
    let found = Command::new("xdotool").args(["search", "--onlyvisible", "--name", "^Shopferry$"]).output()?;
    Ok(String::from_utf8(found.stdout)?.split_whitespace().map(str::to_owned).collect())
}
