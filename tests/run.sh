#!/bin/bash
# run.sh SUITE…: runs tests and prints one last line, "N passed, M failed".
#   unit     every build/tests/*/test_* (cmocka), two at a time
#   check    tests/check/*.sh, the conventions
#   site     tests/site/*.py, through nginx
#   fault    tests/fault/*.py, kills under load
#   browser  tests/browser/run.sh
#   orders   tests/test_real.py with generated orders
#   gold     the golden pages only
#   real     tests/test_real.py with DATA
# A test prints TAP ("ok 1 - what", "not ok 2 - what"), or ends with a line
# "N passed, M failed". A program that dies or prints neither counts as failed.
set -u
cd "$(dirname "$0")/.."
export BUILD=${BUILD:-$PWD/build} LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin
export CMOCKA_MESSAGE_OUTPUT=tap
unset MAKEFLAGS MFLAGS MAKELEVEL PORT VAR PLAN DEMO CLOCK BIND
jobs=$(nproc)
# Test portals lie in memory where there is room: their databases are thrown away.
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print int($4 / 1048576) }')
[ -z "${TMPDIR:-}" ] && [ "${room:-0}" -ge 4 ] && [ -w /dev/shm ] && export TMPDIR=/dev/shm
results=$(mktemp -d)
# What a sanitizer says, in a test or in a worker of its portal, lands here.
export ASAN_OPTIONS=detect_leaks=1:log_path=$results/sanitizer
export UBSAN_OPTIONS=print_stacktrace=1:log_path=$results/sanitizer
trap 'rm -rf "$results"' EXIT
trap 'exit 130' INT TERM HUP

# one NAME COMMAND…: runs one test, leaves its counts, shows what failed.
one() {
	local name=$1 out rc passed failed planned line
	shift
	out=$results/$(printf %s "$name" | tr / _)
	timeout -k 10 "${LIMIT:-900}" "$@" >"$out.log" 2>&1 </dev/null
	rc=$?
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$out.log" | tail -n 1)
	if [ -n "$line" ]; then
		passed=${line%% *} failed=${line#*, } failed=${failed%% *}
	else
		passed=$(grep -c '^ok ' "$out.log")
		failed=$(grep -c '^not ok ' "$out.log")
		planned=$(sed -n 's/^1\.\.\([0-9]*\)$/\1/p' "$out.log" | paste -sd+ | bc_or_zero)
		[ $((passed + failed)) -ge "$planned" ] || failed=$((planned - passed))
	fi
	if [ $rc != 0 ] && [ "$failed" = 0 ] || [ $((passed + failed)) = 0 ]; then
		failed=$((failed + 1))
	fi
	printf '%s %s\n' "$passed" "$failed" >"$out.count"
	printf '  %-44s %4d passed' "$name" "$passed"
	if [ "$failed" != 0 ]; then
		printf ', %d FAILED (exit %d)\n' "$failed" "$rc"
		grep -vE '^(ok |1\.\.|# ok)' "$out.log" | tail -n "${SHOW:-40}" | sed 's/^/      /'
	else
		printf '\n'
	fi
}

bc_or_zero() { local sum; read -r sum && echo $((sum)) || echo 0; }

# Runs the named tests, JOBS at a time: many JOBS NAME COMMAND, one pair a line on stdin.
many() {
	local limit=$1 name command
	while read -r name command; do
		while [ "$(jobs -rp | wc -l)" -ge "$limit" ]; do
			wait -n
		done
		# shellcheck disable=SC2086
		one "$name" $command &
	done
	wait
}

suite() {
	local file
	case $1 in
	unit)
		for file in tests/*/test_*.c; do
			file=${file%.c}
			echo "$file ${BUILD#"$PWD"/}/$file"
		done | many "$jobs"
		;;
	check) for file in tests/check/*.sh; do echo "$file bash $file"; done | many "$jobs" ;;
	site | fault)
		for file in tests/"$1"/*.py; do
			# The verifier of draws is run by the tests of draws, with a draw to verify.
			[ "$file" = tests/site/draw_verify.py ] || echo "$file /usr/bin/python3 $file"
		done | many 1
		;;
	browser) # every page before every judge, beside what people do; weights are taken in quiet
		export LIMIT=${LIMIT:-2400}
		many "$jobs" <<-'END'
			tests/browser/pages tests/browser/run.sh pages
			tests/browser/journeys tests/browser/run.sh --but pages weight
		END
		one tests/browser/weight tests/browser/run.sh weight
		;;
	gold) one tests/view/test_gold "$BUILD/tests/view/test_gold" ;;
	orders) one tests/generated_orders /usr/bin/python3 tests/test_real.py --generated ;;
	real) one tests/test_real /usr/bin/python3 tests/test_real.py "${DATA:-../shared/data}" ;;
	*) echo "run.sh: there is no suite $1" >&2; exit 2 ;;
	esac
}

for name in "$@"; do
	echo "$name:"
	suite "$name"
done
said=$(find "$results" -name 'sanitizer.*' | wc -l)
if [ "$said" != 0 ]; then
	echo "sanitizers: $said reports"
	head -qn 30 "$results"/sanitizer.* | head -n 200
	echo "0 $said" >"$results/sanitizers.count"
fi
awk '{ p += $1; f += $2 } END { printf "%d passed, %d failed\n", p, f; exit f > 0 || p == 0 }' \
	"$results"/*.count
