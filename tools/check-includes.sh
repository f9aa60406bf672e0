#!/bin/sh
# check-includes.sh BUILD: compares the compiler's dependency output (BUILD/obj/**/*.d) with the rooms'
# ranks (read from the Makefile): a room may include only rooms of a lower rank; web, api and cli see
# neither store, story nor net. Also: every header compiles alone.
set -eu
b=${1:-build}
awk '
/^RANK[0-8] := / { r = substr($1, 5, 1); for (i = 3; i <= NF; i++) rank[$i] = r }
END { for (k in rank) print k, rank[k] }' Makefile >"$b/ranks"
find "$b/obj" -name '*.d' | while read -r d; do
    room=$(echo "${d#"$b"/obj/}" | cut -d/ -f1)
    [ "$room" = gen ] && continue
    tr ' \\' '\n\n' <"$d" | sed -n 's#^src/\([a-z]*\)/\(.*\)$#\1 \1/\2#p' | sed "s#^#$room ${d#"$b"/obj/} #"
done | sort -u | awk -v ranks="$b/ranks" '
BEGIN { while ((getline l < ranks) > 0) { split(l, a, " "); rank[a[1]] = a[2] } }
{ from = $1; to = $3
  if (from == to) next
  bad = rank[to] >= rank[from]
  if ((from == "web" || from == "api") && (to == "store" || to == "story" || to == "net")) bad = 1
  if (bad) { print $2 " may not include " $4 " (rank " rank[from] " sees only lower ones; " to " is " rank[to] ")"; n++ } }
END { exit n > 0 }'
fail=0
for h in $(find src -name '*.h' | sort); do
    echo "#include \"${h#src/}\"" | ${CC:-gcc} -std=gnu17 -D_GNU_SOURCE -Isrc -I"$b/gen" \
        $(pkg-config --cflags libcurl sqlite3 jansson) -fsyntax-only -xc - || { echo "$h does not compile alone"; fail=1; }
done
exit $fail
