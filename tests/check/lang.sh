#!/bin/bash
# Two complete languages.
. "$(dirname "$0")/../lib/tap.sh"
silent "both languages have every key that is used" python3 tests/check/lang.py
catches lang python3 tests/check/lang.py tests/check/bad
finish
