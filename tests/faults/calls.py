#!/usr/bin/env python3
"""A command with one of its calls to the system failing, each in turn, in whichever process comes to it: it does its work,
or says why not; it does not hang, no process of it dies of a fault, the database is sound, and the same command once
more does its work. With --interrupted a signal interrupts the call instead, which nobody may notice.

  calls.py OCTAVO [--most RUNS] [--only PART] [--jobs N] [--interrupted] [--numbers N ...]

RUNS a command are spread evenly over its calls; 0 is all of them. Ends with "N passed, N failed": runs."""
import argparse, concurrent.futures, contextlib, http.client, json, os, re, shutil, signal, socket, sqlite3, struct, subprocess, sys, tempfile, time

sys.dont_write_bytecode = True
from failing import *

ap = argparse.ArgumentParser()
ap.add_argument('octavo')
ap.add_argument('--most', type=int, default=0)
ap.add_argument('--only', default='')
ap.add_argument('--numbers', type=int, nargs='*')
ap.add_argument('--jobs', type=int, default=2)
ap.add_argument('--interrupted', action='store_true')
A = ap.parse_args()
A.octavo = os.path.realpath(A.octavo)
samples = os.path.realpath(here + '/../../build/samples')
so = tools + '/each_call.so'
subprocess.run(['cc', '-std=gnu17', '-D_GNU_SOURCE', '-O2', '-shared', '-fPIC', *(['-DONLY_INTERRUPTED'] if A.interrupted else []), '-o', so, here + '/each_call.c', '-ldl'], check=True)
EINTR = 4


class Home:
    """A folder with a copy of a database, and the lever of what fails there."""

    def __init__(self, db=None):
        self.dir = tempfile.mkdtemp(prefix='octavo-calls-', dir='/dev/shm' if os.path.isdir('/dev/shm') else None)
        self.db = self.dir + '/data/octavo.db'
        os.makedirs(self.dir + '/data')
        if db:
            shutil.copy(db, self.db)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(('OCTAVO_', 'XDG_'))}
        self.env.update(HOME=self.dir, OCTAVO_DATA_DIR=self.dir + '/data', OCTAVO_FETCH_ALLOW=publisher.place, OCTAVO_NET_ALLOW=publisher.place)

    def failing(self, n):
        with open(self.dir + '/lever', 'wb') as f:
            f.write(struct.pack('qqqq32x', 0, n, EINTR if A.interrupted else 0, 0))
        return dict(self.env, LD_PRELOAD=so, CALL=self.dir + '/lever')

    def lever(self):
        with open(self.dir + '/lever', 'rb') as f:
            count, _, _, died, name = struct.unpack('qqqq32s', f.read())
        return count, died, name.rstrip(b'\0').decode()

    def run(self, *args, env=None, stdin=b''):
        p = subprocess.run([A.octavo, *args], env=env or self.env, cwd=self.dir, input=stdin, capture_output=True, timeout=60)
        return p.returncode, p.stdout.decode('utf-8', 'replace'), p.stderr.decode('utf-8', 'replace')

    def ask(self, sql):
        with contextlib.closing(sqlite3.connect(self.db)) as db:
            return db.execute(sql).fetchone()[0]

    def articles(self):
        return self.ask("SELECT count(*) FROM article WHERE state = (SELECT state FROM article LIMIT 1)")

    def close(self):
        shutil.rmtree(self.dir, ignore_errors=True)


def command(db, args, done):
    """How a command is run with its nth call failing; done(home) says what is wrong with the work of one that ended well."""
    def once(n):
        home = Home(db)
        try:
            try:
                code, out, err = home.run(*args, env=home.failing(n))
            except subprocess.TimeoutExpired:
                return home.lever()[0], f'{home.lever()[2]}: it does not end'
            count, died, name = home.lever()
            if died or code not in (0, 1, 2):
                return count, f'{name}: status {code}, a child died of signal {died}: {err[-300:]}'
            if n and code and (A.interrupted or not err.strip()):
                return count, f'{name}: status {code}: {err[-300:]}'
            if code == 0 and done(home):
                return count, f'{name}: it ended well, but {done(home)}: {err[-300:]}'
            unread = re.search("cannot (read|open) '", err)  # a page of an edition: its article stands there without it
            if os.path.exists(home.db):
                code, out, err = home.run('check')
                if code:
                    return count, f'{name}: octavo check afterwards: {out[-300:]}{err[-300:]}'
            if args[0] == 'backup':
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(home.dir + '/b.db')
            code, out, err = home.run(*args)
            if code or (done(home) and not unread):
                return count, f'{name}: once more, status {code}, {done(home)}: {err[-300:]}'
            return count, None
        finally:
            home.close()
    return once


