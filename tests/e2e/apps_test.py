"""Reader apps themselves, where they are installed: each signs in with an app password, lists, reads, marks
and stars at an Octavo of its own; what it did is then looked up as the desk has it."""
import contextlib, os, pty, re, select, shutil, signal, subprocess, time
from client_test import App, STATE, app_password
from desk import Octavo, Publisher, page, rss


class Terminal:
    """A program in a terminal: `type` sends keys, `screen` is all that it wrote, without its controls."""

    def __init__(self, args, env):
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.execvpe(args[0], args, env)
        self.text = ''

    def read(self, seconds):
        end = time.time() + seconds
        while time.time() < end and select.select([self.fd], [], [], .1)[0]:
            with contextlib.suppress(OSError):
                self.text += os.read(self.fd, 65536).decode('utf-8', 'replace')

    def wait_for(self, words, seconds=20):
        end = time.time() + seconds
        while words not in re.sub(r'\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]', '', self.text):
            assert time.time() < end, ('the terminal never said', words, self.text[-2000:])
            self.read(.3)

    def type(self, keys):
        self.text = ''
        os.write(self.fd, keys.encode())

    def close(self):
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGTERM)
        with contextlib.suppress(OSError):
            os.close(self.fd)
        with contextlib.suppress(OSError):
            os.waitpid(self.pid, 0)


def sources(program):
    """How this Newsboat can be told of such a server: newer ones by FreshRSS, all by FeedHQ."""
    with open(shutil.which(program), 'rb') as f:
        code = f.read()
    return [name for name in ('freshrss', 'feedhq') if name.encode() + b'-url' in code]


def newsboat(o, source, login):
    at = f'{o.dir}/{source}'
    os.makedirs(at, exist_ok=True)
    base = f'http://127.0.0.1:{o.port}' + ('/api/greader.php' if source == 'freshrss' else '')
    with open(at + '/config', 'w') as f:
        f.write(f'urls-source "{source}"\n{source}-url "{base}"\n{source}-login "ida"\n{source}-password "{login}"\n'
                f'{source}-flag-star "s"\n{source}-min-items 100\n' + 'feedhq-show-special-feeds no\n' * (source == 'feedhq'))
    open(at + '/urls', 'w').close()
    return ['newsboat', '-C', at + '/config', '-u', at + '/urls', '-c', at + '/cache.db']


def unread_by(args, env):
    p = subprocess.run([*args, '-x', 'reload', 'print-unread'], env=env, stdout=subprocess.PIPE, timeout=60)
    return int(re.match(rb'(\d+) unread', p.stdout).group(1))


def by_hand(o, app, args, env, everything):
    """Opens the feed and its first article, stars it, and marks all as read, as a person would."""
    def unread():
        return set(app.ids(STATE + 'reading-list', xt=STATE + 'read'))
    t = Terminal(args, env)
    try:
        t.wait_for('Fen News')
        t.type('\r')
        t.wait_for('Bridge 3 opens')
        t.type('\r')
        t.wait_for('Mira Salt')
        t.type('\x05')
        t.wait_for('Flags')
        t.type('s\r')
        first = everything[0]
        o.wait_for(lambda: t.read(.1) or app.ids(STATE + 'starred') == [first], what='the star')
        o.wait_for(lambda: t.read(.1) or first not in unread(), what='the mark of what was opened')
        assert len(unread()) == 6
        t.type('q')
        t.wait_for('Bridge 3 opens')
        t.type('A')
        o.wait_for(lambda: t.read(.1) or not unread(), what='the mark of all')
        t.type('q')
        t.type('q')
        t.read(1)
    finally:
        t.close()


def test_newsboat(program):
    if not shutil.which('newsboat'):
        return 'newsboat is not installed'
    pub = Publisher()
    pub.pages['/feed.xml'] = rss(pub.base, [(f'/{i}', f'Bridge {i} opens', f'Bridge {i} was opened') for i in range(7)])
    for i in range(7):
        pub.pages[f'/{i}'] = page(f'Bridge {i} opens', [f'Bridge number {i} was opened on Monday by Mira Salt.'] * 4)
    o = Octavo(program, [pub])
    try:
        secret = app_password(o, pub)
        app = App(o)
        assert app.login('ida', secret) == 200
        everything = app.ids(STATE + 'reading-list')
        env = {**o.env, 'TERM': 'xterm', 'LANG': 'C.UTF-8', 'LINES': '30', 'COLUMNS': '100'}
        found = sources('newsboat')
        assert found, 'this Newsboat knows no such server'
        for source in found:
            args = newsboat(o, source, secret)
            app.post('edit-tag', i=everything, r=[STATE + 'read', STATE + 'starred'])
            assert unread_by(args, env) == 7, source
            app.post('edit-tag', i=everything[:2], a=STATE + 'read')
            assert unread_by(args, env) == 5, 'what was read elsewhere is read here'
            app.post('edit-tag', i=everything[0], r=STATE + 'read')
            assert unread_by(args, env) == 6, 'and unread again'
            app.post('edit-tag', i=everything, r=STATE + 'read')
            assert unread_by(args, env) == 7
            by_hand(o, app, args, env, everything)
            assert unread_by(args, env) == 0
    finally:
        o.close()
        pub.close()
