"""From a publisher's feed to the page that a reader opens."""
import contextlib, json, os, re, signal, time, xml.dom.minidom
from desk import Octavo, Publisher, page, rss

OTTERS = ['Two otters have returned to the fen after forty years, the keeper Ada Moor said on Friday.',
          'She saw them at the old lock near Tarring, where they were eating eels. "They looked at me as if I were late," Moor said.',
          'In 1986 the last otters had left the fen because of the pumps. The pumps were replaced in 2020 for 3 million crowns.',
          'The Fen Trust wants to close the towpath for boats until the spring. The boat owners of Tarring reject the plan.']
EELS = ['The eels of the fen are more than they were, a count by the Fen Trust at the old lock near Tarring shows.',
        'The keeper Ada Moor counted 812 eels in October, up from 390 in the year before.',
        'Otters eat about four eels a day. The Fen Trust is not worried, Moor said.']
BAND = ['The brass band of Upper Marholm has won a prize for a march that lasts eleven seconds.',
        'Its composer, Theo Lark, wrote it for a race of snails in the village.']


@contextlib.contextmanager
def desk(program, pages=True):
    pub = Publisher()
    feed = rss(pub.base, [('/otters', 'Otters return to the fen', 'Two otters are back.'),
                          ('/eels', 'More eels at the old lock', 'A count at the old lock.'),
                          ('/band', 'Band wins prize with shortest march', 'Eleven seconds.')])
    pub.pages = {'/feed.xml': feed,
                 '/': ('text/html', b'<!doctype html><title>Fen News</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"><h1>Fen News</h1>')}
    if pages:
        pub.pages.update({'/otters': page('Otters return to the fen', OTTERS), '/eels': page('More eels at the old lock', EELS),
                          '/band': page('Band wins prize with shortest march', BAND)})
    o = Octavo(program, [pub])
    try:
        yield o, pub
    finally:
        o.close()
        pub.close()


def id_of(o, title):
    return next(a['id'] for a in o.json('list', '--json')['articles'] if title in a['title'])


def test_follow_by_home_page_and_read(program):
    with desk(program) as (o, pub):
        code, out, err = o.run('add', pub.base + '/')
        assert code == 0 and 'Following Fen News' in out, (out, err)
        rows = o.json('list', '--json')['articles']
        assert len(rows) == 3 and len({r['id'] for r in rows}) == 3, rows
        v = o.json('show', '--json', str(id_of(o, 'Otters')))
        text = v['article']['text'] if 'article' in v else v['text']
        assert all(p in text for p in OTTERS) and 'Sport' not in text and 'reserved' not in text, text
        code, out, _ = o.run('show', str(id_of(o, 'Otters')))
        assert code == 0 and 'Hashtags' in out and 'More eels at the old lock' in out.split('Related articles')[1], out
        assert 'shortest march' not in out.split('Related articles')[1]
        code, out, _ = o.run('add', pub.base + '/')
        assert code == 0 and 'Already followed' in out, out
        assert len(o.json('list', '--json')['articles']) == 3


def test_polling_twice_brings_nothing_twice(program):
    with desk(program) as (o, pub):
        o.run('add', pub.base + '/feed.xml')
        asked = pub.asked.count('/otters')
        code, out, err = o.run('poll', '--all')
        assert code == 0 and ' 0 new articles' in out, (out, err)
        assert any('If-None-Match' in h for h in pub.headers), 'no conditional request'
        assert pub.asked.count('/otters') == asked and len(o.json('list', '--json')['articles']) == 3
        pub.pages['/feed.xml'] = rss(pub.base, [('/new', 'Heron seen', 'A heron was seen at the lock.')])
        pub.pages['/new'] = page('Heron seen', ['A heron was seen at the lock of Tarring on Sunday morning by three children.'] * 3)
        code, out, _ = o.run('poll')
        assert code == 0 and "No feed is due yet; 'octavo poll --all'" in out, out
        code, out, _ = o.run('poll', '--all')
        assert ' 1 new article,' in out and len(o.json('list', '--json')['articles']) == 4, out


