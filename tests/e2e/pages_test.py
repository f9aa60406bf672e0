"""How much of an article there is, honestly: pages that are refused, gone, walled or made of several; what
robots.txt asks for; what repeats on a host."""
import contextlib, json, re, sqlite3
from desk import Octavo, Publisher, page, rss

MILL = ['The water mill of Ashby turns again after thirty years, and the first sack of flour was weighed on Monday morning.',
        'The miller Runa Sedge had bought the ruin from the parish for one crown, on the promise that it would grind by the autumn.',
        'Forty volunteers dug out the race, and the oak for the wheel came from a wood that a storm had felled in the spring.',
        'The parish council will decide in December whether the road to the mill is to be paved, and who is to pay for the bridge.',
        'The bakers of Ashby have ordered two hundred sacks until Easter, which is more than the wheel can grind in dry weather.',
        'A second wheel was found under the mud of the pond, and the museum in Tarring wants it for its hall of machines.']
SHORT = 'A mill turns again.'


@contextlib.contextmanager
def desk(program, pages, items=None, serve=False):
    pub = Publisher()
    pub.pages = pages(pub.base) if callable(pages) else dict(pages)
    items = items or [(p, 'Story of ' + p.strip('/'), SHORT) for p in pub.pages if p not in ('/robots.txt',)]
    pub.pages['/feed'] = rss(pub.base, items)
    o = Octavo(program, [pub])
    try:
        code, out, err = o.run('add', pub.base + '/feed')
        assert code == 0, err
        yield o, pub
    finally:
        o.close()
        pub.close()


def article(o, path):
    """The article whose address ends so, as `octavo show --json` gives it."""
    row = next(a for a in o.json('list', '--most', '200', '--json')['articles'] if a['url'].endswith(path))
    return o.json('show', '--json', str(row['id']))


def status(code):
    return lambda h: h.answer(code, 'text/html', b'<html><body><h1>No</h1><p>' + b'This page of an error is no article. ' * 30 + b'</p></body></html>')


def html(title, body, head=''):
    return ('text/html; charset=utf-8', f'<!doctype html><html lang="en"><head><title>{title} | Fen News</title>{head}</head><body><nav><a href="/">Home</a></nav>{body}</body></html>'.encode())


def paragraphs(n, start=0):
    return ''.join(f'<p>{p}</p>' for p in MILL[start:start + n])


COOKIES = ('<div class="cookie-banner" id="consent"><h2>We value your privacy</h2><p>We and our partners store and access information on your device, such as cookies, '
           'and process personal data for personalised advertising and content. You can accept or reject this, or withdraw your consent at any time.</p>'
           '<p>Some of our partners process your data on the basis of their legitimate interest, which you can object to below.</p><button>Accept all</button></div>')
WALL = ('<div class="paywall"><h2>Subscribe to continue reading</h2><p>Get unlimited access to all articles of Fen News for one crown a month. '
        'Cancel at any time. Already a subscriber? Log in.</p><button>Subscribe</button></div>')


