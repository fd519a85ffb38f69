//! Writes the TypeScript contract: `cargo run -p shopferry-commands --example contract -- ui/src/platform/generated`.

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "ui/src/platform/generated".to_owned());
    shopferry_commands::typescript::write(std::path::Path::new(&folder))
}
