#!/bin/bash
# analyse.sh: cppcheck, clang-tidy's bug checks and gcc's analyzer over all of
# cgi-bin. Takes some minutes; `make analyse`. Ends with "N passed, M failed".
set -u
cd "$(dirname "$0")/.."
flags="-std=gnu11 -Icgi-bin -isystem /usr/include/ClearSilver -isystem /usr/include/mariadb -D_GNU_SOURCE"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0 failed=0

report() { # NAME FILE: clean when FILE is empty
	if [ -s "$2" ]; then
		printf 'FAIL %s\n' "$1"
		sed 's/^/  /' "$2" | head -n 60
		failed=$((failed + 1))
	else
		printf 'ok   %s\n' "$1"
		passed=$((passed + 1))
	fi
}

cppcheck -q -j "$(nproc)" --enable=warning,performance,portability --inline-suppr --std=c11 \
	-Icgi-bin --suppress=missingIncludeSystem --suppress=varFuncNullUB --suppress=unknownMacro \
	cgi-bin 2>"$out/cppcheck"
report cppcheck "$out/cppcheck"

# shellcheck disable=SC2086
printf '%s\0' cgi-bin/*.c cgi-bin/*/*.c |
	xargs -0 -n 4 -P "$(nproc)" sh -c 'f=$1; shift; clang-tidy --quiet "$@" -- $f 2>/dev/null' sh "$flags" |
	grep -E 'warning:|error:' >"$out/tidy"
report clang-tidy "$out/tidy"

# The analyzer of gcc 12 knows no talloc: what it says of leaks and of NULL from
# an allocator that aborts is left out; use after free and the like count.
# Not -o /dev/null: an assembler that fails removes its output, and as root that
# is the machine's.
# shellcheck disable=SC2016
printf '%s\0' cgi-bin/*.c cgi-bin/*/*.c |
	xargs -0 -n 1 -P "$(nproc)" sh -c 'gcc $1 -O1 -fanalyzer -Wno-analyzer-malloc-leak \
		-Wno-analyzer-possible-null-dereference -Wno-analyzer-possible-null-argument \
		-S -o "$2/$$.s" "$3" 2>&1; rm -f "$2/$$.s"' sh "$flags" "$out" | grep -E 'warning:|error:' >"$out/analyzer"
report 'gcc -fanalyzer' "$out/analyzer"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
