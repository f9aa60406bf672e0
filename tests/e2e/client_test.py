"""A reader app: signs in with an app password, lists, reads, marks and stars, and finds all of it again."""
import json, re, time, urllib.parse, xml.etree.ElementTree
from desk import Octavo, Publisher, page, rss

STATE = 'user/-/state/com.google/'


class App:
    """Does what apps do, at one of the two addresses that they use."""

    def __init__(self, o, prefix=''):
        self.o, self.prefix, self.sign = o, prefix, {}

    def login(self, name, word):
        status, text, _ = self.o.request('POST', self.prefix + '/accounts/ClientLogin', {'Email': name, 'Passwd': word})
        if status == 200:
            self.sign = {'Authorization': 'GoogleLogin auth=' + re.search(r'^Auth=(.+)$', text, re.M).group(1)}
        return status

    def get(self, path, **query):
        status, text, _ = self.o.request('GET', f'{self.prefix}/reader/api/0/{path}?' + urllib.parse.urlencode({'output': 'json', **query}, True), headers=self.sign)
        assert status == 200, (path, status, text)
        return json.loads(text)

    def post(self, path, want=200, **form):
        status, text, _ = self.o.request('POST', f'{self.prefix}/reader/api/0/{path}', urllib.parse.urlencode(form, True),
                                         {**self.sign, 'Content-Type': 'application/x-www-form-urlencoded'})
        assert status == want, (path, status, text)
        return text

    def ids(self, stream, **more):
        return [int(x['id']) for x in self.get('stream/items/ids', s=stream, n=1000, **more)['itemRefs']]


def app_password(o, pub):
    """Ida follows the publisher, the desk serves, and this is the password of her app."""
    assert o.run('user', 'add', 'ida', '--admin', stdin='long enough\n')[0] == 0
    assert o.run('add', pub.base + '/feed.xml')[0] == 0 and o.run('poll')[0] == 0
    o.serve('--poll', 'no')
    o.form('/login', '/login', {'name': 'ida', 'password': 'long enough'})
    text = o.form('/settings', '/settings/token', {'label': 'phone', 'scope': 'feeds'}, want=200)
    o.cookies = {}
    return re.search(r'shown once: <code>([^<]+)</code>', text).group(1)


def long_reports(n, words):
    """A publisher of n articles of twelve paragraphs, each with the words."""
    pub = Publisher()
    pub.pages['/feed.xml'] = rss(pub.base, [(f'/{i}', f'Long report {i}', f'Report {i}') for i in range(n)])
    for i in range(n):
        pub.pages[f'/{i}'] = page(f'Long report {i}', [f'Part {k} of report {i}: {words}.' for k in range(12)])
    return pub


def test_large_answers(program):
    """Long articles: an answer ends early and goes on; what is asked for by name is all there."""
    n = 60
    pub = long_reports(n, ' '.join(f'word{i}' for i in range(1200)))
    o = Octavo(program, [pub])
    try:
        app = App(o)
        assert app.login('ida', app_password(o, pub)) == 200
        everything = app.ids(STATE + 'reading-list')
        found, more, answers = [], {}, 0
        while True:
            got = app.get('stream/contents/' + STATE + 'reading-list', n=250, **more)
            found += [int(x['id'].rsplit('/', 1)[1], 16) for x in got['items']]
            answers += 1
            if 'continuation' not in got:
                break
            more = {'c': got['continuation']}
        assert found == everything and len(found) == n and answers > 1, (len(found), answers)
        named = app.get('stream/items/contents', i=everything)['items']
        assert [int(x['id'].rsplit('/', 1)[1], 16) for x in named] == everything
        # RSS Guard names up to 9,999 at once, and names them again with each continuation.
        names, got, c = [f'tag:google.com,2005:reader/item/{everything[k % n]:016x}' for k in range(9999)], [], {}
        for _ in range(3):
            answer = json.loads(app.post('stream/items/contents?output=json&n=200000' + c.get('c', ''), i=names))
            got += [x['id'] for x in answer['items']]
            c = {'c': '&c=' + answer['continuation']}
        assert got == names[:len(got)] and len(got) == int(answer['continuation']) and answers < len(got) <= 750, len(got)
        assert all('Part 11' in x['summary']['content'] for x in answer['items']), 'with their whole texts'
        answer = json.loads(app.post('stream/items/contents?c=9990', i=names))
        assert [x['id'] for x in answer['items']] == names[9990:] and 'continuation' not in answer
    finally:
        o.close()
        pub.close()


