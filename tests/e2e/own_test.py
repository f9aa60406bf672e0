"""What people set: when a source is asked, rules for its articles, searches that they follow, accounts and links
to a password, what is taken along of a story, and addresses that say nothing."""
import base64, contextlib, csv, io, json, os, re, urllib.parse
from desk import Octavo, Publisher, page, rss

TEXT = ['The lighthouse of Gull Rock was sold to the ferryman Odd Harkness for nine hundred crowns on Tuesday morning.',
        'Harkness wants to live in it with his two daughters, and to keep the lamp burning for the herring boats of Skerrow.',
        'The parish of Skerrow had asked for offers since the spring, and three came by post, said the clerk Vesna Holm.']
ITEMS = [('/a', 'Lighthouse sold to a ferryman', 'Nine hundred crowns.'), ('/b', 'Crossword of the week', 'Twelve across.'),
         ('/c', 'Élan of the herring fleet', 'A good year.')]


@contextlib.contextmanager
def desk(program, items=ITEMS, serve=('--poll', 'no')):
    pub = Publisher()
    pub.pages = {p: page(t, [line + f' ({p})' for line in TEXT]) for p, t, _ in items}
    pub.pages['/feed'] = rss(pub.base, items)
    o = Octavo(program, [pub])
    try:
        o.run('user', 'add', 'anna', stdin='a good password\n')
        assert o.run('import', stdin=f'<opml version="2.0"><body><outline text="Fen" xmlUrl="{pub.base}/feed"/></body></opml>')[0] == 0
        o.serve(*serve)
        o.form('/login', '/login', {'name': 'anna', 'password': 'a good password'})
        yield o, pub, o.json('feeds', '--json')[0]['id']
    finally:
        o.close()
        pub.close()


def titles(o, *args):
    return {a['title'] for a in o.json('list', '--most', '200', '--json', *args)['articles']}


def test_when_a_source_is_asked(program):
    with desk(program) as (o, pub, feed):
        at = f'/sources/{feed}'
        assert o.form(at, at + '/timing', {'paused': '1', 'minutes': '90'}).endswith('saved=timing')
        text = o.get(at)
        assert 'name="paused" value="1" checked' in text and 'value="90"' in text and 'only by hand' in text
        assert o.run('poll', '--all')[0] == 0 and '/feed' not in pub.asked
        code, out, _ = o.run('poll', 'Fen')  # by hand it is asked, and stays paused
        assert code == 0 and pub.asked.count('/feed') == 1 and out.startswith('1 feed asked, 0 failed; 3 new articles, 3 pages read'), out
        row = o.json('feeds', '--json')[0]
        assert row['paused'] is True and 'next_at' not in row and row['interval_seconds'] == 5400, row
        assert json.loads(o.get(f'/api/v1/feeds/{feed}/own')) == {'headers': [], 'paused': True, 'minutes': 90}
        code, out, _ = o.run('source', '--resume', '--every', '0', 'Fen')
        assert code == 0 and 'nothing of its own' in out, out
        row = o.json('feeds', '--json')[0]
        assert 'paused' not in row and row.get('next_at'), row
        # Asked once a month; taken back, it is asked now, not in a month.
        assert o.run('source', '--every', '43200', 'Fen')[0] == 0 and o.run('poll', 'Fen')[0] == 0
        late = o.json('feeds', '--json')[0]['next_at']
        assert o.run('source', '--every', '0', 'Fen')[0] == 0
        soon = o.json('feeds', '--json')[0]['next_at']
        assert soon < late and soon <= o.json('feeds', '--json')[0]['fetched_at'][:11] + '99', (soon, late)
        assert 'whole number' in o.form(at, at + '/timing', {'minutes': 'often'}, want=400)
        status, answer, _ = o.request('PUT', f'/api/v1/feeds/{feed}/own', {'minutes': 99999}, {'Content-Type': 'application/json'})
        assert status == 400 and 'minutes' in answer, answer


def test_name_and_password_for_a_source(program):
    with desk(program) as (o, pub, feed):
        want = 'Basic ' + base64.b64encode('nina:ö?>~pass'.encode()).decode()
        good = pub.pages['/feed']
        pub.pages['/feed'] = lambda h: h.answer(200, *good) if h.headers.get('Authorization') == want else h.answer(401, 'text/plain', b'who?')
        at = f'/sources/{feed}'
        o.form(at, at + '/own', {'selector': '', 'drop': '', 'user': 'nina', 'word': 'ö?>~pass'})
        text = o.get(at)
        assert '<b>Authorization</b>' in text and want not in text and 'pass"' not in text
        assert o.run('poll', '--all')[0] == 0 and len(titles(o)) == 3


