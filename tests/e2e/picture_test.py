"""Pictures come by way of our own server only: signed, checked by their bytes, fetched once."""
import concurrent.futures, html, re, struct, threading, urllib.parse, zlib
from desk import Octavo, Publisher, page, rss

TEXT = ['The old lock gate at Tarn Mouth was lifted out on Thursday by a crane that had come by road from the coast.',
        'It weighs nineteen tonnes, said the engineer Odo Farrant, and had not been moved since it was hung.'] * 3


def png(side=40):
    chunk = lambda kind, data: struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + b'\x20\x60\xa0' * side for _ in range(side))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', side, side, 8, 2, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def with_pictures(pub):
    body = page('Lock gate lifted', TEXT, '<meta property="og:image" content="/lead.png">')[1].decode()
    figures = ''.join(f'<figure><img src="/{n}" alt="{n}"><figcaption>The gate, seen from the {n} side.</figcaption></figure>'
                      for n in ['gate.png', 'evil.png', 'drawing.svg', 'lost.png', 'packed.png'])
    pub.pages = {'/feed': rss(pub.base, [('/gate', 'Lock gate lifted', 'Nineteen tonnes.')]),
                 '/gate': ('text/html', body.replace('</article>', figures + f'<p>{TEXT[0]}</p></article>').encode()),
                 '/gate.png': ('text/html', png()),
                 '/evil.png': ('image/png', b'<html><script>alert(1)</script></html>'),
                 '/drawing.svg': ('image/svg+xml', b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
                 '/packed.png': lambda h: packed(h)}


def packed(h):
    body = zlib.compress(png())
    h.send_response(200)
    for k, v in {'Content-Type': 'image/png', 'Content-Encoding': 'deflate', 'Content-Length': str(len(body))}.items():
        h.send_header(k, v)
    h.end_headers()
    h.wfile.write(body)


def test_pictures(program):
    pub = Publisher()
    with_pictures(pub)
    o = Octavo(program, [pub])
    try:
        code, _, err = o.run('add', pub.base + '/feed')
        assert code == 0, err
        o.serve('--poll', 'no')
        text = o.get('/article/%d' % o.json('list', '--json')['articles'][0]['id'])
        sources = re.findall(r'<img[^>]* src="([^"]*)"', text)
        assert len(sources) == 5 and all(s.startswith('/image/') for s in sources), sources
        assert pub.base + '/gate.png' not in text and '/gate.png' not in pub.asked, 'asked before anybody looked'
        by_name = {re.search(r'%2F([a-z]+\.[a-z]+)$', s)[1]: s for s in sources}
        status, body, headers = o.request('GET', by_name['gate.png'], raw=True)
        assert status == 200 and body == png() and headers['content-type'] == 'image/png', (status, headers)
        assert headers['x-content-type-options'] == 'nosniff' and 'max-age' in headers['cache-control']
        many = [threading.Thread(target=o.request, args=('GET', by_name['gate.png'])) for _ in range(8)]
        [t.start() for t in many], [t.join() for t in many]
        assert pub.asked.count('/gate.png') == 1, 'a kept picture was asked again'
        for name in ['evil.png', 'drawing.svg', 'lost.png', 'packed.png']:
            status, body, headers = o.request('GET', by_name[name])
            assert status == 404 and headers['content-type'].startswith('text/plain') and '<' not in body, (name, status, body)
        before = len(pub.asked)
        good = by_name['gate.png']
        other = good.split('?u=')[0] + '?u=' + urllib.parse.quote(pub.base + '/feed', safe='')
        for bad in [other, '/image/AAAAAAAAAAAAAAAAAAAAAA?u=' + good.split('?u=')[1], good + 'x', good.split('?')[0]]:
            assert o.request('GET', bad)[0] == 404, bad
        assert len(pub.asked) == before, 'an address without a right signature was fetched'
    finally:
        o.close()
        pub.close()


def test_pictures_switched_off(program):
    pub = Publisher()
    with_pictures(pub)
    o = Octavo(program, [pub])
    try:
        assert o.run('add', pub.base + '/feed')[0] == 0
        o.serve('--poll', 'no', '--images', 'no')
        text = o.get('/article/%d' % o.json('list', '--json')['articles'][0]['id'])
        assert '<img' not in text and 'seen from the gate.png side' in text
    finally:
        o.close()
        pub.close()


def test_small_pictures_with_long_addresses_are_not_kept_without_end(program):
    """What is kept is bounded with the addresses by which it is known: the first makes room for the last."""
    pub = Publisher()
    names = ['/%d-' % i + 'x' * 3900 + '.png' for i in range(1200)]
    text = ''.join(f'<p>{t}</p>' for t in TEXT * 3)
    stories = [text + ''.join(f'<p><img src="{n}" alt="x"></p>' for n in names[i:i + 300]) + text for i in range(0, 1200, 300)]
    pub.pages = {'/feed': rss(pub.base, [(f'/{i}', f'Lock gate lifted for the {i}. time', html.escape(s)) for i, s in enumerate(stories)])}
    pub.pages.update((n, ('image/png', png(1))) for n in names)
    o = Octavo(program, [pub])
    try:
        assert o.run('add', pub.base + '/feed')[0] == 0
        o.serve('--poll', 'no')
        pages = [o.get('/article/%d' % r['id']) for r in o.json('list', '--json')['articles']]
        sources = re.findall(r'<img[^>]* src="(/image/[^"]*)"', ''.join(pages))
        assert len(sources) > 1100, len(sources)
        seen = lambda s: o.request('GET', s.replace('&amp;', '&'), raw=True)[0] == 200
        assert seen(sources[0])
        with concurrent.futures.ThreadPoolExecutor(24) as many:
            assert all(many.map(seen, sources[1:-1]))
        assert seen(sources[-1]) and seen(sources[-1]) and seen(sources[0])
        first, last = (urllib.parse.unquote(s.split('?u=')[1])[len(pub.base):] for s in (sources[0], sources[-1]))
        assert pub.asked.count(last) == 1 and pub.asked.count(first) == 2, (pub.asked.count(last), pub.asked.count(first))
    finally:
        o.close()
        pub.close()