def serve(n):
    """A server that fetches a feed and its article: it goes on, or says why it ends, and then starts again."""
    home = Home(with_feed)
    log = open(home.dir + '/log', 'w+b')
    try:
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            port = s.getsockname()[1]

        def start(env):
            return subprocess.Popen([A.octavo, 'serve', '--listen', f'127.0.0.1:{port}', '--readers', '1'], env=env, cwd=home.dir, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

        def ask(path):
            with contextlib.suppress(OSError, http.client.HTTPException):
                c = http.client.HTTPConnection('127.0.0.1', port, timeout=5)
                c.request('GET', path)
                r = c.getresponse()
                return r.status, r.read().decode('utf-8', 'replace')
            return 0, ''

        def serves(p, within):
            end = time.time() + within
            while time.time() < end and p.poll() is None:
                if ask('/healthz')[0] == 200 and 'sacks of rye' in ask('/article/' + str(home.ask('SELECT coalesce(max(id), 0) FROM article')))[1]:
                    return True
                time.sleep(.02)
            return False

        def answers(p, path):
            """In the end by each thread, whatever the failure cost it."""
            end = time.time() + 5
            while p.poll() is None and time.time() < end:
                if ask(path)[0] == 200:
                    return True
                time.sleep(.05)
            return p.poll() is not None
        p = start(home.failing(n))
        served = serves(p, 45)  # it looks for what is due every twenty seconds
        refused = [path for path in ['/', '/search?q=mill', '/sources', '/api/v1/articles'] * 3 if not answers(p, path)]
        p.terminate()
        try:
            code = p.wait(25)
        except subprocess.TimeoutExpired:
            p.kill()
            return home.lever()[0], f'{home.lever()[2]}: it does not end'
        count, died, name = home.lever()
        log.seek(0)
        text = log.read().decode('utf-8', 'replace')
        if died or code not in (0, 1, 2, -signal.SIGTERM):
            return count, f'{name}: status {code}, a child died of signal {died}: {text[-400:]}'
        if refused:
            return count, f'{name}: no answer to {refused}: {text[-400:]}'
        # A publisher that was not reached is told with the source, or the article, and asked again by the plan.
        told = re.search('error|warning', text) or home.ask('SELECT count(*) FROM feed WHERE fails > 0') or home.ask('SELECT count(*) FROM article WHERE tries > 0')
        if not served and (A.interrupted or not told and code == 0):
            return count, f'{name}: the article did not come, status {code}: {text[-400:]}'
        if not served:
            with contextlib.closing(sqlite3.connect(home.db)) as db, db:
                db.execute('UPDATE feed SET next_at = 0')
                db.execute('UPDATE article SET next_at = 0 WHERE work > 0')
            p = start(home.env)
            again = serves(p, 25)
            p.terminate()
            p.wait(25)
            if not again:
                return count, f'{name}: started once more, the article does not come: {text[-400:]}'
        code, out, err = home.run('check')
        return count, f'{name}: octavo check afterwards: {out[-300:]}{err[-300:]}' if code else None
    finally:
        log.close()
        home.close()


def each(pool, once):
    count, wrong = once(0)
    if wrong or not count:
        return 1, [f'BAD 0 {wrong or "it calls nothing"}'], count
    step = max(1, count // A.most) if A.most else 1
    numbers = A.numbers or list(range(1, count + count // 50 + 5, step))
    bad = [f'BAD {n} {wrong}' for n, (_, wrong) in zip(numbers, pool.map(once, numbers)) if wrong]
    return len(numbers), bad, count


publisher = Publisher()
publisher.server.handle_error = lambda *a: None  # who asked is gone
publisher.pages = {'/feed': rss(publisher.base, [('/mill', 'The mill grinds again', 'Rye.')]), '/mill': page('The mill grinds again', TEXT)}
setting = Home()
homes = [setting]


def made(*acts):
    home = Home()
    homes.append(home)
    for stdin, *args in acts:
        code, out, err = home.run(*args, stdin=stdin)
        assert code == 0, (args, err)
    assert not os.path.exists(home.db + '-wal')
    return home


anna, zoe = (b'a long password\n', 'user', 'add', 'anna', '--admin'), (b'a long password\n', 'user', 'add', 'zoe')
opml = f'<opml version="2.0"><body><outline text="Fen News" xmlUrl="{publisher.base}/feed"/></body></opml>'.encode()
full = made(anna, (b'', 'sample', samples))
other = made(zoe, (b'', 'backup', setting.dir + '/kept.db'))
with_feed = made(anna, (opml, 'import')).db
articles, one = full.articles(), str(json.loads(full.run('list', '--json')[1])['articles'][0]['id'])


def whole_backup(home):
    return None if os.path.exists(home.dir + '/b.db') and shape(home.dir + '/b.db') == shape(full.db) else 'the backup is not whole'


def restored(home):
    return None if home.ask('SELECT group_concat(name) FROM account') == 'zoe' else 'it is not the backup'


def sampled(home):
    """A reader that dies costs the document that it had in hand."""
    aside = home.ask('SELECT count(*) FROM quarantine')
    return None if home.articles() + aside >= articles else f'{home.articles()} of {articles} articles are there, {aside} set aside'


def nothing(home):
    return None


def fetched(home):
    return None if home.ask('SELECT count(*) FROM article') == 1 else 'the article is not there'


work = [
    ('list', command(full.db, ['list'], nothing)), ('show', command(full.db, ['show', one], nothing)), ('backup', command(full.db, ['backup', 'b.db'], whole_backup)),
    ('restore', command(full.db, ['restore', setting.dir + '/kept.db'], restored)), ('reread', command(full.db, ['reread', one], nothing)),
    ('poll', command(with_feed, ['poll', '--all'], fetched)), ('sample', command(made(anna).db, ['sample', samples], sampled)), ('serve', serve),
]
passed = failed = 0
try:
    with concurrent.futures.ThreadPoolExecutor(A.jobs) as pool:
        for name, once in work:
            if A.only not in name:
                continue
            began = time.time()
            count, bad, total = each(pool, once)
            for b in bad[:12]:
                print('     ' + b)
            failed, passed = failed + len(bad), passed + count - len(bad)
            print(f'{"FAIL" if bad else "ok"} {name}: {count} runs of {total} calls, {len(bad)} bad ({time.time() - began:.0f} s)', flush=True)
finally:
    for home in homes:
        home.close()
    publisher.close()
    shutil.rmtree(tools, ignore_errors=True)
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
