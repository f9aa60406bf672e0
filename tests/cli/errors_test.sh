# Errors that a user can make: each ends in one clear line that says what to do.
python3 -c 'print("nothing.html\n" * 2000)' >many
one_line "unknown command" 2 "no command 'lisst'; did you mean 'list'" "$octavo" lisst
one_line "unknown command, nothing near" 2 "no command 'frobnicate'.*octavo help" "$octavo" frobnicate
one_line "unknown option" 2 "no option '--lisen'" "$octavo" serve --lisen 1
one_line "option without value" 2 "'--listen' needs a value" "$octavo" serve --listen
one_line "option with a value it does not take" 2 "takes no value" "$octavo" list --json=yes
one_line "show without a number" 2 "number of an article" "$octavo" show headline
one_line "no such article" 1 "no article 999" "$octavo" show 999
one_line "a disk that is full" 1 "output is not whole: No space left" sh -c "$octavo version >/dev/full"
one_line "a disk that is full, long before the end" 1 "output is not whole" sh -c "$octavo extract --batch >/dev/full <many"
one_line "no such publisher" 1 "no feed fits \"Nobody\"" "$octavo" list --publisher Nobody
for command in check doctor feeds quarantine; do
    one_line "$command with a word too many" 2 "takes no 'more'" "$octavo" $command more
done
one_line "a hashtag that no article has" 0 "No articles fit" "$octavo" list --tag nothing
one_line "no search is followed by nobody" 1 "no account yet" "$octavo" following
one_line "a folder for the backup that is not there" 1 "cannot be written: No such file" "$octavo" backup nowhere/octavo.db
one_line "import of nothing" 1 "standard input: it is empty" sh -c "$octavo import </dev/null"
one_line "bad day" 2 "day like" "$octavo" list --from yesterday
one_line "a setting that is no number" 2 "threads must be a number" "$octavo" serve --threads many
one_line "file that is not there" 1 "cannot open 'nothing.xml'.*No such file" "$octavo" parse nothing.xml
one_line "not JSON" 1 "JSON" sh -c "echo nonsense | $octavo analyse"
one_line "add without an address" 2 "one address" "$octavo" add
one_line "add what is no address" 1 "address" "$octavo" add 'ht!tp://'
one_line "add with a header without a name" 2 "--header: line 2 of the headers" "$octavo" add --header 'A: b' --header 'nothing' http://127.0.0.1:9/
one_line "add with a header that is ours" 2 "--header: the header Host cannot be set" "$octavo" add --header='Host: x.example' http://127.0.0.1:9/
one_line "add with an empty header" 2 "--header: line 1" "$octavo" add --header '' http://127.0.0.1:9/
one_line "add with two headers in one" 2 "--header: a header is one line" "$octavo" add --header 'A: b
C: d' http://127.0.0.1:9/
one_line "add with a return in a header" 2 "--header: a header is one line" "$octavo" add --header "$(printf 'A: b\rC: d')" http://127.0.0.1:9/
printf 'A: b\0C: d\n' >nul.txt
one_line "add with a NUL in a header" 2 "--header: line 1" "$octavo" add --headers nul.txt http://127.0.0.1:9/
one_line "add with both kinds of headers" 2 "not both" "$octavo" add --header 'A: b' --headers nul.txt http://127.0.0.1:9/
one_line "add with a header and no value" 2 "'--header' needs a value" "$octavo" add http://127.0.0.1:9/ --header
one_line "add with what is no selector" 2 "--selector: .*:hover" "$octavo" add --selector 'p:hover' http://127.0.0.1:9/
one_line "add with sound headers" 1 "the port is for another service" "$octavo" add --header 'A: b' --header 'C: d' --selector p http://127.0.0.1:9/
one_line "password too short" 1 "8 characters" sh -c "echo short | $octavo user add anna"
mkdir edition && cp -r "$here/../../build/samples/edition" "$here/../../build/samples/"*/ edition/
rm edition/meridian/heat-pumps.html && mkdir edition/meridian/heat-pumps.html
one_line "an edition with a page that cannot be read" 1 "cannot read .*heat-pumps.html" "$octavo" sample edition --data "$dir/edition-data"
touch plain
one_line "data folder is a file" 1 "plain" "$octavo" list --data "$dir/plain"
mkdir other && echo "this is not a database, it is a text file of some length" >other/octavo.db
one_line "not a database" 1 "other/octavo.db.*not an Octavo database" "$octavo" list --data "$dir/other"
printf 'listen = 127.0.0.1:8008\nlisten_to = x\n' >bad.conf
one_line "unknown setting names file and line" 2 "bad.conf:2" "$octavo" list --config "$dir/bad.conf"
one_line "restore from nothing" 1 "nothing.db" "$octavo" restore nothing.db
one_line "restore from what is no database" 1 "other/octavo.db is no backup: it is not a database" "$octavo" restore other/octavo.db
python3 -c '
import socket, time
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen()
open("port", "w").write(str(s.getsockname()[1])); time.sleep(120)' &
for _ in $(seq 150); do [ -s port ] && break; sleep .2; done
one_line "port taken" 1 "port $(cat port) is (taken|in use)" timeout 15 "$octavo" serve --listen "127.0.0.1:$(cat port)"
kill $! 2>/dev/null
one_line "listen on nonsense" 1 "nonsense" timeout 15 "$octavo" serve --listen nonsense
