#!/bin/sh
# lint.sh BUILD: formatting, include direction, headers alone, clang-tidy. Ends with "N passed, N failed".
set -u
b=${1:-build}; pass=0; fail=0
step() { name=$1; shift; if out=$("$@" 2>&1); then pass=$((pass + 1)); echo "ok $name"; else fail=$((fail + 1)); echo "== $name"; echo "$out" | head -60; fi; }
files=$(git ls-files 'src/*.c' 'src/*.h' 'tests/*.c' 'tests/*.h' 'tools/*.c' 'train/*.c' 'bench/*.c')
# shellcheck disable=SC2086
step formatting clang-format --dry-run --Werror $files
step includes tools/check-includes.sh "$b"
tidy() {
    flags="-std=gnu17 -D_GNU_SOURCE -DOCTAVO_VERSION=\"lint\" -Isrc -I$b/gen $(pkg-config --cflags libcurl sqlite3 jansson libseccomp)"
    export flags
    # shellcheck disable=SC2016
    git ls-files 'src/*.c' | xargs -P2 -n6 sh -c 'clang-tidy --quiet "$@" -- $flags 2>/dev/null' _ >"$b/tidy.log"
    ! grep -A3 -E 'warning:|error:' "$b/tidy.log"
}
step clang-tidy tidy
echo "$pass passed, $fail failed"
[ "$fail" -eq 0 ]
