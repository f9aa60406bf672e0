"""A process that was taken over can do nothing but its work: an attacker, preloaded into the real program,
tries from inside of each process once it has shut itself in."""
import os, struct, subprocess
from desk import Octavo, Publisher, page, rss

DEEDS = ['run a program', 'read /etc/passwd', 'read the database', 'write the database', 'make a file', 'connect', 'listen', 'fork', 'signal the keeper',
         'be traced', 'map writable code', 'remove a file', 'mount', 'become root']
# What each must be refused always; files where the kernel has Landlock.
BY_LANDLOCK = {'fetch': {'read /etc/passwd', 'read the database'}, 'desk': {'make a file', 'remove a file'}}
FORBIDDEN = {
    'desk': set(DEEDS) - {'read /etc/passwd', 'read the database', 'write the database', 'become root'},
    'fetch': set(DEEDS) - {'connect', 'become root'},  # connecting is what it is for; net/guard.c says where to
    'reader': set(DEEDS),
}
TEXT = ['The lock keeper of Tarring Hedge, Wim Aldous, has found a bell in the mud, he said on Sunday.',
        'It weighs 212 kilograms and bears the year 1604, the museum of Tarring Hedge said after it had cleaned it.'] * 2


def make(program):
    pub = Publisher()
    pub.pages = {'/feed': rss(pub.base, [('/bell', 'A bell in the mud', 'From 1604.')]), '/bell': page('A bell in the mud', TEXT)}
    return pub, Octavo(program, [pub])


def take_over(o, pub, **more):
    """-> the file in which the attacker notes what he could; None: there is no compiler"""
    here = os.path.dirname(os.path.abspath(__file__))
    book, so = o.dir + '/book', o.dir + '/taken_over.so'
    open(book, 'wb').write(b'\0' * 8 * 16 * 3)
    if subprocess.run(['cc', '-O2', '-shared', '-fPIC', '-o', so, here + '/taken_over.c', '-ldl']).returncode:
        return None
    o.env.update(LD_PRELOAD=so, TAKEN_OVER=book, TAKEN_OVER_DATABASE=o.dir + '/data/octavo/octavo.db', ASAN_OPTIONS='verify_asan_link_order=0', **more)
    o.run('import', stdin=f'<opml version="2.0"><body><outline text="b" xmlUrl="{pub.base}/feed"/></body></opml>')
    return book


def test_one_that_hangs_up_and_stays_is_replaced(program):
    """A reader, or the fetch process, closes its channel and lives on: another takes its place."""
    pub, o = make(program)
    try:
        if not take_over(o, pub, TAKEN_OVER_HANGS_UP='1'):
            return 'there is no compiler'
        o.serve('--readers', '1')
        o.wait_for(lambda: 'A bell in the mud' in o.get('/') and '1604' in o.get('/search?q=museum'), 30, 'the article')
        log = open(o.dir + '/serve.log').read()
        assert 'reader 0' in log and 'fetch 0' in log and log.count('killed by SIGKILL') == 2, log
        assert o.stop() == 0
    finally:
        o.close()
        pub.close()


def test_taken_over(program):
    pub, o = make(program)
    try:
        report = o.run('doctor')[1]
        book = take_over(o, pub)
        if not book:
            return 'there is no compiler'
        o.serve()
        o.wait_for(lambda: 'A bell in the mud' in o.get('/') and '1604' in o.get('/search?q=museum'), 30, 'the article')
        assert not os.path.exists("/tmp/octavo-taken-over")
        values = struct.unpack('96i', open(book, 'rb').read())
        for r, role in enumerate(['desk', 'fetch', 'reader']):
            wrong = []
            for d, deed in enumerate(DEEDS):
                tried, let = values[(r * 16 + d) * 2:(r * 16 + d) * 2 + 2]
                assert tried > 0, (role, deed, 'was never tried')
                if 'Landlock ABI' not in report and deed in BY_LANDLOCK.get(role, ()):
                    continue
                if let and deed in FORBIDDEN[role]:
                    wrong.append(deed)
            assert not wrong, (role, wrong)
        # The keeper started each once: nobody died of it.
        assert o.process.poll() is None and 'killed' not in open(o.dir + '/serve.log').read()
        assert o.stop() == 0
    finally:
        o.close()
        pub.close()
