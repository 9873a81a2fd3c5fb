#!/bin/bash
# Rooms include downwards only; one door for each library.
. "$(dirname "$0")/../lib/tap.sh"
silent "rooms and doors" python3 tests/check/layers.py
catches layers python3 tests/check/layers.py tests/check/bad
finish
