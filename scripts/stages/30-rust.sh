#!/usr/bin/env bash
# Rust tests
# --workspace everywhere: other selections of packages mean other features, and everything is built twice.
cargo build --workspace --all-targets --locked --quiet
cargo test --workspace --locked --quiet
[ -d ../shared/reference ] || echo "Note: ../shared/reference is not there, so nothing was checked against the published schemas and samples."
