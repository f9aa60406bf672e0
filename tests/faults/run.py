#!/usr/bin/env python3
"""What happens when the machine fails: the disk is full, the database locked, the clock jumps, a file
is damaged. Each time: a clear word or 503/507, reading goes on, it recovers by itself, what was
acknowledged is there, and a damaged file stays as it is.
usage: run.py OCTAVO [NAME-PART]    ends with "N passed, N failed"."""
import contextlib, glob, hashlib, json, os, re, shutil, signal, sqlite3, struct, subprocess, sys, tempfile, threading, time, traceback

sys.dont_write_bytecode = True
from failing import *
from backups import *
from read_only import *
from children import *


def full(program, errno):
    s = Site(program, ('full_disk', 'FULL_DISK', 'i'))
    try:
        s.serve()
        assert s.comment('before it was full')[0] == 201
        s.lever.set(errno)
        refused = []
        for i in range(5):
            status, answer = s.comment(f'refused {i}')
            assert status == 507 and 'disk is full' in json.loads(answer)['error'], (status, answer)
            refused.append(f'refused {i}')
        status, text, _ = s.o.request('GET', '/healthz')
        assert status == 507 and 'full' in text, (status, text)
        s.reads()
        # New articles come meanwhile: they cannot be kept, but are not lost either.
        s.pub.pages['/feed'] = rss(s.pub.base, [('/mill', 'The mill grinds again', 'Rye.'), ('/weir', 'The weir holds', 'Water.')])
        s.pub.pages['/weir'] = page('The weir holds', TEXT)
        code, out, err = s.o.run('poll', '--all', timeout=200)
        assert code == 1 and 'poll: the disk is full' in err, (code, out, err)
        size = len(s.log())
        time.sleep(2)
        assert len(s.log()) - size < 4000, 'the log is flooded'
        s.reads()
        s.lever.set(0)
        assert s.comment('after there was room')[0] == 201
        s.o.get('/healthz')
        code, out, err = s.o.run('poll', '--all')
        assert code == 0 and 'The weir holds' in s.o.get('/'), (out, err)
        text = s.all_there()
        assert not any(w in text for w in refused)
        assert s.o.stop() == 0
        s.sound()
    finally:
        s.close()


def test_disk_full(program):
    full(program, ENOSPC)


def test_quota_used_up(program):
    full(program, EDQUOT)


def test_file_too_large(program):
    full(program, EFBIG)


def test_what_was_fetched_waits_for_room(program):
    """The disk is full just when a feed, and then a page, has come: it is written once there is room, and not asked for again."""
    s = Site(program, ('full_disk', 'FULL_DISK', 'i'))
    try:
        s.serve()
        s.o.wait_for(lambda: s.pub.asked.count('/mill') >= 1, 20, 'the first page')
        for what in '/late-feed', '/late-page':
            feed, leaf, title = f'/feed-of{what}', f'/page-of{what}', f'The weir of {what[1:]}'

            def fills(answer):
                def handler(h):
                    s.lever.set(ENOSPC)
                    h.answer(200, *answer)
                return handler
            rows, text = rss(s.pub.base, [(leaf, title, 'Water.')]), page(title, TEXT)
            s.pub.pages[feed] = fills(rows) if what == '/late-feed' else rows
            s.pub.pages[leaf] = fills(text) if what == '/late-page' else text
            code, out, err = s.o.run('import', stdin=f'<opml version="2.0"><body><outline text="x" xmlUrl="{s.pub.base}{feed}"/></body></opml>')
            assert code == 0, err
            s.o.wait_for(lambda: s.pub.asked.count(feed if what == '/late-feed' else leaf), 30, 'it to be asked for')
            time.sleep(7)  # it was tried again, too
            size = len(s.log())
            time.sleep(2)
            assert len(s.log()) - size < 2000, 'the log is flooded'
            s.reads()
            s.lever.set(0)

            def full():
                found = json.loads(s.o.get('/api/v1/articles'))['articles']
                return [a for a in found if a['title'] == title and a.get('state') == 'full']
            s.o.wait_for(full, 45, 'the article')
            assert s.pub.asked.count(feed) == 1 and s.pub.asked.count(leaf) == 1, s.pub.asked
        assert s.o.stop() == 0
        s.sound()
    finally:
        s.close()


