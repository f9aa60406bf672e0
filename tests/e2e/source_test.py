"""What the user sets for one source: selectors, and headers that go to one place and are never shown again."""
import json, os, re, subprocess, threading
from desk import Octavo, Publisher, page, rss

SECRET, OTHER = 'session=a-word-that-nobody-may-see', 'Bearer another-hidden-word'
WELL = ['A well was dug by hand in the village of Sorrow End, and it took the whole of the summer to reach the water.',
        'The well is eleven metres deep, said the mason Ilse Brack, who had dug it with her two sons in the evenings.',
        'Until then the village had fetched its water from the mill of Ashby, two hours away on foot, in leather buckets.']


def make(program):
    pub, far = Publisher(), Publisher()

    def guarded(h):
        if h.headers.get('Cookie') == SECRET and h.headers.get('Authorization') == OTHER:
            return h.answer(200, *page('Well dug by hand', WELL))
        h.answer(401, 'text/plain', b'sign in')

    def away(h):
        h.send_response(302)
        h.send_header('Location', far.base + '/far')
        h.send_header('Content-Length', '0')
        h.end_headers()
    far.pages = {'/far': page('Far away', WELL), '/elsewhere': page('Elsewhere', WELL)}
    pub.pages = {'/feed': rss(pub.base, [('/well', 'Well dug by hand', 'Eleven metres.'), ('/away', 'Far away', 'A long way.')]), '/well': guarded, '/away': away}
    pub.pages['/feed'] = (pub.pages['/feed'][0], pub.pages['/feed'][1].replace(b'</channel>', f'<item><title>Elsewhere</title><link>{far.base}/elsewhere</link><guid>e</guid></item></channel>'.encode()))
    o = Octavo(program, [pub, far])
    assert o.run('import', stdin=f'<opml version="2.0"><body><outline text="Wells" xmlUrl="{pub.base}/feed"/></body></opml>')[0] == 0
    return o, pub, far


def everything_shown(o):
    """What the program says of it: pages, interface, commands, log."""
    ident = o.json('feeds', '--json')[0]['id']
    text = o.get('/sources') + o.get(f'/sources/{ident}') + o.get('/settings') + o.get(f'/api/v1/feeds/{ident}/own') + o.get('/api/v1/feeds') + o.get('/sources.opml')
    for args in (['source', str(ident)], ['source', '--json', str(ident)], ['feeds'], ['feeds', '--json'], ['export'], ['quarantine'], ['doctor']):
        code, out, err = o.run(*args)
        assert code == 0, (args, err)
        text += out + err
    return text + open(o.dir + '/serve.log').read()


def sent(pub, name):
    return [h.get(name) for h in pub.headers if h.get(name)]


