#!/usr/bin/env bash
# Browser tests
# The same screens in Chromium: over an in-memory shop, and against the real background program on loopback.
folder=$(mktemp -d)
"$BIN_DIR/shopferryd" --data-dir "$folder/data" --vault memory serve --ui ui/dist --stop-after 1800 >"$folder/serve.log" 2>&1 &
server=$!
# shellcheck disable=SC2064 # these very values
trap "kill $server 2>/dev/null || true; wait $server 2>/dev/null || true; rm -rf '$folder'" EXIT
link=
for _ in $(seq 300); do
  link=$(grep -o 'http://127\.0\.0\.1:[0-9]*/[^ "]*' "$folder/serve.log" | head -n 1 || true)
  [ -z "$link" ] || break
  sleep 0.1
done
if [ -z "$link" ]; then
  cat "$folder/serve.log"
  echo "shopferryd serve printed no link within 30 s"
  exit 1
fi
SHOPFERRY_SERVE_URL="$link" npm run --prefix ui --silent test:browser
