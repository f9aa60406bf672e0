#!/usr/bin/env python3
"""Every command with each of its allocations failing, one a run: an error or success, never a signal, a
sanitizer's report, a hang, or a database that is not sound afterwards.

  memory.py OCTAVO [--most RUNS] [--only PART] [--jobs 2]

RUNS a command are spread evenly over its allocations; 0 is all of them, but for the whole sample edition in a new
database: of the 141,000 that a reader makes there it is each 101st; of an edition of two articles it is all. Wants faultmem.c of
$OCTAVO_SHARED/tools. Ends with "N passed, N failed": runs."""
import argparse, concurrent.futures, contextlib, http.client, os, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time

here = os.path.dirname(os.path.abspath(__file__))
top = os.path.dirname(os.path.dirname(here))
ap = argparse.ArgumentParser()
ap.add_argument('octavo')
ap.add_argument('--most', type=int, default=0)
ap.add_argument('--only', default='')
ap.add_argument('--jobs', type=int, default=2)
A = ap.parse_args()
A.octavo = os.path.realpath(A.octavo)
source = os.path.join(os.environ.get('OCTAVO_SHARED', top + '/../shared'), 'tools/faultmem.c')
if not os.path.exists(source):
    print('skipped: faultmem.c is not there\n0 passed, 0 failed')
    sys.exit(0)

dir = tempfile.mkdtemp(prefix='octavo-memory-')
so = dir + '/faultmem.so'
subprocess.run(['cc', '-O2', '-shared', '-fPIC', '-w', '-o', so, source, '-ldl'], check=True)
env = {k: v for k, v in os.environ.items() if not k.startswith(('OCTAVO_', 'XDG_'))}
env.update(HOME=dir, XDG_DATA_HOME=dir + '/data', XDG_CONFIG_HOME=dir + '/config', ASAN_OPTIONS='exitcode=99:verify_asan_link_order=0')
SERVE_ALLOCATIONS = 14000  # the keeper about 1,300 before it forks; a desk that starts, answers each request once and ends: fewer
samples = top + '/build/samples'


def octavo(*args, stdin=''):
    return subprocess.run([A.octavo, *args], env=env, cwd=dir, input=stdin.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)


def write(name, text):
    with open(f'{dir}/{name}', 'wb') as f:
        f.write(text if isinstance(text, bytes) else text.encode())
    return name


def small_edition(folder):
    """Two of the sample's articles, a story: every step of a new edition in a third of the allocations."""
    os.makedirs(folder + '/meridian')
    with open(samples + '/meridian/feed.xml', encoding='utf-8') as f:
        feed = f.read()
    names = ['former-minister-trial', 'grann-witness-withdraws']
    items = [i for i in re.findall(r'<item>.*?</item>', feed, re.S) if any(n in i for n in names)]
    assert len(items) == 2
    with open(folder + '/meridian/feed.xml', 'w', encoding='utf-8') as f:
        f.write(feed[:feed.index('<item>')] + ''.join(items) + '</channel></rss>')
    for n in names:
        shutil.copy(f'{samples}/meridian/{n}.html', folder + '/meridian')
    with open(samples + '/edition') as f, open(folder + '/edition', 'w') as out:
        out.write(''.join(line for line in f if line.startswith('meridian\t')))


