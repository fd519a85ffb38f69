#!/usr/bin/env bash
# Build the screens
# First, because the shell carries them inside.
npm run --prefix ui --silent build
