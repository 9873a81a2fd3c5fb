#!/bin/bash
# settings.sh: writes what the programs and nginx read, from the variables of
# the call and the secrets of VAR. Run at every start; nothing here is state.
. "$(dirname "$0")/lib.sh"
open_run

key() { [ -s "$VAR/secret/$1" ] || random_hex 32 >"$VAR/secret/$1"; }

# portal NAME ACCOUNT: VAR/portal-NAME.hdf, for the program NAME.
portal() {
	cat >"$VAR/portal-$1.hdf.new" <<-HDF
		Var = $VAR
		Templates = $top/templates
		Static = $build/static
		Schema = $top/schema
		Db.Socket = $run/mariadb.sock
		Db.Name = jifen
		Db.User = $2
		Db.PasswordFile = $VAR/secret/$2.pw
		Base.Url = http://$(address):$PORT
		Base.Secure = 0
		Plan = $plan
		Demo = $DEMO
		Staff.Totp = $((1 - DEMO))
		Keys.Chain = $VAR/secret/chain.key
		Keys.Token = $VAR/secret/token.key
		Company.Name = 途悦旅行
		Contact.Phone = 400-000-0000
		Contact.Email = service@demo.test
		Filing.Icp = 京ICP备00000000号
		Filing.Police = 京公网安备00000000000000号
		Mail.From = points@demo.test
		Metrics.File = $run/$1.metrics
	HDF
	# The demo has a WeChat account; the demo partner's key speaks for its gateway.
	[ "$DEMO" = 0 ] || cat >>"$VAR/portal-$1.hdf.new" <<-HDF
		Wechat.Account = 途悦旅行会员
		Wechat.Partner = demo-booking
	HDF
	# Who has a mail server names it in VAR/smtp.hdf (Smtp.Url and so on).
	[ "$1" != job ] || [ ! -f "$VAR/smtp.hdf" ] || cat "$VAR/smtp.hdf" >>"$VAR/portal-$1.hdf.new"
	mv "$VAR/portal-$1.hdf.new" "$VAR/portal-$1.hdf"
}

# Where people reach the portal: BIND, or the loopback name.
address() {
	case $BIND in
	127.* | 0.0.0.0) say localhost ;;
	*) say "$BIND" ;;
	esac
}

nginx_files() {
	local dir=$VAR/nginx file
	mkdir -p "$dir/tmp"
	for file in shared site fastcgi watch; do
		ln -sfn "$top/deploy/nginx/$file.conf" "$dir/$file.conf"
	done
	ln -sfn "$top/nginx.conf" "$dir/nginx.conf"
	{
		[ "$(id -u)" != 0 ] || say "user root;"
		say "pid \"$run/nginx.pid\";"
	} >"$dir/main.conf"
	{
		for file in client_body fastcgi proxy uwsgi scgi; do
			say "${file}_temp_path \"$dir/tmp/$file\";"
		done
		say "upstream member { server \"unix:$run/member.sock\" max_fails=0; }"
		say "upstream survey { server \"unix:$run/survey.sock\" max_fails=0; }"
		say "upstream admin { server \"unix:$run/admin.sock\" max_fails=0; }"
		say "upstream partner { server \"unix:$run/partner.sock\" max_fails=0; }"
	} >"$dir/http.conf"
	{
		say "listen $BIND:$PORT backlog=1024;"
		say "server_name localhost;"
		say "root \"$VAR/nginx/root\";"
		say "absolute_redirect off;"
	} >"$dir/server.conf"
	mkdir -p "$dir/root"
	ln -sfn "$build/static" "$dir/root/static"
}

mkdir -p "$VAR/secret" "$VAR/log" "$VAR/mail"
key chain.key
key token.key
# The plan is chosen once, when the books are opened.
plan=$(cat "$VAR/plan" 2>/dev/null || say "$PLAN")
portal member jf_member
portal survey jf_survey
portal partner jf_partner
portal admin jf_admin
portal job jf_job
portal migrate jf_schema
nginx_files
