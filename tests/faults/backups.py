"""Backup and restore on a machine that fails: what is there stays, and no file looks like a backup that is none."""
import contextlib, os, shutil, signal, sqlite3, struct, subprocess, threading, time

from failing import *


def test_backup_under_load(program):
    """While comments come and go, backups are made; each is whole, holds what was acknowledged before it
    was begun, and restored serves the same."""
    s = Site(program)
    try:
        s.serve()
        stop = threading.Event()

        def write():
            i = 0
            while not stop.is_set():
                i += 1
                s.o.request('PUT', f'/api/v1/articles/{s.article}/star', '{"star":%s}' % ('true' if i % 2 else 'false'), s.head)
        threads = [threading.Thread(target=write) for _ in range(3)]
        for t in threads:
            t.start()
        for i in range(int(os.environ.get('ROUNDS', 3))):
            assert s.comment(f'before backup {i}.')[0] == 201
            path = f'{s.o.dir}/b{i}.db'
            code, out, err = s.o.run('backup', path)
            assert code == 0 and shape(path), err
            db = sqlite3.connect(path)
            rows = [r[0] for r in db.execute('SELECT source FROM comment ORDER BY id')]
            db.close()
            assert rows == [f'before backup {k}.' for k in range(i + 1)], rows
        stop.set()
        for t in threads:
            t.join()
        assert s.o.stop() == 0

        def dump(path):
            with contextlib.closing(sqlite3.connect(path)) as db:
                return list(db.iterdump())
        code, out, err = s.o.run('backup', s.o.dir + '/last.db')
        assert code == 0 and dump(s.o.dir + '/last.db') == dump(s.db), err
        code, out, err = s.o.run('restore', s.o.dir + '/last.db')
        assert code == 0 and dump(s.o.dir + '/last.db') == dump(s.db), err
        assert os.stat(s.db).st_mode & 0o777 == 0o600, oct(os.stat(s.db).st_mode)
        s.serve()
        s.all_there()
        s.reads()
        s.sound()
    finally:
        s.close()


def test_backup_is_verified(program):
    """Onto a full disk, over another file, into a folder that is not there, from what is damaged: no
    file is left that looks like a backup."""
    s = Site(program, ('full_disk', 'FULL_DISK', 'i'))
    try:
        s.lever.set(ENOSPC)
        code, out, err = s.o.run('backup', s.o.dir + '/b.db')
        assert code == 1 and 'full' in err and not os.path.exists(s.o.dir + '/b.db'), (code, err)
        s.lever.set(0)
        open(s.o.dir + '/there.db', 'w').write('mine')
        code, out, err = s.o.run('backup', s.o.dir + '/there.db')
        assert code == 1 and 'never overwrites' in err and open(s.o.dir + '/there.db').read() == 'mine'
        code, out, err = s.o.run('backup', s.o.dir + '/no/such/b.db')
        assert code == 1 and err.count('\n') == 1, err
        code, out, err = s.o.run('restore', s.o.dir + '/there.db')
        assert code == 1, (out, err)
        s.serve()
        s.reads()
    finally:
        s.close()


def files(folder):
    return {name: digest(f'{folder}/{name}') for name in sorted(os.listdir(folder)) if not name.endswith('-shm')}


def refuse_a_restore(s, folder, fills, empties):
    """Killed with a log that is not brought in, and the disk full: what there is stays, and serves on."""
    s.serve()
    assert s.comment('in the backup')[0] == 201
    code, out, err = s.o.run('backup', s.o.dir + '/b.db')
    assert code == 0, err
    later = [f'Number {i} after the backup. ' + 'word ' * 1900 + 'end' for i in range(4)]  # the file would have to grow for them
    assert all(s.comment(words)[0] == 201 for words in later)
    s.o.stop(signal.SIGKILL)
    assert os.path.exists(folder + '/octavo.db-shm') and os.path.getsize(folder + '/octavo.db-wal'), 'it left no log to be brought in'
    fills()
    before = files(folder)
    code, out, err = s.o.run('restore', s.o.dir + '/b.db')
    assert code == 1 and 'disk is full: what was there is as it was' in err and err.count('\n') == 1, (code, out, err)
    assert files(folder) == before, (files(folder), before)
    empties()
    s.serve()
    s.all_there()
    assert s.o.stop() == 0
    s.sound()
    code, out, err = s.o.run('restore', s.o.dir + '/b.db')
    assert code == 0, err
    s.serve()
    s.acknowledged = s.acknowledged[:-len(later)]
    assert 'after the backup' not in s.all_there()


def restore_onto_full(program, errno):
    s = Site(program, ('full_disk', 'FULL_DISK', 'i'))
    try:
        refuse_a_restore(s, os.path.dirname(s.db), lambda: s.lever.set(errno), lambda: s.lever.set(0))
    finally:
        s.close()


def test_restore_onto_a_full_disk(program):
    restore_onto_full(program, ENOSPC)


def test_restore_beyond_the_quota(program):
    restore_onto_full(program, EDQUOT)


