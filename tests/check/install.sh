#!/bin/bash
# make install puts everything below DESTDIR, readable, with its paths filled in.
. "$(dirname "$0")/../lib/tap.sh"
dest=$scratch/dest
holds "make install works" env -u MAKEFLAGS -u MAKELEVEL make install DESTDIR="$dest" PREFIX=/usr
for file in usr/bin/pointsctl usr/libexec/jifen/member usr/libexec/jifen/partner usr/libexec/jifen/admin \
	usr/share/jifen/templates/balance.cs usr/share/jifen/www/static/manifest.hdf \
	usr/share/jifen/schema/grants.sql usr/share/man/man8/pointsctl.8 \
	usr/lib/systemd/system/jifen-member.socket etc/jifen/nginx/site.conf \
	usr/share/jifen/examples/portal.hdf; do
	holds "$file is there" test -s "$dest/$file"
done
silent "every path is filled in" grep -rnE '@[A-Z]+@' "$dest/usr/lib/systemd" "$dest/etc" \
	"$dest/usr/share/jifen/examples"
silent "everybody may read it" find "$dest" ! -perm -444
silent "nothing of the build place is in the settings" grep -rn "$PWD" "$dest/etc" "$dest/usr/lib"
finish
