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
	cd "$dir"
	# Where nothing else was missing nobody has asked for the lists of packages yet,
	# or they name a version that is gone.
	sudo=
	[ "$(id -u)" = 0 ] || sudo=sudo
	apt-get -qq download prometheus >&2 ||
		{ $sudo apt-get -qq update && apt-get -qq download prometheus; } >&2
	dpkg -x prometheus_*.deb . >&2
	rm prometheus_*.deb
	tool=$PWD/usr/bin/promtool
fi
echo "$tool"
