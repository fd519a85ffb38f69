//! The documented reasons are those of the table (F053). Set `SHOPFERRY_UPDATE_SNAPSHOTS=1` to write them anew.

use std::path::Path;

#[test]
fn the_document_lists_the_reasons_of_the_table() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reasons.md");
    if std::env::var_os("SHOPFERRY_UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&kept, shopferry_commands::reasons_doc::text()).unwrap();
    }
    let there = std::fs::read_to_string(kept).unwrap_or_default();
    assert!(
        there == shopferry_commands::reasons_doc::text(),
        "docs/reasons.md is stale: write it anew with SHOPFERRY_UPDATE_SNAPSHOTS=1"
    );
}
