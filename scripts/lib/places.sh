# shellcheck shell=bash
# Where things lie: the checkout, and everything that is built or fetched outside it.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/shopferry"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$CACHE/target}"
export BIN_DIR="$CARGO_TARGET_DIR/debug"
LOG_DIR="$CACHE/logs"
mkdir -p "$CARGO_TARGET_DIR" "$LOG_DIR"
cd "$ROOT" || exit 1
