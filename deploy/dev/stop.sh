#!/bin/bash
# stop.sh: ends everything of VAR's portal and returns when it is down. Front
# door first, so that what is under way is finished; the database last.
. "$(dirname "$0")/lib.sh"

[ -d "$VAR/run" ] || { say "Nothing runs in $VAR."; exit 0; }
if [ "${1:-}" != --locked ]; then
	exec 9>"$VAR/lock"
	flock -w 60 9 || die "another start or stop is at work on $VAR"
fi
open_run
proc_stop jobs TERM 20
proc_stop nginx QUIT 10
proc_stop member TERM 10
proc_stop survey TERM 10
proc_stop partner TERM 10
proc_stop admin TERM 10
proc_stop mariadb TERM 60
rm -f "$run"/*.sock "$run"/*.pid "$VAR/port"
if [ -L "$VAR/run" ]; then
	rmdir "$run" 2>/dev/null || true
	rm -f "$VAR/run"
fi
say "The portal of $VAR is down."
