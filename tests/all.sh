#!/bin/sh
# Every test there is; ends with one line "N passed, N failed". Called by `make check`.
#   QUICK=1   without the sanitizer build and the browser
# Tests that measure with the data in ../shared say that they are skipped where it is absent.
cd "$(dirname "$0")/.." || exit 1
export OCTAVO_SHARED="${OCTAVO_SHARED:-../shared}"
total_pass=0; total_fail=0
log=build/check; mkdir -p "$log"
# stage NAME COMMAND...: runs it, shows what failed, adds its last "N passed, N failed" line.
stage() {
    name=$1; shift
    start=$(date +%s)
    "$@" >"$log/$name.log" 2>&1; rc=$?
    line=$(grep -aE '^[0-9]+ passed, [0-9]+ failed$' "$log/$name.log" | tail -1)
    p=$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p'); f=$(echo "$line" | sed -n 's/.*, \([0-9]*\) failed$/\1/p')
    [ -n "$line" ] || { p=0; f=1; }
    [ "$rc" -ne 0 ] && [ "$f" -eq 0 ] && f=1
    total_pass=$((total_pass + p)); total_fail=$((total_fail + f))
    echo "$name: $p ok, $f not ($(($(date +%s) - start)) s)"
    grep -a '^skipped' "$log/$name.log" | sort | uniq -c | sed 's/^ */    /'
    [ "$f" -eq 0 ] || { grep -av '^ok ' "$log/$name.log" | tail -60; echo "    all of it: $log/$name.log"; }
}
replay() {
    pass=0; fail=0
    for t in "$1"/replay/*; do
        [ -x "$t" ] && [ ! -d "$t" ] || continue
        case $t in *.d) continue ;; esac
        corpus=tests/corpus/$(basename "$t")
        if [ -d "$corpus" ]; then set -- "$1" "$corpus"; else set -- "$1"; fi
        if out=$(timeout 120 "$t" ${2:+"$2"} 2>&1); then pass=$((pass + 1)); else fail=$((fail + 1)); echo "== $t"; echo "$out" | tail -20; fi
    done
    echo "$pass passed, $fail failed"
    [ "$fail" -eq 0 ]
}
units() { tests/run.sh $(find "$1/tests" -name '*_test' -type f | sort); }
stage unit units build
stage corpus replay build
stage cli tests/cli/run.sh ./octavo
stage e2e python3 tests/e2e/run.py ./octavo
[ -n "$QUICK" ] || stage browser tests/browser/run.sh ./octavo
# The promises of docs/threat-model.md, a few cases each; `make torture` does all of them.
[ -n "$QUICK" ] || stage torture python3 tests/torture/run.py ./octavo --short
if [ -z "$QUICK" ]; then
    export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:exitcode=99 UBSAN_OPTIONS=print_stacktrace=1
    if make --no-print-directory -j2 B=build/asan SAN=address,undefined all tests-build >"$log/asan-build.log" 2>&1; then
        stage asan-unit units build/asan
        stage asan-corpus replay build/asan
        stage asan-cli tests/cli/run.sh build/asan/octavo
        stage asan-e2e python3 tests/e2e/run.py build/asan/octavo
    else
        tail -30 "$log/asan-build.log"; total_fail=$((total_fail + 1))
    fi
fi
echo "$total_pass passed, $total_fail failed"
[ "$total_fail" -eq 0 ]
