"""The event stream: a page that is open is told what came, also what it missed; a closed desk tells strangers nothing."""
import json, re, socket, time
from desk import Octavo, Publisher, page, rss


class Stream:
    """A client of the event stream: reads events as they come."""

    def __init__(self, o, path, head=''):
        self.s = socket.create_connection(('127.0.0.1', o.port), 10)
        self.s.sendall(f'GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{o.port}\r\n{head}\r\n'.encode())
        self.text = ''

    def next(self, patience=20):
        """The next event's id and data; the head of the answer is passed over, heartbeats too."""
        end = time.time() + patience # heartbeats come as long as nothing else does
        while time.time() < end:
            self.s.settimeout(max(.1, end - time.time()))
            m = re.search(r'event: news\nid: (\d+)\ndata: (.*)\n\n', self.text)
            if m:
                self.text = self.text[m.end():]
                return int(m.group(1)), json.loads(m.group(2))
            got = self.s.recv(65536)
            assert got, 'the stream ended: ' + self.text[:300]
            self.text += got.decode()
        raise AssertionError('no event came: ' + self.text[-300:])


def bridges(pub, n):
    pub.pages['/feed.xml'] = rss(pub.base, [(f'/{i}', f'Bridge {i} opens at the fen', f'Bridge {i} was opened') for i in range(n)])
    for i in range(n):
        pub.pages[f'/{i}'] = page(f'Bridge {i} opens at the fen', [
            f'Bridge number {i} was opened on Monday by Mira Salt, who said that {i + 30} boats had waited for it.'] * 4)


def test_open_pages_are_told(program):
    pub = Publisher()
    o = Octavo(program, [pub])
    try:
        bridges(pub, 2)
        assert o.run('user', 'add', 'ida', '--admin', stdin='long enough\n')[0] == 0
        assert o.run('add', pub.base + '/feed.xml')[0] == 0
        o.serve()
        o.form('/login', '/login', {'name': 'ida', 'password': 'long enough'})
        o.form('/sources', '/sources/poll', {})
        o.wait_for(lambda: 'Bridge 1' in o.get('/river'), what='the first articles')
        newest = int(re.search(r'data-newest="(\d+)"', o.get('/river')).group(1))
        s, api = Stream(o, f'/events?after={newest}'), Stream(o, '/api/v1/events')
        first = s.next()
        assert first[1]['articles'] == 0 and first[0] == newest, first
        assert api.next()[0] == newest
        bridges(pub, 4)
        o.form('/sources', '/sources/poll', {})
        seen, stories, end = 0, set(), time.time() + 30
        while (seen < 2 or not stories) and time.time() < end:
            id_, told = s.next()
            seen += told['articles']
            stories |= set(told['stories'])
        assert seen == 2 and stories and id_ > newest + 1, (seen, stories, id_, newest)
        assert api.next()[1]['newest'] > newest
        # What was missed: by the header that browsers send, and by the address.
        assert Stream(o, '/events', f'Last-Event-ID: {newest}\r\n').next()[1]['articles'] == 2
        assert Stream(o, f'/events?after={id_ - 1}').next()[1]['articles'] == 1
        assert Stream(o, '/events').next()[1]['articles'] == 0
        # What another process brings is told, too, though later.
        bridges(pub, 5)
        late = Stream(o, '/events')
        late.next()
        assert o.run('poll', '--all')[0] == 0
        came, end = 0, time.time() + 25
        told = []
        while came < 1 and time.time() < end:
            told.append(late.next(25))
            came += told[-1][1]['articles']
        assert came == 1, (id_, told, [(v['id'], v['url']) for v in json.loads(o.get('/api/v1/articles'))['articles']])
        # Whoever goes is no burden, and the server stops at once though streams are open.
        began = time.time()
        assert o.stop() == 0 and time.time() - began < 10
    finally:
        o.close()
        pub.close()


def test_a_closed_desk_tells_nothing(program):
    o = Octavo(program)
    try:
        assert o.run('user', 'add', 'ida', '--admin', '--password', 'long enough')[0] == 0
        o.serve('--poll', 'no', '--public', 'no')
        assert o.request('GET', '/events')[0] == 303
        assert o.request('GET', '/api/v1/events')[0] == 401
        o.form('/login', '/login', {'name': 'ida', 'password': 'long enough'})
        cookie = '; '.join(f'{k}={v}' for k, v in o.cookies.items())
        assert Stream(o, '/events', f'Cookie: {cookie}\r\n').next()[1]['articles'] == 0
    finally:
        o.close()
