#!/usr/bin/env python3
"""The promises of docs/threat-model.md, one row each, put to the proof; prints a table of them.

  run.py OCTAVO [--asan OCTAVO] [--short] [--only PART] [--list]

Long (make torture): every case there is. Short (make check): a few of each, within a minute in all. Rows
that want the cases and tools of $OCTAVO_SHARED, Chromium or root say that they are skipped without them.
Loopback only. Ends with "N passed, N failed": rows."""
import argparse, concurrent.futures, contextlib, glob, gzip, http.client, http.server, json, os, random, re, shutil, signal, socket
import subprocess, sys, tempfile, threading, time

here = os.path.dirname(os.path.abspath(__file__))
top = os.path.dirname(os.path.dirname(here))
sys.path.insert(0, os.path.join(here, '..', 'e2e'))
sys.dont_write_bytecode = True
from desk import Octavo, Publisher, free_port, page, rss
from vectors import vectors

ap = argparse.ArgumentParser()
ap.add_argument('octavo')
ap.add_argument('--asan')
ap.add_argument('--short', action='store_true')
ap.add_argument('--only', default='')
ap.add_argument('--list', action='store_true')
A = ap.parse_args()
A.octavo = os.path.realpath(A.octavo)
A.asan = os.path.realpath(A.asan) if A.asan else None
shared = os.path.realpath(os.environ.get('OCTAVO_SHARED', top + '/../shared'))
tools, security = shared + '/tools', shared + '/data/security'
scratch = tempfile.mkdtemp(prefix='octavo-torture-')
clean = {k: v for k, v in os.environ.items() if not k.startswith(('OCTAVO_', 'XDG_'))}
clean.update(ASAN_OPTIONS='exitcode=99:verify_asan_link_order=0:detect_leaks=0', UBSAN_OPTIONS='print_stacktrace=1')
rows = []


def row(name, gate, needs=()):
    def keep(fn):
        rows.append((name, gate, needs, fn))
        return fn
    return keep


def run(*args, timeout=7200, **env):
    p = subprocess.run(list(map(str, args)), env=dict(clean, **env), cwd=scratch, stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout)
    text = p.stdout.decode('utf-8', 'replace')
    with open(f'{scratch}/log', 'a') as f:
        f.write(f'== {args}\n{text}\n')
    return p.returncode, text


def tally(text):
    """The last "N passed, N failed"."""
    found = re.findall(r'^(\d+) passed, (\d+) failed', text, re.M)
    return (int(found[-1][0]), int(found[-1][1])) if found else (0, 1)


def shim(name):
    out = f'{scratch}/{name}.so'
    if not os.path.exists(out):
        subprocess.run(['cc', '-O2', '-shared', '-fPIC', '-w', '-o', out, f'{tools}/{name}.c', '-ldl', '-lpthread'], check=True)
    return out


def complain(text, most=12):
    bad = [l for l in text.split('\n') if re.match(r'FAIL|cycle|LOST|.*(ERROR: Addr|runtime error)', l)]
    for l in bad[:most]:
        print('     ' + l[:200])