def test_search(program):
    with desk(program) as (o, pub):
        o.run('add', pub.base + '/feed.xml')
        find = lambda *q: sorted(a['title'][:4] for a in o.json('search', '--json', '--', *q)['articles'])
        assert find('eels') == ['More', 'Otte']
        assert find('"eels of the fen"') == ['More']
        assert find('eels', '-otters') == [] and find('eels -pumps') == ['More']
        assert find('composer') == ['Band'] and find('compos*') == ['Band']
        assert find('publisher:fen eels') == ['More', 'Otte'] and find('publisher:elsewhere eels') == []
        assert find('eels before:2026-11-20') == [] and len(find('eels after:2026-11')) == 2
        for odd in ['"', '(', 'AND OR', '-', '*', 'tag:', 'before:x', '\\', "'; drop table article; --", 'a' * 5000, '\u202e\u0000x'.replace('\0', '')]:
            code, _, err = o.run('search', '--json', '--', odd)
            assert code == 0, (odd, err)


def test_pages(program):
    with desk(program) as (o, pub):
        o.run('add', pub.base + '/feed.xml')
        o.serve('--poll', 'no')
        ident = id_of(o, 'Otters')
        front = o.get('/')
        assert 'Otters return to the fen' in front and 'Fen News' in front
        text = o.get(f'/article/{ident}')
        for p in OTTERS:
            plain = re.sub(r'<[^>]+>', '', text).replace('&quot;', '"')
            assert p in plain, p
        assert '#' in text.split('Hashtags')[1] and 'More eels' in text.split('Related articles')[1]
        assert 'No comments yet.' in text
        tag = re.search(r'href="(/tag/[^"]+)"', text.split('id="hashtags"')[1]).group(1)
        assert 'Otters return' in o.get(tag)
        publisher = re.search(r'href="(/publisher/\d+)"', text).group(1)
        assert 'Band wins prize' in o.get(publisher)
        assert 'More eels' in o.get('/search?q=eels') and 'Nothing was found' in o.get('/search?q=zebra')
        for path in ['/feed.atom', publisher + '/feed.atom', tag + '/feed.atom', '/search.atom?q=eels']:
            doc = xml.dom.minidom.parseString(o.get(path).encode())
            assert doc.documentElement.tagName == 'feed' and doc.getElementsByTagName('entry'), path
        answer = o.get(f'/article/{ident}?q=Who+saw+the+otters%3F')
        assert 'class="answer"' in answer
        assert 'The article does not say.' in o.get(f'/article/{ident}?q=What+is+the+capital+of+Mongolia%3F')
        for path in ['/river', '/sources', '/tags', '/help', '/login', '/signup', '/settings', '/day/2026-11-20', '/opensearch.xml', '/robots.txt', '/favicon.ico', '/sources.opml']:
            o.get(path)
        for path in ['/article/999999', '/article/x', '/tag/nothing', '/publisher/0', '/nothing', '/day/x']:
            o.get(path, 404)
        status, _, headers = o.request('GET', '/')
        assert "default-src 'none'" in headers['content-security-policy'] and headers['x-content-type-options'] == 'nosniff'


def test_json_interface(program):
    with desk(program) as (o, pub):
        o.run('add', pub.base + '/feed.xml')
        assert o.run('user', 'add', 'anna', stdin='a good password\n')[0] == 0
        o.serve('--poll', 'no')
        get = lambda path, want=200: json.loads(o.get('/api/v1' + path, want))
        rows = get('/articles')['articles']
        assert len(rows) == 3
        ident = id_of(o, 'Otters')
        assert get(f'/articles/{ident}') and get('/search?q=eels')['count'] == 2
        assert get('/feeds')['feeds'][0]['url'] == pub.base + '/feed.xml' and get('/publishers')['publishers'] and get('/tags')['tags']
        assert get(f'/articles/{ident}/ask?q=Who+saw+the+otters')
        assert get('/articles/12345678', 404)['error']
        js = {'Content-Type': 'application/json'}
        status, _, _ = o.request('PUT', f'/api/v1/articles/{ident}/read', {'read': True}, js)
        assert status == 401
        status, text, _ = o.request('POST', '/api/v1/login', {'user': 'anna', 'password': 'wrong password'}, js)
        assert status == 403, (status, text)
        status, text, _ = o.request('POST', '/api/v1/login', {'user': 'anna', 'password': 'a good password'}, js)
        assert status == 200, text
        js['Authorization'] = 'Bearer ' + json.loads(text)['token']
        assert o.request('PUT', f'/api/v1/articles/{ident}/read', {'read': True}, js)[0] == 200
        assert o.request('PUT', f'/api/v1/articles/{ident}/star', {'star': 'x'}, js)[0] == 400
        status, text, _ = o.request('POST', f'/api/v1/articles/{ident}/comments', {'body': 'hello *there*'}, js)
        assert status == 201
        comment = json.loads(text)['id']
        assert 'hello *there*' in o.get(f'/api/v1/articles/{ident}/comments')
        assert o.request('DELETE', f'/api/v1/comments/{comment}', None, js)[0] == 204
        assert 'hello' not in o.get(f'/api/v1/articles/{ident}/comments')


