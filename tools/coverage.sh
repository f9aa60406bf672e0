#!/bin/sh
# coverage.sh: which lines of the parsers the unit tests and the corpora of tests/corpus run. Builds with gcov into
# build/cov; prints a row a file and a sum a parser, and fails where a parser has less than LEAST percent (90).
set -eu
least=${LEAST:-90}; b=build/cov
flags='-O0 -U_FORTIFY_SOURCE --coverage -fprofile-abs-path'
mkdir -p build
rooms="base types url text markup feed http desk reader net proc"
make --no-print-directory -j2 B=$b CFLAGS="$flags -Wno-null-dereference" LDFLAGS=--coverage all tests-build >$b.log 2>&1 || { tail -20 $b.log; exit 1; }
find $b -name '*.gcda' -delete
for r in $rooms; do for t in "$b"/tests/"$r"/*_test; do [ -x "$t" ] && { timeout 300 "$t" >/dev/null 2>&1 || echo "coverage: $t failed" >&2; }; done; done
for t in "$b"/replay/*; do
    case $t in *.d | *.gcda | *.gcno | *-*) continue ;; esac
    [ -x "$t" ] && { timeout 300 "$t" "tests/corpus/$(basename "$t")" >/dev/null 2>&1 || echo "coverage: $t failed" >&2; }
done
# parser: its files
cat >$b.list <<'END'
XML,HTML src/markup/tokenizer.c src/markup/tree.c src/markup/tree_stack.c src/markup/tree_table.c src/markup/tree_foreign.c src/markup/doctype.c src/markup/charref.c src/markup/xml.c src/markup/names.c src/markup/query.c src/markup/css.c
sanitizer src/markup/sanitize.c src/markup/sanitize_place.c src/markup/sanitize_attrs.c src/types/body.c
charset src/markup/charset.c src/markup/sniff.c
JSON src/base/json.c src/types/article.c src/types/entry.c src/types/reading.c
dates src/text/date.c src/text/date_scan.c src/text/date_clock.c src/text/date_shapes.c src/text/date_words.c src/base/clock.c
URLs src/url/url.c src/url/host.c src/url/ip.c src/url/policy.c src/url/punycode.c src/url/robots.c src/url/compare.c
HTTP src/http/parse.c src/http/chunk.c src/http/multipart.c src/http/values.c src/http/request.c src/http/router.c
feeds src/feed/feed.c src/feed/rss.c src/feed/json.c src/feed/field.c src/feed/discover.c src/feed/write.c
OPML src/feed/opml.c
search src/desk/query.c src/desk/words.c
comments src/desk/markdown.c
frames src/proc/frame.c src/reader/message.c src/net/message.c src/reader/decode.c
END
awk -v b=$b -v least="$least" '{
    name = $1; all = run = 0
    for (i = 2; i <= NF; i++) {
        obj = $i; sub(/^src/, b "/obj", obj); sub(/\.c$/, ".gcda", obj)
        cmd = "gcov -n " obj " 2>/dev/null"; want = 0
        while ((cmd | getline line) > 0) {
            if (line ~ /^File /) want = index(line, $i "\x27") > 0
            else if (want && line ~ /^Lines executed:/) {
                p = line; sub(/^Lines executed:/, "", p); n = p; sub(/%.*/, "", p); sub(/.* of /, "", n)
                printf "    %-24s %6.2f%% of %d\n", $i, p, n; all += n; run += n * p / 100; want = 0
            }
        }
        close(cmd)
    }
    share = all ? 100 * run / all : 0
    printf "%-4s %-12s %6.2f%% of %d lines\n", (share >= least ? "ok" : "FAIL"), name, share, all
    if (share >= least) good++; else bad++
} END { printf "%d passed, %d failed\n", good, bad; exit bad > 0 }' $b.list
