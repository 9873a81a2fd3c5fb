#!/bin/bash
# Sizes a reader can hold.
. "$(dirname "$0")/../lib/tap.sh"
silent "functions, files and lines are short" python3 tests/check/sizes.py
catches sizes python3 tests/check/sizes.py tests/check/bad
finish