def test_start_on_a_full_disk(program):
    s = Site(program, ('full_disk', 'FULL_DISK', 'i'))
    try:
        s.serve()
        s.comment('kept')
        s.o.stop(signal.SIGKILL)
        s.lever.set(ENOSPC)
        code, out, err = s.o.run('list')
        if code != 0:
            assert code == 1 and 'full' in err and err.count('\n') == 1, (code, err)
        s.lever.set(0)
        s.serve()
        s.all_there()
        s.reads()
    finally:
        s.close()


def test_small_disk(program):
    """A real file system of a few MiB, filled up by somebody else."""
    s = Site(program)
    try:
        with small_disk(s.o.dir + '/small', '6m') as disk:
            shutil.copy(s.db, disk.folder + '/octavo.db')
            s.o.env['OCTAVO_DATABASE'] = disk.folder + '/octavo.db'
            s.serve()
            assert s.comment('while there was room')[0] == 201
            disk.fill()
            statuses = set()
            for i in range(400):
                status, answer = s.comment(f'number {i}. ' + 'word ' * 1500)
                statuses.add(status)
                if status == 507:
                    break
            assert 507 in statuses and statuses <= {201, 429, 507}, statuses
            s.reads()
            disk.empty()
            s.o.wait_for(lambda: s.o.request('GET', '/healthz')[0] == 200, 20, 'room')
            status, answer = s.comment('with room again')
            assert status == 201, (status, answer)
            s.all_there()
            assert s.o.stop() == 0
            s.sound()
    finally:
        s.close()


def test_database_locked(program):
    s = Site(program)
    try:
        s.serve()
        assert s.comment('before')[0] == 201
        other = sqlite3.connect(s.db, isolation_level=None)
        other.execute('BEGIN IMMEDIATE')
        answers = []
        first = threading.Thread(target=lambda: answers.append(s.comment('while locked')))
        began = time.time()
        first.start()
        time.sleep(.3)
        s.reads()
        first.join(30)
        assert answers and answers[0][0] == 503 and 'locked' in answers[0][1], answers
        assert time.time() - began < 15
        # From now on nobody waits long.
        for i in range(4):
            began = time.time()
            status, answer = s.comment(f'quickly refused {i}')
            assert status == 503 and 'locked' in answer and time.time() - began < 2, (status, answer, time.time() - began)
        s.reads()
        other.execute('ROLLBACK')
        other.close()
        assert s.comment('after')[0] == 201
        text = s.all_there()
        assert 'quickly refused' not in text and 'while locked' not in text
        assert s.o.stop() == 0
        s.sound()
    finally:
        s.close()


def test_clock_jumps(program):
    s = Site(program, ('wrong_clock', 'WRONG_CLOCK', 'q'))
    try:
        s.serve('--poll-shortest', '1', '--poll-longest', '1')
        day = 86400
        for jump in [0, 400 * day, -400 * day, 20 * day, 3600]:
            s.lever.set(jump)
            s.reads()
            status, answer = s.comment(f'at {jump}')
            if status == 401:  # the session ran out in that time: signing in again is all it takes
                status, text, _ = s.o.request('POST', '/api/v1/login', '{"user":"anna","password":"a long password"}', {'Content-Type': 'application/json'})
                assert status == 200, text
                s.head['Authorization'] = 'Bearer ' + json.loads(text)['token']
                status, answer = s.comment(f'at {jump}')
            assert status == 201, (jump, status, answer)
            code, out, err = s.o.run('poll', '--all')
            assert code == 0, err
        # Forty days ahead, a poll plans by that clock; when the clock is right again, nothing waits forty days.
        s.lever.set(40 * day)
        s.o.run('poll', '--all')
        time.sleep(6)
        s.lever.set(0)
        s.pub.pages['/feed'] = rss(s.pub.base, [('/mill', 'The mill grinds again', 'Rye.'), ('/weir', 'The weir holds', 'Water.')])
        s.pub.pages['/weir'] = page('The weir holds', TEXT)
        s.o.wait_for(lambda: 'The weir holds' in s.o.get('/river'), 25, 'the feed after the jump')
        assert 'the clock went back' in s.log()
        s.all_there()
        assert s.o.stop() == 0
        s.sound()
        # The same where it was stopped in between.
        s.lever.set(40 * day)
        s.o.run('poll', '--all')
        s.lever.set(0)
        asked = s.pub.asked.count('/feed')
        s.serve()
        s.o.wait_for(lambda: s.pub.asked.count('/feed') > asked, 30, 'the feed after the start')
    finally:
        s.close()


