#!/bin/bash
# backup.sh DIR: copies a running portal into DIR, which must not be there yet: the
# database as of one moment (mariadb-backup, nobody waits for it), the anchors of the
# books, the secrets. What DIR holds can be restored at once (restore.sh).
#
# Where things are, from the environment; VAR alone suffices for a checkout:
#   SOCKET   of the database          /run/mysqld/mysqld.sock
#   STATE    with anchors/            /var/lib/jifen
#   SECRETS  keys and passwords       /etc/jifen/secret
#   DB_USER  who may read everything  the caller, by socket
set -eu
umask 077
export LC_ALL=C.UTF-8
die() { printf 'backup: %s\n' "$*" >&2; exit 1; }
say() { printf '%s %s\n' "$(date -u +%FT%TZ)" "$*"; }

[ $# = 1 ] || die "usage: backup.sh DIR"
if [ -n "${VAR:-}" ]; then
	: "${SOCKET:=$VAR/run/mariadb.sock}" "${STATE:=$VAR}" "${SECRETS:=$VAR/secret}"
fi
: "${SOCKET:=/run/mysqld/mysqld.sock}" "${STATE:=/var/lib/jifen}" "${SECRETS:=/etc/jifen/secret}"
: "${DB_USER:=$(id -un)}"
command -v mariadb-backup >/dev/null || die "mariadb-backup is missing: apt-get install mariadb-backup"
[ -S "$SOCKET" ] || die "the database is not at $SOCKET; name its socket: SOCKET=…"
[ -d "$SECRETS" ] || die "there are no secrets at $SECRETS; without them a backup is worth nothing: SECRETS=…"
mkdir "$1" 2>/dev/null || die "$1 is there already or cannot be made; name a new directory"
to=$(cd "$1" && pwd)
trap '[ -f "$to/SHA256SUMS" ] || printf "backup: not finished; remove %s\n" "$to" >&2' EXIT

# Anchors first: they may only speak of what the copy of the database holds.
say "anchors and secrets"
mkdir "$to/state"
for name in anchors clock plan demo demo-staff demo-booking.secret nightly-day; do
	[ ! -e "$STATE/$name" ] || cp -a "$STATE/$name" "$to/state/"
done
cp -a "$SECRETS" "$to/secret"
say "database"
mariadb-backup --no-defaults --backup --socket="$SOCKET" --user="$DB_USER" \
	--target-dir="$to/db" >"$to/backup.log" 2>&1 ||
	{ tail -n 5 "$to/backup.log" >&2; die "mariadb-backup failed; its log is $to/backup.log"; }
say "its log is applied"
mariadb-backup --no-defaults --prepare --target-dir="$to/db" >>"$to/backup.log" 2>&1 ||
	{ tail -n 5 "$to/backup.log" >&2; die "the copy cannot be made whole; see $to/backup.log"; }
(cd "$to" && find . -type f ! -name "SHA256SUMS*" ! -name backup.log -print0 | sort -z |
	xargs -0 sha256sum >SHA256SUMS.new && mv SHA256SUMS.new SHA256SUMS)
say "done: $(du -sh "$to" | cut -f1) in $to. It holds keys: keep it as safe as the portal."