def test_restore_onto_a_small_disk(program):
    """A real file system, once full to the last byte and once with a little room, which is not enough."""
    for spare in 0, 300 << 10:
        s = Site(program)
        try:
            with small_disk(s.o.dir + '/small', '8m') as disk:
                shutil.copy(s.db, disk.folder + '/octavo.db')
                s.o.env['OCTAVO_DATABASE'] = disk.folder + '/octavo.db'
                refuse_a_restore(s, disk.folder, lambda: disk.fill(spare), disk.empty)
                s.o.stop()
        finally:
            s.close()


def test_a_second_name_is_refused(program):
    """A hard link in another folder is the same file with another log: whoever wrote there would damage it."""
    s = Site(program)
    try:
        s.serve()
        other = s.o.dir + '/other'
        os.makedirs(other)
        os.link(s.db, other + '/octavo.db')
        for data in other, os.path.dirname(s.db):
            for args in ['serve', '--listen', '127.0.0.1:0'], ['list'], ['user', 'list'], ['poll'], ['reread'], ['backup', s.o.dir + '/b.db']:
                code, out, err = s.o.run(*args, '--data', data, timeout=15)
                assert code == 1 and 'second name' in err and 'cp ' in err and err.count('\n') == 1, (args, code, out, err)
        assert os.listdir(other) == ['octavo.db'], os.listdir(other)
        assert s.comment('the first goes on')[0] == 201
        os.unlink(other + '/octavo.db')
        s.all_there()
        assert s.o.stop() == 0
        s.sound()
    finally:
        s.close()


def test_linked_backups_can_be_restored(program):
    """Snapshots of rsync --link-dest are names of one file: restored from, none of them changes, with a log beside it either."""
    s = Site(program)
    try:
        s.serve()
        assert s.comment('in the snapshot')[0] == 201
        code, out, err = s.o.run('backup', s.o.dir + '/b.db')
        assert code == 0, err
        snap, late = s.o.dir + '/monday', s.o.dir + '/tuesday'
        for folder in snap, late:
            os.makedirs(folder)
        os.link(s.o.dir + '/b.db', snap + '/octavo.db')
        assert s.comment('in its log alone')[0] == 201
        s.o.stop(signal.SIGKILL)
        shutil.copy(s.db, late + '/octavo.db')
        shutil.copy(s.db + '-wal', late + '/octavo.db-wal')
        assert os.path.getsize(late + '/octavo.db-wal')
        os.link(late + '/octavo.db', late + '/again.db')
        everything = list(s.acknowledged)
        for folder, there in (snap, everything[:1]), (late, everything):
            s.acknowledged, before = there, files(folder)
            code, out, err = s.o.run('restore', folder + '/octavo.db')
            assert code == 0 and files(folder) == before, (code, err, files(folder), before)
            s.serve()
            s.all_there()
            assert s.o.stop() == 0
            s.sound()
    finally:
        s.close()


def restore_killed(program, exchange):
    o = Octavo(program)
    lever = Lever(o, 'die_at', 'DIE_AT', 'q')
    if not exchange:
        o.env['LD_PRELOAD'] = shim('no_exchange') + ':' + o.env['LD_PRELOAD']
    try:
        for data, name in ('old', 'olga'), ('new', 'nina'):
            code, out, err = o.run('user', 'add', name, '--data', f'{o.dir}/{data}', stdin='a long password\n')
            assert code == 0, err
        code, out, err = o.run('backup', '--data', o.dir + '/new', o.dir + '/b.db')
        assert code == 0, err
        folder = o.dir + '/data'

        def begin():
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(o.dir + '/old', folder)
        begin()
        lever.set(-1 << 40)
        code, out, err = o.run('restore', '--data', folder, o.dir + '/b.db')
        assert code == 0, err
        writes = (1 << 40) + struct.unpack('q', open(lever.path, 'rb').read())[0]
        assert writes > 8, writes
        twice = 0
        for n in range(1, writes + 2) if exchange else range(writes - 8, writes + 2):  # they differ in the end
            begin()
            lever.set(-n)
            code, out, err = o.run('restore', '--data', folder, o.dir + '/b.db')
            assert code == (-signal.SIGKILL if n <= writes else 0), (n, code, err)
            lever.set(0)
            if not exchange and os.stat(folder + '/octavo.db').st_nlink > 1:
                code, out, err = o.run('user', 'list', '--data', folder)
                assert code == 1 and 'second name' in err, (n, code, err)
                os.unlink(folder + '/octavo.db.before-restore')
                twice += 1
            code, out, err = o.run('user', 'list', '--data', folder)
            assert code == 0 and ('olga' in out) != ('nina' in out), (n, code, out, err)
            if 'nina' in out:
                code, out, err = o.run('user', 'list', '--database', folder + '/octavo.db.before-restore')
                assert code == 0 and 'olga' in out, (n, code, err)
            code, out, err = o.run('restore', '--data', folder, o.dir + '/b.db')
            assert code == 0, (n, err)
            code, out, err = o.run('check', '--data', folder)
            assert code == 0, (n, out, err)
        print(f'     {writes} kills inside of a restore' if exchange else f'     {twice} with two names')
        assert exchange or twice, 'the other way was not taken'
    finally:
        o.close()


def test_restore_killed(program):
    """Killed at each write of a restore: it is the old database or the new one, whole, and nobody has to help."""
    restore_killed(program, True)


def test_restore_killed_without_exchange(program):
    """On a file system that cannot: whole as well, but a database with two names has to be told of."""
    restore_killed(program, False)
