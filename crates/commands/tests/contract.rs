//! The TypeScript contract in the UI is the one the list declares.

use std::path::Path;

#[test]
fn the_ui_has_the_contract_of_this_list() {
    let fresh = std::env::temp_dir().join(format!("shopferry-contract-{}", std::process::id()));
    std::fs::create_dir_all(&fresh).unwrap();
    shopferry_commands::typescript::write(&fresh).unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/platform/generated");
    for file in ["contract.ts", "commands.ts"] {
        let now = std::fs::read_to_string(fresh.join(file)).unwrap();
        let there = std::fs::read_to_string(kept.join(file)).unwrap_or_default();
        assert!(now == there, "{file} is stale: run `cargo run -p shopferry-commands --example contract`");
    }
    std::fs::remove_dir_all(&fresh).unwrap();
}