def test_own_headers_go_to_one_place_and_are_not_shown(program):
    o, pub, far = make(program)
    try:
        code, out, err = o.run('source', '--headers', '-', 'Wells', stdin=f'Cookie: {SECRET}\nAuthorization: {OTHER}\n')
        assert code == 0 and 'Cookie' in out and SECRET not in out and pub.base in out, (out, err)
        assert o.run('poll', '--all')[0] == 0
        rows = {a['title']: a['state'] for a in o.json('list', '--json')['articles']}
        assert rows == {'Well dug by hand': 'full', 'Far away': 'full', 'Elsewhere': 'full'}, rows
        assert SECRET in sent(pub, 'Cookie') and OTHER in sent(pub, 'Authorization')
        assert len(far.headers) >= 2 and not sent(far, 'Cookie') and not sent(far, 'Authorization'), far.headers
        asked = dict(zip(pub.asked, pub.headers))
        assert 'Cookie' in asked['/feed'] and 'Cookie' not in asked['/robots.txt'], asked
        o.serve('--poll', 'no', '--log', 'debug')
        o.form('/signup', '/signup', {'name': 'anna', 'password': 'a good password'})
        ident = o.json('feeds', '--json')[0]['id']
        o.form(f'/sources/{ident}', f'/sources/{ident}/poll', {})
        o.wait_for(lambda: pub.asked.count('/feed') == 2, 15, 'the feed')
        text = everything_shown(o)
        assert 'Authorization' in text and SECRET not in text and 'nobody-may-see' not in text and 'another-hidden' not in text
        # Another place gets them only where they are typed again.
        answer = o.form(f'/sources/{ident}', f'/sources/{ident}/own', {'place': far.base, 'selector': '', 'drop': ''}, want=400)
        assert 'typed again' in answer
        status, _, _ = o.request('GET', f'/api/v1/feeds/{ident}/own')
        cookies, o.cookies = o.cookies, {}
        assert o.request('GET', f'/api/v1/feeds/{ident}/own')[0] == 401 and o.request('GET', f'/sources/{ident}')[0] == 303
        o.cookies = cookies
        o.form(f'/sources/{ident}', f'/sources/{ident}/own', {'forget': '1', 'selector': '', 'drop': ''})
        before = len(sent(pub, 'Cookie'))
        o.form(f'/sources/{ident}', f'/sources/{ident}/poll', {})
        o.wait_for(lambda: pub.asked.count('/feed') == 3, 15, 'the feed')
        assert len(sent(pub, 'Cookie')) == before and json.loads(o.get(f'/api/v1/feeds/{ident}/own')) == {'headers': []}
    finally:
        o.close()
        pub.close()
        far.close()


def closed(program):
    """A publisher that lets nobody in without the two headers, with a home page, a feed and a page; and another that it links to."""
    pub, far = Publisher(), Publisher()

    def only_with(answer):
        def one(h):
            if h.headers.get('Cookie') == SECRET and h.headers.get('Authorization') == OTHER:
                return h.answer(200, *answer)
            h.answer(403 if h.headers.get('Cookie') else 401, 'text/plain', b'sign in')
        return one
    news = lambda kind, name: ('text/html', f'<html><head><title>Wells</title><link rel="alternate" type="application/{kind}+xml" href="{name}"></head><body><p>Wells of the fen</p></body></html>'.encode())
    tale = page('Well dug by hand', WELL)
    tale = (tale[0], tale[1].replace(b'</article>', b'</article><div class="tales"><p>' + ' '.join(WELL).replace('well', 'spring').encode() + b'</p></div>'))
    pub.pages = {'/': only_with(news('rss', '/feed')), '/feed': only_with(rss(pub.base, [('/well', 'Well dug by hand', 'Eleven metres.')])), '/well': only_with(tale),
                 '/elsewhere': only_with(news('rss', far.base + '/feed'))}
    far.pages = {'/feed': rss(pub.base, [('/well', 'Well dug by hand', 'Eleven metres.')])}
    return Octavo(program, [pub, far]), pub, far


def test_add_with_headers(program):
    o, pub, far = closed(program)
    try:
        code, out, err = o.run('add', pub.base + '/')
        assert code == 1 and '401' in err and err.count('\n') == 1, (out, err)
        code, out, err = o.run('add', '--header', f'Cookie: {SECRET}', pub.base + '/')
        assert code == 1 and '403' in err and SECRET not in err, (out, err)
        pub.asked.clear(), pub.headers.clear()
        code, out, err = o.run('add', '--header', f'Cookie: {SECRET}', pub.base + '/', f'--header=Authorization: {OTHER}', '--selector', 'div.tales')
        assert code == 0 and 'Read 1 of 1 page\n' in out and SECRET not in out + err and OTHER not in out + err, (out, err)
        had = {p: 'Cookie' in h and 'Authorization' in h for p, h in zip(pub.asked, pub.headers)}
        assert had == {'/': True, '/feed': True, '/robots.txt': False, '/well': True}, had
        assert o.json('source', '--json', pub.base) == {'selector': 'div.tales', 'place': pub.base, 'headers': ['Cookie', 'Authorization']}
        row = o.json('list', '--json')['articles'][0]
        text = o.json('show', '--json', str(row['id']))['article']['text']
        assert row['state'] == 'full' and 'spring' in text and 'The well is' not in text, text
        assert o.run('poll', '--all')[0] == 0 and 'Cookie' in pub.headers[-1]
        # It is there already: its headers are not quietly another's.
        code, out, err = o.run('add', '--headers', '-', pub.base + '/feed', stdin=f'Cookie: {SECRET}\nAuthorization: {OTHER}\n')
        assert code == 1 and 'followed already' in err and 'octavo source' in err, err
    finally:
        o.close()
        pub.close()
        far.close()


