#!/bin/bash
# promtool.sh: prints the path of promtool. Debian has it in the package of a server
# that would start at the next boot; so the package is only unpacked, into build/.
set -eu
cd "$(dirname "$0")/../.."
tool=$(command -v promtool || true)
dir=${BUILD:-build}/promtool
[ -n "$tool" ] || [ ! -x "$dir/usr/bin/promtool" ] || tool=$dir/usr/bin/promtool
if [ -z "$tool" ]; then
	rm -rf "$dir"
	mkdir -p "$dir"
	(cd "$dir" && apt-get -qq download prometheus && dpkg -x prometheus_*.deb . && rm prometheus_*.deb) >&2
	tool=$dir/usr/bin/promtool
fi
echo "$tool"