def damaged(program, spoil, words, may_read=False):
    s = Site(program)
    try:
        code, out, err = s.o.run('backup', s.o.dir + '/good.db')
        assert code == 0, err
        spoil(s.db)
        before = digest(s.db)
        for command in [['check'], ['list'], ['doctor'], ['search', 'mill'], ['backup', s.o.dir + '/bad.db'], ['serve', '--listen', '127.0.0.1:0']]:
            try:
                code, out, err = s.o.run(*command, timeout=4 if command[0] == 'serve' else 60)
            except subprocess.TimeoutExpired:
                assert command[0] == 'serve' and may_read, command
                continue
            assert code in ((0, 1) if may_read else (1,)), (command, code, out, err)
            if code:
                assert re.search(words, out + err) and 'assert' not in err, (command, out, err)
            if command[0] in ('check', 'doctor'):
                assert code == 1, (command, out)
        assert not os.path.exists(s.o.dir + '/bad.db'), 'a backup of what is damaged'
        if not may_read:
            assert digest(s.db) == before, 'the damaged file was changed'
        code, out, err = s.o.run('restore', s.o.dir + '/good.db')
        assert code == 0, (out, err)
        aside = glob.glob(s.db + '.before-restore*')
        assert aside and (may_read or digest(aside[0]) == before), aside
        s.serve()
        s.reads()
        s.sound()
        for args in [['restore', s.o.dir + '/good.db']]:
            code, out, err = s.o.run(*args)
            assert code == 1 and 'in use' in err, (code, err)
    finally:
        s.close()


def patch(at, data):
    def spoil(path):
        with open(path, 'r+b') as f:
            f.seek(at)
            f.write(data)
    return spoil


def test_damaged_head(program):
    damaged(program, patch(0, b'\0' * 100), 'not an Octavo database|damaged')


def test_damaged_schema(program):
    damaged(program, patch(100, b'\xff' * 4000), 'damaged|malformed')


