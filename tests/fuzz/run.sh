#!/bin/bash
# Fuzzes each parser of tests/fuzz/fuzz_NAME.c for SECONDS (60), two at a time,
# from the small corpus in the tree. What it finds on the way stays in
# build/fuzz. Fails, and says where the input lies, when one crashes.
set -euo pipefail
seconds=${1:-60}
cd "$(dirname "$0")/../.."
clang=$(command -v clang || command -v clang-14) || { echo "make fuzz needs clang" >&2; exit 3; }
out=build/fuzz
mkdir -p "$out"

one() {
	local name=$1 dir=$out/$1
	mkdir -p "$dir/corpus"
	"$clang" -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
		-std=gnu11 -D_GNU_SOURCE -Icgi-bin -o "$dir/run" "tests/fuzz/fuzz_$name.c" \
		cgi-bin/web/{parse,multipart,json,respond}.c cgi-bin/base/{text,log,clock}.c \
		-ljansson -ltalloc -lunistring
	if "$dir/run" -max_total_time="$seconds" -max_len=4096 -artifact_prefix="$dir/" \
		-print_final_stats=1 "$dir/corpus" "tests/fuzz/corpus/$name" >"$dir/log" 2>&1; then
		echo "ok - $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$dir/log") inputs"
	else
		echo "not ok - $name: see $dir/log"
		tail -n 20 "$dir/log"
		return 1
	fi
}
export -f one
export clang out seconds
# shellcheck disable=SC2016 # the name is for the inner shell
for source in tests/fuzz/fuzz_*.c; do
	name=${source##*/fuzz_}
	printf '%s\0' "${name%.c}"
done | xargs -0 -n1 -P2 bash -c 'one "$0"'
