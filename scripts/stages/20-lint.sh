#!/usr/bin/env bash
# Lint
# Every package with every target in one call, the shell among them: the same features as in the build.
cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
