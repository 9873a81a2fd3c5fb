#!/bin/bash
# packages.sh LIST…: installs what is missing of packages-LIST.list, and says
# what and why. Uses sudo when not root. nginx is kept from starting a service
# by a temporary policy-rc.d.
. "$(dirname "$0")/lib.sh"

wanted=$(for list in "$@"; do grep -hv '^#' "$top/deploy/dev/packages-$list.list"; done)
names=$(printf '%s\n' "$wanted" | awk '{ print $1 }' | sort -u)
# Installed is also what another package provides (some nodejs bring npm along).
there=$(dpkg-query -W -f='${db:Status-Status} ${Package}, ${Provides}\n' |
	sed -n 's/^installed //p' | tr ',' '\n' | awk '{ print $1 }')
missing=$(printf '%s\n' "$names" | grep -vxF "${there:-nothing}" || true)
[ -n "$missing" ] || exit 0

say "These Debian packages are missing and will be installed:"
for name in $missing; do
	printf '%s\n' "$wanted" | awk -v n="$name" '$1 == n { $1 = sprintf("  %-27s", $1); print; exit }'
done

sudo=
if [ "$(id -u)" != 0 ]; then
	command -v sudo >/dev/null ||
		die "please install them as root (there is no sudo here): apt-get install" $missing
	sudo=sudo
fi
command -v apt-get >/dev/null || die "this is not a Debian system: there is no apt-get"

log=$(mktemp)
policy=/usr/sbin/policy-rc.d
ours=
finish() {
	[ -z "$ours" ] || $sudo rm -f "$policy"
	rm -f "$log"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
if [ ! -e "$policy" ]; then
	ours=1
	printf '#!/bin/sh\nexit 101\n' | $sudo tee "$policy" >/dev/null
	$sudo chmod 755 "$policy"
fi

apt() {
	# shellcheck disable=SC2086
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@" \
		</dev/null >>"$log" 2>&1
}
# shellcheck disable=SC2086
if ! { apt update && apt install --yes --no-install-recommends $missing; }; then
	tail -n 15 "$log" >&2
	die "apt-get could not install the packages; the lines above say why"
fi
say "Installed."
