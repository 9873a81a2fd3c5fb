#!/bin/bash
# assets.sh DIR: builds the static files into DIR with the hash of their
# content in their names, compressed beside, and DIR/manifest.hdf with the names.
. "$(dirname "$0")/lib.sh"

out=$1
icons=/usr/share/bootstrap-icons/svg
new=$(mktemp -d "$(dirname "$out")/static.XXXXXX")
trap 'rm -rf "$new"' EXIT

# publish KEY NAME EXT: takes the file from stdin, notes its address under KEY.
publish() {
	local hash
	cat >"$new/part"
	hash=$(sha256sum "$new/part" | cut -c1-12)
	mv "$new/part" "$new/$2.$hash.$3"
	printf 'Static.%s = /static/%s\n' "$1" "$2.$hash.$3" >>"$new/manifest.hdf"
}

# symbol NAME FILE: a drawing as one symbol of a sprite.
symbol() {
	tr '\n' ' ' <"$2" | sed -E \
		-e 's/<svg[^>]*(viewBox="[^"]*")[^>]*>/<symbol id="'"$1"'" \1>/' \
		-e 's#</svg>#</symbol>#' -e 's/<!--[^>]*-->//g' -e 's/> +/>/g; s/  +/ /g'
}

# One symbol a drawing named in static/icons.list; own drawings lie in static/icons/.
sprite() {
	local name file
	printf '<svg xmlns="http://www.w3.org/2000/svg">'
	grep -v '^#' "$top/static/icons.list" | while read -r name _; do
		[ -n "$name" ] || continue
		file=$top/static/icons/$name.svg
		[ -f "$file" ] || file=$icons/$name.svg
		[ -f "$file" ] || die "static/icons.list names $name, and there is no such drawing"
		symbol "$name" "$file"
	done
	printf '</svg>\n'
}

# The catalogue's drawings, static/art/: a file of their own, as few pages show them.
drawings() {
	local file
	printf '<svg xmlns="http://www.w3.org/2000/svg">'
	for file in "$top"/static/art/*.svg; do
		[ ! -f "$file" ] || symbol "$(basename "$file" .svg)" "$file"
	done
	printf '</svg>\n'
}

# Style sheets and scripts are one file each; comments and indentation stay home.
squeeze_css() { sed -zE 's#/\*[^*]*\*+([^/*][^*]*\*+)*/##g; s/[\t ]*\n[\t ]*/\n/g; s/\n+/\n/g'; }
squeeze_js() { sed -E 's/^[\t ]+//; /^\/\//d; /^$/d'; }

: >"$new/manifest.hdf"
cat "$top"/static/css/*.css | squeeze_css | publish Css app css
if ls "$top"/static/js/*.js >/dev/null 2>&1; then
	cat "$top"/static/js/*.js | squeeze_js | publish Js app js
fi
[ ! -f "$top/static/icons.list" ] || sprite | publish Icons icons svg
drawings | publish Art art svg
for file in "$top"/static/img/*.*; do
	[ -f "$file" ] || continue
	name=$(basename "$file")
	key=${name%.*}
	publish "${key^}" "${name%.*}" "${name##*.}" <"$file"
done

# Pages nginx shows when no program can: the style sheet's address is filled in.
css=$(sed -n 's/^Static.Css = //p' "$new/manifest.hdf")
mkdir "$new/error"
for file in "$top"/static/error/*; do
	[ -f "$file" ] || continue
	sed "s#@CSS@#$css#" "$file" >"$new/error/$(basename "$file")"
done

find "$new" -type f \( -name '*.css' -o -name '*.js' -o -name '*.svg' \) -exec gzip -9kn {} +
chmod -R u=rwX,go=rX "$new"
rm -rf "$out"
mv "$new" "$out"
trap - EXIT
