//! The TypeScript side of the contract, written from the one list.

use std::fmt::Write as _;
use std::path::Path;

use crate::list::{COMMANDS, export_types};

/// Writes `contract.ts` (types) and `commands.ts` (command map and tag table) into a folder.
///
/// # Errors
/// When a file cannot be written.
pub fn write(folder: &Path) -> std::io::Result<()> {
    let config = ts_rs::Config::new().with_large_int("number").with_out_dir(folder);
    export_types(&config).map_err(std::io::Error::other)?;
    std::fs::write(folder.join("commands.ts"), command_map())
}

/// `app::AppView` -> `AppView`.
fn plain(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path).trim()
}

fn command_map() -> String {
    let mut names: Vec<&str> = COMMANDS.iter().flat_map(|c| [plain(c.request), plain(c.response)]).collect();
    names.sort_unstable();
    names.dedup();
    let mut text = String::from("// Generated from crates/commands/src/list.rs; do not edit.\n");
    let _ = writeln!(text, "import type {{ {} }} from \"./contract\";\n", names.join(", "));
    text.push_str("/** Every command with its request and response. */\nexport interface Commands {\n");
    for c in COMMANDS {
        let _ =
            writeln!(text, "  \"{}\": {{ request: {}; response: {} }};", c.name, plain(c.request), plain(c.response));
    }
    text.push_str("}\n\n/** Tags that an answer depends on, and tags that a command makes stale. */\n");
    text.push_str("export const tags: Record<keyof Commands, { provides: string[]; invalidates: string[] }> = {\n");
    for c in COMMANDS {
        let _ = writeln!(text, "  \"{}\": {{ provides: {:?}, invalidates: {:?} }},", c.name, c.provides, c.invalidates);
    }
    text.push_str("};\n");
    text
}