def test_rules(program):
    with desk(program) as (o, pub, feed):
        add = lambda want=303, **f: o.form('/rules', '/rules', dict({'feed': '', 'field': 'any'}, **f), want=want)
        add(act='drop', words='CROSSWORD', field='title')
        add(act='read', words='elan of', feed=str(feed))
        add(act='star', words='nine hundred')
        assert 'a word or several' in add(act='star', words=' ,. ', want=400)
        assert 'for one source' in add(act='keep', words='herring', want=400)
        assert 'Leave out: <b>CROSSWORD</b>' in o.get('/rules') and 'Rules for this source' in o.get(f'/sources/{feed}')
        assert o.run('poll', '--all')[0] == 0
        assert titles(o) == {'Lighthouse sold to a ferryman', 'Élan of the herring fleet'} and '/b' not in pub.asked
        assert 'Lighthouse' in o.get('/starred') and 'Élan' not in o.get('/starred') and 'Élan' not in o.get('/river?unread=1')
        # Another account has rules of its own, and leaves nothing out for all.
        mine, o.cookies = o.cookies, {}
        o.run('user', 'add', 'bert', stdin='another password\n')
        o.form('/login', '/login', {'name': 'bert', 'password': 'another password'})
        text = o.get('/rules')
        assert 'CROSSWORD' in text and 'nine hundred' not in text and 'value="drop"' not in text
        assert 'Élan' in o.get('/river?unread=1')
        assert 'only the administrator' in add(act='drop', words='ferryman', want=403)
        o.cookies = mine
        number = re.search(r'action="/rules/(\d+)/delete"', o.get('/rules')).group(1)
        o.form('/rules', f'/rules/{number}/delete', {})
        add(act='keep', words='lighthouse', feed=str(feed))
        pub.pages['/feed'] = rss(pub.base, ITEMS + [('/d', 'Second lighthouse', 'x'), ('/e', 'Harvest', 'y')])
        assert o.run('poll', '--all')[0] == 0 and titles(o) == {'Lighthouse sold to a ferryman', 'Élan of the herring fleet', 'Second lighthouse'}
        assert len(json.loads(o.get('/settings/export'))['rules']) >= 1


def test_a_search_is_followed(program):
    with desk(program) as (o, pub, feed):
        assert o.run('poll', '--all')[0] == 0
        assert 'Follow this' in o.get('/search?q=harkness')
        o.form('/search?q=harkness', '/following', {'q': '  harkness ', 'on': '1', 'back': '/search?q=harkness'})
        assert '✓ Followed' in o.get('/search?q=harkness') and 'Nothing new since you looked' in o.get('/following')
        more = [('/d', 'Harkness lights the lamp', 'x'), ('/e', 'Harvest festival', 'y')]
        pub.pages.update({'/d': page('Harkness lights the lamp', TEXT), '/e': page('Harvest festival', ['Wheat was carried into the church of Skerrow.'] * 3)})
        pub.pages['/feed'] = rss(pub.base, ITEMS + more)
        assert o.run('poll', '--all')[0] == 0
        assert '1 new</b> since you looked' in o.get('/following')
        assert 'Harkness lights the lamp' in o.get('/search.atom?q=harkness') and 'Harkness lights' in o.get('/search?q=harkness')
        o.wait_for(lambda: 'Nothing new since you looked' in o.get('/following'), 10, 'that it was looked at')
        assert o.get('/brief?q=harkness&since=2026-11-01').count('href="/story/') >= 1
        assert 'Nothing new' in o.get('/brief?q=zebra&since=2026-11-01') and 'zebra' in o.get('/brief?q=zebra')
        assert json.loads(o.get('/settings/export'))['followed_searches'] == ['harkness']
        o.form('/following', '/following', {'q': 'harkness', 'on': '0'})
        assert 'You follow no search' in o.get('/following')
        assert 'type what is to be followed' in o.form('/following', '/following', {'q': ' ', 'on': '1'}, want=400)


def test_a_brief_of_one_folder(program):
    with desk(program) as (o, pub, feed):
        assert o.run('source', '--folder', 'Sea', 'Fen')[0] == 0 and o.run('poll', '--all')[0] == 0
        assert 'href="/story/' in o.get('/brief?folder=Sea&since=2026-11-01') and 'Nothing new' in o.get('/brief?folder=Land&since=2026-11-01')
        brief = lambda *a: o.json('brief', '--since', '2026-11-01', '--json', *a)['stories']
        assert brief('--folder', 'Sea') and not brief('--folder', 'Land') and brief('--search', 'harkness') and not brief('--search', 'zebra')
        assert json.loads(o.get('/api/v1/brief?since=2026-11-01&q=harkness'))['stories'] and not json.loads(o.get('/api/v1/brief?since=2026-11-01&folder=Land'))['stories']
        assert '<entry>' in o.get('/brief.atom?folder=Sea&since=2026-11-01') and '<entry>' not in o.get('/brief.atom?folder=Land&since=2026-11-01')


