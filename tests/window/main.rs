//! The real window, driven like a person would: screens, keychain, notifications, on a private desktop.
//! `scripts/test.sh 70-window` starts that desktop; without it nothing runs here, and the reason is printed.

mod closing;
mod practice;
mod settings;
mod start;

use std::process::ExitCode;

use shopferry_tests::support::desktop::Desktop;

/// One story, told on a desktop.
type Story = fn(&Desktop) -> anyhow::Result<()>;

/// All of them, in the order they run.
const STORIES: [(&str, Story); 7] = [
    ("the window opens on the screens it was built with", start::opens),
    ("a practice order is shipped, with its number at TikTok", practice::an_order_is_shipped),
    ("every settings page is set once and kept over a restart", settings::every_page_is_kept_over_a_restart),
    ("an order that a rule keeps back is sent from its page", settings::a_kept_back_order_is_sent_from_its_page),
    ("closing asks once and stays in the tray", closing::asks_once_and_stays_in_the_tray),
    ("a failed export raises a notification that opens the order", practice::a_failed_export_is_heard_of),
    (
        "secrets stay in the keychain, and the database is closed without its key",
        practice::secrets_stay_in_the_keychain,
    ),
];

fn main() -> ExitCode {
    let desktop = match Desktop::of_this_process() {
        Ok(desktop) => desktop,
        Err(reason) => {
            println!("\nwindow tests: not run, because {reason}\n");
            return ExitCode::SUCCESS;
        }
    };
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let chosen = |name: &str| wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str()));
    let (mut passed, mut failed) = (0, 0);
    for (name, story) in STORIES.into_iter().filter(|(name, _)| chosen(name)) {
        match story(&desktop) {
            Ok(()) => {
                passed += 1;
                println!("test {name} ... ok");
            }
            Err(error) => {
                failed += 1;
                println!("test {name} ... FAILED\n{error:#}\n");
            }
        }
    }
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!("\ntest result: {word}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out\n");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
