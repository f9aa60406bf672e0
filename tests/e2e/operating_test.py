"""What whoever runs the program does to it while it runs: ask a feed by hand, read the settings again."""
import contextlib, os, re, signal, sqlite3, threading, time
from desk import Octavo, Publisher, page, rss

WELL = ['A well was dug by hand in the village of Sorrow End, and it took the whole of the summer to reach the water.',
        'The well is eleven metres deep, said the mason Ilse Brack, who had dug it with her two sons.'] * 2


def make(program, **pages):
    pub = Publisher()
    pub.pages = {'/feed': rss(pub.base, [('/well', 'Well dug by hand', 'Eleven metres.')]), '/well': page('Well dug by hand', WELL)}
    o = Octavo(program, [pub])
    assert o.run('import', stdin=f'<opml version="2.0"><body><outline text="a" xmlUrl="{pub.base}/feed"/></body></opml>')[0] == 0
    return o, pub


def test_ask_now_where_nothing_is_polled(program):
    o, pub = make(program)
    try:
        o.serve('--poll', 'no')
        o.form('/signup', '/signup', {'name': 'anna', 'password': 'a good password'})
        time.sleep(1)
        assert not pub.asked, pub.asked
        ident = o.json('feeds', '--json')[0]['id']
        o.form('/sources', f'/sources/{ident}/poll', {})
        o.wait_for(lambda: 'Well dug by hand' in o.get('/'), 15, 'the article')
        o.wait_for(lambda: '/well' in pub.asked, 15, 'its page')
        asked = pub.asked.count('/feed')
        time.sleep(1)
        assert pub.asked.count('/feed') == asked == 1, pub.asked
        o.form('/sources', '/sources/poll', {})
        o.wait_for(lambda: pub.asked.count('/feed') == 2, 15, 'all feeds to be asked')
    finally:
        o.close()
        pub.close()


def test_settings_are_read_again(program):
    o, pub = make(program)
    try:
        conf = o.dir + '/own.conf'
        write = lambda text: open(conf, 'w').write(text)
        write('title = First Desk\npoll = no\n')
        o.serve('--config', conf)
        assert 'First Desk' in o.get('/')
        write('title = Second Desk\npoll = yes\ncontact = desk@second.example\nthreads = 3\n')
        o.process.send_signal(signal.SIGHUP)
        o.wait_for(lambda: 'Second Desk' in o.get('/'), 15, 'the new title')
        o.wait_for(lambda: '/feed' in pub.asked, 30, 'polling by itself')
        assert any('desk@second.example' in h.get('User-Agent', '') for h in pub.headers), pub.headers
        log = lambda: open(o.dir + '/serve.log').read()
        o.wait_for(lambda: 'threads changes with the next start' in log(), 5, 'word of what waits')
        write('title = Third Desk\npublic = perhaps\n')
        o.process.send_signal(signal.SIGHUP)
        o.wait_for(lambda: 'own.conf:2' in log(), 10, 'what is wrong in the log')
        assert 'Second Desk' in o.get('/') and o.stop() == 0
    finally:
        o.close()
        pub.close()


def test_stopped_while_a_followed_feed_is_written(program):
    o, pub = make(program)
    db = None
    try:
        o.serve()
        o.form('/signup', '/signup', {'name': 'anna', 'password': 'a good password'})
        o.wait_for(lambda: 'Well dug by hand' in o.get('/'), 15, 'the first feed')
        db = sqlite3.connect(o.dir + '/data/octavo/octavo.db', isolation_level=None, check_same_thread=False)
        asked = threading.Event()

        def held(h):
            db.execute('BEGIN IMMEDIATE')
            h.answer(200, *rss(pub.base, [], 'Held News'))
            asked.set()
        pub.pages['/held'] = held
        o.form('/sources', '/sources', {'address': pub.base + '/held', 'headers': 'X-A: b', 'selector': 'div.tales'})
        assert asked.wait(15)
        time.sleep(.5)
        threading.Timer(.5, db.execute, ['ROLLBACK']).start()
        assert o.stop() == 0, open(o.dir + '/serve.log').read()
        assert o.json('source', '--json', pub.base + '/held') == {'selector': 'div.tales', 'place': pub.base, 'headers': ['X-A']}
    finally:
        if db:
            db.close()
        o.close()
        pub.close()


def test_what_was_read_by_an_older_program_is_read_again(program):
    o, pub = make(program)
    try:
        assert o.run('poll')[0] == 0
        code, out, err = o.run('reread', '--old')
        assert code == 0 and out.startswith('0 articles'), (code, out, err)
        with contextlib.closing(sqlite3.connect(o.dir + '/data/octavo/octavo.db')) as db, db:
            assert db.execute("UPDATE reading SET version = 'sense 1'").rowcount == 1
        code, out, err = o.run('reread', '--old')
        assert code == 0 and re.match('1 article', out), (code, out, err)
        assert o.run('poll')[0] == 0
        assert o.run('reread', '--old')[1].startswith('0 articles')
    finally:
        o.close()
        pub.close()


