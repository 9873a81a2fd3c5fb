#!/bin/bash
# fresh.sh [run|test]: README's two first commands, each on a bare Debian 12 of
# its own (debootstrap, nothing added but the apt sources and a clone).
# Needs root, debootstrap and the package mirror. Takes some minutes.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d /tmp/jifen-fresh.XXXXXX)
mirror=${MIRROR:-http://deb.debian.org/debian}
trap 'rm -rf --one-file-system "$work"' EXIT

[ "$(id -u)" = 0 ] || { echo "fresh.sh needs root (chroot)" >&2; exit 2; }

bare() {
	if [ -n "${BARE:-}" ]; then # a tar of such a root, made before
		tar xf "$BARE" -C "$work"
		mv "$work/root" "$work/$1"
	else
		debootstrap --variant=minbase bookworm "$work/$1" "$mirror" >"$work/log" 2>&1 ||
			{ tail -n 5 "$work/log"; exit 3; }
	fi
	{
		echo "deb $mirror bookworm main"
		echo "deb $mirror bookworm-updates main"
		echo "deb ${mirror}-security bookworm-security main"
	} >"$work/$1/etc/apt/sources.list"
	cp /etc/resolv.conf /etc/hosts "$work/$1/etc/"
	# The network may have an authority of its own between here and the registries.
	mkdir -p "$work/$1/usr/local/share/ca-certificates"
	find /usr/local/share/ca-certificates -name '*.crt' \
		-exec cp {} "$work/$1/usr/local/share/ca-certificates/" ';'
	git clone -q --no-hardlinks "$top" "$work/$1/root/jifen"
}

# The Nth command of README's first code block.
command_of() {
	awk '/^```/ { inside = !inside; if (!inside) exit; next } inside && NF' "$top/README.md" |
		grep -v '^#' | sed -n "${1}p"
}

# Runs a command in the bare system, in mount and process spaces of its own.
inside() {
	unshare --mount --pid --fork --kill-child /bin/bash -c '
		mount --make-rprivate / && mount -t proc proc "$0/proc" &&
		mount --rbind /dev "$0/dev" && mount --rbind /sys "$0/sys" &&
		exec chroot "$0" /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 CI="'"${CI:-}"'" \
			PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
			/bin/bash -c "cd /root/jifen && $1"' "$work/$1" "$2"
}

try_run() {
	bare run
	local line port=8097 left=900 pid
	line=$(command_of 1)
	echo "on a bare system: $line"
	inside run "export PORT=$port; $line" </dev/null >"$work/run.log" 2>&1 &
	pid=$!
	until curl -fs -o "$work/page" "http://127.0.0.1:$port/sign-in"; do
		left=$(( left - 1 ))
		kill -0 $pid 2>/dev/null && [ $left -gt 0 ] || {
			tail -n 30 "$work/run.log"
			echo "FAIL make run does not serve"
			return 1
		}
		sleep 1
	done
	grep -q 'name="login"' "$work/page"
	# Its unshare, the child, takes the whole process space along.
	kill -KILL $(ps -o pid= --ppid $pid) $pid
	wait $pid 2>/dev/null || true
	echo "ok   the first command serves"
}

try_test() {
	bare test
	local line
	line=$(command_of 2)
	echo "on a bare system: $line"
	inside test "$line" </dev/null >"$work/test.log" 2>&1 || {
		tail -n 60 "$work/test.log"
		echo "FAIL make test"
		return 1
	}
	tail -n 1 "$work/test.log"
	echo "ok   the second command passes"
}

case ${1:-all} in
run) try_run ;;
test) try_test ;;
all) try_run && try_test ;;
*) echo "usage: fresh.sh [run|test]" >&2; exit 2 ;;
esac
