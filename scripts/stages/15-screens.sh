#!/usr/bin/env bash
# Build the screens
# First, because the shell carries them inside.
if git ls-files --error-unmatch ui/src/main.tsx >/dev/null 2>&1; then
  npm run --prefix ui --silent build
else
  mkdir -p ui/dist
  printf '<!doctype html><html lang="en"><title>Shopferry</title><h1>Shopferry</h1></html>\n' >ui/dist/index.html
fi
