#!/usr/bin/env bash
# Installs what is missing and checks everything, in order; stops at the first failure.
# Usage: scripts/test.sh [STAGE…]    a stage is a file of scripts/stages, for example 30-rust; none means all
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in say places need stage; do
  # shellcheck source=/dev/null
  . "$here/lib/$part.sh"
done

export NEED_LINT=yes
need_build_packages
need_test_packages
need_rust
need_node
need_ui_packages
export PATH ROOT CACHE LOG_DIR

stages=()
if [ $# -eq 0 ]; then
  stages=("$here"/stages/*.sh)
else
  for name in "$@"; do
    [ -e "$here/stages/$name.sh" ] || fail "there is no stage \"$name\"." "take one of: $(cd "$here/stages" && echo *.sh | sed 's/\.sh//g')"
    stages+=("$here/stages/$name.sh")
  done
fi
run_stages "${stages[@]}"
