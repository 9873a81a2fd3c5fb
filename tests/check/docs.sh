#!/bin/bash
# Headers and man pages explain what is public.
. "$(dirname "$0")/../lib/tap.sh"
silent "public functions are explained" python3 tests/check/docs.py
catches docs python3 tests/check/docs.py tests/check/bad
for program in cgi-bin/*.c; do
	holds "$(basename "$program" .c) has a man page" test -f "${program%.c}.8"
done
silent "man pages are in order" mandoc -T lint -W warning cgi-bin/*.8
holds "README opens with the two commands" \
	grep -q 'make run' <(sed -n 1,12p README.md)
finish
