# Shared by the scripts of deploy/dev; sourced by bash, never run.
# Knows where things are, and how a background process is started and ended.
set -eu
umask 077

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${BUILD:-$top/build}
case $build in /*) ;; *) build=$top/$build ;; esac
: "${PORT:=8080}" "${BIND:=127.0.0.1}" "${DEMO:=1}" "${CLOCK:=}"
: "${VAR:=var}"
case $VAR in /*) ;; *) VAR=$top/$VAR ;; esac
# Who names no plan goes on with the one the books were opened with.
[ -n "${PLAN:-}" ] || PLAN=$(cat "$VAR/plan" 2>/dev/null || true)
: "${PLAN:=travel}"
export PATH="$PATH:/usr/sbin:/sbin"
# The programme's calendar and the scripts' messages do not depend on the caller's settings.
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }
die() { printf 'jifen: %s\n' "$*" >&2; exit 1; }

# Sockets have at most 107 bytes of path: a deep VAR gets a short private
# directory, linked from VAR/run. Sets $run.
open_run() {
	mkdir -p "$VAR"
	if [ $(( $(printf %s "$VAR" | wc -c) + 22 )) -le 107 ]; then
		[ ! -L "$VAR/run" ] || rm -f "$VAR/run"
		mkdir -p "$VAR/run"
		run=$VAR/run
		return
	fi
	run=$(readlink "$VAR/run" || true)
	if [ -z "$run" ] || [ ! -d "$run" ] || [ ! -O "$run" ]; then
		run=$(mktemp -d /tmp/jifen.XXXXXX)
		rm -rf "$VAR/run"
		ln -s "$run" "$VAR/run"
	fi
}

# Start time of a process in ticks since boot: with it a pid is never mistaken.
born() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# proc_alive NAME: whether the process noted under NAME still runs (zombies do not).
proc_alive() {
	local pid at
	read -r pid at 2>/dev/null <"$run/$1.proc" || return 1
	[ "$(born "$pid")" = "$at" ] && ! grep -q '^State:[[:space:]]*Z' "/proc/$pid/status" 2>/dev/null
}

proc_pid() { cut -d' ' -f1 "$run/$1.proc"; }

proc_note() { printf '%s %s\n' "$2" "$(born "$2")" >"$run/$1.proc"; }

# proc_start NAME COMMAND…: in the background, own session, output to the log,
# none of our streams left open in it.
proc_start() {
	local name=$1
	shift
	(
		for fd in /proc/self/fd/*; do
			fd=${fd##*/}
			[ "$fd" -gt 2 ] && [ "$fd" -lt 255 ] && eval "exec $fd>&-"
		done
		exec setsid "$@"
	) </dev/null >>"$VAR/log/$name.log" 2>&1 &
	proc_note "$name" $!
	disown $!
}

# Waits until a command succeeds: await SECONDS COMMAND…
await() {
	local left=$(( $1 * 20 ))
	shift
	until "$@" >/dev/null 2>&1; do
		left=$(( left - 1 ))
		[ $left -gt 0 ] || return 1
		sleep 0.05
	done
}

# Everything in the session that process PID opened (proc_start gives each its own).
session() {
	awk -v sid="$1" '{ pid = $1; sub(/.*\) /, ""); if ($4 == sid && $1 != "Z") print pid }' \
		/proc/[0-9]*/stat 2>/dev/null || true
}

proc_gone() { ! proc_alive "$1"; }

# proc_stop NAME SIGNAL SECONDS: ends the process, and what it leaves behind
# (multiwatch starts children anew while it is told to stop).
proc_stop() {
	local name=$1 signal=$2 seconds=$3 pid left
	[ -f "$run/$name.proc" ] || return 0
	pid=$(proc_pid "$name")
	if proc_alive "$name"; then
		kill -"$signal" "$pid" 2>/dev/null || true
		await "$seconds" proc_gone "$name" || kill -KILL "$pid" 2>/dev/null || true
		await 5 proc_gone "$name" || true
	fi
	for signal in TERM KILL; do
		left=$(session "$pid")
		[ -n "$left" ] || break
		# shellcheck disable=SC2086
		kill -$signal $left 2>/dev/null || true
		await 2 session_empty "$pid" || true
	done
	rm -f "$run/$name.proc"
}

session_empty() { [ -z "$(session "$1")" ]; }

random_hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