def test_accounts(program):
    with desk(program) as (o, pub, feed):
        text = o.form('/accounts', '/accounts', {'name': 'carla'}, want=200)
        link = urllib.parse.urlsplit(re.search(r'<code>(http[^<]*)</code>', text).group(1)).path
        assert 'carla' in text and link not in o.get('/accounts')
        assert 'taken' in o.form('/accounts', '/accounts', {'name': 'Carla'}, want=409)
        ident = lambda name: re.search(r'<b>%s</b>.*?/accounts/(\d+)/' % name, o.get('/accounts'), re.S).group(1)
        carla, anna = ident('carla'), ident('anna')
        assert 'only administrator' in o.form('/accounts', f'/accounts/{anna}/plain', {}, want=403)
        mine, o.cookies = o.cookies, {}
        assert 'at least 8' in o.form(link, link, {'password': 'short'}, want=400)
        o.form(link, link, {'password': 'the word of carla'})
        assert o.request('GET', link)[0] == 404
        o.form('/login', '/login', {'name': 'carla', 'password': 'the word of carla'})
        assert o.request('GET', '/accounts')[0] == 403
        hers, o.cookies = o.cookies, mine
        o.form('/accounts', f'/accounts/{carla}/close', {})
        o.cookies, mine = hers, o.cookies
        assert 'carla' not in o.get('/river')
        o.cookies = mine
        o.form('/accounts', f'/accounts/{carla}/open', {})
        o.form('/accounts', f'/accounts/{carla}/admin', {})
        code, out, _ = o.run('user', 'list')
        assert code == 0 and out.count('administrator') == 2, out
        assert 'wrong' in o.form('/settings', '/settings/delete', {'password': 'not that'}, want=403)
        o.form('/accounts', f'/accounts/{carla}/plain', {})
        assert 'only administrator' in o.form('/settings', '/settings/delete', {'password': 'a good password'}, want=403)
        o.form('/accounts', f'/accounts/{carla}/delete', {})
        assert 'carla' not in o.get('/accounts')


def test_accounts_at_the_terminal(program):
    with desk(program) as (o, pub, feed):
        assert o.run('user', 'add', 'dora', stdin='a word of dora\n')[0] == 0
        code, out, err = o.run('user', 'link', 'dora')
        link = urllib.parse.urlsplit(out.strip()).path
        assert code == 0 and link.startswith('/password/'), (out, err)
        assert o.run('user', 'promote', 'dora')[0] == 0 and o.run('user', 'list')[1].count('administrator') == 2
        assert o.run('user', 'demote', 'dora')[0] == 0 and o.run('user', 'close', 'dora')[0] == 0
        assert 'closed' in o.run('user', 'list')[1] and o.request('GET', link)[0] == 404
        assert o.run('user', 'open', 'dora')[0] == 0 and o.request('GET', link)[0] == 200
        code, _, err = o.run('user', 'demote', 'anna')
        assert code == 1 and 'only administrator' in err
        assert o.run('user', 'promote', 'nobody')[0] == 1


def test_a_story_is_taken_along(program):
    here = os.path.dirname(os.path.realpath(program))
    edition = next(d for d in (here + '/samples', here + '/build/samples') if os.path.exists(d + '/edition'))
    o = Octavo(program)
    try:
        assert o.run('sample', edition)[0] == 0
        o.serve('--poll', 'no')
        stories = re.findall(r'<a class="to" href="/story/(\d+)"', o.get('/'))
        found = {'figures.csv': 0, 'claims.csv': 0, 'reports.csv': 0}
        for story in stories:
            text, whole = o.get(f'/story/{story}'), json.loads(o.get(f'/story/{story}/story.json'))
            assert str(whole['id']) == story
            for name in found:
                assert f'href="/story/{story}/{name}"' in text
                status, body, headers = o.request('GET', f'/story/{story}/{name}')
                assert status == 200 and f'"story-{story}-{name}"' in headers['content-disposition'], headers
                rows = list(csv.DictReader(io.StringIO(body, newline='')))
                assert all(None not in r and None not in r.values() and r['publisher'] for r in rows), rows
                found[name] += len(rows)
                for row in rows:  # each leads to its sentence, which stands there
                    assert re.search(r'/article/\d+(#s\d+)?$', row['address']), row
                if name == 'figures.csv':
                    assert len(rows) == sum(len(s['points']) for s in whole.get('series', []))
                    for row in rows:
                        assert row['text'] in o.json('show', '--json', row['article'])['article']['text'], row
        assert all(found.values()), found
        assert o.request('GET', '/story/99999999/figures.csv')[0] == 404
    finally:
        o.close()


