#!/usr/bin/env bash
# Format
cargo fmt --all --check