def test_marks_in_atom(program):
    """Texts full of marks grow where they are written within XML: a stream as Atom is still had, all of it well formed."""
    pub = long_reports(40, ' '.join(f'word{i} ' + '<q>&lt;</q>' * 8 for i in range(150)))
    o = Octavo(program, [pub])
    try:
        app = App(o)
        assert app.login('ida', app_password(o, pub)) == 200
        status, text, _ = o.request('GET', '/reader/atom/' + STATE + 'reading-list?n=250', headers=app.sign)
        assert status == 200 and len(text) > 4 << 20, (status, len(text))
        entries = xml.etree.ElementTree.fromstring(text).findall('{http://www.w3.org/2005/Atom}entry')
        assert len(entries) > 5 and all(x.find('{http://www.w3.org/2005/Atom}content').text for x in entries)
    finally:
        o.close()
        pub.close()


def test_reader_app(program):
    pub = Publisher()
    pub.pages['/feed.xml'] = rss(pub.base, [(f'/{i}', f'Bridge {i} opens', f'Bridge {i} was opened') for i in range(7)])
    for i in range(7):
        pub.pages[f'/{i}'] = page(f'Bridge {i} opens', [f'Bridge number {i} was opened on Monday by Mira Salt. <a href="/more">More</a> of it.'] * 4)
    o = Octavo(program, [pub])
    try:
        assert o.run('user', 'add', 'ida', '--admin', stdin='long enough\n')[0] == 0
        assert o.run('add', pub.base + '/feed.xml')[0] == 0
        assert o.run('poll')[0] == 0
        o.serve('--poll', 'no', '--public', 'no')
        o.form('/login', '/login', {'name': 'ida', 'password': 'long enough'})
        text = o.form('/settings', '/settings/token', {'label': 'phone', 'scope': 'feeds'}, want=200)
        secret = re.search(r'shown once: <code>([^<]+)</code>', text).group(1)
        cookies, o.cookies = o.cookies, {}
        app = App(o)
        assert app.login('ida', 'long enough') == 401, 'the password of the account is no app password'
        assert app.login('eve', secret) == 401
        o.cookies = cookies # a browser's session opens nothing here
        assert o.request('GET', '/reader/api/0/user-info')[0] == 401
        o.cookies = {}
        assert app.login('Ida', secret) == 200
        assert app.get('user-info')['userName'] == 'ida'
        feeds = app.get('subscription/list')['subscriptions']
        assert len(feeds) == 1 and feeds[0]['url'] == pub.base + '/feed.xml' and feeds[0]['title'] == 'Fen News', feeds
        feed = feeds[0]['id']
        everything = app.ids(STATE + 'reading-list')
        assert len(everything) == 7 and app.ids(feed) == everything
        counts = {x['id']: x['count'] for x in app.get('unread-count')['unreadcounts']}
        assert counts[feed] == 7 and counts[STATE + 'reading-list'] == 7, counts
        # Pages of a list hold together, and end.
        oldest = STATE + 'reading-list'
        assert app.ids(oldest, r='o') == everything[::-1]
        start = app.get('stream/items/ids', s=oldest, r='o', n=5)
        assert [int(x['id']) for x in app.get('stream/items/ids', s=oldest, r='o', n=5, c=start['continuation'])['itemRefs']] == everything[1::-1]
        first = app.get('stream/contents/' + STATE + 'reading-list', n=4)
        rest = app.get('stream/contents/' + STATE + 'reading-list', n=4, c=first['continuation'])
        long_ids = [x['id'] for x in first['items'] + rest['items']]
        assert [int(x.rsplit('/', 1)[1], 16) for x in long_ids] == everything and 'continuation' not in rest
        item = first['items'][0]
        assert 'Mira Salt' in item['summary']['content'] and pub.base + '/more' in item['summary']['content']
        assert item['origin'] == {'streamId': feed, 'title': 'Fen News', 'htmlUrl': feeds[0]['htmlUrl']}
        assert item['canonical'][0]['href'].startswith(pub.base) and '<script' not in json.dumps(first)
        # Marks, by both forms of an id.
        app.post('edit-tag', i=[everything[0], long_ids[1]], a=STATE + 'read')
        app.post('edit-tag', i=long_ids[2], a=STATE + 'starred')
        assert app.ids(STATE + 'reading-list', xt=STATE + 'read') == everything[2:]
        assert app.ids(STATE + 'starred') == [everything[2]] and sorted(app.ids(STATE + 'read')) == sorted(everything[:2])
        one = app.get('stream/items/contents', i=[everything[2]])['items']
        assert len(one) == 1 and STATE + 'starred' in one[0]['categories'] and STATE + 'read' not in one[0]['categories']
        # The same stream as Atom, as Newsboat's FeedHQ has it: states are categories with a label.
        status, text, heads = o.request('GET', f'/reader/atom/{feed.replace("/", "%2F")}?n=5', headers=app.sign)
        assert status == 200 and heads['content-type'].startswith('application/atom+xml'), (status, text[:300])
        atom = '{http://www.w3.org/2005/Atom}'
        root = xml.etree.ElementTree.fromstring(text)
        entries = root.findall(atom + 'entry')
        assert root.find(atom + 'title').text == 'Fen News' and [x.find(atom + 'id').text for x in entries] == long_ids[:5]
        labels = [{c.get('label') for c in x.findall(atom + 'category') if c.get('scheme') == 'http://www.google.com/reader/'} for x in entries]
        assert labels[:3] == [{'reading-list', 'read'}] * 2 + [{'reading-list', 'kept-unread', 'starred'}], labels
        assert all('Mira Salt' in x.find(atom + 'content').text for x in entries)
        assert o.request('GET', '/reader/atom/feed%2F999999', headers=app.sign)[0] == 200 and o.request('GET', '/reader/atom/nothing', headers=app.sign)[0] == 404
        assert o.request('GET', '/reader/atom/' + feed)[0] == 401
        # Without the header the form's T counts, as Liferea has it; in the address it does not, nor does a wrong header's.
        form = {'i': everything[2], 'T': secret}
        status, text, _ = o.request('POST', '/reader/api/0/stream/items/contents', form)
        assert status == 200 and json.loads(text)['items'][0]['id'] == long_ids[2], (status, text[:300])
        assert o.request('POST', f'/reader/api/0/stream/items/contents?T={secret}', {'i': everything[2]})[0] == 401
        assert o.request('GET', f'/reader/api/0/user-info?T={secret}')[0] == 401
        assert o.request('POST', '/reader/api/0/stream/items/contents', form, {'Authorization': 'GoogleLogin auth=nonsense'})[0] == 401
        assert o.request('POST', '/reader/api/0/stream/items/contents', {'i': everything[2], 'T': 'long enough'})[0] == 401
        app.post('edit-tag', i=everything[0], r=STATE + 'read')
        app.post('edit-tag', i=everything[2], r=STATE + 'starred')
        assert app.ids(STATE + 'starred') == [] and len(app.ids(STATE + 'reading-list', xt=STATE + 'read')) == 6
        assert app.ids(feed, ot=4000000000) == [] and app.ids(feed, ot=int(time.time()) - 600) == everything, 'since: by when it came'
        assert app.ids(feed, nt=1) == [] and app.ids(feed, it=STATE + 'read') == [everything[1]]
        app.post('mark-all-as-read', s=feed, ts=int(time.time()) - 3600)
        assert len(app.ids(feed, xt=STATE + 'read')) == 6, 'what came after ts stays unread'
        # However many tags a request names, each article is written twice at most; the last word counts.
        began = time.time()
        app.post('edit-tag', i=[everything[k % 7] for k in range(1000)], a=[STATE + 'starred'] * 499, r=[STATE + 'starred'] * 500)
        assert app.ids(STATE + 'starred') == [] and time.time() - began < 2, time.time() - began
        app.post('mark-all-as-read', s=feed)
        assert app.ids(STATE + 'reading-list', xt=STATE + 'read') == []
        # The other address; what an app password may not; and an administrator's token that may.
        other = App(o, '/api/greader.php')
        assert other.login('ida', secret) == 200 and other.ids(feed) == everything
        app.post('subscription/edit', 403, ac='unsubscribe', s=feed)
        o.cookies = cookies
        text = o.form('/settings', '/settings/token', {'label': 'all', 'scope': 'all'}, want=200)
        o.cookies = {}
        assert other.login('ida', re.search(r'shown once: <code>([^<]+)</code>', text).group(1)) == 200
        other.post('subscription/edit', ac='edit', s=feed, t='Bridges')
        assert other.get('subscription/list')['subscriptions'][0]['title'] == 'Bridges'
        # Folders are labels: an app moves a feed into one, reads and marks it by it, renames it and takes it away.
        label = 'user/-/label/Roads & rails'
        app.post('edit-tag', i=everything[0], r=STATE + 'read')
        app.post('rename-tag', 403, s=label, dest='user/-/label/x')
        other.post('subscription/edit', ac='edit', s=feed, a=label)
        assert app.get('subscription/list')['subscriptions'][0]['categories'] == [{'id': label, 'label': 'Roads & rails'}]
        assert {'id': label, 'type': 'folder'} in app.get('tag/list')['tags']
        assert app.ids(label) == everything and app.ids('user/-/label/Roads') == [] and app.ids(label, xt=STATE + 'read') == [everything[0]]
        assert {x['id']: x['count'] for x in app.get('unread-count')['unreadcounts']}[label] == 1
        assert label in app.get('stream/contents/' + label.replace(' ', '%20').replace('&', '%26'), n=1)['items'][0]['categories']
        app.post('mark-all-as-read', s='user/-/label/Other')
        assert app.ids(label, xt=STATE + 'read') == [everything[0]]
        app.post('mark-all-as-read', s=label)
        assert app.ids(label, xt=STATE + 'read') == []
        other.post('rename-tag', s=label, dest='user/1/label/Ways')
        assert app.ids('user/-/label/Ways') == everything and app.ids(label) == []
        other.post('rename-tag', 404, s=label, dest='user/-/label/x')
        other.post('disable-tag', s='user/-/label/Ways')
        assert app.get('subscription/list')['subscriptions'][0]['categories'] == []
        other.post('subscription/edit', ac='edit', s=feed, a=label)
        other.post('subscription/edit', ac='edit', s=feed, r='user/-/label/Another')
        assert [x['label'] for x in app.get('subscription/list')['subscriptions'][0]['categories']] == ['Roads & rails'], 'it was not in that'
        other.post('subscription/edit', ac='edit', s=feed, r=label)
        assert app.get('subscription/list')['subscriptions'][0]['categories'] == []
        other.post('subscription/edit', ac='unsubscribe', s=feed)
        assert other.get('subscription/list')['subscriptions'] == []
        assert app.post('edit-tag', i=1) == 'OK', 'Newsboat takes nothing else for a yes'
    finally:
        o.close()
        pub.close()