def test_headers_of_add_stay_where_they_were_typed_for(program):
    o, pub, far = closed(program)
    try:
        code, out, err = o.run('add', '--headers', '-', pub.base + '/elsewhere', stdin=f'Cookie: {SECRET}\nAuthorization: {OTHER}\n')
        assert code == 0 and far.base in out, (out, err)
        assert far.asked and not sent(far, 'Cookie') and not sent(far, 'Authorization'), far.headers
        assert o.json('list', '--json')['articles'][0]['state'] == 'full' and o.json('source', '--json', far.base)['place'] == pub.base
    finally:
        o.close()
        pub.close()
        far.close()


def signed_in(o):
    o.serve()
    o.form('/signup', '/signup', {'name': 'anna', 'password': 'a good password'})
    return lambda body, method='POST', path='/api/v1/feeds': o.request(method, path, body, {'Content-Type': 'application/json'})[:2]


def all_read(o):
    rows = o.json('list', '--json')['articles']
    return rows and all(a['state'] == 'full' for a in rows)


def test_add_by_interface_with_headers(program):
    o, pub, far = closed(program)
    try:
        ask = signed_in(o)
        own = {'url': pub.base + '/feed', 'headers': [f'Cookie: {SECRET}', f'Authorization: {OTHER}'], 'selector': 'div.tales', 'drop': '.ad'}
        for member, value, words in [('headers', ['Cookie: a=b', SECRET], '\\"headers\\": line 2'), ('headers', f'Cookie: {SECRET}', '\\"headers\\" must be a list'),
                                     ('headers', [f'A: b\nCookie: {SECRET}'], '\\"headers\\" must be a list'), ('headers', [f'Host: {SECRET}'], '\\"headers\\": the header Host'),
                                     ('headers', [f'X-A: {SECRET}' + 'x' * 70000], '\\"headers\\": the headers may'), ('headers', ['Cookie: a=b', 7], '\\"headers\\" must be a list'),
                                     ('selector', 'div >', '\\"selector\\": '), ('selector', 7, '\\"selector\\" must be a text'), ('drop', 'p:hover', '\\"drop\\": '), ('place', 'ftp://x.example', '\\"place\\": ')]:
            status, answer = ask(dict(own, **{member: value}))
            assert status == 400 and words in answer and SECRET not in answer, (member, value, status, answer)
        assert not pub.asked and o.json('feeds', '--json') == []
        status, answer = ask(own)
        assert status == 201, (status, answer)
        ident = json.loads(answer)['id']
        assert json.loads(o.get(f'/api/v1/feeds/{ident}/own')) == {'selector': 'div.tales', 'drop': '.ad', 'place': pub.base, 'headers': ['Cookie', 'Authorization']}
        o.wait_for(lambda: all_read(o), 20, 'the article')
        had = {p: 'Cookie' in h and 'Authorization' in h for p, h in zip(pub.asked, pub.headers)}
        assert had == {'/feed': True, '/robots.txt': False, '/well': True}, had
        # It is there already: what is its own stays.
        assert ask(dict(own, headers=['X-A: b']))[0] == 409
        assert json.loads(o.get(f'/api/v1/feeds/{ident}/own'))['headers'] == ['Cookie', 'Authorization']
        assert ask({'headers': ['X-A: b\nX-B: c']}, 'PUT', f'/api/v1/feeds/{ident}/own')[0] == 400
        text = everything_shown(o)
        assert SECRET not in text and OTHER not in text
    finally:
        o.close()
        pub.close()
        far.close()


