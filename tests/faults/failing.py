"""What the tests of failing machines share: a desk with one article, and levers that make the machine fail."""
import contextlib, hashlib, json, os, sqlite3, struct, subprocess, sys, tempfile, time

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(here, '..', 'e2e'))
from desk import Octavo, Publisher, page, rss

ENOSPC, EDQUOT, EFBIG = 28, 122, 27
TEXT = ['The mill at Orrin Weir grinds again, the miller Hanne Quist said on Monday, after two winters without water.',
        'It takes 14 sacks of rye an hour, Quist said, and the bakers of the valley have ordered 900 for the spring.'] * 2
tools = tempfile.mkdtemp(prefix='octavo-faults-')


def shim(name):
    out = f'{tools}/{name}.so'
    if not os.path.exists(out):
        subprocess.run(['cc', '-O2', '-shared', '-fPIC', '-o', out, f'{here}/{name}.c', '-ldl'], check=True)
    return out


class Lever:
    """A small file that a preloaded shim maps: what it holds is what happens."""

    def __init__(self, o, name, env, form):
        self.path, self.form = f'{o.dir}/{env.lower()}', form
        self.set(0)
        o.env[env] = self.path
        o.env['LD_PRELOAD'] = ':'.join(filter(None, [o.env.get('LD_PRELOAD'), shim(name)]))
        # A sanitizer wants to be the first library, but does not need to be.
        o.env['ASAN_OPTIONS'] = o.env.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'

    def set(self, value):
        with open(self.path, 'r+b' if os.path.exists(self.path) else 'w+b') as f:
            f.write(struct.pack(self.form, value))


class NoMount(Exception):
    """This machine does not let us mount: the test says that it is skipped."""


@contextlib.contextmanager
def small_disk(folder, size):
    """A real file system of a few MiB; fill() takes all of its room but the bytes to spare, empty() gives it back."""
    os.makedirs(folder)
    if os.getuid() != 0 or subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=' + size, 'octavo-test', folder], stderr=subprocess.DEVNULL).returncode:
        raise NoMount('only root can mount, where mounting is possible')
    try:
        yield Disk(folder)
    finally:
        subprocess.run(['umount', '-l', folder])


class Disk:
    def __init__(self, folder):
        self.folder = folder

    def fill(self, spare=0):
        room = os.statvfs(self.folder).f_bavail * os.statvfs(self.folder).f_frsize - spare
        with open(self.folder + '/filler', 'wb', buffering=0) as f, contextlib.suppress(OSError):
            while room > 0:
                room -= f.write(b'x' * 4096)

    def empty(self):
        os.unlink(self.folder + '/filler')


class Site:
    """Octavo serving one article of one publisher, with a signed-in reader."""

    def __init__(self, program, lever=None):
        self.pub = Publisher()
        self.pub.pages = {'/feed': rss(self.pub.base, [('/mill', 'The mill grinds again', 'Rye.')]), '/mill': page('The mill grinds again', TEXT)}
        self.o = Octavo(program, [self.pub])
        self.lever = Lever(self.o, *lever) if lever else None
        self.o.run('user', 'add', 'anna', '--admin', stdin='a long password\n')
        code, out, err = self.o.run('add', self.pub.base + '/feed')
        assert code == 0, (out, err)
        self.article = self.o.json('list', '--json')['articles'][0]['id']
        self.db = self.o.dir + '/data/octavo/octavo.db'
        self.acknowledged = []

    def serve(self, *args):
        self.o.serve(*args)
        status, text, _ = self.o.request('POST', '/api/v1/login', '{"user":"anna","password":"a long password"}', {'Content-Type': 'application/json'})
        assert status == 200, (status, text)
        self.head = {'Authorization': 'Bearer ' + json.loads(text)['token'], 'Content-Type': 'application/json'}

    def comment(self, text):
        status, answer, _ = self.o.request('POST', f'/api/v1/articles/{self.article}/comments', json.dumps({'body': text}), self.head)
        if status == 201:
            self.acknowledged.append(text)
        return status, answer

    def reads(self, within=2.0):
        for path in ['/', f'/article/{self.article}', '/search?q=mill', '/api/v1/articles', '/feed.atom']:
            began = time.time()
            text = self.o.get(path)
            assert 'mill' in text and time.time() - began < within, (path, time.time() - began)

    def all_there(self):
        _, text, _ = self.o.request('GET', f'/api/v1/articles/{self.article}/comments')
        for words in self.acknowledged:
            assert text.count(words) == 1, (words, text.count(words))
        return text

    def sound(self):
        code, out, err = self.o.run('check')
        assert code == 0, (out, err)

    def log(self):
        return open(self.o.dir + '/serve.log', errors='replace').read()

    def close(self):
        self.o.close()
        self.pub.close()


def digest(path):
    return hashlib.sha256(open(path, 'rb').read()).hexdigest()


def shape(path):
    """What a database is: version and schema; and that it is sound and holds what it held."""
    db = sqlite3.connect(path)
    assert db.execute('PRAGMA integrity_check').fetchone()[0] == 'ok', path
    version = db.execute('PRAGMA user_version').fetchone()[0]
    tables = []
    for kind, name, table in sorted(db.execute("SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()):
        parts = db.execute(f'PRAGMA {"table" if kind == "table" else "index"}_xinfo("{name}")').fetchall()
        tables.append(repr((kind, name, table, parts)))
    if version >= 8: # what the slices of time count is what there is
        for table, sql in {'article_slice': 'SELECT at >> 34, count(*) FROM article GROUP BY 1',
                           'feed_slice': 'SELECT at >> 40, feed, count(*) FROM article GROUP BY 1, 2',
                           'seen_slice': 'SELECT account, at >> 34, count(*) FROM seen JOIN article ON id = article GROUP BY 1, 2',
                           'seen_feed_slice': 'SELECT account, at >> 40, feed, count(*) FROM seen JOIN article ON id = article GROUP BY 1, 2, 3'}.items():
            assert sorted(db.execute('SELECT * FROM ' + table)) == sorted(db.execute(sql)), (path, table)
    if version:
        counts = db.execute('SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM comment), (SELECT count(*) FROM account)').fetchone()
    else:
        counts = (0, 0, 0)
    db.close()
    return version, hashlib.sha256('\n'.join(tables).encode()).hexdigest(), counts
