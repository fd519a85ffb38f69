//! `docs/reasons.md`: every refusal code, its cause and its cure, written from the one table.

use std::fmt::Write as _;

use shopferry_domain::reason::{CurePage, REASONS};

/// The whole file.
pub fn text() -> String {
    let mut text = String::from(
        "# Reasons\n\n\
         Why something cannot go on, and what cures it. Generated from `crates/domain/src/reason.rs`; refresh it with\n\
         `cargo run -p shopferry-commands --example reasons`. A code never changes its meaning.\n\n\
         *Passes* means: it is tried again by itself.\n\n\
         | code | what is the matter | what to do | where | passes |\n| --- | --- | --- | --- | --- |\n",
    );
    for reason in REASONS {
        let place = match reason.page {
            CurePage::Order => "the order",
            CurePage::Link => "*Link to…*",
            CurePage::Channel => "Channels",
            CurePage::Settings => "Settings",
            CurePage::Platform => "the platform",
            CurePage::Wait => "–",
        };
        let passes = if reason.passing { "yes" } else { "no" };
        let _ = writeln!(text, "| `{}` | {} | {} | {place} | {passes} |", reason.name, reason.sentence, reason.cure);
    }
    text
}