small_edition(dir + '/few')
octavo('sample', samples)
octavo('user', 'add', 'anna', stdin='a long password\n')
octavo('backup', 'kept.db')
page, feed = f'{samples}/meridian/heat-pumps.html', f'{samples}/meridian/feed.xml'
article = write('article.json', octavo('extract', page).stdout)
opml = write('list.opml', '<opml version="2.0"><body><outline text="a" xmlUrl="http://127.0.0.1:9/feed"/></body></opml>')
rows = write('rows.jsonl', b''.join(octavo('extract', f'{samples}/meridian/{n}').stdout for n in ['heat-pumps.html', 'budget-rail.html']))
pieces = write('pieces.jsonl', '{"id":"1","html":"<p>a <b>b</b><img src=x onerror=y><a href=/z>c</a>"}\n')
urls = write('urls.jsonl', '{"id":"1","url":"http://10.0.0.1/","resolves":{}}\n')
commands = [  # what is given on standard input, then the command
    (None, 'version'), (None, 'help'), (None, 'help serve'), (None, f'parse {feed}'), (None, f'extract {page}'), (None, f'analyse {article}'),
    (rows, 'cluster'), (pieces, 'debug sanitize --jsonl'), (urls, 'debug url-policy --jsonl'), (None, 'debug fetch --json http://127.0.0.1:9/x'),
    (None, 'list'), (None, 'list --json'), (None, 'show 17'), (None, 'search ferry'), (None, 'search "publisher:courier -a before:2027"'), (None, 'ask 17 who'), (None, 'feeds'),
    (None, 'user list'), (write('pw', 'another password\n'), 'user add bert'), (write('pw', 'another password\n'), 'user password anna'), (None, 'user delete bert'),
    (None, 'export'), (opml, 'import'), (None, 'quarantine'), (None, 'reread 17'), (None, 'poll'), (None, f'sample {samples}'), (None, 'add http://127.0.0.1:9/feed'), (None, 'remove 9999'),
    (None, 'check'), (None, 'doctor'), (None, 'backup fresh-{n}.db'), (None, 'restore kept.db'), (None, 'list --data new-{n}'),
    (None, f'sample --data new-{{n}} {dir}/few'), (None, 'sample --data new-{n} ' + samples),
]


def run(stdin, command, extra, n):
    words = [w.strip('"') for w in command.replace('{n}', str(n)).split(' ')] if '"' not in command else command.split(' ', 1)[:1] + [command.split(' ', 1)[1].strip('"')]
    preload = ['env', f'LD_PRELOAD={so}', *[f'{k}={v}' for k, v in extra.items()]]
    with open(f'{dir}/{stdin}' if stdin else os.devnull, 'rb') as f:
        try:
            p = subprocess.run([*preload, A.octavo, *words], env=env, cwd=dir, stdin=f, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=90)
            return p.returncode, p.stderr
        except subprocess.TimeoutExpired:
            return 124, b'took longer than 90 seconds'


def last_of(stdin, command, below):
    """The last allocation of a command and its children: where all fail from one on that none of them reaches, its
    words are as if none failed. Halved down from `below`, to a hundredth."""
    def words(n):
        shutil.rmtree(f'{dir}/new-{n}', ignore_errors=True)
        return run(stdin, command, {'FAULTMEM_AT': n, 'FAULTMEM_KEEP': 1}, n)
    least, most = 0, below
    right = words(10 * below)
    while most - least > below // 100:
        middle = (least + most) // 2
        least, most = (least, middle) if words(middle) == right else (middle, most)
    return most


