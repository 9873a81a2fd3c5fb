#!/bin/bash
# SQL: its room, its members, its locks.
. "$(dirname "$0")/../lib/tap.sh"
silent "SQL stands in store/, asks for one member and locks in transactions" \
	python3 tests/check/sql.py
catches sql python3 tests/check/sql.py tests/check/bad
finish