def test_add_by_page_with_headers(program):
    o, pub, far = closed(program)
    try:
        signed_in(o)
        form = lambda want=303, **more: o.form('/sources', '/sources', dict({'address': pub.base + '/', 'headers': f'Cookie: {SECRET}\r\nAuthorization: {OTHER}\r\n', 'selector': ''}, **more), want)
        assert '<details><summary>It wants to know who you are' in o.get('/sources')
        for more, words in [({'headers': f'A: b\r\n{SECRET}'}, 'line 2 of the headers'), ({'headers': f'Host: {SECRET}'}, 'the header Host'), ({'selector': 'div.tales >'}, 'the article: the selector')]:
            answer = form(400, **more)
            assert 'role="alert"' in answer and words in answer and f'value="{pub.base}/"' in answer and '<details open>' in answer, answer
            assert SECRET not in answer and OTHER not in answer and ('value="div.tales &gt;"' in answer) == ('selector' in more)
        assert not pub.asked
        # An address that is none is found out later: what was typed beside it is there, but for the headers.
        form(address='no address at all', selector='div.tales')
        text = o.wait_for(lambda: (t := o.get('/sources')) and 'role="alert"' in t and t, 20, 'the refusal')
        assert '<details open>' in text and 'value="div.tales"' in text and 'type them again' in text and SECRET not in text and OTHER not in text
        form(headers='')
        assert '401' in o.wait_for(lambda: (t := o.get('/sources')) and 'role="alert"' in t and t, 20, 'the refusal')
        pub.asked.clear(), pub.headers.clear()
        form(selector='div.tales')
        o.wait_for(lambda: all_read(o), 20, 'the article')
        had = {(p, 'Cookie' in h and 'Authorization' in h) for p, h in zip(pub.asked, pub.headers)}
        assert had == {('/', True), ('/feed', True), ('/robots.txt', False), ('/well', True)}, had
        assert 'Now following' in o.get('/sources') and o.json('source', '--json', pub.base) == {'selector': 'div.tales', 'place': pub.base, 'headers': ['Cookie', 'Authorization']}
        # The page names a feed elsewhere: that one does not get them.
        form(address=pub.base + '/elsewhere')
        o.wait_for(lambda: '/feed' in far.asked and len(o.json('feeds', '--json')) == 2, 20, 'the other feed')
        assert not sent(far, 'Cookie') and not sent(far, 'Authorization') and o.json('source', '--json', far.base)['place'] == pub.base
        form(headers='X-A: b', address=far.base + '/feed')
        o.wait_for(lambda: 'followed already; its settings are as they were' in o.get('/sources'), 20, 'what it says')
        assert o.json('source', '--json', far.base)['headers'] == ['Cookie', 'Authorization']
        text = everything_shown(o)
        assert SECRET not in text and OTHER not in text
        o.cookies = {}
        assert 'name="headers"' not in o.get('/sources') and o.request('POST', '/sources', {'address': pub.base, 'headers': 'A: b'})[0] == 403
    finally:
        o.close()
        pub.close()
        far.close()