def test_cut_off(program):
    damaged(program, lambda p: os.truncate(p, os.path.getsize(p) // 2 // 8192 * 8192), 'damaged|malformed', may_read=True)


def test_damaged_pages(program):
    def spoil(path):
        size = os.path.getsize(path)
        with open(path, 'r+b') as f:
            for at in range(8192 * 8, size, 8192 * 2):
                f.seek(at)
                f.write(os.urandom(3000))
    damaged(program, spoil, 'damaged|malformed|faults', may_read=True)


def schema_steps():
    """The migrations of src/store/sql/schema.sql: number -> SQL."""
    steps, number = {}, 0
    for line in open(f'{here}/../../src/store/sql/schema.sql'):
        m = re.match(r'-- migration: (\d+)', line)
        number = int(m.group(1)) if m else number
        if number:
            steps[number] = steps.get(number, '') + line
    return steps


def old_database(path, steps, schema):
    """As an older version left it: an account, a publisher, a feed, articles, a comment."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute('PRAGMA page_size = 8192')
    db.execute('PRAGMA journal_mode = WAL')
    for number in range(1, schema + 1):
        db.executescript('BEGIN;' + steps[number] + f'PRAGMA user_version = {number};COMMIT;')
        if number > 1:
            continue
        db.executescript("""BEGIN;
            UPDATE ids SET next = 1000;
            INSERT INTO meta VALUES('secret', '%s');
            INSERT INTO account(id, name, folded, password, admin, created_at) VALUES(1, 'Anna', 'anna', '$argon2id$', 1, 1);
            INSERT INTO publisher(id, key, host, name) VALUES(2, 'fen.example', 'fen.example', 'Fen News');
            INSERT INTO feed(id, url, publisher, followed, state, added_at, every) VALUES(3, 'http://fen.example/feed', 2, 1, 0, 1, 1);
            """ % ('ab' * 32) + ''.join(f"""INSERT INTO article(id, feed, publisher, at, title, url, state, seen_at, changed_at, work)
            VALUES({i}, 3, 2, {i}, 'Article {i}', 'http://fen.example/{i}', 0, {i}, {i}, 0);""" for i in range(10, 210)) + """
            INSERT INTO comment(id, article, account, at, source, body) VALUES(500, 10, 1, 5, 'kept', '[]');
            INSERT INTO seen(account, article) SELECT 1, id FROM article WHERE id % 3;
            UPDATE article SET at = at << 33;
            COMMIT;""")
    db.close()


def test_upgrade_killed(program):
    """Killed at each write of an upgrade (or, quickly, at some of them): afterwards it is the old
    version or a newer one, whole, and the next start ends what was begun; the backup is there."""
    steps = schema_steps()
    o = Octavo(program)
    lever = Lever(o, 'die_at', 'DIE_AT', 'q')
    try:
        shapes = {}
        for v in range(0, len(steps) + 1):
            path = f'{o.dir}/v{v}.db'
            old_database(path, steps, v)
            shapes[v] = shape(path)
        kills = 0
        for v in range(0, len(steps)):
            folder = f'{o.dir}/up{v}'

            def begin():
                shutil.rmtree(folder, ignore_errors=True)
                os.makedirs(folder)
                if v:
                    shutil.copy(f'{o.dir}/v{v}.db', folder + '/octavo.db')
            begin()
            lever.set(-1 << 40)
            code, out, err = o.run('user', 'list', '--data', folder)
            assert code == 0, err
            writes = (1 << 40) + struct.unpack('q', open(lever.path, 'rb').read())[0]
            assert writes > 20, writes
            newest = shape(folder + '/octavo.db')
            assert newest[:2] == shapes[len(steps)][:2], 'an upgrade ends elsewhere than a new database'
            points = range(1, writes + 1) if os.environ.get('FULL') else sorted({1 + i * (writes - 1) // 11 for i in range(12)})
            for n in points:
                begin()
                lever.set(-n)
                code, out, err = o.run('user', 'list', '--data', folder)
                kills += code != 0
                lever.set(0)
                if os.path.exists(folder + '/octavo.db') and os.path.getsize(folder + '/octavo.db'):
                    have = shape(folder + '/octavo.db')
                    assert have[0] >= v and have[:2] == shapes[have[0]][:2] and (not v or have[2] == shapes[v][2]), (v, n, have)
                if v and os.path.exists(f'{folder}/octavo.db.schema-{v}'):
                    assert shape(f'{folder}/octavo.db.schema-{v}') == shapes[v], (v, n)
                code, out, err = o.run('user', 'list', '--data', folder)
                assert code == 0 and (not v or 'Anna' in out), (v, n, code, err)
                assert shape(folder + '/octavo.db') == (newest if not v else (newest[0], newest[1], shapes[v][2])), (v, n)
                if v:
                    assert shape(f'{folder}/octavo.db.schema-{v}') == shapes[v] or have[0] > v, (v, n)
        assert kills > 5 * len(steps), kills
        print(f'     {kills} kills inside of {len(steps)} upgrades')
    finally:
        o.close()


def test_no_upgrade_without_backup(program):
    steps = schema_steps()
    if len(steps) < 2:
        return 'there is one version only'
    o = Octavo(program)
    lever = Lever(o, 'full_disk', 'FULL_DISK', 'i')
    try:
        path = o.dir + '/octavo.db'
        old_database(path, steps, 1)
        open(path + '.schema-1.d', 'w').close()
        before = shape(path)
        os.makedirs(path + '.schema-1')  # a folder in the way: no backup can be made
        code, out, err = o.run('list', '--database', path)
        assert code == 1 and 'not upgraded' in err and err.count('\n') == 1, (code, err)
        assert shape(path) == before
        os.rmdir(path + '.schema-1')
        lever.set(ENOSPC)
        code, out, err = o.run('list', '--database', path)
        assert code == 1 and 'full' in err, (code, err)
        lever.set(0)
        assert shape(path) == before
        code, out, err = o.run('list', '--database', path)
        assert code == 0 and shape(path)[0] == len(steps), (code, err)
        assert shape(path + '.schema-1') == before
    finally:
        o.close()


def main():
    program, only = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ''
    passed = failed = 0
    for name, test in list(globals().items()):
        if not name.startswith('test_') or only not in name:
            continue
        began = time.time()
        try:
            word = test(program)
            if word:
                print(f'skipped {name}: {word}')
            else:
                passed += 1
                print(f'ok {name} ({time.time() - began:.1f} s)')
        except NoMount as why:
            print(f'skipped {name}: {why}')
        except Exception:
            failed += 1
            print(f'FAIL {name} ({time.time() - began:.1f} s)')
            for log in glob.glob(tempfile.gettempdir() + '/octavo-e2e-*/serve.log') if os.environ.get('KEEP') else []:
                print(open(log).read()[-3000:])
            traceback.print_exc(file=sys.stdout)
        sys.stdout.flush()
    shutil.rmtree(tools, ignore_errors=True)
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed > 0)


main()
