"""A data folder that cannot be written: what only reads goes on, and what would write says why it does not."""
import os, re, shutil, signal, sqlite3, subprocess, time

from failing import *

NOBODY = 65534


def remount(disk, how):
    """Who was killed may still be on the way out, with the database open for writing."""
    end = time.time() + 20
    while subprocess.run(['mount', '-o', 'remount,' + how, disk.folder], stderr=subprocess.DEVNULL).returncode:
        assert time.time() < end, 'it cannot be mounted anew'
        time.sleep(.1)


def undated(text):
    return re.sub('<dateCreated>.*</dateCreated>', '', text)


def reads_alike(s, data, before):
    """What reads prints the same as before, and leaves no file behind."""
    there = sorted(os.listdir(data))
    for args, (code, out) in before.items():
        now = run_as(s, *args, '--data', data)
        assert now[0] == code and undated(now[1]) == undated(out), (args, now, code, out)
    path = f'{s.o.dir}/{len(s.acknowledged)}.db'
    code, out, err = s.o.run('backup', '--data', data, path)
    assert code == 0 and shape(path)[2] == (1, len(s.acknowledged), 1), (err, shape(path)[2])
    assert sorted(os.listdir(data)) == there, os.listdir(data)


def writes_are_refused(s, data, words):
    for args in (['user', 'add', 'bert'], ['remove', '1'], ['reread'], ['poll', '--all'], ['add', s.pub.base + '/feed'], ['serve', '--listen', '127.0.0.1:0'],
                 ['rules', 'add', 'drop', 'rye', '--feed', '1'], ['following', 'add', 'rye'], ['source', '1', '--folder', 'Mills'], ['quarantine', '--clear'], ['doctor']):
        code, out, err = run_as(s, *args, '--data', data)
        assert code == 1 and words in err and err.count('\n') == 1, (args, code, out, err)


READING = [('list', '--json'), ('show', '1'), ('search', 'mill'), ('feeds',), ('export',), ('user', 'list'), ('rules',), ('following',), ('story',), ('brief',), ('quarantine',), ('check',)]


def run_as(s, *args, user=None):
    p = subprocess.run([s.o.program, *args], input=b'a long password\n', env=s.o.env, cwd='/', capture_output=True, timeout=60, user=user)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def test_read_only_disk(program):
    """A disk that is mounted for reading only: with a database that was closed, and with one that was killed."""
    s = Site(program)
    try:
        with small_disk(s.o.dir + '/disk', '12m') as disk:
            data = disk.folder + '/octavo'
            shutil.copytree(os.path.dirname(s.db), data)
            s.o.env['OCTAVO_DATA_DIR'] = data
            s.serve()
            assert s.comment('it was closed')[0] == 201
            for how in signal.SIGTERM, signal.SIGKILL:
                s.o.stop(how)
                # Asked before of a copy, since asking brings the log in.
                copy = f'{s.o.dir}/copy-{how}'
                shutil.copytree(data, copy)
                before = {args: run_as(s, *args, '--data', copy)[:2] for args in READING}
                remount(disk, 'ro')
                assert os.path.exists(data + '/octavo.db-wal') == (how == signal.SIGKILL)
                reads_alike(s, data, before)
                writes_are_refused(s, data, 'not writable')
                remount(disk, 'rw')
                s.serve()
                assert s.comment('it was killed')[0] == 201
            s.all_there()
            # A log that SQLite has no shared memory for, nor may make it.
            s.o.stop(signal.SIGKILL)
            os.unlink(data + '/octavo.db-shm')
            remount(disk, 'ro')
            for args in ['list'], ['backup', s.o.dir + '/c.db'], ['restore', '--data', s.o.dir + '/new', data + '/octavo.db']:
                code, out, err = s.o.run(*args)
                assert code == 1 and 'copy' in err and '-wal' in err and err.count('\n') == 1, (args, code, out, err)
            assert not os.path.exists(s.o.dir + '/c.db')
    finally:
        s.close()


def test_read_by_another_user(program):
    """Who may read only sees what a desk that runs has just written."""
    if os.getuid() != 0:
        return 'only root can be two users'
    s = Site(program)
    try:
        s.serve()
        data = os.path.dirname(s.db)
        for path, mode in (s.o.dir, 0o755), (os.path.dirname(data), 0o755), (data, 0o755), (s.db, 0o644), (s.db + '-wal', 0o644), (s.db + '-shm', 0o644):
            os.chmod(path, mode)
        program = s.o.program
        for i in range(3):
            assert s.comment(f'just now {i}')[0] == 201
            path = f'{s.o.dir}/out/{i}.db'
            os.makedirs(s.o.dir + '/out', exist_ok=True)
            os.chmod(s.o.dir + '/out', 0o777)
            code, out, err = run_as(s, 'backup', path, user=NOBODY)
            assert code == 0 and shape(path)[2] == (1, i + 1, 1), (code, err)
            code, out, err = run_as(s, 'list', user=NOBODY)
            assert code == 0 and 'mill' in out, (code, err)
            for args in ['user', 'add', 'bert'], ['restore', path]:
                code, out, err = run_as(s, *args, user=NOBODY)
                assert code == 1 and 'not writable' in err and err.count('\n') == 1, (args, code, err)
        s.all_there()
        assert s.o.stop() == 0
        s.sound()
    finally:
        s.close()


def test_read_only_and_old(program):
    """A database of an older program is not brought up to date where it cannot be, and not read wrongly."""
    s = Site(program)
    try:
        with small_disk(s.o.dir + '/disk', '12m') as disk:
            with sqlite3.connect(s.db) as db:
                db.execute('PRAGMA user_version = %d' % (shape(s.db)[0] - 1))
            db.close()
            shutil.copy(s.db, disk.folder + '/octavo.db')
            remount(disk, 'ro')
            code, out, err = s.o.run('list', '--data', disk.folder)
            assert code == 1 and 'an older Octavo' in err and 'not writable' in err and err.count('\n') == 1, (code, out, err)
    finally:
        s.close()
