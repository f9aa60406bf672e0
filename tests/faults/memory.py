#!/usr/bin/env python3
"""Every command with each of its allocations failing, one a run: an error or success, never a signal in any of its
processes, a hang, or a database that is not sound afterwards.

  memory.py OCTAVO [--most RUNS] [--only PART] [--jobs N]

RUNS a command are spread evenly over its allocations, those of its children counted on from their fork; 0 is all of
them. Each run has a folder of its own, with a copy of the same database; where a command may change that, SQLite checks
it after each run, and `octavo check` after the last. The whole sample edition is read with each 101st of its allocations
failing; two of its articles with each. Ends with "N passed, N failed": runs."""
import argparse, concurrent.futures, contextlib, http.client, itertools, json, os, re, shutil, signal, socket, struct, subprocess, sys, tempfile, time

here = os.path.dirname(os.path.abspath(__file__))
top = os.path.dirname(os.path.dirname(here))
ap = argparse.ArgumentParser()
ap.add_argument('octavo')
ap.add_argument('--most', type=int, default=0)
ap.add_argument('--only', default='')
ap.add_argument('--jobs', type=int, default=2 * (os.cpu_count() or 1))  # a new edition waits more than it works
A = ap.parse_args()
A.octavo = os.path.realpath(A.octavo)
samples = top + '/build/samples'
dir = tempfile.mkdtemp(prefix='octavo-memory-', dir='/dev/shm' if os.path.isdir('/dev/shm') else None)
so = dir + '/each_allocation.so'
subprocess.run(['cc', '-std=gnu17', '-D_GNU_SOURCE', '-O2', '-shared', '-fPIC', '-o', so, here + '/each_allocation.c', '-ldl', '-lsqlite3'], check=True)
env = {k: v for k, v in os.environ.items() if not k.startswith(('OCTAVO_', 'XDG_', 'ALLOC_'))}


def at_home(home, **more):
    return dict(env, HOME=home, XDG_DATA_HOME=home + '/data', XDG_CONFIG_HOME=home + '/config', **{k: str(v) for k, v in more.items()})


def octavo(*args, stdin='', home=dir):
    return subprocess.run([A.octavo, *args], env=at_home(home), cwd=dir, input=stdin.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)


def write(name, text):
    with open(f'{dir}/{name}', 'wb') as f:
        f.write(text if isinstance(text, bytes) else text.encode())
    return f'{dir}/{name}'


def small_edition(folder):
    """Two of the sample's articles, a story: every step of reading an edition in a third of the allocations."""
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


def database(home, *acts):
    """A database that these acts leave, in one file."""
    for stdin, *args in acts:
        p = octavo(*args, stdin=stdin, home=home)
        assert p.returncode == 0, (args, p.stderr)
    path = home + '/data/octavo/octavo.db'
    assert not os.path.exists(path + '-wal')
    return path