def test_typed_headers_cannot_be_seen(program):
    o, pub, far = closed(program)
    try:
        here, go = threading.Event(), threading.Event()

        def slow(h):
            here.set()
            go.wait(20)
            h.answer(404, 'text/plain', b'no')
        pub.pages = {'/slow': slow}
        p = subprocess.Popen([o.program, 'add', '--header', f'Cookie: {SECRET}', pub.base + '/slow'], env=o.env, cwd=o.dir, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert here.wait(20)
        with open(f'/proc/{p.pid}/cmdline', 'rb') as f:
            line = f.read()
        go.set()
        assert p.wait(30) == 1 and b'add' in line and SECRET.encode() not in line and b'Cookie' not in line, line
        assert sent(pub, 'Cookie') == [SECRET]
    finally:
        o.close()
        pub.close()
        far.close()


def test_headers_that_cannot_be(program):
    o, pub, far = make(program)
    try:
        for bad, word in [('no colon here', 'line 1'), ('A: b\n\nbad name: x', 'line 3'), ('Host: other.example', 'Host'), ('X-A: b\rX-B: c', 'line 1'), ('Empty:', 'line 1')]:
            code, _, err = o.run('source', '--headers', '-', 'Wells', stdin=bad)
            assert code == 1 and word in err and err.count('\n') == 1, (bad, err)
        code, _, err = o.run('source', '--place', 'ftp://x.example', '--headers', '-', 'Wells', stdin='A: b')
        assert code == 1 and 'no host' in err, err
        assert o.json('source', '--json', 'Wells') == {'headers': []}
    finally:
        o.close()
        pub.close()
        far.close()


def test_selectors(program):
    pub = Publisher()
    body = ''.join(f'<p>{p}</p>' for p in WELL)
    odd = ('text/html', ('<html><head><title>Odd</title></head><body><article><h1>Odd</h1>' + body + '</article><div class="tales"><p>The tale of the well is told by the old women of Sorrow End on the '
           'first night of the winter, and it is never told twice the same way.</p><p class="ad">Buy a bucket of leather at the market of Tarring, every Friday.</p></div></body></html>').encode())
    pub.pages = {'/feed': rss(pub.base, [('/one', 'One', 'x')]), '/one': odd, '/two': odd}
    o = Octavo(program, [pub])
    try:
        assert o.run('add', pub.base + '/feed')[0] == 0
        o.serve('--poll', 'no')
        o.form('/signup', '/signup', {'name': 'anna', 'password': 'a good password'})
        ident = o.json('feeds', '--json')[0]['id']
        here = f'/sources/{ident}'
        answer = o.form(here, here + '/own', {'selector': 'div.tales >', 'drop': '.ad'}, want=400)
        assert 'role="alert"' in answer and 'the article: the selector is not understood' in answer and 'value="div.tales &gt;"' in answer
        assert 'Saved' in o.get(o.form(here, here + '/own', {'selector': 'div.tales', 'drop': '.ad'}))
        pub.pages['/feed'] = rss(pub.base, [('/two', 'Two', 'x')])
        o.form(here, here + '/poll', {})
        o.wait_for(lambda: '/two' in pub.asked, 15, 'the page')
        row = lambda: next((a for a in o.json('list', '--json')['articles'] if a['url'].endswith('/two') and a['words']), None)
        text = o.json('show', '--json', str(o.wait_for(row, 10, 'the article')['id']))['article']['text']
        assert text.startswith('The tale of the well') and 'bucket of leather' not in text and 'by hand' not in text, text
        code, out, err = o.run('extract', '--select', 'div.tales', '--drop', '.ad', '--url', pub.base + '/a/b', stdin=odd[1].decode())
        assert code == 0 and json.loads(out)['text'] == text
        code, out, err = o.run('extract', '--select', 'p:hover', stdin='x')
        assert code == 2 and '--select' in err and ':hover' in err, err
    finally:
        o.close()
        pub.close()


def test_extract_resolves(program):
    o = Octavo(program)
    try:
        text = page('Well', [p.replace('well', '<a href="map.html">well</a>', 1) for p in WELL[:1]] + WELL[1:] +
                    ['Whoever wants to know where the others are can look into <a href="/all">the list of the parish</a>, which goes back to the year of the flood.'])[1].decode()
        links = lambda *args, t=text: re.findall(r'"href":"([^"]+)"', o.run('extract', *args, stdin=t)[1])
        assert links('--url', 'https://fen.example/news/well.html') == ['https://fen.example/news/map.html', 'https://fen.example/all']
        assert links('--url', 'https://fen.example/x', t=text.replace('<head>', '<head><base href="https://mirror.example/y/z">')) == ['https://mirror.example/y/map.html', 'https://mirror.example/all']
    finally:
        o.close()
