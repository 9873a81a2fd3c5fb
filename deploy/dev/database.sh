#!/bin/bash
# database.sh start|accounts|grants|stop: the private MariaDB of VAR. Its data lie in
# VAR/db, it listens on VAR/run/mariadb.sock and nowhere else.
. "$(dirname "$0")/lib.sh"
open_run
socket=$run/mariadb.sock
me=$(id -un 2>/dev/null) || die "uid $(id -u) has no user name; the database needs one"

sql() { mariadb --no-defaults --socket="$socket" --user="$me" --batch --skip-column-names "$@"; }

start() {
	local fresh=
	if proc_alive mariadb; then
		return
	fi
	cd "$VAR"
	if [ ! -f db/.complete ]; then
		# A first set-up that was cut off starts over; there is nothing in it yet.
		rm -rf db
		mariadb-install-db --no-defaults --datadir=./db --auth-root-socket-user="$me" \
			--skip-test-db --skip-name-resolve ${as_root:-} >"$VAR/log/install-db.log" 2>&1 || {
			tail -n 5 "$VAR/log/install-db.log" >&2
			die "the database could not be set up in $VAR/db"
		}
		fresh=1
	fi
	rm -f "$socket"
	# Durable at every commit, strict, UTC; every lost connection lets go of its locks soon.
	proc_start mariadb mariadbd --no-defaults --datadir=./db --socket="$socket" \
		--pid-file="$run/mariadb.pid" --skip-networking --skip-name-resolve \
		--local-infile=0 --secure-file-priv="$VAR/db" --symbolic-links=0 \
		--character-set-server=utf8mb4 --collation-server=utf8mb4_bin \
		--sql-mode=STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE \
		--default-time-zone=+00:00 --secure-timestamp=YES \
		--innodb-flush-log-at-trx-commit=1 --innodb-snapshot-isolation=ON \
		--innodb-lock-wait-timeout=5 --idle-transaction-timeout=5 \
		--innodb-buffer-pool-size="${DB_POOL:-256M}" --innodb-log-file-size=128M \
		--max-connections=200 --table-open-cache=400 ${as_root:-}
	await 60 answers || {
		proc_alive mariadb || say "mariadbd ended at once" >&2
		grep -E 'ERROR|No space' "$VAR/log/mariadb.log" | tail -n 5 >&2
		die "the database does not start; its log is $VAR/log/mariadb.log"
	}
	[ -z "$fresh" ] || touch db/.complete
}

answers() { [ -S "$socket" ] && sql -e 'DO 1'; }

# Runs a file of SQL with each @PASSWORD_name@ replaced by that account's secret,
# made once and kept in VAR/secret/.
filled() {
	local name file text
	text=$(cat "$1")
	for name in $(grep -o '@PASSWORD_jf_[a-z]*@' "$1" | sort -u | sed 's/@PASSWORD_\(.*\)@/\1/'); do
		file=$VAR/secret/$name.pw
		[ -s "$file" ] || random_hex 24 >"$file"
		text=${text//@PASSWORD_$name@/$(cat "$file")}
	done
	printf '%s\n' "$text"
}

# The database, and the account the migrations run under: grants.sql names tables,
# so it follows them.
accounts() {
	local schema
	schema=$(filled "$top/schema/grants.sql" | grep -E "(USER|ON jifen\.\*).*'jf_schema'")
	printf '%s\n' "CREATE DATABASE IF NOT EXISTS jifen CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;" \
		"$schema" | sql
}

# mariadbd as root must be told that this is meant.
[ "$(id -u)" != 0 ] || as_root=--user=root
mkdir -p "$VAR/log" "$VAR/secret" "$VAR/tmp"
# A server that starts removes every temporary table of its directory for such,
# those of other servers too: each has one of its own.
export TMPDIR=$VAR/tmp
case ${1:-} in
start) start ;;
accounts) accounts ;;
grants) filled "$top/schema/grants.sql" | sql jifen ;;
stop) proc_stop mariadb TERM 60 ;;
sql) shift; sql jifen "$@" ;;
*) die "usage: database.sh start|accounts|grants|stop|sql" ;;
esac