few = dir + '/few'
small_edition(few)
anna = ('a long password\n', 'user', 'add', 'anna', '--admin')
desk = database(dir + '/desk', ('', 'sample', samples), anna, ('', 'rules', 'add', 'star', 'ferry'), ('', 'following', 'add', 'ferry'), ('a long password\n', 'user', 'add', 'zoe'), ('', 'backup', dir + '/kept.db'))
rule = str(json.loads(octavo('rules', '--json', '--user', 'anna', home=dir + '/desk').stdout)[0]['id'])
bare = database(dir + '/bare', anna)  # nothing in it yet
one = str(json.loads(octavo('list', '--json', home=dir + '/desk').stdout)['articles'][0]['id'])
page, feed = f'{samples}/meridian/heat-pumps.html', f'{samples}/meridian/feed.xml'
article = write('article.json', octavo('extract', page).stdout)
opml = write('list.opml', '<opml version="2.0"><body><outline text="a" xmlUrl="http://127.0.0.1:9/feed"/></body></opml>')
rows = write('rows.jsonl', b''.join(octavo('extract', f'{samples}/meridian/{n}').stdout for n in ['heat-pumps.html', 'budget-rail.html']))
pieces = write('pieces.jsonl', '{"id":"1","html":"<p>a <b>b</b><img src=x onerror=y><a href=/z>c</a>"}\n')
urls = write('urls.jsonl', '{"id":"1","url":"http://10.0.0.1/","resolves":{}}\n')
word = write('pw', 'another password\n')
model = ['--model-url', 'http://127.0.0.1:9/v1', '--model-name', 'small']
READS, CHANGES, ALONE = range(3)  # the database is read; may be changed; there is none
commands = [  # what it does with the database that is there, which is that, what is given on standard input, the command
    (ALONE, None, None, ['version']), (ALONE, None, None, ['help']), (ALONE, None, None, ['help', 'serve']), (ALONE, None, None, ['parse', feed]), (ALONE, None, None, ['extract', page]),
    (ALONE, None, None, ['analyse', article]), (ALONE, None, rows, ['cluster']), (ALONE, None, None, ['cluster', rows, '--explain', '1']), (ALONE, None, pieces, ['debug', 'sanitize', '--jsonl']),
    (ALONE, None, urls, ['debug', 'url-policy', '--jsonl']), (ALONE, None, None, ['debug', 'fetch', '--json', 'http://127.0.0.1:9/x']),
    (READS, desk, None, ['list']), (READS, desk, None, ['list', '--json']), (READS, desk, None, ['show', one]), (READS, desk, None, ['search', 'ferry']),
    (READS, desk, None, ['search', 'publisher:courier -a before:2027']), (READS, desk, None, ['ask', one, 'who']), (READS, desk, None, ['ask', 'who speaks for the port']),
    (READS, desk, None, ['story']), (READS, desk, None, ['story', '1']), (READS, desk, None, ['brief']), (READS, desk, None, ['feeds']), (READS, desk, None, ['user', 'list', '--json']),
    (READS, desk, None, ['rules', '--user', 'anna']), (READS, desk, None, ['following', '--user', 'anna']),
    (READS, desk, None, ['export']), (READS, desk, None, ['quarantine']), (READS, desk, None, ['check']), (READS, desk, None, ['doctor']), (READS, desk, None, ['backup', 'fresh.db']),
    (CHANGES, desk, word, ['user', 'add', 'bert']), (CHANGES, desk, word, ['user', 'password', 'anna']), (CHANGES, desk, None, ['user', 'link', 'zoe']),
    (CHANGES, desk, None, ['user', 'invite', 'carl']), (CHANGES, desk, None, ['rules', 'add', 'drop', 'crossword', '--feed', '1']), (CHANGES, desk, None, ['rules', 'delete', '--user', 'anna', rule]),
    (CHANGES, desk, None, ['following', 'add', '--user', 'zoe', 'port']), (CHANGES, desk, None, ['following', 'looked', '--user', 'anna', 'ferry']),
    (CHANGES, desk, None, ['user', 'promote', 'zoe']), (CHANGES, desk, None, ['user', 'demote', 'zoe']), (CHANGES, desk, None, ['user', 'close', 'zoe']),
    (CHANGES, desk, None, ['user', 'open', 'zoe']), (CHANGES, desk, None, ['user', 'delete', 'zoe']), (CHANGES, desk, None, ['source', '1', '--folder', 'Morning']),
    (CHANGES, desk, None, ['import', opml]), (CHANGES, desk, None, ['add', 'http://127.0.0.1:9/feed']), (CHANGES, desk, None, ['remove', '1']), (CHANGES, desk, None, ['reread', one]),
    (READS, desk, None, ['doctor', '--model', *model]), (CHANGES, desk, None, ['story', '1', '--model', *model]),
    (CHANGES, desk, None, ['poll']), (CHANGES, desk, None, ['sample', samples]), (CHANGES, desk, None, ['restore', dir + '/kept.db']),
    (CHANGES, None, None, ['list']), (CHANGES, bare, None, ['sample', few]), (CHANGES, bare, None, ['sample', samples]),
]
homes = iter(itertools.count())


def runs(how, db, stdin, command, first, last, step):
    """The command with each of these allocations failing: how many runs, what was wrong, the most it allocates, and
    its folder, as the last run left it."""
    home = f'{dir}/home-{next(homes)}'
    seen = write(os.path.basename(home) + '.seen', bytes(16))
    more = dict(ALLOC_DB=db) if db else {}
    if stdin:
        more['ALLOC_STDIN'] = stdin
    if how == CHANGES:
        more['ALLOC_CHECK'] = 1
    p = subprocess.run(['env', 'LD_PRELOAD=' + so, A.octavo, *command], stdout=subprocess.PIPE, cwd=dir,
                       env=at_home(home, ALLOC_RUNS=f'{first} {last} {step}', ALLOC_HOME=home, ALLOC_TOP=seen, **more))
    lines = p.stdout.decode('utf-8', 'replace').split('\n')
    done = [l for l in lines if l.endswith(' runs')]
    bad = [l for l in lines if l.startswith('BAD')] + ([] if done else [f'BAD {first} the runs ended with status {p.returncode}'])
    with open(seen, 'rb') as f:
        most = struct.unpack('qq', f.read())[0]
    return int(done[0].split()[0]) if done else 0, bad, most, home


