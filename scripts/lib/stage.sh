# shellcheck shell=bash
# Runs the stages of scripts/test.sh one after the other, timed; the first failure stops everything.

COUNT_LOG="$LOG_DIR/counts.log"

# run_stages FILE…: each file is one stage, run in a shell of its own. Its second line is its title.
run_stages() {
  local file title began seconds whole
  whole=$(date +%s)
  : >"$COUNT_LOG"
  for file in "$@"; do
    title=$(sed -n '2s/^# *//p' "$file")
    step "$title"
    began=$(date +%s)
    if ! bash -euo pipefail "$file" 2>&1 | tee "$LOG_DIR/stage.log"; then
      print_counts
      fail "the stage \"$title\" failed (see above)." "run it alone: scripts/test.sh $(basename "$file" .sh)"
    fi
    cat "$LOG_DIR/stage.log" >>"$COUNT_LOG"
    seconds=$(($(date +%s) - began))
    say "-- $title: $seconds s"
  done
  say ""
  say "Everything passed in $(($(date +%s) - whole)) s."
  print_counts
}

# One plain line, the sum of what the test runners themselves reported (Rust's, Vitest's, Node's).
print_counts() {
  [ -e "$LOG_DIR/stage.log" ] || return 0
  sed 's/\x1b\[[0-9;]*m//g' "$COUNT_LOG" | awk '
    /^test result:/ { passed += $4; failed += $6; seen = 1 }
    /^ +Tests +/ { for (i = 2; i <= NF; i++) { if ($(i) == "passed") passed += $(i-1); if ($(i) == "failed") failed += $(i-1) } seen = 1 }
    /^(#|ℹ) pass [0-9]+$/ { passed += $3; seen = 1 }
    /^(#|ℹ) fail [0-9]+$/ { failed += $3 }
    END { if (seen) printf "%d passed, %d failed\n", passed, failed }'
}
