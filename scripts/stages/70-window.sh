#!/usr/bin/env bash
# Real-window tests
export SHOPFERRY_PROGRAMS="$BIN_DIR"
bash scripts/lib/desktop.sh cargo test --workspace --locked --quiet --test window
