"""Entries that are no articles of a paper: notes without a headline, short texts that a feed carries whole, films,
pictures; and those that only look like it."""
from desk import Octavo, Publisher

NOTE = 'Saw the heron again at the Tarring weir, on one leg, in the rain. It looked at me as if I owed it rent.'
LONG = ('The reed cutters of Lower Fen were out before it was light, eleven boats in a line, and the youngest of them sang all the way to the old '
        'sluice and back')
ITEMS = {
    'note': f'<description>&lt;p&gt;{NOTE}&lt;/p&gt;</description>',
    'long': f'<description>{LONG}</description>',
    'japanese': '<description>川の水位は今朝また上がり、葦刈りの舟は堤の内側にとどまった。橋は夕方まで閉まっている。</description>',
    'cut': '<description>The weir keeper has written a letter, and it begins …</description>',
    'bare': '<description>&lt;img src="/heron.png" alt="A heron"&gt;</description>',
    'whole': '<title>Wheat at 188</title><description>Wheat closed.</description><content:encoded>&lt;p&gt;Wheat closed at 188 crowns a tonne in Tarring.&lt;/p&gt;&lt;p&gt;Rye did not move.&lt;/p&gt;</content:encoded>',
    'short': '<title>The ferry is late</title><description>The ferry from Skerrow was two hours late this morning.</description>',
    'film': '<title>How to tie a bowline</title><media:group><media:content url="{base}/v/bowline" type="application/x-shockwave-flash"/>'
            '<media:description>A short film on one knot.</media:description></media:group>',
    'pictured': '<title>The lock is shut</title><description>The lock at Tarring is shut until spring.</description>'
                '<enclosure url="{base}/lock.jpg" type="image/jpeg" length="9"/>',
    'edited': '<content:encoded>&lt;p&gt;A stork stood on the lock this morning.&lt;/p&gt;' + '&lt;p&gt;The keeper says that the water will go on rising until the '
              'middle of the week, and that no boat of any size goes through before Friday.&lt;/p&gt;' * 12 + '</content:encoded>',
    'version': '<title>Weirs 2</title><description>Weirs 2.1 is out. It has sluices.</description>',
}


def feed(base, items=ITEMS):
    rows = ''.join(f'<item>{what.replace("{base}", base)}<link>{base}/{key}</link><guid isPermaLink="false">{key}</guid>'
                   f'<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item>' for key, what in items.items())
    return ('application/rss+xml', f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            f'xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Weir Notes</title><link>{base}/</link>{rows}</channel></rss>'.encode())


def test_notes_pictures_and_films(program):
    pub = Publisher()
    blank = ('text/html', b'<!doctype html><html><head><title>Weir Notes</title></head><body><div id="app"></div></body></html>')
    pub.pages = {f'/{key}': blank for key in ITEMS}
    pub.pages['/version'] = ('text/html', b'<!doctype html><html><head><title>Weirs 2</title></head><body><article><h1>Weirs 2</h1><p>Weirs 2.1 is out. '
                             b'It has sluices.</p><p>The sluices of the new game can be shut by hand, which no player of the old one could do, and '
                             b'the water behind them rises with the rain that falls upon the hills.</p></article></body></html>')
    pub.pages['/feed'] = feed(pub.base)
    o = Octavo(program, [pub])
    try:
        assert o.run('import', stdin=f'<opml version="2.0"><body><outline text="Weir Notes" xmlUrl="{pub.base}/feed"/></body></opml>')[0] == 0
        assert o.run('poll', '--all')[0] == 0
        got = {a['url'].rsplit('/', 1)[1]: a for a in o.json('list', '--json')['articles']}
        title = {k: a['title'] for k, a in got.items()}
        state = {k: a['state'] for k, a in got.items()}
        # The headline of a note is what it begins with: a sentence without its stop, or as much as fits.
        assert title['note'] == 'Saw the heron again at the Tarring weir, on one leg, in the rain', title
        assert title['long'].endswith('…') and LONG.startswith(title['long'][:-1]) and 60 < len(title['long']) <= 100, title
        assert LONG[len(title['long']) - 1] == ' ', title  # between two words
        assert title['japanese'].startswith('川の水位は今朝') and len(title['japanese'].encode()) <= 100, title
        assert title['bare'] == '(no headline)' and title['whole'] == 'Wheat at 188', title
        # Which is not said again below it, unless it was cut.
        excerpt = {k: a.get('excerpt', '') for k, a in got.items()}
        assert excerpt['note'] == 'It looked at me as if I owed it rent.' and excerpt['long'] == LONG, excerpt
        assert excerpt['version'].startswith('Weirs 2.1 is out'), excerpt  # the stop of a number ends no headline
        # What the feed gives is all there is; a summary is a beginning, and so is what stops in the middle.
        assert [k for k in sorted(got) if state[k] == 'full'] == ['edited', 'film', 'japanese', 'long', 'note', 'version', 'whole'], state
        assert state['cut'] == 'teaser' and state['short'] == state['pictured'] == state['bare'] == 'headline', state
        assert 'stops short' in o.json('show', '--json', str(got['cut']['id']))['article']['why']
        assert 'no text of an article' in o.json('show', '--json', str(got['short']['id']))['article']['why']
        assert 'media' not in o.json('show', '--json', str(got['film']['id']))
        # A headline of ours stays when all is read again.
        assert o.run('reread')[0] == 0
        assert {a['url'].rsplit('/', 1)[1]: a['title'] for a in o.json('list', '--json')['articles']} == title
        # That of a note which was written again is of its new words, also where the old ones are being read just then.
        assert title['edited'] == 'A stork stood on the lock this morning'
        for birds in ('Two cranes danced', 'Three gulls slept', 'Four terns fished', 'Five ducks swam'):
            assert o.run('reread')[0] == 0
            pub.pages['/feed'] = feed(pub.base, {**ITEMS, 'edited': ITEMS['edited'].replace('A stork stood', birds)})
            assert o.run('poll', '--all')[0] == 0
            a = next(a for a in o.json('list', '--json')['articles'] if a['url'].endswith('/edited'))
            assert birds in o.json('show', '--json', str(a['id']))['article']['text'], birds
            assert a['title'] == birds + ' on the lock this morning', a
    finally:
        o.close()
        pub.close()
