# shellcheck shell=bash
# How the scripts speak: what goes on, how long it took, what failed and how to mend it.

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
warn() { printf 'Note: %s\n' "$*" >&2; }

# fail WHAT CURE: one sentence each, then stop.
fail() {
  printf '\nStopped: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf 'What to do: %s\n' "$2" >&2
  exit 1
}
