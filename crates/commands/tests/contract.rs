//! The TypeScript contract in the UI is the one the list declares. Set `SHOPFERRY_UPDATE_SNAPSHOTS=1` to write it anew.

use std::path::Path;

#[test]
fn the_ui_has_the_contract_of_this_list() {
    let fresh = std::env::temp_dir().join(format!("shopferry-contract-{}", std::process::id()));
    std::fs::create_dir_all(&fresh).unwrap();
    shopferry_commands::typescript::write(&fresh).unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/platform/generated");
    if std::env::var_os("SHOPFERRY_UPDATE_SNAPSHOTS").is_some() {
        shopferry_commands::typescript::write(&kept).unwrap();
    }
    for file in ["contract.ts", "commands.ts"] {
        let now = std::fs::read_to_string(fresh.join(file)).unwrap();
        let there = std::fs::read_to_string(kept.join(file)).unwrap_or_default();
        assert!(now == there, "{file} is stale: write it anew with SHOPFERRY_UPDATE_SNAPSHOTS=1");
    }
    std::fs::remove_dir_all(&fresh).unwrap();
}