def test_states(program):
    own = lambda n, k: ''.join(f'<p>{text.replace("mill", f"mill of {k}")} ({k})</p>' for text in MILL[:n])
    walled = {
        '/gone': status(410), '/lost': status(404), '/payment': status(402), '/denied': status(403), '/secret': status(401), '/legal': status(451),
        '/whole': html('Mill turns again', f'<article><h1>Mill turns again</h1>{own(6, "Ashby")}</article>' + COOKIES),
        '/cookies': html('Mill turns again', '<article><h1>Mill turns again</h1></article>' + COOKIES),
        '/onlywall': html('Mill turns again', '<article><h1>Mill turns again</h1></article>' + WALL),
        '/teaser': html('Mill turns again', f'<article><h1>Mill turns again</h1>{own(1, "Sorrow")}</article>' + WALL),
        '/register': html('Mill turns again', f'<article><h1>Mill turns again</h1>{own(1, "Tarring")}<div class="regwall"><p>Register to read the rest of this story. It is free, and takes a minute.</p></div></article>'),
        '/notfree': html('Mill turns again', f'<article><h1>Mill turns again</h1>{own(1, "Marholm")}</article>',
                         '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Mill turns again","isAccessibleForFree":false}</script>'),
        '/empty': html('Mill turns again', '<article><h1>Mill turns again</h1></article>'),
        '/robot': html('Just a moment...', '<div><h1>Checking your browser</h1><p>Please verify you are human. This check is automatic, and needs JavaScript and cookies to continue to the site that you have asked for.</p></div>'),
        '/film': ('video/mp4', b'film' * 500), '/paper': ('text/html', b'%PDF-1.4\n' + b'Paper of the mill and of the race. ' * 60),
        '/noise': ('text/html', bytes(range(256)) * 50),
    }
    want = {'/gone': 'gone', '/lost': 'gone', '/payment': 'refused', '/denied': 'refused', '/secret': 'refused', '/legal': 'refused', '/whole': 'full', '/cookies': 'headline',
            '/onlywall': 'teaser', '/teaser': 'teaser', '/register': 'teaser', '/notfree': 'teaser', '/empty': 'headline', '/robot': 'refused', '/noise': 'unreadable', '/film': 'unreadable', '/paper': 'unreadable'}
    with desk(program, walled) as (o, pub):
        said = {}
        for path in want:
            v = article(o, path)
            said[path] = v['article']['state']
            text = v['article'].get('text', '')
            for word in ['privacy', 'partners', 'consent', 'Subscribe', 'unlimited access', 'Register to read', 'no article', 'verify you', 'Checking your']:
                assert word not in text, (path, word, text)
            assert (said[path] == 'full') == (not v['article'].get('why')), (path, v['article'])
            if said[path] != 'full':
                assert not v.get('reading', {}).get('summary'), (path, 'is summarised')
        assert said == want, {k: (v, want[k]) for k, v in said.items() if v != want[k]}
        assert 'hall of machines. (Ashby)' in article(o, '/whole')['article']['text'] and article(o, '/whole')['reading']['summary']
        why = lambda p: article(o, p)['article']['why']
        assert '403' in why('/denied') and 'to continue reading' in why('/teaser') and 'register to read' in why('/register') and 'not free' in why('/notfree')
        assert 'cookies' in why('/cookies') and 'checking your browser' in why('/robot')
        o.serve('--poll', 'no')
        for path, words in [('/denied', 'refused by the publisher'), ('/lost', 'gone at the publisher'), ('/teaser', 'beginning only'), ('/empty', 'headline only')]:
            text = o.get(f'/article/{article(o, path)["id"]}')
            assert words in text and 'id="s0"' not in text.split('Summary</h3>')[1].split('</div>')[0], (path, words)
        front = o.get('/')
        assert 'gone at the publisher' in front and 'beginning only' in front


def test_a_missing_page_may_come_later(program):
    with desk(program, {'/late': status(404), '/busy': status(503)}, [('/late', 'Late', SHORT), ('/busy', 'Busy', SHORT)]) as (o, pub):
        late, busy = article(o, '/late')['article'], article(o, '/busy')['article']
        assert late['state'] == 'gone' and '404' in late['why'] and SHORT in late['text'], late
        assert busy['state'] == 'unreadable' and '503' in busy['why'] and SHORT in busy['text'], busy
        stats = o.run('doctor')[1]
        assert '2 articles wait' in stats, stats


def test_full_text_is_not_lost(program):
    with desk(program, {'/mill': page('Mill turns again', MILL)}, [('/mill', 'Mill turns again', SHORT)]) as (o, pub):
        assert article(o, '/mill')['article']['state'] == 'full'
        pub.pages['/feed'] = rss(pub.base, [('/mill', 'Mill turns again, and again', SHORT)])
        pub.pages['/mill'] = status(410)
        assert o.run('poll', '--all')[0] == 0
        assert pub.asked.count('/mill') == 2
        v = article(o, '/mill')['article']
        assert v['state'] == 'full' and MILL[5] in v['text'], v