def each(pool, how, db, stdin, command):
    count, bad, total, home = runs(how, db, stdin, command, 0, 0, 1)  # none fails
    shutil.rmtree(home, ignore_errors=True)
    if bad or not total:
        return 1, bad or ['BAD 0 it allocates nothing'], total
    if how != ALONE:
        total += total // 50 + 20  # what threads and processes allocate depends on who is first
    step = max(1, total // A.most) if A.most else 101 if command[-1] == samples and db == bare else 1
    jobs = min(A.jobs, (total + step - 1) // step)
    parts = [pool.submit(runs, how, db, stdin, command, 1 + j * step, total, step * jobs) for j in range(jobs)]
    count = 0
    for part in parts:
        n, wrong, _, home = part.result()
        count, bad = count + n, bad + wrong
        if how == CHANGES and os.path.exists(home + '/data/octavo/octavo.db'):
            p = octavo('check', home=home)
            if p.returncode:
                bad.append(f'BAD {total} octavo check afterwards: {(p.stdout + p.stderr).decode()[-300:]}')
        shutil.rmtree(home, ignore_errors=True)
    return count, bad, total


def serve(n, home, seen):
    """A server with its nth allocation failing, in the keeper or, counted on from its fork, in each child:
    it answers, or says why it does not, and no process of it dies of a fault."""
    write(os.path.basename(seen), bytes(16))
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        port = s.getsockname()[1]
    with open(home + '/log', 'w+b') as log:
        p = subprocess.Popen(['env', 'LD_PRELOAD=' + so, A.octavo, 'serve', '--listen', f'127.0.0.1:{port}', '--poll', 'no', '--readers', '1'], env=at_home(home, ALLOC_AT=n, ALLOC_TOP=seen),
                             cwd=dir, stdin=subprocess.DEVNULL, stdout=log, stderr=log)

        def ask(path):
            with contextlib.suppress(OSError, http.client.HTTPException):
                c = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
                c.request('GET', path)
                return c.getresponse().read()
        for i in range(600):
            if ask('/healthz') or p.poll() is not None:
                break
            time.sleep(.008)
        for path in ['/', '/article/' + one, '/search?q=ferry', '/sources', '/feed.atom', '/api/v1/articles', '/tags', '/nothing'] if p.poll() is None else []:
            ask(path)
        p.terminate()
        try:
            rc = p.wait(30)
        except subprocess.TimeoutExpired:
            p.kill()
            return f'BAD {n} it does not end', 0
        log.seek(0)
        text = log.read().decode('utf-8', 'replace')
    with open(seen, 'rb') as f:
        most, died = struct.unpack('qq', f.read())
    if died or rc not in (0, 1, 2, -signal.SIGTERM):  # ended before it listened to that
        return f'BAD {n} status {rc}, a child died of signal {died}: {text[-300:]}', most
    return None, most


def serves(first, last, step):
    home = f'{dir}/home-{next(homes)}'
    os.makedirs(home + '/data/octavo')
    shutil.copy(desk, home + '/data/octavo/octavo.db')
    said = [serve(n, home, f'{home}.seen') for n in range(first, last + 1, step)]
    bad = [b for b, _ in said if b]
    p = octavo('check', home=home)
    if p.returncode:
        bad.append(f'BAD {last} octavo check afterwards: {(p.stdout + p.stderr).decode()[-300:]}')
    return len(said), bad, max((most for _, most in said), default=0)


def each_of_serve(pool):
    _, bad, total = serves(0, 0, 1)
    total += total // 20 + 20
    step = max(1, total // A.most) if A.most else 1
    jobs = min(A.jobs, (total + step - 1) // step)
    parts = [p.result() for p in [pool.submit(serves, 1 + j * step, total, step * jobs) for j in range(jobs)]]
    return sum(p[0] for p in parts), bad + [b for p in parts for b in p[1]], total


passed = failed = 0
try:
    with concurrent.futures.ThreadPoolExecutor(A.jobs) as pool:
        work = [(' '.join(c[3]).replace(samples, 'SAMPLES').replace(dir + '/', ''), c[1], lambda c=c: each(pool, *c)) for c in commands] + [('serve', desk, lambda: each_of_serve(pool))]
        for name, db, do in work:
            if A.only not in name:
                continue
            began = time.time()
            count, bad, total = do()
            for b in bad[:4]:
                print('     ' + b)
            failed += len(bad)
            passed += max(0, count - len(bad))
            where = ', a new database' if db is None and name == 'list' else ', an empty desk' if db == bare else ''
            print(f'{"FAIL" if bad else "ok"} {name}{where}: {count} runs of {total} allocations, {len(bad)} bad ({time.time() - began:.0f} s)', flush=True)
finally:
    shutil.rmtree(dir, ignore_errors=True)
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
