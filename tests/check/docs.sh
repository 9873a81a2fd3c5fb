#!/bin/bash
# Headers and man pages explain what is public.
. "$(dirname "$0")/../lib/tap.sh"
silent "public functions are explained" python3 tests/check/docs.py
catches docs python3 tests/check/docs.py tests/check/bad
for program in member partner pointsctl; do
	holds "$program has a man page" test -f "cgi-bin/$program.8"
done
silent "man pages are in order" mandoc -T lint -W warning cgi-bin/*.8
holds "README opens with the two commands" \
	grep -q 'make run' <(sed -n 1,12p README.md)
finish