def test_feeds_that_fail_are_listed_and_removed_together(program):
    o, pub = make(program)
    try:
        pub.pages['/gone'] = lambda h: h.answer(410, 'text/plain', b'gone')
        rows = ''.join(f'<outline text="{p}" xmlUrl="{pub.base}/{p}"/>' for p in ('gone', 'nothing'))
        assert o.run('import', stdin=f'<opml version="2.0"><body>{rows}</body></opml>')[0] == 0
        assert o.run('feeds', '--failing')[1] == ''  # none was asked yet
        o.run('poll', '--all')
        code, out, _ = o.run('feeds', '--failing')
        assert code == 0 and '404' in out and 'gone for good' in out and '/feed' not in out, out
        assert "'octavo feeds --failing'" in o.run('doctor')[1]
        ids = [str(f['id']) for f in o.json('feeds', '--failing', '--json')]
        assert len(ids) == 2
        code, _, err = o.run('remove', *ids, '999999')  # one is unknown: none is removed
        assert code == 1 and '999999' in err and len(o.json('feeds', '--json')) == 3, err
        code, out, _ = o.run('remove', *ids)
        assert code == 0 and out.count('No longer following') == 2 and len(o.json('feeds', '--json')) == 1, out
        assert '--failing' not in o.run('doctor')[1]
    finally:
        o.close()
        pub.close()


def test_many_feeds_are_removed_at_once(program):
    o, pub = make(program)
    try:
        rows = ''.join(f'<outline text="The feed of number {i}" xmlUrl="https://f{i}.example.org/a/path"/>' for i in range(3000))
        assert o.run('import', stdin=f'<opml version="2.0"><body>{rows}</body></opml>')[0] == 0
        ids = [str(f['id']) for f in o.json('feeds', '--json')][:600]
        code, out, err = o.run('remove', *ids)
        assert code == 0 and out.count('No longer following') == 600, err
    finally:
        o.close()
        pub.close()


def test_settings_that_are_shipped_and_the_public_address(program):
    """Each line of contrib/octavo.conf can be uncommented; a public address with a path is refused where it is read."""
    o, pub = make(program)
    try:
        shipped = open(os.path.join(os.path.dirname(__file__), '../../contrib/octavo.conf')).read().split('\n')
        conf = o.dir + '/shipped.conf'
        lines = [line[2:] for line in shipped if re.match(r'# [a-z_]+ = ', line)]
        assert len(lines) >= 5, shipped
        open(conf, 'w').write('\n'.join(lines) + '\n')
        code, out, err = o.run('doctor', '--config', conf)
        assert code == 0, err
        manual = open(os.path.join(os.path.dirname(__file__), '../../docs/octavo.conf.5')).read()
        for line in lines:  # what is shown is the default, but for the example of an address
            name, value = line.split(' = ')
            told = re.search(rf'^\.B {name}$.*?Default: (.*?)\.$', manual, re.S | re.M).group(1)
            assert name == 'url' or told == value, (name, value, told)
        for url in ['https://news.example/desk', 'news.example', 'ftp://news.example', 'https://a:b@news.example', 'https://news.example/?a']:
            code, _, err = o.run('doctor', '--url', url)
            assert code != 0 and 'url must look like https://news.example.org' in err and url in err, (url, err)
        o.serve('--poll', 'no', '--url', 'https://news.example/')
        assert 'href="https://news.example/' in o.get('/feed.atom')
        said = f'Octavo is at https://news.example/; a proxy reaches it at 127.0.0.1:{o.port}'
        o.wait_for(lambda: said in open(o.dir + '/serve.log').read(), 5, 'where it is')
    finally:
        o.close()
        pub.close()


def test_a_feed_that_moved_is_told_by_its_new_address(program):
    pub = Publisher()
    pub.pages = {'/feed': rss(pub.base, [('/well', 'Well dug by hand', 'Eleven metres.')]), '/well': page('Well dug by hand', WELL)}

    def moved(h):
        h.send_response(301)
        h.send_header('Location', '/feed')
        h.send_header('Content-Length', '0')
        h.end_headers()
    pub.pages['/old'] = moved
    o = Octavo(program, [pub])
    try:
        code, out, _ = o.run('add', pub.base + '/old')
        assert code == 0 and f'({pub.base}/feed)' in out and '/old' not in out, out
        assert [f['url'] for f in o.json('feeds', '--json')] == [pub.base + '/feed']
        code, out, err = o.run('add', pub.base + '/old')
        assert code == 0 and f'Already followed: {pub.base}/feed' in out + err, (out, err)
    finally:
        o.close()
        pub.close()
