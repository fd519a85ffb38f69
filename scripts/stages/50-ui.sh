#!/usr/bin/env bash
# UI format, lint and tests
npm run --prefix ui --silent format:check
npm run --prefix ui --silent lint
npm run --prefix ui --silent test
