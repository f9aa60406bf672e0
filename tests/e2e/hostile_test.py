"""What is broken, huge, endless or slow harms nobody else; what was acknowledged is never lost."""
import contextlib, json, os, signal, subprocess, sys, threading, time
from desk import Octavo, Publisher, page, rss

GOOD = ['A good article with enough words in it to be read in full, about a well that was dug by hand in the village of Sorrow End.',
        'The well is eleven metres deep, said the mason Ilse Brack, who had dug it with her two sons in the summer.'] * 2


def endless(h):
    h.send_response(200)
    h.send_header('Content-Type', 'application/rss+xml')
    h.end_headers()
    with contextlib.suppress(OSError):
        h.wfile.write(b'<rss version="2.0"><channel><title>x</title>')
        for _ in range(200000):
            h.wfile.write(b'<item><title>' + b'a' * 900 + b'</title></item>')
    h.close_connection = True


def silent(h):
    time.sleep(50)
    h.close_connection = True


def test_bad_sources_beside_a_good_one(program):
    pub = Publisher()
    bad = {'/endless': endless, '/broken': ('application/rss+xml', b'<rss><channel><item><title>cut off'),
           '/page': ('text/html', b'<html><body>just a page</body></html>'), '/gone': lambda h: h.answer(410, 'text/plain', b'gone'),
           '/error': lambda h: h.answer(500, 'text/plain', b'no'), '/empty': ('application/rss+xml', b''),
           '/binary': ('application/rss+xml', bytes(range(256)) * 2000),
           '/deep': ('application/rss+xml', b'<rss><channel>' + b'<a>' * 300000)}
    pub.pages = dict(bad, **{'/good': rss(pub.base, [('/well', 'Well dug by hand', 'Eleven metres.')], 'Good News'),
                             '/well': page('Well dug by hand', GOOD)})
    o = Octavo(program, [pub])
    try:
        lines = ''.join(f'<outline text="{k[1:]}" xmlUrl="{pub.base}{k}"/>' for k in list(bad) + ['/good'])
        code, out, err = o.run('import', stdin=f'<opml version="2.0"><body>{lines}</body></opml>')
        assert code == 0 and '9 new' in out, (out, err)
        code, out, err = o.run('poll', '--all', timeout=200)
        assert code == 0, err
        rows = o.json('list', '--json')['articles']
        assert any('Well dug by hand' == r['title'] for r in rows), rows
        feeds = {f['url'].rsplit('/', 1)[1]: f for f in o.json('feeds', '--json')}
        assert feeds['good']['state'] == 'ok', feeds['good']
        assert feeds['gone']['state'] == 'gone' and feeds['gone']['error']
        for name in ['page', 'error', 'empty', 'endless']:
            assert feeds[name]['state'] == 'failing' and feeds[name]['error'], feeds[name]
        o.serve('--poll', 'no')
        text = o.get('/sources')
        assert 'failing' in text and '500' in text
    finally:
        o.close()
        pub.close()


def test_slow_source_does_not_delay_a_good_one(program):
    slow, good = Publisher({'/feed': silent}), Publisher()
    good.pages = {'/feed': rss(good.base, [('/well', 'Well dug by hand', 'Eleven metres.')]), '/well': page('Well dug by hand', GOOD)}
    o = Octavo(program, [slow, good])
    try:
        o.run('import', stdin=f'<opml version="2.0"><body><outline text="a" xmlUrl="{slow.base}/feed"/><outline text="b" xmlUrl="{good.base}/feed"/></body></opml>')
        began = time.time()
        o.serve()
        o.wait_for(lambda: 'Well dug by hand' in o.get('/'), 15, 'the good source')
        assert time.time() - began < 12
    finally:
        o.close()
        slow.close()
        good.close()


def test_many_documents_of_one_slow_host_delay_no_other(program):
    """More feeds, and more pages, of one host than are in hand at a time: others do not wait for all of them."""
    slow, good = Publisher(), Publisher(host='127.0.0.2')
    n = 600

    def slowly(h):
        time.sleep(.5)
        page_of = h.path.startswith('/page')
        h.answer(200, *(page('Page ' + h.path[5:], GOOD) if page_of else rss(slow.base, [], 'Feed ' + h.path[5:])))
    for i in range(n):
        slow.pages[f'/feed{i}'] = slow.pages[f'/page{i}'] = slowly
    slow.pages['/all'] = rss(slow.base, [(f'/page{i}', f'Page {i}', 'One of many.') for i in range(n)])
    good.pages = {'/well': page('Well dug by hand', GOOD)}
    for feeds in ['/all'], [f'/feed{i}' for i in range(n)]:
        good.pages['/feed'] = rss(good.base, [('/well', 'Well dug by hand', 'Eleven metres.')])
        o = Octavo(program, [slow, good])
        add = lambda urls: o.run('import', stdin='<opml version="2.0"><body>' + ''.join(f'<outline text="x" xmlUrl="{u}"/>' for u in urls) + '</body></opml>')
        try:
            add([slow.base + f for f in feeds])
            o.serve()
            o.wait_for(lambda: len(slow.asked) > 5, 20, 'the slow host to be asked')
            asked = len(slow.asked)
            add([good.base + '/feed'])
            o.wait_for(lambda: '"full"' in o.get('/api/v1/articles?q=well') or good.asked.count('/well') and 'Well dug by hand' in o.get('/'), 45, 'the good source')
            assert len(slow.asked) - asked < 150, len(slow.asked)
            o.wait_for(lambda: len(slow.asked) - asked > 60, 60, 'the slow host to be asked on')
            assert o.stop() == 0
        finally:
            o.close()
    slow.close()
    good.close()