def pages_of(base, n, last=None, origin=1):
    """An article of n pages; its query counts them from `origin` on."""
    def one(i):
        pager = ''.join(f'<a href="/mill?page={k - 1 + origin}">{k}</a> ' if k != i else f'<b>{k}</b> ' for k in range(1, n + 1))
        nxt = f'<link rel="next" href="/mill?page={i + origin}">' if i < n and i % 2 else ''
        text = ''.join(f'<p>Part {i}, line {k}: {MILL[(i + k) % 6].replace("mill", f"mill {i}{k}")}</p>' for k in range(2))
        return html('Mill turns again', f'<article><h1>Mill turns again</h1><p>{MILL[0]}</p>{text}<div class="pager">{pager}</div></article>', nxt)

    def answer(h):
        number = int(re.search(r'page=(\d+)', h.path).group(1)) + 1 - origin if 'page=' in h.path else 1
        if last and number >= last:
            return h.answer(500, 'text/plain', b'no')
        h.answer(200, *one(number))
    return {'/mill': answer, '/plain': page('Plain', MILL)}


def test_pages_are_joined(program, origin=1):
    with desk(program, lambda base: pages_of(base, 4, origin=origin)) as (o, pub):
        v = article(o, '/mill')['article']
        assert v['state'] == 'full' and 'next_page' not in v, v
        parts = [v['text'].find(f'Part {i}, line {k}:') for i in range(1, 5) for k in range(2)]
        assert -1 not in parts and parts == sorted(parts), v['text']
        assert v['text'].count(MILL[0]) == 1 and pub.asked.count('/mill') == 4
        assert article(o, '/mill')['reading']['sentences'] and 'Plain' in json.dumps(o.json('list', '--json'))


def test_pages_counted_from_zero_are_joined(program):
    test_pages_are_joined(program, 0)


def test_long_articles_end_at_eight_pages(program):
    with desk(program, lambda base: pages_of(base, 12)) as (o, pub):
        v = article(o, '/mill')['article']
        assert pub.asked.count('/mill') == 8 and 'Part 8, line 1' in v['text'], pub.asked


def test_a_failing_page_keeps_what_was_had(program):
    with desk(program, lambda base: pages_of(base, 4, last=3)) as (o, pub):
        v = article(o, '/mill')['article']
        assert v['state'] == 'teaser' and 'page 3' in v['why'] and '500' in v['why'], v
        assert 'Part 2, line 1' in v['text'] and 'Part 3' not in v['text']


def due(o, path, work=None):
    """Makes the article due, as if the time had come; `work` 4 looks whether it has another wording by now."""
    with contextlib.closing(sqlite3.connect(o.dir + '/data/octavo/octavo.db')) as db, db:
        n = db.execute('UPDATE article SET next_at = 1, work = coalesce(?, work), lease = NULL WHERE url LIKE ? AND (work > 0 OR ? > 0)', (work, '%' + path, work)).rowcount
        assert n == 1, n
    code, out, err = o.run('poll')
    assert code == 0, err


def waiting(o):
    return int(re.search(r'(\d+) articles? waits?', o.run('doctor')[1]).group(1))


def versions(o):
    with contextlib.closing(sqlite3.connect(o.dir + '/data/octavo/octavo.db')) as db:
        return db.execute('SELECT count(*) FROM article_version').fetchone()[0]


@contextlib.contextmanager
def failing(program, n=4):
    """An article of n pages; those in `bad` are answered as it says: page -> status, a function of the handler, or 'first': the first page instead."""
    bad = {}

    def pages(base):
        good = pages_of(base, n)

        def answer(h):
            number = int(re.search(r'page=(\d+)', h.path).group(1)) if 'page=' in h.path else 1
            how = bad.get(number)
            if how is None:
                return good['/mill'](h)
            if how == 'first':
                h.path = '/mill'
                return good['/mill'](h)
            how(h) if callable(how) else status(how)(h)
        return {'/mill': answer}
    pub = Publisher()
    pub.pages = pages(pub.base)
    pub.pages['/feed'] = rss(pub.base, [('/mill', 'Mill turns again', SHORT)])
    o = Octavo(program, [pub])
    try:
        yield o, pub, bad
    finally:
        o.close()
        pub.close()


