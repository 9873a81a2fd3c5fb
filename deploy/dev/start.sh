#!/bin/bash
# start.sh: brings the portal of VAR up and returns when it answers. What it
# started is stopped again when something fails; --again: only what has ended is
# started, and a failure leaves the rest running.
. "$(dirname "$0")/lib.sh"
here=$top/deploy/dev
export PORT BIND PLAN DEMO CLOCK VAR BUILD=$build

case $PORT in '' | *[!0-9]*) die "PORT=$PORT is no port number" ;; esac
[ "$PORT" -ge 1 ] && [ "$PORT" -le 65535 ] || die "PORT=$PORT is no port number"
case $DEMO in 0 | 1) ;; *) die "DEMO=$DEMO: choose 0 or 1" ;; esac
[ -f "$top/schema/plans/$PLAN.hdf" ] ||
	die "PLAN=$PLAN: there are" $(cd "$top/schema/plans" && ls ./*.hdf | sed 's#./##; s/.hdf//')

mkdir -p "$VAR" 2>/dev/null && [ -w "$VAR" ] || die "VAR=$VAR cannot be written"
exec 9>"$VAR/lock"
flock -n 9 || die "another start or stop is at work on $VAR; try again in a moment"
open_run

for program in member survey partner admin pointsctl; do
	[ -x "$build/$program" ] || die "$build/$program is not built; run make"
done

known=$(cat "$VAR/plan" 2>/dev/null || true)
if [ -n "$known" ] && [ "$known" != "$PLAN" ]; then
	die "the books in $VAR were opened with PLAN=$known; choose that, or another VAR"
fi

url="http://$BIND:$PORT"
[ "$BIND" != 0.0.0.0 ] || url="http://127.0.0.1:$PORT"
ready() { curl -fsS -o /dev/null --max-time 5 --noproxy '*' "$url$1"; }

if proc_alive nginx && proc_alive member && proc_alive survey && proc_alive partner &&
	proc_alive admin && proc_alive mariadb && proc_alive jobs; then
	at=$(cat "$VAR/port" 2>/dev/null || true)
	[ "$at" = "$BIND:$PORT" ] || die "the portal of $VAR already runs at $at; make stop first"
	say "The portal already runs at $url"
	[ -z "$CLOCK" ] || say "jifen: CLOCK counts from a start: make stop comes first" >&2
	exit 0
fi

# Who listens on the port already, in words.
holder() {
	local hex inode pid
	hex=$(printf '%04X' "$PORT")
	inode=$(awk -v p=":$hex" '$4 == "0A" && substr($2, length($2) - 4) == p { print $10; exit }' \
		/proc/net/tcp /proc/net/tcp6 2>/dev/null || true)
	[ -n "$inode" ] || return 1
	for pid in /proc/[0-9]*; do
		if ls -l "$pid/fd" 2>/dev/null | grep -qF "socket:[$inode]"; then
			say "${pid#/proc/} ($(tr '\0' ' ' <"$pid/cmdline" | cut -c1-60))"
			return
		fi
	done
	say "somebody else's"
}
proc_alive nginx || ! who=$(holder) ||
	die "port $PORT is taken by process $who; choose another: make start PORT=$((PORT + 1))"

free=$(df -Pk "$VAR" | awk 'NR == 2 { print int($4 / 1024) }')
[ "$free" -ge 600 ] || [ -f "$VAR/db/.complete" ] ||
	die "only $free MB are free on the disk of $VAR; a new portal needs 600 MB"
[ "$free" -ge 50 ] || die "only $free MB are free on the disk of $VAR; the database needs 50 MB to start"

done=
[ "${1:-}" != --again ] || done=1
give_up() {
	[ -n "$done" ] || "$here/stop.sh" --locked >/dev/null 2>&1 || true
}
trap give_up EXIT
trap 'exit 130' INT TERM HUP

# CLOCK fixes the time at start and lets it run: kept as an offset in seconds.
if [ -n "$CLOCK" ] && [ "${1:-}" != --again ]; then
	then=$(date -d "$CLOCK" +%s 2>/dev/null) ||
		die "CLOCK=$CLOCK is no instant; write it like 2027-01-01T00:00:00+08:00"
	say $((then - $(date +%s))) >"$VAR/clock"
fi

mkdir -p "$VAR/log"
"$here/settings.sh"
"$here/database.sh" start
"$here/database.sh" accounts

# Schema, rules and demo data: each step does only what is not there yet.
ctl() { JIFEN_CONFIG=$VAR/portal-$1.hdf "$build/pointsctl" "${@:2}" >>"$VAR/log/setup.log" 2>&1 ||
	{ tail -n 5 "$VAR/log/setup.log" >&2; die "pointsctl ${*:2} failed; see $VAR/log/setup.log"; }; }
prepared=$(cat "$top"/schema/*.sql "$build/pointsctl" | sha256sum | cut -c1-64)
if [ "$(cat "$VAR/prepared" 2>/dev/null || true)" != "$prepared" ]; then
	ctl migrate schema migrate
	"$here/database.sh" grants
	say "$prepared" >"$VAR/prepared"
fi
if [ ! -f "$VAR/plan" ]; then
	# A start that was cut off may have loaded it already.
	[ "$("$here/database.sh" sql -e 'SELECT COUNT(*) FROM plan_version')" != 0 ] ||
		ctl job plan load "$top/schema/plans/$PLAN.hdf" --from 2000-01-01
	say "$PLAN" >"$VAR/plan"
	"$here/settings.sh"
fi
if [ "$DEMO" = 1 ] && [ ! -f "$VAR/demo" ]; then
	ctl job demo load
	touch "$VAR/demo"
fi
if [ "$DEMO" = 1 ] && [ ! -f "$VAR/demo-staff" ]; then
	ctl job staff demo
	touch "$VAR/demo-staff"
fi

# One socket, one supervisor and some workers a program. The program is named
# relative to its directory: multiwatch takes ASCII only.
cd "$build"
workers=$(($(nproc) + 2))
program() {
	local name=$1
	if proc_alive "$name"; then
		return
	fi
	rm -f "$run/$name.sock"
	# multiwatch sets no locale of its own; CHARSET lets a path have any letters.
	export JIFEN_CONFIG=$VAR/portal-$name.hdf CHARSET=UTF-8
	proc_start "$name" spawn-fcgi -n -s "$run/$name.sock" -M 0600 -b 1024 -- \
		"$(command -v multiwatch)" -r 100000 -s USR1 -f "$workers" -- "./$name"
	unset JIFEN_CONFIG CHARSET
}
program member
program survey
program partner
# A handful of people use the desk.
workers=2 program admin
if ! proc_alive nginx; then
	proc_start nginx nginx -e "$VAR/log/nginx.log" -p "$VAR" -c "$VAR/nginx/nginx.conf" \
		-g 'daemon off;'
fi
proc_alive jobs || JIFEN_CONFIG=$VAR/portal-job.hdf proc_start jobs "$here/job-loop.sh"

# Ready when all programs answer through nginx. answering NAME PATH
answering() {
	local deadline=$((SECONDS + 30))
	until ready "$2" 2>/dev/null; do
		if [ $SECONDS -ge $deadline ] || ! proc_alive nginx || ! proc_alive "$1"; then
			tail -qn 5 "$VAR/log/nginx.log" "$VAR/log/$1.log" >&2
			die "$url$2 does not answer; the log is $VAR/log/$1.log"
		fi
		sleep 0.05
	done
}
answering member /sign-in
answering survey /survey/health
answering partner /api/v1/health
answering admin /admin/sign-in
say "$BIND:$PORT" >"$VAR/port"
done=1
say "The portal runs at $url"
[ "$DEMO" != 1 ] ||
	say "Staff: $url/admin/ as manager@demo.test, clerk@demo.test, auditor@demo.test or merchant@demo.test, password demo-staff-manager and so on"
