"""Lists of feeds in the shapes that other readers write: taken in with their folders, written out, and taken in
again somewhere else they are the same."""
import re
from desk import Octavo

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
# reader -> its bytes, and what is followed then: address -> title. Made up by us in their shapes.
LISTS = {
    'Miniflux': (HEAD + '<opml version="2.0"><head><title>Miniflux</title><dateCreated>Thu, 26 Nov 2026 20:00:00 GMT</dateCreated></head>'
                 '<body><outline text="All"><outline title="Alpha" text="Alpha" xmlUrl="https://a.example.org/feed.xml" htmlUrl="https://a.example.org/"'
                 ' type="rss"></outline></outline><outline text="Craft &amp; more"><outline title="Beta" text="Beta"'
                 ' xmlUrl="https://b.example.org/rss?x=1&amp;y=2"></outline></outline></body></opml>',
                 {'https://a.example.org/feed.xml': 'Alpha', 'https://b.example.org/rss?x=1&y=2': 'Beta'}),
    'FreshRSS': (HEAD + '<opml xmlns:frss="https://freshrss.org/opml" version="2.0"><head><title>FreshRSS</title></head><body><outline text="Web">'
                 '<outline text="Scraped" type="HTML+XPath" xmlUrl="https://s.example.org/" frss:xPathItem="//article"/>'
                 '<outline text="Jay" type="JSONFeed" xmlUrl="https://j.example.org/feed.json"/></outline>'
                 '<outline text="Gamma" type="rss" xmlUrl="https://g.example.org/feed" category="/News/World,Sport"/></body></opml>',
                 {'https://s.example.org/': 'Scraped', 'https://j.example.org/feed.json': 'Jay', 'https://g.example.org/feed': 'Gamma'}),
    'Newsboat': ('<?xml version="1.0"?>\n<opml version="1.0"><head><title>newsboat - Exported Feeds</title></head><body>'
                 '<outline type="rss" xmlUrl="https://n.example.org/rss" htmlUrl="https://n.example.org/" title="Enn"/>'
                 '<outline type="rss" xmlUrl="https://m.example.org/rss" title=""/></body></opml>',
                 {'https://n.example.org/rss': 'Enn', 'https://m.example.org/rss': 'm.example.org'}),
    'Newsboat, with tags': ('<?xml version="1.0"?>\n<opml version="2.0"><head/><body><outline type="rss" xmlUrl="https://t.example.org/rss" title="Tee" category="sea,boats"/>'
                            '<outline type="rss" xmlUrl="https://u.example.org/rss" title="You" category=" , "/></body></opml>',
                            {'https://t.example.org/rss': 'Tee', 'https://u.example.org/rss': 'You'}),
    'Liferea': (HEAD + '<!-- written by a reader --><opml version="1.0"><head><title>Liferea Feed List Export</title></head><body>'
                '<outline title="Folder" text="Folder" type="folder" id="abc"><outline title="Inner" text="Inner" type="folder">'
                '<outline title="Ell" text="Ell" type="atom" xmlUrl="https://l.example.org/atom" updateInterval="-1"/></outline></outline>'
                '<outline title="Unread" text="Unread" type="vfolder"/></body></opml>', {'https://l.example.org/atom': 'Ell'}),
    'twice in two folders': ('\ufeff' + HEAD.replace('\n', '\r\n') + '<opml version="1.1"><head/><body><!-- c --><outline text="F">'
                             '<outline text="Dee" XMLURL="https://d.example.org/f"/></outline>\r\n<outline text="G">'
                             '<outline text="Dee" xmlUrl="https://d.example.org/f"/></outline></body></opml>', {'https://d.example.org/f': 'Dee'}),
    'Latin 1': ('<?xml version="1.0" encoding="ISO-8859-1"?><opml version="1.0"><head/><body>'
                '<outline text="Zeitung über Ärger" xmlUrl="https://z.example.org/r"/></body></opml>', {'https://z.example.org/r': 'Zeitung über Ärger'}),
}

# Which folder each is in, then.
FOLDERS = {'Miniflux': {'Alpha': 'All', 'Beta': 'Craft & more'}, 'FreshRSS': {'Scraped': 'Web', 'Jay': 'Web', 'Gamma': 'News / World'},
           'Newsboat': {'Enn': None}, 'Newsboat, with tags': {'Tee': 'sea', 'You': None}, 'Liferea': {'Ell': 'Folder / Inner'}, 'twice in two folders': {'Dee': 'F'}}


def outlines(text):
    return sorted(re.findall(r'<outline .*xmlUrl.*', text))


def body(text):
    return text[text.index('<body>'):]


