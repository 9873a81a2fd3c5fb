#!/bin/bash
# restore.sh DIR: puts what backup.sh wrote into DIR where a portal will find it. The
# database must be stopped and its directory empty; nothing that is there is replaced.
#
#   DATADIR  of the database          /var/lib/mysql
#   STATE    with anchors/            /var/lib/jifen
#   SECRETS  keys and passwords       /etc/jifen/secret
#   OWNER    of DATADIR               mysql:mysql; VAR alone (a checkout): the caller
set -eu
umask 077
export LC_ALL=C.UTF-8
die() { printf 'restore: %s\n' "$*" >&2; exit 1; }
say() { printf '%s %s\n' "$(date -u +%FT%TZ)" "$*"; }

[ $# = 1 ] && [ -d "$1" ] || die "usage: restore.sh DIR, a directory written by backup.sh"
from=$(cd "$1" && pwd)
if [ -n "${VAR:-}" ]; then
	: "${DATADIR:=$VAR/db}" "${STATE:=$VAR}" "${SECRETS:=$VAR/secret}" "${OWNER:=}"
fi
: "${DATADIR:=/var/lib/mysql}" "${STATE:=/var/lib/jifen}" "${SECRETS:=/etc/jifen/secret}"
: "${OWNER=mysql:mysql}"
[ -s "$from/SHA256SUMS" ] || die "$from was not finished (no SHA256SUMS); take another backup"
say "checking $(wc -l <"$from/SHA256SUMS") files"
(cd "$from" && sha256sum --quiet --check SHA256SUMS) || die "$from is damaged; take another backup"
empty() { [ ! -d "$1" ] || [ -z "$(ls -A "$1")" ]; }
empty "$DATADIR" || die "$DATADIR is not empty; stop the database and move it aside"
empty "$SECRETS" || die "$SECRETS is not empty; move it aside"
[ ! -e "$STATE/anchors" ] || die "$STATE/anchors is there; move it aside"

mkdir -p "$DATADIR" "$STATE" "$SECRETS"
say "database to $DATADIR"
cp -a "$from/db/." "$DATADIR/"
[ -z "$OWNER" ] || chown -R "$OWNER" "$DATADIR"
say "anchors and secrets"
cp -a "$from/state/." "$STATE/"
cp -a "$from/secret/." "$SECRETS/"
# What the checkout's set-up asks, so that it does not begin anew.
[ -z "${VAR:-}" ] || touch "$DATADIR/.complete"
say "done. Start the database and the portal, then prove the books: pointsctl audit"
