#!/usr/bin/env bash
# Prints each feature of docs/features.txt with the tests that name it, and then those that no test names.
# Usage: scripts/features.sh [--issue N] [--short]
#   --issue N   only what issue N builds; exits 1 if one of them has no test
#   --short     counts tests instead of listing them
# A test names a feature by its number (F062; a run as F110–F116): in its name, in its body, or in the comment right
# above it. In the screens' tests the enclosing describe() counts as well.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$here"
issue='' short=0
while [ $# -gt 0 ]; do
  case $1 in
    --issue) issue=${2:?"--issue needs a number"}; shift 2 ;;
    --short) short=1; shift ;;
    *) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
# Tracked files and new ones, not what was built or installed.
mapfile -t files < <(git ls-files --cached --others --exclude-standard -- '*.rs' '*.test.ts' '*.test.tsx' '*.test.mjs' | LC_ALL=C sort -u)
exec awk -v issue="$issue" -v short="$short" -f scripts/lib/features.awk docs/features.txt "${files[@]}"
