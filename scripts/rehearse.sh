#!/usr/bin/env bash
# Rehearses practice days with all faults and mixed rules, two at a time; prints a line a seed and a total.
# Usage: scripts/rehearse.sh FROM TO [ORDERS]     seeds FROM to TO, 1,000 orders a day unless told otherwise
# Exits 1 when a day broke a promise. SHOPFERRYD names a program that is built already.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in say places; do
  # shellcheck source=/dev/null
  . "$here/lib/$part.sh"
done
[ $# -ge 2 ] || { sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 2; }
from=$1 to=$2 orders=${3:-1000}

if [ -z "${SHOPFERRYD:-}" ]; then
  cargo build --quiet --locked --bin shopferryd -p shopferry-headless || fail "shopferryd could not be built (see above)." "scripts/run.sh installs what is missing."
  SHOPFERRYD=$BIN_DIR/shopferryd
fi
answers=$(mktemp -d)
trap 'rm -rf "$answers"' EXIT

# One number out of an answer; empty when there is none.
number() { sed -n "s/.*\"$2\":\([0-9.]*\).*/\1/p" "$1"; }

# Counts that must be 0, by their names in the answer.
BAD="exported_twice lost tracking_wrong forbidden_moves cancel_race_wrong"

one_seed() {
  local seed=$1 answer=$answers/$1.json line='' bad=0 count name
  "$SHOPFERRYD" practice day --seed "$seed" --orders "$orders" --faults all --rules mixed --json >"$answer" 2>"$answer.err" || true
  if [ -z "$(number "$answer" placed)" ]; then
    printf 'seed %-4s did not end: %s\n' "$seed" "$(tail -n 1 "$answer.err")"
    echo 1 >"$answers/$seed.bad"
    return
  fi
  for name in placed eligible exported shipped tracking_confirmed cancelled cancel_too_late oversold; do
    line+=" $name $(number "$answer" "$name")"
  done
  line+=' |'
  for name in $BAD; do
    count=$(number "$answer" "$name")
    bad=$((bad + count))
    line+=" $name $count"
  done
  count=$(($(number "$answer" shipped) - $(number "$answer" tracking_confirmed)))
  bad=$((bad + count))
  line+=" unconfirmed $count | $(number "$answer" wall_seconds) s"
  [ "$bad" -eq 0 ] || line+='  BAD'
  echo "$bad" >"$answers/$seed.bad"
  printf 'seed %-4s%s\n' "$seed" "$line"
  # What was broken, by the id of what it is about.
  sed -n 's/.*"named":\[\(.*\)\]}$/  \1/p' "$answer"
}

for seed in $(seq "$from" "$to"); do
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n; done
  one_seed "$seed" &
done
wait

total() { cat "$answers"/*.json | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" | awk '{ n += $1 } END { print n + 0 }'; }
printf 'total    '
for name in placed exported shipped tracking_confirmed cancelled $BAD; do printf ' %s %s' "$name" "$(total "$name")"; done
printf '\n'
[ "$(cat "$answers"/*.bad | awk '{ n += $1 } END { print n + 0 }')" -eq 0 ]
