#!/bin/sh
# Drives the real program: run.sh OCTAVO. Each tests/cli/*_test.sh is sourced with the functions
# below and a fresh folder; ends with "N passed, N failed".
octavo=$(realpath "$1"); here=$(cd "$(dirname "$0")" && pwd)
pass=0; fail=0
ok() { pass=$((pass + 1)); echo "ok $1"; }
not_ok() { fail=$((fail + 1)); echo "FAIL $1: $2"; }
# expect NAME STATUS PATTERN COMMAND...: exit status, and a pattern (grep -E) in one of the output lines.
expect() {
    name=$1; want=$2; pattern=$3; shift 3
    out=$("$@" 2>&1 </dev/null); rc=$?
    if [ "$rc" -ne "$want" ]; then not_ok "$name" "status $rc, not $want: $out"
    elif ! printf '%s\n' "$out" | grep -qE -- "$pattern"; then not_ok "$name" "no line like '$pattern' in: $out"
    else ok "$name"; fi
}
# one_line NAME STATUS PATTERN COMMAND...: as expect, and exactly one line on standard error.
one_line() {
    name=$1; want=$2; pattern=$3; shift 3
    err=$("$@" 2>&1 >/dev/null </dev/null); rc=$?
    lines=$(printf '%s\n' "$err" | grep -c .)
    if [ "$rc" -ne "$want" ]; then not_ok "$name" "status $rc, not $want: $err"
    elif [ "$lines" -ne 1 ]; then not_ok "$name" "$lines lines: $err"
    elif ! printf '%s\n' "$err" | grep -qE -- "$pattern"; then not_ok "$name" "not like '$pattern': $err"
    else ok "$name"; fi
}
for t in "$here"/*_test.sh; do
    dir=$(mktemp -d); cd "$dir" || exit 1
    export XDG_DATA_HOME="$dir/data" XDG_CONFIG_HOME="$dir/config" HOME="$dir"
    # shellcheck disable=SC1090
    . "$t"
    cd / && rm -rf "$dir"
done
echo "$pass passed, $fail failed"
[ "$fail" -eq 0 ]
