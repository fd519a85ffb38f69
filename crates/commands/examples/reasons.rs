//! Writes the list of reasons: `cargo run -p shopferry-commands --example reasons`.

fn main() -> std::io::Result<()> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "docs/reasons.md".to_owned());
    std::fs::write(file, shopferry_commands::reasons_doc::text())
}