def children(pid):
    out = []
    for p in filter(str.isdigit, os.listdir('/proc')):
        with contextlib.suppress(OSError):
            fields = open(f'/proc/{p}/stat').read().rsplit(')', 1)[1].split()
            if int(fields[1]) == pid:
                out.append(int(p))
    return out


def test_every_child_may_die(program):
    pub = Publisher()
    pub.pages = {'/feed': rss(pub.base, [('/well', 'Well dug by hand', 'Eleven metres.')]), '/well': page('Well dug by hand', GOOD)}
    o = Octavo(program, [pub])
    try:
        o.run('import', stdin=f'<opml version="2.0"><body><outline text="b" xmlUrl="{pub.base}/feed"/></body></opml>')
        o.serve()
        o.wait_for(lambda: 'Well dug by hand' in o.get('/'), 30, 'the article')
        before = set(children(o.process.pid))
        assert len(before) >= 3, before
        for child in before:
            with contextlib.suppress(ProcessLookupError):  # the keeper ends the rest when the desk dies
                os.kill(child, signal.SIGKILL)

        def back():
            with contextlib.suppress(OSError, AssertionError):
                return len(set(children(o.process.pid)) - before) >= 3 and 'Well dug' in o.get('/')
        o.wait_for(back, 20, 'new children')
        pub.pages['/feed'] = rss(pub.base, [('/two', 'A second well', 'Twelve metres.')])
        pub.pages['/two'] = page('A second well', GOOD)
        code, out, err = o.run('poll', '--all')
        assert code == 0 and 'A second well' in o.get('/'), (out, err)
        assert o.stop() == 0
    finally:
        o.close()
        pub.close()


def test_stop_is_clean(program):
    o = Octavo(program)
    try:
        o.serve()
        assert o.stop(signal.SIGTERM) == 0
        o.serve()
        assert o.stop(signal.SIGINT) == 0
        code, out, _ = o.run('check')
        assert code == 0 and 'sound' in out
    finally:
        o.close()


def test_database_not_writable(program):
    if os.getuid() == 0:
        return 'root may write anywhere'
    o = Octavo(program)
    try:
        os.makedirs(o.dir + '/shut', mode=0o500)
        code, _, err = o.run('list', '--data', o.dir + '/shut')
        assert code == 1 and 'shut' in err and err.count('\n') == 1, err
    finally:
        o.close()


MEASURED = """import json, resource, subprocess, sys
out = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE).stdout
print(json.dumps([json.loads(out), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]))"""


def most_memory(o, url, kind):
    """-> what came of it, and the most memory in MiB that any process took for it. By a small program between: what
    a process takes is counted from what its parent had when it was made."""
    p = subprocess.run([sys.executable, '-c', MEASURED, o.program, 'debug', 'fetch', '--json', '--as', kind, url],
                       env=o.env, cwd=o.dir, stdout=subprocess.PIPE, check=True)
    return json.loads(p.stdout)


def test_a_page_of_nothing_but_tags_takes_bounded_memory(program):
    """A document may take 96 MiB more than a small one, whatever it is made of."""
    pub = Publisher()
    kinds = {'tags': '<b>' * 4000000, 'links': '<a href=x>y</a>' * 800000, 'attributes': '<br a b c d e f g h>' * 600000,
             'sentences': '<article><p>' + 'A b. ' * 2300000, 'figures': '<article><p>' + '12 people died, 13 were hurt. ' * 400000}
    pub.pages = {'/' + k: ('text/html', b'<!doctype html><title>x</title><body>' + v.encode()) for k, v in kinds.items()}
    pub.pages['/good'] = page('Well dug by hand', GOOD)
    o = Octavo(program, [pub])
    try:
        found, base = most_memory(o, pub.base + '/good', 'page')
        assert found['status'] == 'ok', found
        for k in kinds:
            for kind in ['page', 'feed']:
                found, most = most_memory(o, pub.base + '/' + k, kind)
                assert found['status'] in ('ok', 'error'), (k, found)
                assert most - base < 96, (k, kind, base, most, found)
    finally:
        o.close()
        pub.close()
