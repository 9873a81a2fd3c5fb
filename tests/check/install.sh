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
for file in usr/libexec/jifen/backup usr/libexec/jifen/restore etc/logrotate.d/jifen \
	usr/lib/tmpfiles.d/jifen.conf etc/jifen/nginx/watch.conf; do
	holds "$file is there" test -s "$dest/$file"
done
echo "allow 192.0.2.1;" >"$dest/etc/jifen/nginx/watch.conf"
env -u MAKEFLAGS -u MAKELEVEL make install DESTDIR="$dest" PREFIX=/usr >/dev/null
holds "a second install leaves the operator's list" grep -q 192.0.2.1 "$dest/etc/jifen/nginx/watch.conf"

# Units as they would be started: their programs are there, nothing in them is
# unknown, and each is closed up (0 = safe … 100 = open; systemd calls 20 OK).
place=$scratch/place
env -u MAKEFLAGS -u MAKELEVEL make install PREFIX="$place" SYSCONFDIR="$place/etc" >/dev/null
units=$place/lib/systemd/system
silent "the units are right" systemd-analyze verify --man=no "$units"/*.service "$units"/*.socket \
	"$units"/*.timer
for unit in "$units"/*.service; do
	holds "${unit##*/} is closed up" systemd-analyze security --no-pager --offline=yes \
		--threshold=15 "$unit"
done
for timer in "$units"/*.timer; do
	holds "SERVER.md enables ${timer##*/}" grep -q "${timer##*/}" deploy/SERVER.md
done

# nginx takes what is installed, at ports and with a certificate of the test's.
mkdir "$scratch/nginx"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=points.example.com \
	-keyout "$scratch/nginx/points.example.com.key" -out "$scratch/nginx/points.example.com.pem" 2>/dev/null
sed -i "s#/var/log/jifen#$scratch/nginx#" "$place/etc/jifen/nginx/site.conf"
sed -e "s#/etc/ssl/[a-z]*/#$scratch/nginx/#; /listen \[/d; s/listen 80/listen 18380/; s/listen 443/listen 18343/" \
	"$place/share/jifen/examples/nginx.conf" >"$scratch/nginx/server.conf"
{
	echo "pid $scratch/nginx/pid; events {} http { include /etc/nginx/mime.types;"
	for name in client_body fastcgi proxy uwsgi scgi; do
		echo "${name}_temp_path $scratch/nginx/$name;"
	done
	echo "include $scratch/nginx/server.conf; }"
} >"$scratch/nginx/nginx.conf"
holds "nginx takes the installed settings" nginx -t -q -e stderr -c "$scratch/nginx/nginx.conf"
silent "they name no log but those that are rotated" \
	grep -rnE '^(access|error)_log +(log/|[^/])' "$dest/etc/jifen/nginx"
holds "nginx's workers get to the log, to open it anew" \
	grep -qE '^d /var/log/jifen 0?7[0-7]5 ' "$dest/usr/lib/tmpfiles.d/jifen.conf"

# The log is rotated: a full one becomes .1, an empty one takes its place.
mkdir "$scratch/log"
echo line >"$scratch/log/access.log"
sed "s#/var/log/jifen#$scratch/log#; s#www-data adm#$(id -un) $(id -gn)#; s#/run/nginx.pid#$scratch/no.pid#" \
	"$dest/etc/logrotate.d/jifen" >"$scratch/rotate"
chmod 644 "$scratch/rotate"
chmod 700 "$scratch/log"
holds "logrotate takes its file" logrotate --force --state "$scratch/state" "$scratch/rotate"
holds "the full log is kept" grep -q line "$scratch/log/access.log.1"
holds "an empty one is there" test -f "$scratch/log/access.log"

silent "nothing of the build place is in the settings" grep -rn "$PWD" "$dest/etc" "$dest/usr/lib"
finish
