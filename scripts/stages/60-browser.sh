#!/usr/bin/env bash
# Browser tests
# The same screens in Chromium, against the real background program on loopback.
export SHOPFERRYD="$BIN_DIR/shopferryd"
npm run --prefix ui --silent test:browser