def parts(v):
    return [i for i in range(1, 9) if f'Part {i}, line 1:' in v['text']]


def cut_off(h):
    h.send_response(200)
    h.send_header('Content-Type', 'text/html')
    h.send_header('Content-Length', '5000')
    h.end_headers()
    h.close_connection = True


def test_a_further_page_is_tried_again(program):
    with failing(program) as (o, pub, bad):
        bad[3] = 503
        assert o.run('add', pub.base + '/feed')[0] == 0
        had = lambda: article(o, '/mill')['article']
        v = had()
        assert v['state'] == 'teaser' and 'page 3' in v['why'] and '503' in v['why'] and parts(v) == [1, 2], v
        assert waiting(o)
        asked = pub.asked.count('/mill')
        assert o.run('poll')[0] == 0 and pub.asked.count('/mill') == asked, 'not before its time'
        # Less than there is changes nothing: a page before is none, the first fails, the first has no text.
        for worse in ({2: 'first'}, {1: cut_off}, {1: lambda h: h.answer(200, 'text/html', b'<html><body><p>Back soon.</p></body></html>')}):
            bad.clear()
            bad.update(worse)
            due(o, '/mill')
            v = had()
            assert v['state'] == 'teaser' and 'page 3' in v['why'] and parts(v) == [1, 2], (worse, v)
        bad.clear()
        bad[4] = cut_off
        due(o, '/mill')
        v = had()
        assert v['state'] == 'teaser' and 'page 4' in v['why'] and parts(v) == [1, 2, 3], v
        bad.clear()
        due(o, '/mill')
        v = article(o, '/mill')
        assert v['article']['state'] == 'full' and not v['article'].get('why') and parts(v['article']) == [1, 2, 3, 4], v['article']
        assert v['reading']['summary'] and versions(o) == 0 and not waiting(o)


def test_a_wall_says_more_than_the_feed(program):
    with failing(program) as (o, pub, bad):
        bad[1] = 503
        assert o.run('add', pub.base + '/feed')[0] == 0
        had = lambda: article(o, '/mill')['article']
        assert had()['state'] == 'unreadable' and had()['text'] == SHORT and waiting(o), had()
        bad[1] = lambda h: h.answer(200, *html('Mill turns again', f'<article><h1>Mill turns again</h1>{paragraphs(3)}</article>' + WALL))
        due(o, '/mill')
        assert had()['state'] == 'teaser' and MILL[1] in had()['text'], had()


def test_a_further_page_is_not_tried_for_ever(program):
    with failing(program) as (o, pub, bad):
        bad[2] = 500
        assert o.run('add', pub.base + '/feed')[0] == 0
        tries = 1
        while waiting(o) and tries < 20:
            due(o, '/mill')
            tries += 1
        v = article(o, '/mill')['article']
        assert tries == 6 and v['state'] == 'teaser' and 'page 2' in v['why'] and parts(v) == [1], (tries, v)
    with failing(program) as (o, pub, bad):
        bad[2] = 410  # for good
        assert o.run('add', pub.base + '/feed')[0] == 0
        v = article(o, '/mill')['article']
        assert v['state'] == 'teaser' and parts(v) == [1] and not waiting(o), v


