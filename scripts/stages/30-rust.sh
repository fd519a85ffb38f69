#!/usr/bin/env bash
# Rust tests
cargo build --workspace --all-targets --locked --quiet
cargo test --workspace --locked --quiet