def test_accounts_stars_comments_last(program):
    with desk(program) as (o, pub):
        o.run('add', pub.base + '/feed.xml')
        o.serve('--poll', 'no')
        ident = id_of(o, 'Otters')
        here = f'/article/{ident}'
        o.form('/signup', '/signup', {'name': 'anna', 'password': 'a good password'})
        assert 'anna' in o.get('/') and o.get('/settings')
        o.form(here, here + '/star', {'on': '1'})
        assert 'Otters' in o.get('/starred') and 'eels' not in o.get('/starred').split('<main')[1].split('<footer')[0].replace('eating eels', '')
        at = o.form(here, here + '/comments', {'text': 'A **fine** day for <script>alert(1)</script> otters'})
        text = o.get(here)
        assert '<strong>fine</strong>' in text and '<script>alert' not in text
        comment = at.split('#c')[1]
        o.form(here, here + '/comments', {'text': 'Indeed.', 'parent': comment})
        assert 'class="thread"' in o.get(here)
        status, _, _ = o.request('POST', here + '/comments', {'text': 'no token'})
        assert status == 403
        status, _, _ = o.request('POST', here + '/star', {'on': '1'}, {'Origin': 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site'})
        assert status == 403
        o.stop(signal.SIGKILL)
        o.serve('--poll', 'no')
        text = o.get(here)
        assert '<strong>fine</strong>' in text and 'Indeed.' in text and 'aria-pressed="true"' in text
        o.form(here, f'/comment/{comment}/delete', {})
        text = o.get(here)
        assert 'fine' not in text.split('id="comments"')[1].split('Related')[0] and 'Indeed.' in text
        o.form('/settings', '/logout', {})
        assert 'Sign in' in o.get('/')
        o.get('/signup', 403)
        o.form('/login', '/login', {'name': 'anna', 'password': 'wrong password'}, want=403)
        o.form('/login', '/login', {'name': 'anna', 'password': 'a good password'})
        assert 'anna' in o.get('/')


def test_serve_polls_by_itself_and_follows_from_the_page(program):
    with desk(program) as (o, pub):
        o.serve()
        o.form('/signup', '/signup', {'name': 'anna', 'password': 'a good password'})
        o.form('/sources', '/sources', {'address': pub.base + '/'})
        o.wait_for(lambda: 'Otters return' in o.get('/'), what='the article on the front page')
        assert 'Fen News' in o.get('/sources')
        o.wait_for(lambda: 'name="q"' in o.get('/') and o.run('show', str(id_of(o, 'Otters')))[1].count('Moor') > 1, what='the full text')
        o.form('/sources', '/sources', {'address': pub.base + '/otters'})
        o.wait_for(lambda: 'role="alert"' in o.get('/sources'), what='the error in words')


def test_an_opml_file_that_is_none_leads_back_to_the_form(program):
    with desk(program) as (o, pub):
        o.serve()
        o.form('/signup', '/signup', {'name': 'anna', 'password': 'a good password'})
        token = re.search(r'name="form" value="([^"]+)"', o.get('/sources')).group(1)
        for content in ('this is a shopping list', ''):
            body = (f'--xx\r\nContent-Disposition: form-data; name="form"\r\n\r\n{token}\r\n--xx\r\nContent-Disposition: form-data; '
                    f'name="opml"; filename="a.opml"\r\nContent-Type: text/xml\r\n\r\n{content}\r\n--xx--\r\n')
            status, page, _ = o.request('POST', '/sources/import', body.encode(), {'Content-Type': 'multipart/form-data; boundary=xx'})
            assert status == 400 and 'role="alert">Nothing was imported: ' in page, (status, page[:800])
            assert 'action="/sources/import"' in page and 'Choose another file' in page


def test_settings_private(program):
    with desk(program) as (o, pub):
        o.run('add', pub.base + '/feed.xml')
        o.run('user', 'add', 'anna', stdin='a good password\n')
        o.serve('--public', 'no', '--poll', 'no')
        status, _, headers = o.request('GET', '/')
        assert status == 303 and headers['location'].startswith('/login')
        assert o.request('GET', '/api/v1/articles')[0] == 401 and o.request('GET', '/feed.atom')[0] == 401
        o.form('/login?next=/river', '/login', {'name': 'anna', 'password': 'a good password', 'next': '/river'})
        assert 'Otters' in o.get('/river')


def test_sample_edition(program):
    here = os.path.dirname(os.path.realpath(program))
    edition = next(d for d in (here + '/samples', here + '/build/samples') if os.path.exists(d + '/edition'))
    o = Octavo(program)
    try:
        code, out, err = o.run('sample', '--if-new', edition)
        assert code == 0, err
        assert len(o.json('list', '--most', '200', '--json')['articles']) >= 40
        before = o.run('list', '--most', '200')[1]
        assert o.run('sample', '--if-new', edition)[0] == 0 and o.run('sample', edition)[0] == 0
        assert o.run('list', '--most', '200')[1] == before
        first = o.serve()
        assert 'Aurelia' in o.get('/')
    finally:
        o.close()


def test_seed(program):
    seed = os.path.join(os.environ.get('OCTAVO_SHARED', '../shared'), 'data/seed/feed.xml')
    if not os.path.exists(seed):
        return 'the seed is not here'
    pub = Publisher()
    pub.pages['/feed.xml'] = ('application/rss+xml', open(seed, 'rb').read())
    o = Octavo(program, [pub])
    try:
        code, out, err = o.run('add', pub.base + '/feed.xml')
        assert code == 0, err
        ident = id_of(o, 'strategic ties')
        v = o.json('show', '--json', str(ident))
        shown = o.run('show', str(ident))[1]
        others = [a['title'] for a in o.json('list', '--json')['articles'] if a['id'] != ident]
        assert len(others) == 3
        related = ' '.join(shown.split('Related articles')[1].split())
        for title in others:
            assert ' '.join(title.split()) in related, title
        tags = re.findall(r'#\w+', shown.split('Hashtags')[1].split('Summary')[0])
        assert 5 <= len(tags) <= 8, tags
        o.serve('--poll', 'no')
        text = o.get(f'/article/{ident}')
        assert text.count('<h2') >= 2 or text.count('<h3') >= 2
        for word in ['Hashtags', 'Summary', 'Key points', 'Ask', 'Listen', 'Comments', 'No comments yet', 'Related articles', 'Voice of America', '13 February 2025']:
            assert word in text, word
        summary = text.split('<h3>Summary</h3>')[1].split('</ul>')[0]
        assert 1 <= summary.count('href="#s') <= 3
        points = text.split('<h3>Key points</h3>')[1].split('</ul>')[0]
        assert 3 <= points.count('href="#s') <= 5
        for n in re.findall(r'href="#s(\d+)"', text):
            assert f'id="s{n}"' in text, n
        assert len(o.json('search', '--json', 'Balochistan')['articles']) == 3
        assert json.loads(o.get(f'/api/v1/articles/{ident}'))
    finally:
        o.close()
        pub.close()


def test_all_articles_are_asked_and_names_lead_to_them(program):
    with desk(program) as (o, pub):
        o.run('add', pub.base + '/feed.xml')
        v = o.json('ask', '--json', 'How many eels did Ada Moor count in October?')
        assert v['found'] and v['answers'][0]['article'] == id_of(o, 'eels') and '812 eels' in v['answers'][0]['words'], v
        code, out, _ = o.run('ask', 'How many eels did Ada Moor count in October?')
        assert code == 0 and '812 eels' in out and 'Fen News' in out and str(id_of(o, 'eels')) in out, out
        code, out, _ = o.run('ask', 'Who won the boat race in Zanzibar?')
        assert code == 0 and out.strip() == 'No article here says it.', out
        code, _, err = o.run('ask')
        assert code == 2 and 'wants a question' in err, err
        for query, titles in [('person:moor', {'Otters return to the fen', 'More eels at the old lock'}), ('person:"theo lark"', {'Band wins prize with shortest march'}),
                              ('person:"lark theo"', set()), ('-person:moor', {'Band wins prize with shortest march'})]:
            assert {a['title'] for a in o.json('search', '--json', '--', query)['articles']} == titles, query


def test_podcasts(program):
    """Each episode is an article, also where all lead to the page of the show; its sound is linked, and goes on to apps."""
    pub = Publisher()
    items = ''.join(f'<item><title>Morning {i}</title><link>{pub.base}{link}</link><guid isPermaLink="false">ep{i}</guid><pubDate>Fri, 20 Nov 2026 1{i}:00:00 GMT</pubDate>'
                    f'<description>Part {i}: Mira Salt walks through the valley.</description><enclosure url="{pub.base}/{i}.mp3" length="12345678" type="audio/mpeg"/>'
                    f'<enclosure url="javascript:alert(1)" type="audio/mpeg"/></item>' for i, link in enumerate(['/', '/', '/show', '/show', '/ep4']))
    feed = ('application/rss+xml', f'<?xml version="1.0"?><rss version="2.0"><channel><title>Valley Radio</title><link>{pub.base}/</link>{items}</channel></rss>'.encode())
    pub.pages = {'/feed.xml': feed, '/': page('The show', ['All the episodes of the show are here.'] * 5), '/show': page('The show', ['All the episodes of the show are here.'] * 5),
                 '/ep4': page('Morning 4', ['Part 4: Mira Salt walks home through the valley and the rain.'] * 5)}
    o = Octavo(program, [pub])
    try:
        assert o.run('add', pub.base + '/feed.xml')[0] == 0
        rows = o.json('list', '--json')['articles']
        assert [r['title'] for r in rows] == [f'Morning {i}' for i in (4, 3, 2, 1, 0)], rows
        assert '/' not in pub.asked, 'no episode is what the page of the show says'
        for r in rows:
            v = o.json('show', '--json', str(r['id']))
            i = r['title'][-1]
            assert v['media'] == [{'url': f'{pub.base}/{i}.mp3', 'type': 'audio/mpeg', 'length': 12345678}], v
        pub.pages['/feed.xml'] = (feed[0], feed[1].replace(b'<title>Morning 1', b'<title>Early morning 1').replace(b'1.mp3', b'1b.mp3'))
        assert o.run('poll', '--all')[0] == 0
        rows = o.json('list', '--json')['articles']
        changed = [r['id'] for r in rows if r['title'] == 'Early morning 1']
        assert len(rows) == 5 and len(changed) == 1 and '/' not in pub.asked, rows
        assert f'{pub.base}/1b.mp3' in o.run('show', str(changed[0]))[1]
        o.serve('--poll', 'no')
        text = o.get(f'/article/{changed[0]}')
        assert f'href="{pub.base}/1b.mp3"' in text and 'Audio, 12 MB, at 127.0.0.1' in text and 'Mira Salt' in text and 'javascript:' not in text
        assert o.get('/feed.atom').count('<link rel="enclosure" type="audio/mpeg" length="12345678"') == 5
    finally:
        o.close()
        pub.close()


def test_a_state_is_one_place_however_it_is_written(program):
    """"Calif." and "California" have one page, whose name is written out."""
    p = Publisher()
    short = ['The ferry Silver Heron burned off Marholm, Calif., on Monday, and the governor of Calif. came to the harbour.',
             'Ines Varga, the harbour master, said that Calif. had warned the owners twice before. Nobody was hurt in the fire.']
    full = ['California had warned the owners of the ferry Silver Heron twice, the governor of California said on Tuesday in Marholm.',
            'The state will send inspectors to all ferries before summer, and the owners must pay for the damage, Dag Ruun said.']
    p.pages = {'/feed.xml': rss(p.base, [('/a', 'Ferry burns off Marholm', short[0]), ('/b', 'Owners were warned', full[0])]),
               '/a': page('Ferry burns off Marholm', short), '/b': page('Owners were warned', full)}
    o = Octavo(program, [p])
    try:
        assert o.run('add', p.base + '/feed.xml')[0] == 0
        o.serve('--poll', 'no')
        text = o.get('/place/california')
        assert '<h1>California' in text and 'Ferry burns off Marholm' in text and 'Owners were warned' in text, text[:2000]
        assert o.request('GET', '/place/calif')[0] == 404
        first = next(a['id'] for a in o.json('list', '--json')['articles'] if 'burns' in a['title'])
        assert re.search(r'href="/place/california"[^>]*>Calif\.<', o.get(f'/article/{first}'))
    finally:
        o.close()
        p.close()
