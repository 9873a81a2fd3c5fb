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
# refuses WHAT COMMAND…: the control; passes when the command prints a finding.
refuses() {
	local what=$1 out
	shift
	out=$("$@" 2>&1)
	if [ -n "$out" ]; then pass "control: $what"; else fail "control: $what was not found"; fi
}
finish() { echo "1..$count"; [ $failures = 0 ]; }
