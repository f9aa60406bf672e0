#!/usr/bin/env python3
"""The figures of docs/PERFORMANCE.md: run.py OCTAVO [--articles 10000] [--write FILE].
Needs wrk. The corpus is invented (bench/edition.py); with ../shared the extraction figure is that of
its real pages."""
import argparse, glob, gzip, http.client, itertools, json, os, re, resource, shutil, signal, socket, subprocess, sys, tempfile, time
ap = argparse.ArgumentParser(); ap.add_argument('octavo'); ap.add_argument('--articles', type=int, default=10000); ap.add_argument('--write'); A = ap.parse_args()
here = os.path.dirname(os.path.abspath(__file__)); octavo = os.path.realpath(A.octavo)
shared = os.environ.get('OCTAVO_SHARED', os.path.join(here, '..', '..', 'shared'))
d = tempfile.mkdtemp(prefix='octavo-bench-'); rows = []
env = {**{k: v for k, v in os.environ.items() if not k.startswith('OCTAVO_')}, 'HOME': d, 'XDG_DATA_HOME': d + '/data', 'XDG_CONFIG_HOME': d + '/config'}

def say(what, value, how):
    rows.append((what, value, how)); print(f'{what:52} {value:>16}   {how}', flush=True)

def cpu(args, input=b''):
    """CPU seconds, wall seconds, peak MiB: VmHWM, read while it runs (ru_maxrss would count this Python)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN); t = time.time(); peak = 0
    with tempfile.TemporaryFile() as f:
        f.write(input); f.seek(0)
        p = subprocess.Popen(args, env=env, cwd=d, stdin=f, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while p.poll() is None:
            try: peak = max(peak, int(re.search(r'VmHWM:\s+(\d+)', open(f'/proc/{p.pid}/status').read()).group(1)))
            except (OSError, AttributeError): pass
            time.sleep(.02)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert p.returncode == 0, args
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.time() - t, peak / 1024

def tree(pid):
    out = [pid]
    for p in filter(str.isdigit, os.listdir('/proc')):
        try:
            if int(open(f'/proc/{p}/stat').read().rsplit(')', 1)[1].split()[1]) == pid: out.append(int(p))
        except OSError: pass
    return out

def rss(pid):
    """Sum over all processes, pages shared between them counted once each (PSS), and plain RSS."""
    pss = plain = 0
    for p in tree(pid):
        try: text = open(f'/proc/{p}/smaps_rollup').read()
        except OSError: continue
        pss += int(re.search(r'^Pss:\s+(\d+)', text, re.M).group(1)); plain += int(re.search(r'^Rss:\s+(\d+)', text, re.M).group(1))
    return pss / 1024, plain / 1024

try:
    subprocess.run([sys.executable, here + '/edition.py', here + '/../samples', d + '/edition', str(A.articles)], check=True)
    feeds = glob.glob(d + '/edition/*/feed.xml'); size = sum(os.path.getsize(f) for f in feeds)
    times = 20; c, _, _ = cpu([octavo, 'parse', '--batch'], input=('\n'.join(feeds * times)).encode())
    say('feed parse, JSON out', f'{size * times / c / 1e6:.0f} MB/s', '`octavo parse --batch`, CPU time')
    pages = sorted(glob.glob(d + '/edition/b0/*.html'))[:1000]; how = 'invented pages'
    real = sorted(glob.glob(shared + '/data/extract/fundus*/pages/*.gz') + glob.glob(shared + '/data/extract/scrapinghub/pages/*.gz'))
    if real:
        os.makedirs(d + '/real'); pages, how = [], 'real pages of the NEWS sets'
        for i, f in enumerate(real):
            pages.append(f'{d}/real/{i}.html'); open(pages[-1], 'wb').write(gzip.open(f).read())
    size = sum(os.path.getsize(f) for f in pages)
    c, w, peak = cpu([octavo, 'extract', '--batch'], input='\n'.join(pages).encode())
    say('extraction, JSON out', f'{size / c / 1e6:.0f} MB/s', f'`octavo extract --batch`, {len(pages)} {how}, a CPU second')
    say('extraction, pages', f'{len(pages) / c:.0f} /s', 'the same run'); say('extraction, peak memory', f'{peak:.1f} MiB', 'the same run')
    lines = subprocess.run([octavo, 'extract', '--batch'], input='\n'.join(sorted(glob.glob(d + '/edition/b1/*.html'))[:600]).encode(), stdout=subprocess.PIPE, env=env).stdout.splitlines()
    os.makedirs(d + '/art'); names = []
    for i, l in enumerate(lines): names.append(f'{d}/art/{i}.json'); open(names[-1], 'wb').write(l)
    words = sum(len(json.loads(l).get('text', '').split()) for l in lines)
    c, _, _ = cpu([octavo, 'analyse', '--batch'], input='\n'.join(names).encode())
    say('analysis', f'{len(names) / c:.0f} articles/s', f'`octavo analyse --batch`, {words // len(names)} words each, one core')
    say('analysis of 600 words', f'{c / words * 600 * 1000:.2f} ms', 'the same run')
    names, words = [], 0
    for s in ('clusters-5w1h', 'clusters-basil', 'fivew-gold', 'quotes-polnear', 'summaries-cnndm', 'summaries-bbc'):
        texts = (json.loads(l) for f in sorted(glob.glob(f'{shared}/data/nlp/{s}/*.gz')) if 'bodies' not in f for l in gzip.open(f, 'rt'))
        for x in itertools.islice((x for x in texts if 540 <= len(x.get('text', '').split()) <= 660), 80):
            words += len(x['text'].split()); names.append(f'{d}/art/real{len(names)}.json')
            json.dump({k: x.get(k) or '' for k in ('title', 'text')}, open(names[-1], 'w'))
    if names:
        c = sorted(cpu([octavo, 'analyse', '--batch'], input='\n'.join(names).encode())[0] for _ in range(5))[2]
        say('the same, real articles of 600 words', f'{c / words * 600 * 1000:.2f} ms', f'{len(names)} of the NLP sets; the median of five runs')
    t = time.time(); c, w, _ = cpu([octavo, 'sample', d + '/edition'])
    say('whole pipeline, feeds to database', f'{A.articles / w:.0f} articles/s', f'`octavo sample`, {A.articles} articles, all processes')
    db = d + '/data/octavo/octavo.db'
    subprocess.run([octavo, 'check'], env=env, stdout=subprocess.DEVNULL)
    say('database', f'{os.path.getsize(db) / A.articles:.0f} bytes/article', f'{os.path.getsize(db) >> 20} MiB')
    ids = [a['id'] for a in json.loads(subprocess.run([octavo, 'list', '--most', '200', '--json'], env=env, stdout=subprocess.PIPE).stdout)['articles']]
    port = socket.create_server(('127.0.0.1', 0)); n = port.getsockname()[1]; port.close()
    best = 9.0
    for _ in range(5):
        t = time.time(); p = subprocess.Popen([octavo, 'serve', '--poll', 'no', '--listen', f'127.0.0.1:{n}'], env=env, cwd=d, stderr=subprocess.DEVNULL)
        while True:
            try:
                c = http.client.HTTPConnection('127.0.0.1', n, timeout=5); c.request('GET', '/'); r = c.getresponse(); body = r.read(); assert r.status == 200 and len(body) > 1000; break
            except (OSError, http.client.HTTPException): time.sleep(.001)
        best = min(best, time.time() - t)
        if _ < 4: p.terminate(); p.wait()
    say('start to first page (front page)', f'{best * 1000:.0f} ms', f'with {A.articles} articles, best of 5')
    time.sleep(3); a, b = rss(p.pid); say('resident memory idle, all processes', f'{a:.1f} MiB', f'PSS; sum of RSS {b:.1f} MiB')
    lua = d + '/w.lua'; open(lua, 'w').write('local ids = {%s}\nlocal i = 0\nrequest = function() i = i %% #ids + 1; return wrk.format("GET", "/article/" .. ids[i]) end\n' % ','.join(map(str, ids)))
    def wrk(url, *more):
        out = subprocess.run(['wrk', '-t1', '-c16', '-d8s', '--latency', *more, url], stdout=subprocess.PIPE).stdout.decode()
        ms = {k: float(v) * {'us': .001, 'ms': 1, 's': 1000}[u] for k, v, u in re.findall(r'(\d+)%\s+([\d.]+)(us|ms|s)', out)}
        return float(re.search(r'Requests/sec:\s+([\d.]+)', out).group(1)), ms['99'], re.search(r'Non-2xx.*', out)
    rate, p99, odd = wrk(f'http://127.0.0.1:{n}/', '-s', lua)
    say('article pages, 200 different ones', f'{rate:.0f} /s', 'wrk -t1 -c16 on the same two cores' + (' ' + odd.group(0) if odd else '')); say('article page p99', f'{p99:.1f} ms', 'the same run')
    a, b = rss(p.pid); say('resident memory after that load', f'{a:.1f} MiB', f'PSS; sum of RSS {b:.1f} MiB')
    rate, p99, odd = wrk(f'http://127.0.0.1:{n}/'); say('front page', f'{rate:.0f} /s', f'p99 {p99:.1f} ms')
    p.terminate(); p.wait()
    cpuname = next((l.split(':')[1].strip() for l in open('/proc/cpuinfo') if l.startswith('model name')), '?')
    print(f'machine: {os.cpu_count()} cores, {cpuname}')
    if A.write:
        old = open(A.write).read() if os.path.exists(A.write) else ''
        kept = old[old.find('\n## '):] if '\n## ' in old else '' # what other programs measured
        with open(A.write, 'w') as f:
            f.write('# Performance\n\nPrinted by `make bench` (`bench/run.py`), on %s, %d cores, %s.\n\n| what | figure | how |\n|---|---|---|\n' % (cpuname, os.cpu_count(), time.strftime('%-d %B %Y')))
            f.writelines(f'| {a} | {b} | {c} |\n' for a, b, c in rows); f.write(kept)
finally:
    subprocess.run(['pkill', '-f', octavo + ' serve --poll no --listen 127.0.0.1:' + str(locals().get('n', 0))], stderr=subprocess.DEVNULL)
    shutil.rmtree(d, ignore_errors=True)
