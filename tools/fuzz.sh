#!/bin/sh
# fuzz.sh SECONDS [NAME]: each target of tests/fuzz, or that one, under libFuzzer with ASan and UBSan,
# SECONDS in all (shared out). New inputs go to build/fuzz-corpus; a finding is kept there and fails the run.
set -eu
seconds=${1:-60}
targets=$(echo tests/fuzz/*.c)
[ -n "${2:-}" ] && targets=tests/fuzz/$2.c
b=build/fuzz-clang
make --no-print-directory -j2 B=$b CC=clang SAN=address,undefined,fuzzer-no-link all >/dev/null
n=$(echo $targets | wc -w); each=$((seconds / n)); [ "$each" -lt 2 ] && each=2
pass=0; fail=0
for src in $targets; do
    t=$(basename "$src" .c)
    mkdir -p "build/fuzz-corpus/$t" "$b/bin"
    # shellcheck disable=SC2046
    clang -std=gnu17 -D_GNU_SOURCE -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
        -Isrc -I$b/gen -Itests $(pkg-config --cflags jansson) -o "$b/bin/$t" "$src" \
        -Wl,--start-group $b/lib/*.a -Wl,--end-group \
        $(pkg-config --libs libcurl sqlite3 jansson libutf8proc libzstd zlib libbrotlidec libargon2 libseccomp md4c) -lstemmer -lm
    for pack in tests/corpus/"$t"/*.pack; do [ -f "$pack" ] && tools/corpus.py unpack "$pack" "build/fuzz-corpus/$t"; done
    corpus="build/fuzz-corpus/$t"; [ -d "tests/corpus/$t" ] && corpus="$corpus tests/corpus/$t"
    # shellcheck disable=SC2086
    if "$b/bin/$t" -max_total_time="$each" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
        -artifact_prefix="build/fuzz-corpus/$t/found-" $corpus >"$b/$t.log" 2>&1; then
        pass=$((pass + 1)); echo "ok $t: $(grep -o 'DONE.*' "$b/$t.log" | head -1)"
    else
        fail=$((fail + 1)); echo "FOUND $t:"; tail -25 "$b/$t.log"
    fi
done
echo "$pass passed, $fail failed"
[ "$fail" -eq 0 ]