def test_sound_for_apps(program):
    """The sound of an episode goes to apps, in an item and in the Atom of a stream."""
    pub = Publisher()
    items = ''.join(f'<item><title>Morning {i}</title><link>{pub.base}/{i}</link><guid isPermaLink="false">ep{i}</guid><description>Part {i}: Mira Salt walks on.</description>'
                    f'<enclosure url="{pub.base}/{i}.mp3?a=1&amp;b=2" length="1234567" type="audio/mpeg"/></item>' for i in range(3))
    pub.pages['/feed.xml'] = ('application/rss+xml', f'<?xml version="1.0"?><rss version="2.0"><channel><title>Valley Radio</title><link>{pub.base}/</link>{items}</channel></rss>'.encode())
    for i in range(3):
        pub.pages[f'/{i}'] = page(f'Morning {i}', [f'Part {i}: Mira Salt walks through the valley and the rain.'] * 5)
    o = Octavo(program, [pub])
    try:
        app = App(o)
        assert app.login('ida', app_password(o, pub)) == 200
        got = app.get('stream/contents/' + STATE + 'reading-list', n=3)['items']
        assert sorted(x['enclosure'][0]['href'] for x in got) == [f'{pub.base}/{i}.mp3?a=1&b=2' for i in range(3)], got
        assert all(x['enclosure'][0]['type'] == 'audio/mpeg' and x['enclosure'][0]['length'] == 1234567 for x in got)
        text = o.request('GET', '/reader/atom/' + STATE + 'reading-list?n=3', headers=app.sign)[1]
        links = [e.attrib for e in xml.etree.ElementTree.fromstring(text).iter('{http://www.w3.org/2005/Atom}link') if e.get('rel') == 'enclosure']
        assert sorted(x['href'] for x in links) == [f'{pub.base}/{i}.mp3?a=1&b=2' for i in range(3)] and links[0]['length'] == '1234567', text
    finally:
        o.close()
        pub.close()
