#!/bin/bash
# job-loop.sh: the timers of a development portal (on a server: the systemd
# timers). Every 5 s what waits is delivered; every hour what was booked is proved;
# once a day, from 00:10 of the programme's clock, the nightly run.
. "$(dirname "$0")/lib.sh"

ctl() { "$build/pointsctl" "$@"; }
stop=
trap 'stop=1' TERM INT
last=$VAR/nightly-day
next_try=0
mailer=
rehearser=
night=
prover=
proved=$SECONDS

# One night; what could not be done is tried again in five minutes.
nightly() {
	if ctl nightly; then
		say "$1" >"$last"
	else
		say "nightly ended with $?; tried again in 5 minutes"
	fi
}

# Day number and second of the day by the programme's clock (+08:00).
programme_clock() {
	local offset now
	offset=$(cat "$VAR/clock" 2>/dev/null || say 0)
	now=$(($(date +%s) + offset + 28800))
	day=$((now / 86400)) second=$((now % 86400))
}

while [ -z "$stop" ]; do
	# A slow mail server keeps nothing else waiting.
	if [ -z "$mailer" ] || ! kill -0 "$mailer" 2>/dev/null; then
		{ ctl mail send || say "mail send ended with $?"; } &
		mailer=$!
	fi
	# Reports of a running day read what is proved in one piece.
	if [ $((SECONDS - proved)) -ge 3600 ] &&
		{ [ -z "$prover" ] || ! kill -0 "$prover" 2>/dev/null; }; then
		{ ctl nightly proof || say "the hourly proof ended with $?"; } &
		prover=$! proved=$SECONDS
	fi
	# A rehearsal takes as long as the past is.
	if [ -z "$rehearser" ] || ! kill -0 "$rehearser" 2>/dev/null; then
		{ ctl rehearse due || say "rehearse due ended with $?"; } &
		rehearser=$!
	fi
	ctl effects || say "effects ended with $?"
	ctl erase || say "erase ended with $?"
	ctl campaign due || say "campaign due ended with $?"
	ctl draw due || say "draw due ended with $?"
	programme_clock
	# What others' orders bring does not wait for the night to be over.
	if [ $second -ge 600 ] && [ "$(cat "$last" 2>/dev/null || true)" != $day ] &&
		[ "$SECONDS" -ge $next_try ] && { [ -z "$night" ] || ! kill -0 "$night" 2>/dev/null; }; then
		nightly $day &
		night=$!
		next_try=$((SECONDS + 300))
	fi
	sleep 5 &
	wait $! || true
done
# A night that is under way is let finish, as long as the stop allows.
[ -z "$night" ] || wait "$night" || true
