#!/bin/sh
# Runs cmocka test programs and sums them up: run.sh PROGRAM... ; ends with "N passed, N failed".
pass=0; fail=0
for t in "$@"; do
    out=$(timeout "${TEST_SECONDS:-300}" "$t" 2>&1); rc=$?
    p=$(printf '%s\n' "$out" | grep -ac '^\[       OK \]'); f=$(printf '%s\n' "$out" | grep -a '^\[  FAILED  \] [^0-9]' | sort -u | grep -c .)
    [ "$rc" -ne 0 ] && [ "$f" -eq 0 ] && f=1
    pass=$((pass + p)); fail=$((fail + f))
    if [ "$rc" -ne 0 ]; then echo "== $t (status $rc)"; printf '%s\n' "$out" | grep -av '^\[ RUN\|^\[       OK'; else echo "ok $t: $p"; fi
done
echo "$pass passed, $fail failed"
[ "$fail" -eq 0 ]