def test_looking_again_loses_nothing_where_a_further_page_fails(program):
    with failing(program) as (o, pub, bad):
        assert o.run('add', pub.base + '/feed')[0] == 0
        whole = article(o, '/mill')
        assert parts(whole['article']) == [1, 2, 3, 4]
        walled = lambda h: h.answer(200, *html('Mill turns again', f'<article><h1>Mill turns again</h1>{paragraphs(1)}</article>' + WALL))
        for fails in (503, 404, 410, cut_off, 'first', walled, lambda h: h.answer(200, 'text/html', b''), lambda h: h.answer(200, 'image/png', b'no page')):
            bad[3] = fails
            asked = pub.asked.count('/mill')
            due(o, '/mill', 4)
            v = article(o, '/mill')
            assert v == whole and versions(o) == 0, v['article']
            assert pub.asked.count('/mill') - asked == 3 and not waiting(o), pub.asked
        # The feed says something new of it: the whole stays, too, and is read again when all of it can be had.
        bad[3] = 503
        pub.pages['/feed'] = rss(pub.base, [('/mill', 'Mill turns again, and again', SHORT)])
        assert o.run('poll', '--all')[0] == 0
        assert article(o, '/mill')['article']['text'] == whole['article']['text'] and waiting(o)
        bad.clear()
        due(o, '/mill')
        v = article(o, '/mill')['article']
        assert v['state'] == 'full' and v['text'] == whole['article']['text'] and not waiting(o)
        # And another wording is found as before.
        bad[3] = lambda h: h.answer(200, *html('Mill turns again', f'<article><h1>Mill turns again</h1><p>Part 3, line 1: {MILL[2].replace("Forty", "Ninety")}</p></article><a href="/mill?page=4">4</a>'))
        before = versions(o)
        due(o, '/mill', 4)
        assert versions(o) == before + 1 and 'Ninety' in article(o, '/mill')['article']['text']


def test_robots(program):
    rules = ('text/plain', b'User-agent: *\nDisallow: /private/\nAllow: /private/but-this\nUser-agent: other\nDisallow: /\n')
    pages = {'/robots.txt': rules, **{p: page('Mill turns again', MILL) for p in ['/open', '/private/one', '/private/but-this', '/private/two']}}
    with desk(program, pages) as (o, pub):
        assert article(o, '/open')['article']['state'] == article(o, '/private/but-this')['article']['state'] == 'full'
        for p in ['/private/one', '/private/two']:
            v = article(o, p)['article']
            assert v['state'] == 'refused' and 'robots.txt' in v['why'] and v['text'] == SHORT and p not in pub.asked, (v, pub.asked)
        assert pub.asked.count('/robots.txt') == 1, pub.asked
        pub.pages['/feed'] = rss(pub.base, [('/private/three', 'Three', SHORT)])
        assert o.run('poll', '--all')[0] == 0
        assert article(o, '/private/three')['article']['state'] == 'refused' and pub.asked.count('/robots.txt') == 1


def test_robots_that_cannot_be_had(program):
    with desk(program, {'/robots.txt': status(500), '/open': page('Mill turns again', MILL)}) as (o, pub):
        v = article(o, '/open')['article']
        assert v['state'] == 'refused' and 'robots.txt' in v['why'] and '500' in v['why'] and '/open' not in pub.asked, (v, pub.asked)
        assert waiting(o) == 1


BOX = 'The Fen Letter brings you the fen every Thursday, with recipes of the lock keepers and the tides of the week to come.'


def boxed(i, change=lambda text: text):
    lines = ''.join(f'<p>On day {i} of the mill, line {k}: {MILL[(i + k) % 6]}</p>' for k in range(3))
    return html(f'Story {i}', change(f'<article><h1>Story number {i}</h1>{lines}<p>{BOX}</p></article>'))


def test_what_repeats_is_learned(program):
    items = [(f'/s{i}', f'Story {i}', SHORT) for i in range(5)]
    with desk(program, {f'/s{i}': boxed(i) for i in range(2)}, items[:2]) as (o, pub):
        assert BOX in article(o, '/s0')['article']['text'] and BOX in article(o, '/s1')['article']['text']
        pub.pages.update({f'/s{i}': boxed(i) for i in range(2, 5)})
        pub.pages['/feed'] = rss(pub.base, items)
        assert o.run('poll', '--all')[0] == 0
        for i in range(2, 5):
            text = article(o, f'/s{i}')['article']['text']
            assert BOX not in text and f'On day {i}' in text, (i, text)
        assert BOX in article(o, '/s0')['article']['text']
        assert o.run('reread')[0] == 0 and o.run('poll')[0] == 0
        for i in range(2):
            v = article(o, f'/s{i}')
            assert BOX not in v['article']['text'] and f'line 2' in v['article']['text'] and v['article']['state'] == 'full', v['article']
            assert v['reading']['sentences']
        # What we left out is no edit of the publisher's, and nobody is told that it was.
        with contextlib.closing(sqlite3.connect(o.dir + '/data/octavo/octavo.db')) as db:
            assert db.execute('SELECT count(*) FROM article_version').fetchone() == (0,)