passed = failed = 0
with concurrent.futures.ThreadPoolExecutor(A.jobs) as pool:
    for stdin, command in commands:
        if A.only not in command:
            continue
        run(stdin, command, {'FAULTMEM_COUNT': dir + '/count'}, 0)
        try:
            total = int(open(dir + '/count').read())
            os.unlink(dir + '/count')
        except (OSError, ValueError):
            failed += 1
            print(f'FAIL {command}: it does not end normally')
            continue
        if command.startswith(('poll', 'sample', 'add')):
            total = max(total, 9600)  # what the children allocate is counted on from their fork: poll 7,200, add 5,100, sample 9,500
        fresh = 'new-{n}' in command
        whole = fresh and command.endswith(samples)
        if command.startswith('sample') and fresh:
            total = 142000 if whole else last_of(stdin, command, 80000)
        step = max(1, total // A.most) if A.most else 101 if whole else 1
        alone = not fresh and command.startswith(('restore', 'sample', 'user', 'import', 'add', 'poll', 'reread'))  # it changes what is there
        points = range(1, total + 1, step)

        def work(n):
            try:
                return run(stdin, command, {'FAULTMEM_AT': n}, n)
            finally:
                shutil.rmtree(f'{dir}/new-{n}', ignore_errors=True)
        bad = []
        for n, (rc, err) in zip(points, map(work, points) if alone else pool.map(work, points)):
            if rc < 0 or rc == 99 or rc >= 124 or b'Assertion' in err:
                bad.append(n)
                if len(bad) < 4:
                    print(f'     allocation {n} of {total}: status {rc}: {err[-300:].decode("utf-8", "replace").strip()}')
        failed += len(bad)
        passed += len(points) - len(bad)
        print(f'{"FAIL" if bad else "ok"} {command}: {len(points)} runs of {total} allocations, {len(bad)} bad', flush=True)
        for name in os.listdir(dir):
            if name.startswith(('fresh-', 'new-')):
                shutil.rmtree(f'{dir}/{name}', ignore_errors=True) if os.path.isdir(f'{dir}/{name}') else os.unlink(f'{dir}/{name}')


def serve_once(n, data):
    """A server with its nth allocation failing, in the keeper or, counted on from its fork, in each child:
    it answers, or says why it does not, and dies of no signal."""
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = s.getsockname()[1]
    log = open(f'{dir}/serve-{n}.log', 'w+b')
    p = subprocess.Popen(['env', f'LD_PRELOAD={so}', f'FAULTMEM_AT={n}', A.octavo, 'serve', '--listen', f'127.0.0.1:{port}', '--poll', 'no', '--readers', '1',
                          '--data', data], env=env, cwd=dir, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def ask(path):
        with contextlib.suppress(OSError, http.client.HTTPException):
            c = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
            c.request('GET', path)
            return c.getresponse().read()
    for i in range(250):
        if ask('/healthz') or p.poll() is not None:
            break
        time.sleep(.02)
    for path in ['/', '/article/17', '/search?q=ferry', '/sources', '/feed.atom', '/api/v1/articles', '/tags', '/nothing'] if p.poll() is None else []:
        ask(path)
    p.terminate()
    try:
        rc = p.wait(30)
    except subprocess.TimeoutExpired:
        p.kill()
        return 124, b'it does not end'
    log.seek(0)
    text = log.read()
    os.unlink(log.name)
    died = re.search(rb'(killed by SIG\w+|Assertion|AddressSanitizer).*', text)
    return (-1 if died else rc), died.group(0) if died else text


def serve(n):
    data = f'{dir}/serve-{n % (A.jobs * 4)}-{threading.get_ident()}'
    if not os.path.isdir(data):
        shutil.copytree(f'{dir}/data/octavo', data)
    return serve_once(n, data)


if not A.only or A.only in 'serve':
    last = SERVE_ALLOCATIONS
    points = range(1, last + 1, max(1, last // A.most) if A.most else 1)
    with concurrent.futures.ThreadPoolExecutor(A.jobs) as pool:
        bad = [(n, r) for n, r in zip(points, pool.map(serve, points)) if r[0] not in (0, 1, 2, -signal.SIGTERM)]  # ended before it listened to that
    for n, (rc, err) in bad[:4]:
        print(f'     allocation {n}: status {rc}: {err[-300:].decode("utf-8", "replace").strip()}')
    failed += len(bad)
    passed += len(points) - len(bad)
    print(f'{"FAIL" if bad else "ok"} serve: {len(points)} runs of {last} allocations, {len(bad)} bad', flush=True)
p = octavo('check')
if p.returncode:
    failed += 1
    print('FAIL the database is not sound afterwards: ' + (p.stdout + p.stderr).decode())
else:
    passed += 1
shutil.rmtree(dir, ignore_errors=True)
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
