#!/usr/bin/env bash
# Installs what is missing, builds Shopferry and opens its window on the practice shop.
# Usage: scripts/run.sh [--headless] [OPTION…]   other options go to the program, for example --data-dir FOLDER
# With no display, or with --headless: runs a practice day, then serves the screens on loopback and prints the link.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in say places need; do
  # shellcheck source=/dev/null
  . "$here/lib/$part.sh"
done

headless=no
[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || headless=yes
if [ "${1:-}" = --headless ]; then
  headless=yes
  shift
fi

need_build_packages
need_rust
need_node
need_ui_packages

step "Building the screens"
npm run --prefix ui --silent build
step "Building Shopferry (some minutes the first time)"
if [ "$headless" = no ]; then
  cargo build --locked --workspace --bin shopferry --bin shopferryd ||
    fail "Shopferry could not be built (see above)." "if a library is missing, install its -dev package, then start this script again."
  step "Opening the window on the practice shop"
  exec "$BIN_DIR/shopferry" --practice "$@"
fi

cargo build --locked --bin shopferryd -p shopferry-headless ||
  fail "shopferryd could not be built (see above)." "if a library is missing, install its -dev package, then start this script again."
step "A practice day: 200 orders, in virtual time"
"$BIN_DIR/shopferryd" practice day --seed 1 --orders 200
step "Serving the screens on this machine; end with Ctrl+C"
exec "$BIN_DIR/shopferryd" serve --practice --ui "$ROOT/ui/dist" "$@"