def test_dates_that_cannot_be(program):
    pub = Publisher()
    items = [(f'/d{i}', f'Mill of day {i}', MILL[i]) for i in range(3)]
    kind, feed = rss(pub.base, items)
    for i, day in enumerate(('Thu, 01 Jan 2099 10:00:00 GMT', 'Thu, 01 Jan 1931 10:00:00 GMT', 'Thu, 19 Nov 2026 10:00:00 GMT')):
        feed = feed.replace(f'Fri, 20 Nov 2026 {10 + i}:00:00 GMT'.encode(), day.encode())
    pub.pages = {'/feed': (kind, feed)}
    o = Octavo(program, [pub])
    o.env['OCTAVO_NOW'] = '2026-11-22T18:00:00Z'
    try:
        assert o.run('add', pub.base + '/feed')[0] == 0
        days = {line[30:].split('  ')[-1].strip(): line.split()[1] for line in o.run('list')[1].splitlines()}
        assert days == {'Mill of day 0': '2026-11-22', 'Mill of day 1': '2026-11-22', 'Mill of day 2': '2026-11-19'}, days
        said = {a['title']: a['published'][:4] for a in o.json('list', '--json')['articles']}
        assert said['Mill of day 0'] == '2099', said  # programs get what the publisher said
        o.serve('--poll', 'no')
        river = o.get('/river')
        assert '2099' not in river and '1931' not in river and river.count('22 November 2026') == 2 and '19 November 2026</time>, 10:00 UTC' in river
    finally:
        o.close()
        pub.close()


def in_two(page):
    """The page as the first of two."""
    pager = lambda at: '<div class="pager">' + ' '.join(f'<b>{k}</b>' if k == at else f'<a href="/s0?page={k}">{k}</a>' for k in (1, 2)) + '</div></article>'
    more = ''.join(f'<p>Part 2, line {k}: {MILL[k]}</p>' for k in range(3, 6))
    kind, text = page
    second = html('Story 0', f'<article><h1>Story number 0</h1>{more}{pager(2)}')
    return lambda h: h.answer(200, *(second if 'page=2' in h.path else (kind, text.replace(b'</article>', pager(1).encode()))))


def test_what_was_learned_is_no_edit_of_many_pages(program):
    test_what_was_learned_is_no_edit(program, in_two)


def test_what_was_learned_is_no_edit(program, whole=lambda page: page):
    items = [(f'/s{i}', f'Story {i}', SHORT) for i in range(5)]
    with desk(program, {'/s0': whole(boxed(0)), '/s1': boxed(1)}, items[:2]) as (o, pub):
        assert whole is not in_two or 'Part 2, line 5' in article(o, '/s0')['article']['text']
        pub.pages.update({f'/s{i}': boxed(i) for i in range(2, 5)})
        pub.pages['/s0'] = whole(boxed(0, lambda text: text.replace('On day 0 of the mill, line 2', 'On day 9 of the mill, line 2')))
        kind, feed = rss(pub.base, items)
        said = b'<atom:updated xmlns:atom="http://www.w3.org/2005/Atom">2026-11-21T00:00:00Z</atom:updated></item>'
        pub.pages['/feed'] = (kind, feed)
        assert o.run('poll', '--all')[0] == 0
        assert BOX in article(o, '/s0')['article']['text']
        pub.pages['/feed'] = (kind, feed.replace(b'</item>', said, 1))
        assert o.run('poll', '--all')[0] == 0
        text = article(o, '/s0')['article']['text']
        assert BOX not in text and 'On day 9' in text, text
        with contextlib.closing(sqlite3.connect(o.dir + '/data/octavo/octavo.db')) as db:
            assert [row[0].split('\n') for row in db.execute('SELECT changes FROM article_version')] == [['1\t1', 'f\t0\t9', '']]
