#!/bin/bash
# run.sh: the portal in the foreground; Ctrl-C stops it in order.
. "$(dirname "$0")/lib.sh"
here=$top/deploy/dev
export PORT BIND PLAN DEMO CLOCK VAR BUILD=$build

ended= nap=
trap 'ended=1' INT TERM HUP
"$here/start.sh"
open_run

cat <<TEXT

  Member pages   http://localhost:$PORT/
  Mail lands in  $VAR/mail/   (also text messages)
  Logs           $VAR/log/
TEXT
[ "$DEMO" = 1 ] && cat <<TEXT
  Members        13800000001 … 13800000010, password demo-points-1 … demo-points-10
  Staff pages    http://localhost:$PORT/admin/
  Staff          manager@demo.test, clerk@demo.test, auditor@demo.test, merchant@demo.test, password demo-staff-manager …
  Booking key    demo-booking, its secret in $VAR/demo-booking.secret
TEXT
cat <<TEXT
  Operator       JIFEN_CONFIG=$VAR/portal-job.hdf $build/pointsctl …

  Ctrl-C stops the portal; its data stay in $VAR.
TEXT

# What ends by itself is started again, not more often than every 5 seconds.
next=0
while [ -z "$ended" ]; do
	for name in mariadb member survey partner admin nginx jobs; do
		if ! proc_alive $name && [ $SECONDS -ge $next ] && [ -z "$ended" ]; then
			say "jifen: $name has ended (its log: $VAR/log/$name.log); starting it again" >&2
			"$here/start.sh" --again || true
			next=$((SECONDS + 5))
		fi
	done
	sleep 1 &
	nap=$!
	wait $nap || true
done
[ -z "$nap" ] || kill "$nap" 2>/dev/null || true
trap '' INT TERM HUP
say
exec "$here/stop.sh"
