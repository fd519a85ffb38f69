//! The first second: a window, the built screens in it, and nothing that the security policy had to stop.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use shopferry_tests::support::desktop::Desktop;
use shopferry_tests::support::window::Window;

/// The window shows the built screens' first heading.
pub fn opens(desktop: &Desktop) -> Result<()> {
    let window = Window::open(desktop, "opens", &[])?;
    let heading = window.page.wait_for("return document.querySelector('h1,h2')?.textContent || null", &[], SOON)?;
    ensure!(heading.as_str().is_some_and(|text| !text.trim().is_empty()), "a first heading, not {heading}");
    let title = window.page.run("return document.title", &[])?;
    ensure!(title.as_str().is_some_and(|title| title.contains("Shopferry")), "the title names us, not {title}");
    let styled = "return [...document.styleSheets].some((sheet) => sheet.cssRules.length > 20) || null";
    window.page.wait_for(styled, &[], SOON)?;
    only_the_one_command(&window)?;
    window.page.end()
}

/// The window may ask the host and nothing else, and its policy lets no script in from elsewhere.
fn only_the_one_command(window: &Window) -> Result<()> {
    let ask = "const [command, payload, done] = arguments;
               window.__TAURI_INTERNALS__.invoke(command, payload).then(() => done('answered'), (why) => done(String(why?.code ?? why)));";
    let ask = |command: &str, payload: Value| window.page.run_async(ask, &[json!(command), payload]);
    let unknown = ask("rpc", json!({ "command": "shell.nothing", "payload": {} }))?;
    ensure!(unknown == "unknown_command", "the one door answers in its own words, not {unknown}");
    for (command, payload) in [
        ("plugin:window|set_title", json!({ "value": "x" })),
        ("plugin:opener|open_url", json!({ "url": "https://a.example" })),
    ] {
        let refused = ask(command, payload)?;
        ensure!(
            refused.as_str().is_some_and(|why| why.contains("not allowed")),
            "{command} stays closed, not {refused}"
        );
    }
    let inline = "const made = document.createElement('script'); made.textContent = 'window.broken = true';
                  document.head.append(made); return window.broken === true";
    ensure!(window.page.run(inline, &[])? == false, "no script but the built ones runs");
    Ok(())
}

const SOON: std::time::Duration = std::time::Duration::from_secs(30);
