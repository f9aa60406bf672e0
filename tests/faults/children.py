"""Each process of a server that runs is killed in turn: the others go on, and it comes back."""
import contextlib, os, signal, sqlite3, time

from failing import *

PAGES = 40


def processes(keeper):
    """Children of the keeper by name, as pids."""
    found = {}
    for pid in filter(str.isdigit, os.listdir('/proc')):
        with contextlib.suppress(OSError, IndexError):
            with open(f'/proc/{pid}/stat') as f:
                text = f.read()
            name, rest = text[text.index('(') + 1:text.rindex(')')], text[text.rindex(')') + 2:].split()
            if int(rest[1]) == keeper and rest[0] != 'Z':
                found.setdefault(name, []).append(int(pid))
    return found


def alive(pid):
    with contextlib.suppress(OSError):
        with open(f'/proc/{pid}/stat') as f:
            return f.read().rsplit(')', 1)[1].split()[0] != 'Z'
    return False


def slow(body):
    def handler(h):
        time.sleep(.1)
        with contextlib.suppress(OSError):  # who asked is gone
            h.answer(200, *body)
    return handler


def fill(s, name):
    """A feed of many pages, each of which takes a moment."""
    rows = []
    for i in range(PAGES):
        path, title = f'/{name}-{i}', f'The weir of {name} rises, part {i}'
        s.pub.pages[path] = slow(page(title, [f'{text} It was the {i}th of {name}.' for text in TEXT]))
        rows.append((path, title, 'Water.'))
    s.pub.pages[f'/feed-{name}'] = rss(s.pub.base, rows, 'Weirs of ' + name)
    code, out, err = s.o.run('import', stdin=f'<opml version="2.0"><body><outline text="{name}" xmlUrl="{s.pub.base}/feed-{name}"/></body></opml>')
    assert code == 0, err


def states(s, name):
    """state -> how many of the feed's articles have it"""
    with contextlib.closing(sqlite3.connect(s.db)) as db:
        return dict(db.execute('SELECT a.state || "," || a.work, count(*) FROM article a JOIN feed f ON f.id = a.feed WHERE f.url LIKE ? GROUP BY 1', [f'%/feed-{name}']).fetchall())


def test_each_child_killed(program):
    s = Site(program)
    try:
        s.serve('--readers', '2')
        told = s.o.request('GET', '/healthz')[0]
        assert told == 200
        with contextlib.closing(sqlite3.connect(s.db)) as db:
            full = db.execute('SELECT state FROM article WHERE id = ?', [s.article]).fetchone()[0]
        for role in ['octavo-fetch', 'octavo-reader', 'octavo-desk']:
            before = len(processes(s.o.process.pid).get('octavo-reader', []))
            assert before == 2
            fill(s, role)
            kills = 0
            end = time.time() + 90
            while time.time() < end:
                have = states(s, role)
                if sum(have.values()) == PAGES and not any(k.endswith(',1') for k in have):
                    break
                victims = processes(s.o.process.pid).get(role, [])
                if victims and kills < 6 and sum(have.values()):
                    os.kill(victims[0], signal.SIGKILL)
                    kills += 1
                    if role == 'octavo-desk':
                        s.o.wait_for(lambda: s.o.request('GET', '/healthz')[0] == 200, 20, 'the desk')
                        assert s.comment(f'after kill {kills} of {role}')[0] == 201
                time.sleep(.4)
            have = states(s, role)
            with contextlib.closing(sqlite3.connect(s.db)) as db:
                aside = db.execute('SELECT count(*) FROM quarantine q JOIN feed f ON f.id = q.feed WHERE f.url LIKE ?', [f'%/feed-{role}']).fetchone()[0]
            assert kills >= 4, kills
            assert have.get(f'{full},0', 0) + aside >= PAGES and aside <= (kills if role == 'octavo-reader' else 0), (role, have, aside)
            assert s.comment(f'after {role}')[0] == 201
            s.o.wait_for(lambda: len(processes(s.o.process.pid).get('octavo-reader', [])) == 2, 10, 'both readers')
            print(f'     {kills} kills of {role}, {aside} set aside')
        s.all_there()
        assert s.o.stop() == 0
        s.sound()
    finally:
        s.close()


def test_keeper_killed(program):
    """Without it nobody is left behind, and the next one starts at once, on the same port."""
    s = Site(program)
    try:
        for i in range(3):
            s.serve('--readers', '2')
            fill(s, f'round{i}')
            s.o.wait_for(lambda: states(s, f'round{i}'), 30, 'articles')
            assert s.comment(f'round {i}')[0] == 201
            all = [pid for pids in processes(s.o.process.pid).values() for pid in pids]
            assert len(all) == 4, all
            os.kill(s.o.process.pid, signal.SIGKILL)
            s.o.process.wait(10)
            s.o.process = None
            took = s.o.serve('--readers', '2')
            assert took < 12, took
            s.o.wait_for(lambda: not any(alive(pid) for pid in all), 10, 'the children to end')
            s.all_there()
            s.reads()
            assert s.o.stop() == 0
            print(f'     started again after {took:.2f} s')
        s.sound()
    finally:
        s.close()
