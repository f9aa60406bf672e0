# The docs keep up with the program: every command in the manual, every setting in octavo.conf(5).
repo=$(cd "$here/../.." && pwd)
for c in $("$octavo" help | sed -n 's/^  \([a-z]*\).*/\1/p' | sort -u); do
    if grep -q "^\.B.*\b$c\b" "$repo/docs/octavo.1"; then ok "octavo.1 names $c"; else not_ok "octavo.1 names $c" "it does not"; fi
done
# Each option that a command's first line of help names is in the manual, too.
for c in $("$octavo" help | sed -n 's/^  \([a-z]*\).*/\1/p' | grep -v debug | sort -u); do
    for o in $("$octavo" help "$c" | sed -n 1p | grep -oE -- '--[a-z-]+'); do
        if grep -q -- "$o\b" "$repo/docs/octavo.1"; then ok "octavo.1 names $o of $c"; else not_ok "octavo.1 names $o of $c" "it does not"; fi
    done
done
for s in $(sed -n '/#define DESK_SETTINGS/,/^enum/s/.*X([A-Z_]*, "\([a-z_]*\)".*/\1/p' "$repo/src/desk/settings.h"); do
    if grep -q "^\.B $s$" "$repo/docs/octavo.conf.5"; then ok "octavo.conf.5 names $s"; else not_ok "octavo.conf.5 names $s" "it does not"; fi
done
# docs/first-change.md, done in a copy of the sources.
if [ -n "$QUICK" ] || ! command -v make >/dev/null 2>&1; then echo "skipped first change: QUICK"; else
    mkdir copy && (cd "$repo" && tar cf - Makefile mk src tools models samples train 2>/dev/null) | tar xf - -C copy
    b=$(dirname "$octavo"); [ -d "$b/obj" ] || b="$repo/build"
    rel=${b#"$repo"/} # the same folder name, for the dependency files name it
    mkdir -p "copy/$rel" && cp -a "$b/obj" "$b/lib" "$b/gen" "$b/tools" "copy/$rel/" 2>/dev/null
    sed -n '/^   ```c$/,/^   ```$/p' "$repo/docs/first-change.md" | sed '1d;$d;s/^   //' >copy/src/cli/days.c
    sed -i 's/^    X(serve) /    X(days) X(serve) /' copy/src/cli/internal.h
    case $b in *asan*) san="SAN=address,undefined" ;; *) san= ;; esac
    # shellcheck disable=SC2086
    if out=$(make --no-print-directory -C copy -j2 B="$rel" $san WERROR=1 "$rel/octavo" 2>&1); then ok "first-change.md builds"; else not_ok "first-change.md builds" "$(echo "$out" | tail -5)"; fi
    expect "first-change.md runs" 0 "days +list the days" "copy/$rel/octavo" help
    expect "its command works" 0 "" "copy/$rel/octavo" days
fi
