#!/usr/bin/env bash
# Type check
npm run --prefix ui --silent check
