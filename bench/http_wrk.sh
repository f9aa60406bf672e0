#!/bin/sh
# http_wrk.sh [BUILD]: requests a second of the http room alone, on the loopback, with wrk on the
# same machine: a 20 KB body made by the handler, a small page, an asset.
set -eu
B=${1:-build}
"$B"/tests/http_abuse_server 0 2 >"$B/http_bench.port" &
pid=$!
trap 'kill $pid' EXIT
sleep 0.5
port=$(cat "$B/http_bench.port")
for path in /large / /static/site.css; do
    printf '%-20s ' "$path"
    wrk -t2 -c64 -d"${SECONDS_EACH:-5}s" "http://127.0.0.1:$port$path" |
        awk '/Requests\/sec/ {r=$2} /Latency/ {l=$2} /Non-2xx|Socket errors/ {e=$0} END {print r " requests/s, mean latency " l " " e}'
done
