//! The documented reasons are those of the table (F053).

use std::path::Path;

#[test]
fn the_document_lists_the_reasons_of_the_table() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reasons.md");
    let there = std::fs::read_to_string(kept).unwrap_or_default();
    assert!(
        there == shopferry_commands::reasons_doc::text(),
        "docs/reasons.md is stale: run `cargo run -p shopferry-commands --example reasons`"
    );
}
