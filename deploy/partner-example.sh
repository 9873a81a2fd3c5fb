#!/bin/sh
# A whole client of the partner API: sh partner-example.sh METHOD PATH [JSON]
#   BASE=http://127.0.0.1:8080 KEY=demo-booking SECRET=var/demo-booking.secret \
#   sh deploy/partner-example.sh GET /api/v1/members/M0000001
#   … POST /api/v1/orders '{"order_no":"T-1","member":"M0000001","category":"domestic",
#     "paid_fen":95000,"status":"paid","paid_at":"2026-11-22T12:00:00+08:00",
#     "pay_code":"12345678","pay_points":500}'
# While openssl runs, ps shows the secret: in earnest sign with your language's HMAC.
set -eu
BASE=${BASE:-http://127.0.0.1:8080}
KEY=${KEY:-demo-booking}
secret=$(cat "${SECRET:-var/demo-booking.secret}")
method=$1 path=$2 body=${3:-}
timestamp=$(date +%s)
nonce=$(openssl rand -hex 16)
hash=$(printf %s "$body" | openssl dgst -sha256 -r | cut -d' ' -f1)
signature=$(printf '%s\n%s\n%s\n%s\n%s' "$method" "$path" "$timestamp" "$nonce" "$hash" |
	openssl dgst -sha256 -mac HMAC -macopt "key:$secret" -r | cut -d' ' -f1)
set -- -H "X-Key: $KEY" -H "X-Timestamp: $timestamp" -H "X-Nonce: $nonce" \
	-H "X-Signature: $signature"
if [ "$method" = POST ]; then
	set -- "$@" -H 'Content-Type: application/json' --data-binary "$body"
fi
exec curl --silent --show-error --path-as-is --request "$method" "$@" -w '\n%{http_code}\n' "$BASE$path"
