# For the shell tests: sourced by bash, counts and prints TAP.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
count=0 failures=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# pass WHAT / fail WHAT [DETAIL]
pass() { count=$((count + 1)); echo "ok $count - $1"; }
fail() {
	count=$((count + 1)) failures=$((failures + 1))
	echo "not ok $count - $1"
	[ -z "${2:-}" ] || printf '%s\n' "$2" | sed 's/^/# /'
}
# holds WHAT COMMAND…: passes when the command succeeds, else shows its output.
holds() {
	local what=$1 out
	shift
	if out=$("$@" 2>&1); then pass "$what"; else fail "$what" "$out"; fi
}
# silent WHAT COMMAND…: passes when the command prints nothing.
silent() {
	local what=$1 out
	shift
	out=$("$@" 2>&1)
	if [ -z "$out" ]; then pass "$what"; else fail "$what" "$out"; fi
}
# catches WHAT COMMAND…: the control. Every line of tests/check/bad that says
# "BAD: WHAT" must be among the findings (file:line: …), and no other line.
catches() {
	local what=$1 wanted found
	shift
	wanted=$(grep -rn "BAD: $what" tests/check/bad | cut -d: -f1,2 | sort -u)
	found=$("$@" 2>&1 | cut -d: -f1,2 | sort -u)
	if [ -n "$wanted" ] && [ "$wanted" = "$found" ]; then
		pass "control: $what"
	else
		fail "control: $what" "$(diff <(echo "$wanted") <(echo "$found"))"
	fi
}
finish() { echo "1..$count"; [ $failures = 0 ]; }
