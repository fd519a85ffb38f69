#!/usr/bin/env bash
# A private desktop for tests: display, window manager, session bus, unlocked keychain, folders of its own. Usage: desktop.sh COMMAND…
# Everything that is started here ends with COMMAND.
set -euo pipefail

if [ "${SHOPFERRY_TEST_DESKTOP:-}" = "" ]; then
  SHOPFERRY_TEST_DESKTOP=$(mktemp -d "${TMPDIR:-/tmp}/shopferry-desktop.XXXXXX")
  export SHOPFERRY_TEST_DESKTOP
  trap 'rm -rf "$SHOPFERRY_TEST_DESKTOP"' EXIT
  # The real folders of the toolchain, before HOME changes.
  export CARGO_HOME="${CARGO_HOME:-$HOME/.cargo}" RUSTUP_HOME="${RUSTUP_HOME:-$HOME/.rustup}"
  export HOME="$SHOPFERRY_TEST_DESKTOP/home" TMPDIR="$SHOPFERRY_TEST_DESKTOP/tmp"
  export XDG_CONFIG_HOME="$HOME/.config" XDG_DATA_HOME="$HOME/.local/share" XDG_CACHE_HOME="$HOME/.cache"
  export XDG_STATE_HOME="$HOME/.local/state" XDG_RUNTIME_DIR="$SHOPFERRY_TEST_DESKTOP/run"
  mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME" "$XDG_RUNTIME_DIR" "$TMPDIR"
  chmod 700 "$XDG_RUNTIME_DIR"
  unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS DISPLAY
  dbus-run-session -- xvfb-run -a -s "-screen 0 1280x900x24" bash "${BASH_SOURCE[0]}" "$@"
  exit $?
fi

# With an empty password the keychain would stay locked.
keys=$(printf 'practice' | gnome-keyring-daemon --unlock --components=secrets 2>"$SHOPFERRY_TEST_DESKTOP/keyring.log")
# shellcheck disable=SC2163 # lines of NAME=value
while read -r line; do [ -z "$line" ] || export "$line"; done <<<"$keys"
# Without a window manager a window has no close button to press.
openbox >"$SHOPFERRY_TEST_DESKTOP/openbox.log" 2>&1 &
manager=$!
status=0
"$@" || status=$?
kill "$manager" 2>/dev/null || true
exit "$status"