@contextlib.contextmanager
def hostile_server():
    """hostile-server.py on a free port whose neighbour is free too."""
    for _ in range(20):
        port = free_port()
        p = subprocess.Popen([sys.executable, tools + '/hostile-server.py', '--port', str(port)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if b'scenarios' in p.stdout.readline():
            break
        p.wait()
    threading.Thread(target=p.stdout.read, daemon=True).start()
    try:
        yield port
    finally:
        p.kill()
        p.wait()


def node_modules():
    for d in [os.environ.get('OCTAVO_NODE', ''), top + '/build/node']:
        if d and os.path.isdir(d + '/node_modules/playwright-core'):
            return d
    return None


def some(path, n):
    """The first n lines, evenly spread, of a file of lines; all of it in the long form."""
    lines = open(path, encoding='utf-8').read().split('\n')[:-1]
    if A.short:
        lines = lines[::max(1, len(lines) // n)][:n]
    out = f'{scratch}/{os.path.basename(path)}'
    open(out, 'w', encoding='utf-8').write('\n'.join(lines) + '\n')
    return out, len(lines)


# ------------------------------------------------------------------------------- what is shown

@row('no script of a stranger runs', '0 fired, 0 requests, 0 navigations, 0 structural', ('data', 'browser'))
def xss():
    path, n = some(security + '/xss.jsonl', 20)
    rc, text = run('node', tools + '/check-xss.mjs', '--input', path, '--sanitizer', f'{A.octavo} debug sanitize --jsonl', OCTAVO_NODE=node_modules())
    line = text.strip().split('\n')[-1]
    if rc:
        print(text[-1500:])
    return f'{n} vectors, CSP off: {line}', rc == 0


@row('sanitizing twice changes nothing', 'same bytes', ('data',))
def twice():
    path, n = some(security + '/xss.jsonl', 400)
    once = subprocess.run([A.octavo, 'debug', 'sanitize', '--jsonl'], stdin=open(path), stdout=subprocess.PIPE, env=clean).stdout
    again = subprocess.run([A.octavo, 'debug', 'sanitize', '--jsonl'], input=once, stdout=subprocess.PIPE, env=clean).stdout
    differ = sum(a != b for a, b in zip(once.split(b'\n'), again.split(b'\n'))) + abs(once.count(b'\n') - again.count(b'\n'))
    return f'{n} vectors, {differ} differ', differ == 0 and once.count(b'\n') == n


@row('a browser reads it as it is written', '0 bad', ('browser',))
def made():
    """Vectors made by chance, of our own: see vectors.py. What is left of them is read and written by a browser."""
    n = 1500 if A.short else 60000
    lines = ''.join(json.dumps(v) + '\n' for v in vectors(20261126, n))
    once = subprocess.run([A.octavo, 'debug', 'sanitize', '--jsonl'], input=lines.encode(), stdout=subprocess.PIPE, env=clean).stdout
    open(scratch + '/made.jsonl', 'wb').write(once)
    rc, text = run('node', here + '/roundtrip.mjs', A.octavo, scratch + '/made.jsonl', NODE_MODULES=node_modules() + '/node_modules')
    complain(text)
    return f'{n} vectors made: {text.strip().split(chr(10))[-1]}', rc == 0 and once.count(b'\n') == n


@row('the raw cases on the real pages', '0 fired, 0 requests, 0 navigations, 0 policy violations', ('data', 'browser'))
def real_pages():
    """Each vector is title, summary and page of an article; its page is opened with the policy on."""
    path, n = some(security + '/xss.jsonl', 16)
    o, folder, names = Octavo(A.octavo), scratch + '/edition', []
    shutil.rmtree(folder, ignore_errors=True)
    vectors = [json.loads(l)['html'] for l in open(path, encoding='utf-8')]
    cdata = lambda s: '<![CDATA[' + re.sub(r'[^\t\n\r\x20-\ud7ff\ue000-\ufffd]', ' ', s).replace(']]>', ']] >') + ']]>'
    for k in range(0, len(vectors), 100):
        name = f'p{k // 100}'
        names.append(name)
        os.makedirs(f'{folder}/{name}')
        items = ''
        for i, v in enumerate(vectors[k:k + 100], k):
            items += (f'<item><title>{cdata(v)}</title><link>https://{name}.example/v{i}</link><guid>https://{name}.example/v{i}</guid>'
                      f'<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate><author>{cdata(v)}</author><category>{cdata(v)}</category><description>{cdata(v)}</description></item>')
            words = '<p>The ferry of Marl Bay sails again, the captain Oda Lindqvar said, and 40 people were on board on Monday.</p>' * 3
            open(f'{folder}/{name}/v{i}.html', 'w', encoding='utf-8', errors='replace').write(
                f'<!doctype html><html lang="en"><title>Case {i}</title><article><h1>Case {i}</h1>{words}<div>{v}</div>{words}</article></html>')
        open(f'{folder}/{name}/feed.xml', 'w', encoding='utf-8', errors='replace').write(
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title><link>https://{name}.example/</link>{items}</channel></rss>')
    open(folder + '/edition', 'w').write(''.join(f'{x}\thttps://{x}.example/feed\n' for x in names))
    try:
        code, out, err = o.run('sample', folder, timeout=900)
        ids, after = [], None
        o.serve('--poll', 'no')
        while True:
            v = json.loads(o.get('/api/v1/articles?most=100' + (f'&after={after}' if after else '')))
            ids += [a['id'] for a in v['articles']]
            after = v.get('next')
            if not after:
                break
        open(scratch + '/ids', 'w').write('\n'.join(map(str, ids)))
        rc, text = run('node', here + '/pages.mjs', f'http://127.0.0.1:{o.port}', scratch + '/ids', NODE_MODULES=node_modules() + '/node_modules')
        return text.strip().split('\n')[-1], rc == 0 and len(ids) >= .9 * n
    finally:
        o.close()


@row('articles stay whole', '0 allowed elements lost', ('extract', 'browser'))
def whole():
    pages = sorted(glob.glob(shared + '/data/extract/*/pages/*.html.gz'))
    n = 6 if A.short else 500
    step = max(1, len(pages) // n)
    with open(scratch + '/pages.jsonl', 'w') as f:
        for p in pages[::step][:n]:
            raw = gzip.open(p).read()
            m = re.search(rb'charset=["\']?([\w-]+)', raw[:4096])
            try:
                text = raw.decode(m.group(1).decode() if m else 'utf-8')
            except (UnicodeDecodeError, LookupError):
                text = raw.decode('utf-8', 'replace')
            f.write(json.dumps({'id': p[len(shared) + 14:], 'html': text, 'base': 'https://news.example/a/b'}) + '\n')
    with open(scratch + '/clean.jsonl', 'wb') as f:
        subprocess.run([A.octavo, 'debug', 'sanitize', '--jsonl'], stdin=open(scratch + '/pages.jsonl'), stdout=f, env=clean, check=True)
    rc, text = run('node', here + '/whole.mjs', scratch + '/pages.jsonl', scratch + '/clean.jsonl', NODE_MODULES=node_modules() + '/node_modules')
    if rc:
        print(text[-1500:])
    return text.strip().split('\n')[-1], rc == 0


# ------------------------------------------------------------------------------- what is fetched

@row('it never reaches your own network', '280 of 280, canary untouched', ('data',))
def ssrf():
    path, n = some(security + '/ssrf.jsonl', 12)
    with hostile_server() as port:
        rc, text = run(sys.executable, tools + '/check-ssrf.py', path, '--fetch', A.octavo + ' debug fetch {url}', '--netguard', shim('netguard'), '--sink', port, '--timeout', 30)
        canary = json.loads(get(port, '/canary-log'))
    complain(text)
    judge = subprocess.run([sys.executable, tools + '/check-ssrf.py', path, '--judge', A.octavo + ' debug url-policy --jsonl'], stdout=subprocess.PIPE, env=clean).stdout.decode()
    return f'{tally(text)[0]} of {n} fetched rightly, {tally(judge)[0]} of {n} judged rightly, {len(canary)} canary hits', rc == 0 and tally(judge)[1] == 0 and not canary


def get(port, path):
    c = http.client.HTTPConnection('127.0.0.1', port, timeout=20)
    c.request('GET', path)
    return c.getresponse().read().decode()


def hostile(program, only=None):
    with hostile_server() as port:
        names = [s['name'] for s in json.loads(get(port, '/scenarios.json'))]
        passed = failed = 0
        pick = names[::12] if only else [None]
        for name in pick:
            # The text of a leak is looked for in the parent's memory: leaks are the unit tests' affair.
            rc, text = run(sys.executable, tools + '/hostile-run.py', '--port', port, '--cmd', f'{program} debug fetch --json {{url}} --as {{kind}}',
                           *(['--only', name] if name else []), OCTAVO_NET_ALLOW=f'127.0.0.1:{port}')
            complain(text)
            passed, failed = passed + tally(text)[0], failed + tally(text)[1]
    return f'{passed} of {passed + failed} variants', failed == 0 and passed > 0


@row('any feed, no harm', 'all variants; <= 30 s, <= 96 MiB more, no signal', ('data',))
def feeds():
    return hostile(A.octavo, A.short)


@row('any feed, no harm, sanitizer build', 'all variants, no report', ('data', 'asan', 'long'))
def feeds_asan():
    return hostile(A.asan)


class Sources(http.server.BaseHTTPRequestHandler):
    """127.1.x.1 are good; 127.9.x.1 are silent, endless, dripping, huge, broken."""
    protocol_version = 'HTTP/1.1'

    def do_GET(self):
        host = self.headers.get('Host', '').split(':')[0]
        self.server.seen.setdefault(host, time.time())
        if not host.startswith('127.9.'):
            body = rss(f'http://{self.headers["Host"]}', [], host)[1]
            self.head(len(body))
            self.wfile.write(body)
            return
        how = int(host.split('.')[2]) % 5
        with contextlib.suppress(OSError):
            if how == 0:
                time.sleep(60)
            elif how == 1:
                self.head(1 << 30)
                while not self.server.ended:
                    self.wfile.write(b'<item>' * 4096)
            elif how == 2:
                self.head(10000)
                for _ in range(60):
                    self.wfile.write(b' ')
                    time.sleep(1)
            elif how == 3:
                self.head(24 << 20)
                self.wfile.write(b'<rss><channel>' + b'<item><title>x</title></item>' * 800000)
            else:
                self.head(400000)
                self.wfile.write(b'<a>' * 133333 + b'!')
        self.close_connection = True

    def head(self, n):
        self.send_response(200)
        self.send_header('Content-Type', 'application/rss+xml')
        self.send_header('Content-Length', str(n))
        self.end_headers()

    def log_message(self, *a):
        pass


class SourceServer(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 512


@row('one bad source delays no other', "good sources' p99 delay <= 5 s")
def delays():
    good, bad = (60, 6) if A.short else (200, 20)
    server = SourceServer(('', 0), Sources)
    server.seen, server.ended, port = {}, False, server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hosts = [f'127.9.{i}.1' for i in range(bad)] + [f'127.1.{i}.1' for i in range(good)]
    o = Octavo(A.octavo)
    o.env['OCTAVO_FETCH_ALLOW'] = ' '.join(f'{h}:{port}' for h in hosts)
    try:
        o.run('import', stdin='<opml version="2.0"><body>' + ''.join(f'<outline text="{h}" xmlUrl="http://{h}:{port}/feed"/>' for h in hosts) + '</body></opml>')
        began = time.time()
        o.serve()
        done = lambda: sum('"state":"ok"' in json.dumps(f, separators=(',', ':')) for f in o.json('feeds', '--json')) >= good
        o.wait_for(lambda: len([h for h in server.seen if h.startswith('127.1.')]) == good, 90, 'the good sources')
        delay = sorted(t - began for h, t in server.seen.items() if h.startswith('127.1.'))
        o.wait_for(done, 60, 'the good sources to be read')
        p99 = delay[int(.99 * (len(delay) - 1))]
        return f'{good} good beside {bad} bad: p50 {delay[len(delay) // 2]:.2f} s, p99 {p99:.2f} s, all read after {time.time() - began:.1f} s', p99 <= 5
    finally:
        server.ended = True
        o.close()
        server.shutdown()
        server.server_close()


# ------------------------------------------------------------------------------- what is kept

def crash(cycles, *more):
    o = Octavo(A.octavo)
    o.run('sample', top + '/build/samples')
    o.run('user', 'add', 'anna', '--admin', stdin='a long password\n')
    articles = [a['id'] for a in o.json('list', '--json')['articles']][:8]
    port, data = free_port(), scratch + '/crash'
    shutil.rmtree(data, ignore_errors=True)
    os.makedirs(data)
    shutil.copy(o.dir + '/data/octavo/octavo.db', data + '/octavo.db')
    head = {'Authorization': 'Bearer {token}'}
    base = '/api/v1/articles/{article}'
    adapter = {
        'start': [A.octavo, 'serve', '--data', '{dir}', '--listen', '127.0.0.1:{port}', '--poll', 'no', '--readers', '1'],
        'env': {'HOME': data}, 'ready': {'method': 'GET', 'path': '/healthz', 'status': [200], 'seconds': 20},
        'setup': [{'method': 'POST', 'path': '/api/v1/login', 'json': {'user': 'anna', 'password': 'a long password'}, 'ok': [200], 'save': {'token': 'token'}}],
        'headers': head, 'vars': {'article': articles},
        'writes': [
            {'name': 'comment', 'kind': 'append', 'weight': 3, 'method': 'POST', 'path': base + '/comments', 'json': {'body': 'text {uid}'}, 'ok': [201],
             'verify': {'path': base + '/comments', 'count': 1}},
            {'name': 'read', 'kind': 'set', 'weight': 4, 'key': 'article', 'values': [True, False], 'method': 'PUT', 'path': base + '/read', 'json': {'read': '{value}'},
             'ok': [200, 204], 'verify': {'path': base, 'field': 'read'}},
            {'name': 'star', 'kind': 'set', 'weight': 4, 'key': 'article', 'values': [True, False], 'method': 'PUT', 'path': base + '/star', 'json': {'star': '{value}'},
             'ok': [200, 204], 'verify': {'path': base, 'field': 'starred'}}],
        'dbs': ['{dir}/octavo.db'], 'check': [[A.octavo, 'check', '--data', '{dir}']]}
    # Field names as the article's JSON has them.
    v = o.json('show', '--json', str(articles[0]))
    adapter['writes'][1]['verify']['field'] = next((k for k in ('read', 'is_read') if k in v), 'read')
    adapter['writes'][2]['verify']['field'] = next((k for k in ('star', 'starred') if k in v), 'starred')
    o.close()
    json.dump(adapter, open(scratch + '/adapter.json', 'w'))
    rc, text = run(sys.executable, tools + '/crash-loop.py', scratch + '/adapter.json', '--cycles', cycles, '--port', port, '--dir', data, '--max-seconds', 5000, *more)
    complain(text)
    line = [l for l in text.split('\n') if l.startswith('crash-loop')]
    if rc:
        print(text[-1200:])
    stat = dict(re.findall(r'(\w+)=([\d.]+)', line[-1])) if line else {}
    return f'{stat.get("kills", 0)} kills, {stat.get("acknowledged_appends", 0)} comments and {stat.get("acked", 0)} acts acknowledged, {stat.get("failures", "?")} lost or doubled', rc == 0


@row('an acknowledged act is never lost', '200 kills, 0 lost, integrity ok', ('data',))
def kills():
    return crash(3 if A.short else 200)


@row('nor in a power cut', '100 power cuts, 0 lost, integrity ok', ('data',))
def power():
    return crash(2 if A.short else 100, '--powerloss', shim('powerloss'), '--powerloss-mode', 'random')


@row('disk full, locked, clock, damage', 'a clear word, reading goes on, recovers alone, nothing lost')
def faults():
    if A.short:
        done = [run(sys.executable, top + '/tests/faults/run.py', A.octavo, t) for t in ('disk_full', 'damaged_head')]
    else:
        done = [run(sys.executable, top + '/tests/faults/run.py', A.octavo, FULL='1', ROUNDS='12')]
    for _, text in done:
        complain(text)
    return f'{sum(tally(t)[0] for _, t in done)} of {sum(sum(tally(t)) for _, t in done)} scripts', all(rc == 0 for rc, _ in done)


@row('upgrade, backup, restore', 'old or new, never between; equal every time')
def upgrade():
    done = [run(sys.executable, top + '/tests/faults/run.py', A.octavo, t, FULL='' if A.short else '1', ROUNDS='1' if A.short else '12')
            for t in (('no_upgrade',) if A.short else ('upgrade_killed', 'no_upgrade', 'backup', 'restore'))]
    for _, text in done:
        complain(text)
    inside = re.findall(r'(\d+ kills inside of (?:\d+ upgrades|a restore))', ' '.join(t for _, t in done))
    return ', '.join([f'{sum(tally(t)[0] for _, t in done)} scripts'] + inside), all(rc == 0 for rc, _ in done)


# ------------------------------------------------------------------------------- what listens

def abuse(program, slow_seconds, only=()):
    o = Octavo(program)
    o.env.update(ASAN_OPTIONS=clean['ASAN_OPTIONS'] + ':quarantine_size_mb=16')
    o.run('sample', top + '/build/samples')
    try:
        o.serve('--poll', 'no')
        desk = next(p for p in os.listdir('/proc') if p.isdigit() and stat_of(p) == (o.process.pid, 'octavo-desk'))
        passed = failed = 0
        before = len(os.listdir(f'/proc/{desk}/fd'))
        for group in only or ['']:
            rc, text = run(sys.executable, tools + '/http-abuse.py', '--port', o.port, '--path', '/', '--post-path', '/api/v1/login', '--pid', desk,
                           '--slow-seconds', slow_seconds, *(['--only', group] if group else []))
            complain(text)
            passed, failed = passed + tally(text)[0], failed + tally(text)[1]
        p99 = beside_slow(o.port, 60 if A.short else 1000)
        for _ in range(100):  # what has just been closed here is closed there a moment later
            fds = len(os.listdir(f'/proc/{desk}/fd'))
            if fds <= before + 8:
                break
            time.sleep(.1)
        code = o.stop()
        log = open(o.dir + '/serve.log', errors='replace').read()
        report = 'ERROR: AddressSanitizer' in log or 'runtime error' in log
        return f'{passed} of {passed + failed} cases, p99 {p99 * 1000:.1f} ms beside 200 slow connections, {before} descriptors at first, {fds} at the end{", SANITIZER REPORT" if report else ""}', \
            failed == 0 and not report and code == 0 and fds <= before + 8 and (A.short or p99 <= .05)
    finally:
        o.close()


def stat_of(pid):
    with contextlib.suppress(OSError):
        text = open(f'/proc/{pid}/stat').read()
        return int(text.rsplit(')', 1)[1].split()[1]), text.split('(', 1)[1].rsplit(')', 1)[0]
    return None


def beside_slow(port, n):
    """p99 of a small page while 200 connections send a header a byte at a time."""
    slow, took = [], []
    stop = threading.Event()
    for _ in range(200):
        s = socket.create_connection(('127.0.0.1', port))
        s.sendall(b'GET / HTTP/1.1\r\nHost: x\r\nX-a: ')
        slow.append(s)

    def drip():
        while not stop.wait(.5):
            for s in slow:
                with contextlib.suppress(OSError):
                    s.send(b'a')
    t = threading.Thread(target=drip)
    t.start()
    c = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
    for _ in range(n):
        began = time.perf_counter()
        c.request('GET', '/help')
        c.getresponse().read()
        took.append(time.perf_counter() - began)
    stop.set()
    t.join()
    for s in slow:
        s.close()
    return sorted(took)[int(.99 * (n - 1))]


@row('the web server stands', 'all cases; descriptors flat; p99 <= 50 ms beside 200 slow', ('data',))
def server():
    return abuse(A.octavo, 2, ('smuggling', 'header')) if A.short else abuse(A.octavo, 20)


@row('the web server stands, sanitizer build', 'all cases, no report', ('data', 'asan', 'long'))
def server_asan():
    return abuse(A.asan, 20)


# ------------------------------------------------------------------------------- what shuts in

@row('the sandbox holds', 'refused always, the server stays up')
def sandbox():
    test = top + '/build/tests/proc/sandbox_test'
    if not os.path.exists(test):
        return None, 'make tests-build first'
    rc, text = run(test)
    report = subprocess.run([A.octavo, 'doctor', '--data', scratch + '/doctor'], stdout=subprocess.PIPE, env=clean).stdout.decode()
    words = re.search(r'sandbox +(.*)', report)
    rc2, text2 = run(sys.executable, top + '/tests/e2e/run.py', A.octavo, 'taken_over')
    return f'{text.count("[       OK ]")} profiles, {tally(text2)[0]} with the server; {words.group(1) if words else "no word of doctor"}', rc == 0 and rc2 == 0 and tally(text2)[0] > 0


@row('the service is shut in', 'systemd-analyze security <= 1.5')
def unit():
    if not shutil.which('systemd-analyze'):
        return None, 'systemd-analyze is not there'
    rc, text = run('systemd-analyze', 'security', '--offline=true', '--no-pager', top + '/contrib/octavo.service')
    m = re.search(r'exposure level for .*: ([\d.]+)', text)
    return f'exposure {m.group(1) if m else "?"}', bool(m) and float(m.group(1)) <= 1.5


@row('the Debian package', 'builds, unpacks, its program runs', ('long',))
def deb():
    if not shutil.which('dpkg-deb'):
        return None, 'dpkg-deb is not there'
    p = subprocess.run(['make', '--no-print-directory', '-C', top, 'deb'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    made = sorted(glob.glob(top + '/build/deb/*.deb'), key=os.path.getmtime)
    if p.returncode or not made:
        return p.stdout.decode()[-200:], False
    root = scratch + '/root'
    run('dpkg-deb', '-x', made[-1], root)
    run('dpkg-deb', '-e', made[-1], root + '/DEBIAN')
    sums, _ = run('sh', '-c', f'cd {root} && md5sum -c --quiet DEBIAN/md5sums')
    scripts, _ = run('sh', '-c', f'for s in {root}/DEBIAN/p*; do sh -n $s || exit 1; done')
    o = Octavo(root + '/usr/bin/octavo')
    try:
        o.run('sample', root + '/usr/share/octavo/samples')
        o.serve('--config', root + '/etc/octavo/octavo.conf')
        text = o.get('/')
        return f'{os.path.getsize(made[-1]) >> 20} MiB', sums == 0 and scripts == 0 and 'article/' in text and o.stop() == 0
    finally:
        o.close()


# ------------------------------------------------------------------------------- what takes longest

@row('memory exhausted is an error', 'every allocation, 0 signals')
def memory():
    rc, text = run(sys.executable, top + '/tests/faults/memory.py', A.octavo, '--most', 1 if A.short else 0)
    complain(text)
    return f'{tally(text)[0]} of {sum(tally(text))} runs', rc == 0


@row('a failed call to the system is an error', 'each call of a command, or of serve, fails once or is interrupted: 0 signals, 0 hangs, 0 lost')
def calls():
    done = [run(sys.executable, top + '/tests/faults/calls.py', A.octavo, '--most', 1 if A.short else 1000, *more) for more in ([], ['--interrupted'])]
    for _, text in done:
        complain(text)
    return ' and '.join(f'{tally(text)[0]} of {sum(tally(text))} runs' for _, text in done), all(rc == 0 for rc, _ in done)


def missing(needs):
    have = {'data': os.path.isdir(security), 'extract': os.path.isdir(shared + '/data/extract'), 'browser': shutil.which('node') and shutil.which('chromium') and node_modules(),
            'asan': A.asan, 'long': not A.short}
    words = {'data': 'cases and tools of ../shared', 'extract': 'pages of ../shared', 'browser': 'Chromium and build/node (make check)', 'asan': '--asan', 'long': 'the long form'}
    return ', '.join(words[n] for n in needs if not have[n])


def main():
    table, passed, failed = [], 0, 0
    for name, gate, needs, fn in rows:
        if A.only not in name and A.only not in fn.__name__:
            continue
        if A.list:
            print(f'{fn.__name__:12} {name}')
            continue
        began, lacks = time.time(), missing(needs)
        if lacks:
            verdict, figure = 'skipped', 'wants ' + lacks
        else:
            try:
                figure, good = fn()
            except Exception as e:
                figure, good = f'{type(e).__name__}: {e}'[:300], False
            verdict, figure = ('skipped', good) if figure is None else ('ok' if good else 'FAIL', figure)
        passed, failed = passed + (verdict == 'ok'), failed + (verdict == 'FAIL')
        took = time.time() - began
        table.append((name, gate, figure, verdict, took))
        print(f'{verdict} {name}: {figure} ({took:.0f} s)', flush=True)
    if not A.short and not A.list:
        print('\n| promise | gate | measured | |\n|---|---|---|---|')
        for name, gate, figure, verdict, took in table:
            print(f'| {name} | {gate} | {figure} | {verdict} |')
    if os.environ.get('KEEP'):
        print('log: ' + scratch + '/log')
    else:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f'{passed} passed, {failed} failed')
    return failed > 0


sys.exit(main())
