#!/bin/bash
# Every column is explained; no syntax of one engine only.
. "$(dirname "$0")/../lib/tap.sh"
silent "tables and columns are explained" python3 tests/check/schema.py
catches schema python3 tests/check/schema.py tests/check/bad
finish