def test_addresses_that_say_nothing(program):
    with desk(program) as (o, pub, feed):
        assert o.run('poll', '--all')[0] == 0
        for path in ('/brief?since=nonsense', '/brief.txt?since=2026-13-01', '/days?before=soon', '/river?after=x', '/search?q=ferry&after=-', '/corrections?before=x'):
            status, text, _ = o.request('GET', path)
            assert status == 400 and 'Not understood' in text, (path, status, text[:300])
        assert o.request('GET', '/brief?since=2026-11-20')[0] == 200


def test_citing_and_keys(program):
    with desk(program) as (o, pub, feed):
        kind, body = pub.pages['/a']
        pub.pages['/a'] = (kind, body.replace(b'</p></article>', b'</p><h2>What the clerk said</h2><p>' + 3 * b'The clerk said that the lamp would burn until the herring boats were home. ' + b'</p></article>'))
        assert o.run('poll', '--all')[0] == 0
        row = next(a for a in o.json('list', '--json')['articles'] if 'Lighthouse' in a['title'])
        text = o.get(f'/article/{row["id"]}')
        cited = re.sub('<[^>]+>', '', re.search(r'<p data-cite>(.*?)</p>', text).group(1))
        assert cited.startswith('“Lighthouse sold to a ferryman”. Fen') and '20 November 2026' in cited and cited.endswith('/a'), cited
        assert f'<a href="http://127.0.0.1:{o.port}/article/{row["id"]}" data-cite-address>' in text
        assert 'data-keys' not in text
        assert '<h2>' in text.split('<div class="text">')[1].split('What the clerk said')[0].split('<p>')[-1], text  # none is left out
        o.form('/settings', '/settings/theme', {'theme': '', 'keys': 'off', 'back': '/settings'})
        assert ' data-keys="off"' in o.get('/') and '<option value="off" selected>' in o.get('/settings')
        o.form('/settings', '/settings/theme', {'theme': 'dark', 'keys': 'on'})
        assert 'data-keys' not in o.get('/')


def test_whose_text_and_how_polls_went(program):
    with desk(program) as (o, pub, feed):
        at = f'/sources/{feed}'
        o.form(at, at + '/own', {'selector': '', 'drop': '', 'text': 'feed'})
        assert '<option value="feed" selected>' in o.get(at) and json.loads(o.get(f'/api/v1/feeds/{feed}/own'))['text'] == 'feed'
        assert o.run('poll', '--all')[0] == 0 and len(titles(o)) == 3
        assert not {'/a', '/b', '/c'} & set(pub.asked), pub.asked
        shown = o.json('show', '--json', str(next(a['id'] for a in o.json('list', '--json')['articles'] if 'Lighthouse' in a['title'])))
        assert shown['article']['text'] == 'Nine hundred crowns.'
        # From now on the pages', although the feed has a long text.
        assert o.run('source', '--text', 'page', 'Fen')[0] == 0
        long = ' '.join(f'Sentence {i} of the feed is about the harvest of the year in Skerrow.' for i in range(60))
        pub.pages['/d'] = page('Harvest', [line + ' (harvest)' for line in TEXT])
        pub.pages['/feed'] = rss(pub.base, ITEMS + [('/d', 'Harvest', long)])
        pub.pages['/feed'] = (pub.pages['/feed'][0], pub.pages['/feed'][1].replace(b'<rss ', b'<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ').replace(
            f'<description>{long}</description>'.encode(), f'<content:encoded>{long}</content:encoded>'.encode()))
        assert o.run('poll', '--all')[0] == 0 and '/d' in pub.asked
        good, pub.pages['/feed'] = pub.pages['/feed'], lambda h: h.answer(500, 'text/plain', b'no')
        o.run('poll', 'Fen')
        text = o.get(at)
        rows = re.findall(r'<td data-label="How"><span class="(\w+)">([^<]*)</span></td><td data-label="New">(\d+)', text)
        assert [(r[0], r[2]) for r in rows] == [('bad', '0'), ('good', '1'), ('good', '3')] and '500' in rows[0][1], rows
        assert o.run('source', '--text', 'auto', 'Fen')[0] == 0 and 'text' not in json.loads(o.get(f'/api/v1/feeds/{feed}/own'))


def test_sources_that_fail_are_found(program):
    with desk(program) as (o, pub, feed):
        assert 'fails' not in o.get('/sources') and 'None fails.' in o.get('/sources?failing=1')
        assert o.run('import', stdin=f'<opml version="2.0"><body><outline text="Lost" xmlUrl="{pub.base}/lost"/></body></opml>')[1].startswith('1 new feed, ')
        assert o.run('poll', '--all')[0] == 0
        text = o.get('/sources')
        assert '2 followed, <a href="/sources?failing=1">1 fails</a>' in text and '>Fen<' in text.replace('<b>', '>').replace('</b>', '<')
        text = o.get('/sources?failing=1')
        assert 'Lost' in text and f'href="/sources/{feed}"' not in text and '(404)' in text
