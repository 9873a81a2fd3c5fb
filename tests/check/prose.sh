#!/bin/bash
# Nothing unfinished, no markup in C, no secrets, no floating point.
. "$(dirname "$0")/../lib/tap.sh"
silent "nothing unfinished, no markup in C, no secrets" python3 tests/check/prose.py
catches prose python3 tests/check/prose.py tests/check/bad
silent "no file of state or of others is committed" \
	git ls-files -- '*.pw' '*.key' '*.secret' 'var' 'build' '*/node_modules/*' '*.o' '*.a' '*.jar'
finish
