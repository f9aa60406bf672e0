# Help, version, filters, a database made and looked after.
expect "overview" 0 "serve +serve the pages" "$octavo" help
expect "overview without arguments" 2 "usage: octavo COMMAND" "$octavo"
expect "--help" 0 "usage: octavo COMMAND" "$octavo" --help
expect "--version" 0 "^octavo [0-9]" "$octavo" --version
for c in $("$octavo" help | sed -n 's/^  \([a-z]*\)  *.*/\1/p' | sort -u); do
    [ "$c" = debug ] && continue
    expect "help $c" 0 "^usage: octavo $c" "$octavo" help "$c"
    expect "$c --help" 0 "^usage: octavo $c" "$octavo" "$c" --help
done
cat >feed.xml <<'X'
<rss version="2.0"><channel><title>Fen News</title><link>https://fen.example/</link>
<item><title>Otters &amp; eels</title><link>https://fen.example/1</link><guid>1</guid><pubDate>Fri, 20 Nov 2026 10:00:00 +0100</pubDate><description>Two otters.</description></item>
</channel></rss>
X
expect "parse" 0 '"title":"Otters & eels"' "$octavo" parse feed.xml
expect "parse keeps the zone" 0 '2026-11-20T10:00:00\+01:00' "$octavo" parse feed.xml
expect "parse from standard input" 0 '"kind":"rss"' sh -c "$octavo parse <feed.xml"
expect "parse --batch" 0 '^\{"file":"gone.xml","error":' sh -c "printf 'feed.xml\ngone.xml\n' | $octavo parse --batch"
cat >page.html <<'X'
<!doctype html><html lang="en"><head><title>Otters return to the fen | Fen News</title><meta property="article:published_time" content="2026-11-20T10:00:00+01:00"></head>
<body><nav><a href="/">Home</a> <a href="/a">All news of the day</a></nav><article><h1>Otters return to the fen</h1><p>Two otters have returned to the fen after forty years, the keeper Ada Moor said on Friday.</p>
<p>She saw them at the old lock, where they were eating eels. "They looked at me as if I were late," Moor said.</p><p>In 1986 the last otters had left because of the pumps, which were replaced in 2020 for 3 million crowns.</p></article><footer>Imprint and terms of use</footer></body></html>
X
expect "extract" 0 '"title":"Otters return to the fen"' "$octavo" extract --url https://fen.example/1 page.html
expect "extract leaves the menu out" 1 'All news' sh -c "$octavo extract page.html | grep -c 'All news of the day' | grep -v '^0' && exit 0; echo 'All news'; exit 1"
expect "extract and analyse" 0 '"hashtags":\[' sh -c "$octavo extract page.html | $octavo analyse"
expect "debug sanitize" 0 '"html":"<p>x</p>"' sh -c "echo '{\"id\":1,\"html\":\"<p onclick=a()>x<script>y</script>\"}' | $octavo debug sanitize --jsonl"
expect "debug url-policy" 0 '"verdict": ?"refuse"' sh -c "echo '{\"id\":1,\"url\":\"http://127.0.0.1/\",\"resolves\":{}}' | $octavo debug url-policy --jsonl"
# Columns are counted in letters as a terminal shows them, not in bytes: a wide one takes two.
mkdir -p wide/a wide/b
printf 'a\thttps://a.example/feed\nb\thttps://b.example/feed\n' >wide/edition
edition_feed() {
    printf '<rss version="2.0"><channel><title>%s</title><link>https://%s.example/</link><item><title>Eels</title>' "$2" "$1" >"wide/$1/feed.xml"
    printf '<link>https://%s.example/1</link><description>Eels in the fen.</description></item></channel></rss>' "$1" >>"wide/$1/feed.xml"
}
edition_feed a 'Речной вестник'; edition_feed b '港町日報'
expect "an edition with names of other scripts" 0 "" "$octavo" sample --data "$dir/wide-data" wide
expect "letters of two bytes in a column" 0 '  Речной вестник {8}Eels' "$octavo" list --data "$dir/wide-data"
expect "letters of two columns" 0 '  港町日報 {14}Eels' "$octavo" list --data "$dir/wide-data"
expect "a filter by its other name" 0 '  港町日報 ' "$octavo" search --data "$dir/wide-data" source:港町日報
one_line "a filter that other programs have" 0 'There is no filter title:' "$octavo" search --data "$dir/wide-data" title:herring
expect "doctor makes and checks a database" 0 "all is well" "$octavo" doctor
expect "check" 0 "sound" "$octavo" check
expect "first account" 0 "" sh -c "echo 'long enough' | $octavo user add anna"
expect "the first account is the administrator's" 0 "anna  .administrator" "$octavo" user list
one_line "the name is taken" 1 "Anna is taken" sh -c "echo 'long enough' | $octavo user add Anna"
expect "backup" 0 "Backup written" "$octavo" backup copy.db
one_line "backup does not overwrite" 1 "copy.db" "$octavo" backup copy.db
expect "delete the account" 0 "" "$octavo" user delete anna
expect "restore" 0 "Restored" "$octavo" restore copy.db
expect "restored" 0 "anna" "$octavo" user list
expect "restore on a new machine" 0 "^Restored.$" "$octavo" restore --data-dir new/machine copy.db
expect "restored there" 0 "anna" "$octavo" user list --data-dir new/machine
expect "empty export is OPML" 0 "<opml" "$octavo" export
printf '<opml version="2.0"><body><outline text="A"><outline text="Fen" xmlUrl="https://fen.example/feed.xml"/></outline></body></opml>' >in.opml
expect "import" 0 "1 new" "$octavo" import in.opml
expect "import again" 0 "0 new feeds, 1 followed" "$octavo" import in.opml
printf '<opml version="2.0"><body><outline text="X" xmlUrl="exec:news.sh"/><outline text="Fen" xmlUrl="https://fen.example/feed.xml"/></body></opml>' >odd.opml
expect "import tells what it leaves out" 0 "0 new feeds, 1 followed already. 1 left out: no http or https address.$" "$octavo" import odd.opml
printf '<opml version="2.0"><body><outline text="X" xmlUrl="exec:news.sh"/></body></opml>' >odd.opml
expect "import of a list that nobody can follow" 1 "odd.opml: no feed of this list has an http or https address" "$octavo" import odd.opml
expect "feeds" 0 "fen.example/feed.xml" "$octavo" feeds
expect "export what was imported" 0 "fen.example/feed.xml" "$octavo" export
expect "remove" 0 "No longer" "$octavo" remove fen.example
expect "settings by environment" 0 "OCTAVO_TITLE" env OCTAVO_TITLE=Morning "$octavo" doctor