def test_lists_of_other_readers(program):
    for name, (text, want) in LISTS.items():
        o, again = Octavo(program), Octavo(program)
        try:
            path = o.dir + '/list.opml'
            with open(path, 'wb') as f:
                f.write(text.encode('latin-1' if name == 'Latin 1' else 'utf-8'))
            assert o.run('import', path)[0] == 0, name
            folders = {f['title']: f.get('folder') for f in o.json('feeds', '--json')}
            for title, folder in FOLDERS.get(name, {}).items():
                assert folders[title] == folder, (name, folders)
            out = o.run('export')[1]
            for url, title in want.items():
                line = [x for x in outlines(out) if f'xmlUrl="{url.replace("&", "&amp;")}"' in x]
                assert len(line) == 1 and f'title="{title}"' in line[0], (name, url, out)
            assert len(outlines(out)) == len(want), (name, out)
            code, said, _ = o.run('import', path)
            assert code == 0 and said.startswith('0 new feeds'), (name, said)
            with open(again.dir + '/list.opml', 'w') as f:
                f.write(out)
            assert again.run('import', again.dir + '/list.opml')[0] == 0
            assert body(again.run('export')[1]) == body(out), name
        finally:
            o.close()
            again.close()


def test_folders_of_what_is_followed(program):
    """A feed that is followed already and in no folder gets that of the list; one that has a folder keeps it."""
    o = Octavo(program)
    try:
        flat, deep = o.dir + '/flat.opml', o.dir + '/deep.opml'
        feeds = [f'<outline text="{x}" xmlUrl="https://{x}.example.org/f"/>' for x in 'ab']
        with open(flat, 'w') as f:
            f.write('<opml version="2.0"><body>' + ''.join(feeds) + '</body></opml>')
        with open(deep, 'w') as f:
            f.write(f'<opml version="2.0"><body><outline text=" Far &#10; away "><outline text="At sea">{feeds[0]}</outline>{feeds[1]}</outline></body></opml>')
        assert o.run('import', flat)[0] == 0
        assert o.run('source', '--folder', 'Mine', 'https://b.example.org/f')[0] == 0
        assert o.run('import', deep)[1].startswith('0 new feeds, 2 followed already')
        assert {f['title']: f.get('folder') for f in o.json('feeds', '--json')} == {'a': 'Far away / At sea', 'b': 'Mine'}
        out = body(o.run('export')[1])
        assert '<outline text="Far away">\n<outline text="At sea">\n<outline type="rss"' in out and out.count('<outline text="Mine">') == 1, out
        shown = o.run('feeds')[1]
        assert shown.index('Far away / At sea\n') < shown.index('a.example.org') < shown.index('Mine\n') < shown.index('b.example.org'), shown
        code, _, said = o.run('source', '--folder', 'x' * 201, 'https://b.example.org/f')
        assert code == 1 and 'at most 200 bytes' in said, said
        assert o.run('source', '--folder', '', 'https://b.example.org/f')[0] == 0
        assert 'folder' not in [f for f in o.json('feeds', '--json') if f['title'] == 'b'][0]
    finally:
        o.close()


def test_long_lists(program):
    """Nothing of a long list goes without a word: what is more than one list may hold is said, and all else is written out again."""
    o = Octavo(program)
    try:
        path = o.dir + '/long.opml'
        with open(path, 'w') as f:
            f.write('<opml version="2.0"><body>' + ''.join(f'<outline xmlUrl="https://f{i}.example.org/f"/>' for i in range(20003)) + '</body></opml>')
        code, said, _ = o.run('import', path)
        assert code == 0 and said.startswith('20000 new feeds, 0 followed already. The last 3 left out: '), said
        assert len(outlines(o.run('export')[1])) == 20000
        assert len(o.json('feeds', '--json')) == 20000
        # Nor does the page that shows them grow too large to be sent: it has pages.
        o.run('user', 'add', '--admin', 'anna', stdin='a good password\n')
        o.serve('--poll', 'no')
        o.form('/login', '/login', {'name': 'anna', 'password': 'a good password'})
        for at, told, links in [('', '1 to 1000 of 20000', ['1000']), ('?from=1000', '1001 to 2000 of 20000', ['0', '2000']),
                                ('?from=19001', '19002 to 20000 of 20000', ['18001']), ('?from=20000', '1 to 1000 of 20000', ['1000'])]:
            text = o.get('/sources' + at)
            assert told in text and re.findall(r'/sources\?from=(\d+)"', text) == links, (at, re.findall(r'from=(\d+)', text))
            assert text.count('#unfollow"') == (999 if '19001' in at else 1000)
        assert 'to 1000 of' not in o.get('/sources?failing=1')
    finally:
        o.close()
