#!/bin/bash
# What templates may do.
. "$(dirname "$0")/../lib/tap.sh"
silent "templates lay out finished, escaped texts" python3 tests/check/templates.py
catches templates python3 tests/check/templates.py tests/check/bad
finish
