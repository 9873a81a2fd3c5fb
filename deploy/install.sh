#!/bin/bash
# install.sh DESTDIR PREFIX SYSCONFDIR LIBEXECDIR DATADIR MANDIR UNITDIR: the work of
# `make install`. Settings that are there already stay as they are.
set -eu
dest=$1 prefix=$2 sysconfdir=$3 libexecdir=$4 datadir=$5 mandir=$6 unitdir=$7
cd "$(dirname "$0")/.."
build=${BUILD:-build}
umask 022

put() { install -D -m "$1" "$2" "$dest$3"; }
tree() { # tree FROM TO: every file below FROM
	(cd "$1" && find . -type f) | while read -r file; do put 644 "$1/$file" "$2/${file#./}"; done
}
# Files that name directories get them filled in.
filled() {
	local tmp
	tmp=$(mktemp)
	sed -e "s#@PREFIX@#$prefix#g; s#@BINDIR@#$prefix/bin#g; s#@LIBEXECDIR@#$libexecdir#g" \
		-e "s#@DATADIR@#$datadir#g; s#@SYSCONFDIR@#$sysconfdir#g; s#@LOGDIR@#/var/log/jifen#g" "$2" >"$tmp"
	put "$1" "$tmp" "$3"
	rm -f "$tmp"
}

put 755 "$build/pointsctl" "$prefix/bin/pointsctl"
for program in member survey partner admin; do
	put 755 "$build/$program" "$libexecdir/$program"
done
tree templates "$datadir/templates"
tree "$build/static" "$datadir/www/static"
tree schema "$datadir/schema"
for page in cgi-bin/*.[1-8]; do
	put 644 "$page" "$mandir/man${page##*.}/${page##*/}"
done
for unit in deploy/systemd/*; do
	filled 644 "$unit" "$unitdir/${unit##*/}"
done
for file in shared site fastcgi; do
	put 644 "deploy/nginx/$file.conf" "$sysconfdir/jifen/nginx/$file.conf"
done
# Who may watch is the operator's to say.
[ -e "$dest$sysconfdir/jifen/nginx/watch.conf" ] ||
	put 644 deploy/nginx/watch.conf "$sysconfdir/jifen/nginx/watch.conf"
sed -i 's#\(\tinclude \)watch.conf#\1'"$sysconfdir"'/jifen/nginx/watch.conf#; s#^include fastcgi.conf#include '"$sysconfdir"'/jifen/nginx/fastcgi.conf#; s#\(\tinclude \)fastcgi.conf#\1'"$sysconfdir"'/jifen/nginx/fastcgi.conf#; s#^\(access_log\|error_log\) log/#\1 /var/log/jifen/#' \
	"$dest$sysconfdir/jifen/nginx/site.conf"
filled 644 deploy/logrotate/jifen "$sysconfdir/logrotate.d/jifen"
filled 644 deploy/tmpfiles/jifen.conf "$prefix/lib/tmpfiles.d/jifen.conf"
put 755 deploy/backup.sh "$libexecdir/backup"
put 755 deploy/restore.sh "$libexecdir/restore"
filled 644 deploy/nginx/jifen.conf "$datadir/examples/nginx.conf"
filled 644 deploy/portal.hdf.example "$datadir/examples/portal.hdf"
put 644 deploy/SERVER.md "$datadir/doc/SERVER.md"
put 644 README.md "$datadir/doc/README.md"
