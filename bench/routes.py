#!/usr/bin/env python3
"""What each page, list, feed and call costs on a large desk: routes.py OCTAVO DB [--more N] [--only WORDS]
[--least MS] [--commands]. DB is made by bench/large.py (its accounts and tokens are used); it is changed by
what marks. For each: the CPU of all processes of the server, at the first time and then (median and worst
of N times, 5), the time that passed (median), bytes. `cold` is the first time after the start."""
import argparse, http.client, os, re, signal, socket, sqlite3, statistics, subprocess, sys, tempfile, time, urllib.parse
ap = argparse.ArgumentParser(); ap.add_argument('octavo'); ap.add_argument('db'); ap.add_argument('--more', type=int, default=5); ap.add_argument('--only', default='')
ap.add_argument('--least', type=float, default=0); ap.add_argument('--commands', action='store_true'); ap.add_argument('--no-marks', action='store_true'); A = ap.parse_args()
A.octavo, A.db = os.path.realpath(A.octavo), os.path.realpath(A.db)
home = tempfile.mkdtemp(prefix='octavo-routes-')
env = {**{k: v for k, v in os.environ.items() if not k.startswith('OCTAVO_')}, 'HOME': home, 'XDG_DATA_HOME': home, 'XDG_CONFIG_HOME': home}
db = sqlite3.connect(f'file:{A.db}?mode=ro', uri=True)
one = lambda sql, *v: db.execute(sql, v).fetchone()
key = lambda row: f'{row[0]}-{row[1]}'
far = key(one('SELECT at, id FROM article ORDER BY at DESC, id DESC LIMIT 1 OFFSET 25000'))
old = key(one('SELECT at, id FROM article ORDER BY at, id LIMIT 1 OFFSET 5000'))
feed, publisher = one('SELECT id, publisher FROM feed WHERE folder IS NOT NULL ORDER BY id LIMIT 1 OFFSET 40')
far_feed = key(one('SELECT at, id FROM article WHERE publisher = ? ORDER BY at DESC, id DESC LIMIT 1 OFFSET 500', publisher))
tag = one('SELECT key FROM tag t ORDER BY (SELECT count(*) FROM article_tag x WHERE x.tag = t.id) DESC LIMIT 1')[0]
person, org, place = (one('SELECT key FROM entity e WHERE kind = ? AND id < 4194304 ORDER BY (SELECT count(*) FROM article_entity x WHERE x.entity = e.id) DESC LIMIT 1', k)[0] for k in range(3))
story = one('SELECT id FROM story ORDER BY reports DESC, last_at DESC LIMIT 1')[0]
small = one('SELECT id FROM story WHERE reports BETWEEN 4 AND 7 ORDER BY last_at DESC LIMIT 1')[0]
told = one('SELECT article FROM story_member WHERE story = ? ORDER BY at DESC LIMIT 1', story)[0]
lone = one('SELECT a.id FROM article a JOIN story_member m ON m.article = a.id JOIN story s ON s.id = m.story WHERE s.reports = 1 ORDER BY a.at DESC LIMIT 1')[0]
left = (one('SELECT a.id FROM article a WHERE NOT EXISTS (SELECT 1 FROM seen s WHERE s.account = 1 AND s.article = a.id) ORDER BY a.at DESC LIMIT 1') or [lone])[0]
day = time.strftime('%Y-%m-%d', time.gmtime(one('SELECT at FROM article ORDER BY at DESC LIMIT 1 OFFSET 3000')[0] / 1e6))
word = re.search(r'[A-Za-z]{4,}', one('SELECT title FROM article ORDER BY at DESC LIMIT 1')[0]).group(0)
folder = urllib.parse.quote('Folder 3'); q = urllib.parse.quote
every = ['all', 'none', 'some', 'late']
R = []  # name, who, path[, body]
def get(path, *who, name=None):
    for w in who or ['']: R.append((name or path, w, path, None))
get('/', '', *every); get('/days', '', 'all'); get('/river', '', 'all', 'none'); get(f'/river?after={far}', '', 'all')
get('/river?unread=1', *every, 'admin'); get(f'/river?unread=1&after={far}', *every, name='/river?unread=1, page 500')
get(f'/river?folder={folder}', 'all'); get(f'/river?folder={folder}&after={far}', 'all', name='/river?folder, page 500')
get('/river?folder=Quiet', '', 'all', name='/river?folder of one quiet source'); get('/river?folder=Quiet&unread=1', 'none', name='/river?folder of one quiet source, unread')
get(f'/river?folder={folder}&unread=1', *every, 'admin', name='/river?folder&unread')
get(f'/story/{story}', '', 'some', name='/story of many'); get(f'/story/{small}', name='/story of few')
get(f'/article/{told}', '', 'all', name='/article of many'); get(f'/article/{lone}', '', 'all', name='/article alone')
get(f'/article/{left}?in=river&unread=1', 'all', 'none', name='/article in the unread river'); get(f'/article/{left}?in=river&folder={folder}&unread=1', 'all', name='/article in the unread folder')
get(f'/article/{lone}?in=starred', 'some', name='/article in starred'); get(f'/article/{lone}/ask?q=who+said+so', name='/article/ask')
get(f'/publisher/{publisher}', '', 'all', name='/publisher'); get(f'/publisher/{publisher}?after={far_feed}', name='/publisher, page 10')
get(f'/tag/{q(tag)}', '', 'all', name='/tag'); get(f'/tag/{q(tag)}?after={far}', name='/tag, far'); get('/tags')
for kind, k in ('person', person), ('organisation', org), ('place', place):
    get(f'/{kind}'); get(f'/{kind}/{q(k)}', name=f'/{kind}/KEY'); get(f'/{kind}/{q(k)}?after={far}', name=f'/{kind}/KEY, far'); get(f'/{kind}/{q(k)}/feed.atom', name=f'/{kind}/KEY/feed.atom')
searches = [word, 'the', f'"{word}"', f'{word[:3]}*', f'{word} -the', f'the publisher:source{40}', f'the tag:{tag}', f'the after:{day}', f'the before:{day}', f'person:{person}', 'zzzqqq', 'said government minister']
for s in searches: get(f'/search?q={q(s)}', name=f'/search {s}')
get(f'/search.atom?q=the', name='/search.atom the')
get('/starred', 'some'); get(f'/starred?after={far}', 'some', name='/starred, far'); get('/corrections'); get('/brief', '', 'all', 'some'); get(f'/brief?folder={folder}', '', 'all', name='/brief?folder'); get('/following', 'all'); get('/brief.txt'); get('/brief.atom')
get(f'/day/{day}', '', 'all', name='/day'); get('/moderation', 'admin'); get('/sources', '', 'admin'); get(f'/sources/{feed}', 'admin', name='/sources/ID'); get('/sources.opml')
get('/settings', 'all', 'admin'); get('/settings/export', 'some'); get('/help'); get('/login'); get('/feed.atom'); get(f'/publisher/{publisher}/feed.atom', name='/publisher/feed.atom'); get(f'/tag/{q(tag)}/feed.atom', name='/tag/feed.atom')
v1 = '/api/v1'
get('/healthz'); get(f'{v1}/articles?most=200'); get(f'{v1}/articles?most=200&after={far}', name=f'{v1}/articles, page 500'); get(f'{v1}/articles?unread=1&most=200', *every)
get(f'{v1}/articles?unread=1&feed={feed}', 'all', 'none', name=f'{v1}/articles?unread&feed'); get(f'{v1}/articles?unread=1&publisher={publisher}', 'all', 'none', name=f'{v1}/articles?unread&publisher')
get(f'{v1}/articles?starred=1', 'some'); get(f'{v1}/articles?tag={q(tag)}&unread=1', 'all', name=f'{v1}/articles?tag&unread'); get(f'{v1}/articles?from={day}&to={day}', name=f'{v1}/articles of a day')
get(f'{v1}/articles/{told}', name=f'{v1}/articles/ID'); get(f'{v1}/articles/{told}/reading', name=f'{v1}/articles/ID/reading'); get(f'{v1}/articles/{told}/story', name=f'{v1}/articles/ID/story'); get(f'{v1}/articles/{told}/comments', name=f'{v1}/articles/ID/comments')
get(f'{v1}/ask?q=who+resigned', name=f'{v1}/ask'); get(f'{v1}/ask?q=how+many+people+died+in+the+flood', name=f'{v1}/ask, common words'); get(f'{v1}/search?q=the&best=1', name=f'{v1}/search best')
get(f'{v1}/stories'); get(f'{v1}/stories?from={day}&to={day}', name=f'{v1}/stories of a day'); get(f'{v1}/stories?least=4'); get(f'{v1}/stories?followed=1', 'some'); get(f'{v1}/stories/{story}', name=f'{v1}/stories/ID')
get(f'{v1}/corrections'); get(f'{v1}/brief'); get(f'{v1}/feeds'); get(f'{v1}/publishers'); get(f'{v1}/tags'); get(f'{v1}/tags?most=7')
for kind, k in ('person', person), ('organisation', org), ('place', place): get(f'{v1}/entities/{kind}'); get(f'{v1}/entities/{kind}/{q(k)}', name=f'{v1}/entities/{kind}/KEY')
get(f'{v1}/stats', '', 'admin')
g, state = '/reader/api/0', 'user/-/state/com.google/'
app = lambda name, path, *who: [R.append((name, 'app-' + w, g + path, None)) for w in who]
app('greader user-info', '/user-info', 'all'); app('greader tag/list', '/tag/list', 'all'); app('greader subscription/list', '/subscription/list', 'all'); app('greader unread-count', '/unread-count', *every)
streams = [('list', state + 'reading-list'), ('starred', state + 'starred'), ('read', state + 'read'), ('feed', f'feed/{feed}'), ('folder', 'user/-/label/Folder 3')]
for name, s in streams:
    for call in ['ids', 'contents']:
        path = (f'/stream/items/ids?s={q(s)}&n=1000' if call == 'ids' else f'/stream/contents/{q(s)}?n=50')
        app(f'greader {call} {name}', path, *['all', 'none', 'some'] if name == 'read' else ['some'])
        app(f'greader {call} {name}, page 500', path + f'&c={far}', 'some')
        if name not in ('starred', 'read'):
            app(f'greader {call} {name}, unread', path + f'&xt={q(state)}read', *every); app(f'greader {call} {name}, unread, oldest first', path + f'&xt={q(state)}read&r=o', *every)
            app(f'greader {call} {name}, unread, far', path + f'&xt={q(state)}read&c={far}', 'all', 'late')
app('greader ids, oldest first, far', f'/stream/items/ids?s={q(state)}reading-list&n=1000&r=o&c={old}', 'all'); app('greader 10000 ids', f'/stream/items/ids?s={q(state)}reading-list&n=10000&xt={q(state)}read', 'none', 'all')
app('greader ids since yesterday', f'/stream/items/ids?s={q(state)}reading-list&n=1000&ot={int(time.time()) - 86400}', 'all')
R.append(('greader atom', 'app-all', f'/reader/atom/{q(state)}reading-list', None))
if not A.no_marks:
    app('greader edit-tag', '/edit-tag', 'all'); R[-1] = R[-1][:3] + (f'i={lone}&a={state}read',)
    app('greader mark-all-as-read, a feed', '/mark-all-as-read', *every)
    for i in range(1, 5): R[-i] = R[-i][:3] + (f's=feed/{feed}',)
    app('greader mark-all-as-read', '/mark-all-as-read', 'all', 'late', 'some', 'none')
    for i in range(1, 5): R[-i] = R[-i][:3] + (f's={state}reading-list',)

def tree(pid):
    out, more = [], [pid]
    while more:
        p = more.pop(); out.append(p)
        try: more += [int(c) for t in os.listdir(f'/proc/{p}/task') for c in open(f'/proc/{p}/task/{t}/children').read().split()]
        except OSError: pass
    return out
gone = {}
def cpu(pid):
    """Milliseconds on a processor of all threads of all processes."""
    for p in tree(pid):
        try:
            for t in os.listdir(f'/proc/{p}/task'): gone[p, t] = int(open(f'/proc/{p}/task/{t}/schedstat').read().split()[0])
        except OSError: pass
    return sum(gone.values()) / 1e6
def memory(pid): return sum(int(re.search(r'^Pss:\s+(\d+)', open(f'/proc/{p}/smaps_rollup').read(), re.M).group(1)) for p in tree(pid)) / 1024
s = socket.create_server(('127.0.0.1', 0)); port = s.getsockname()[1]; s.close()
server = [A.octavo, 'serve', '--poll', 'no', '--listen', f'127.0.0.1:{port}', '--database', A.db]
start = time.time(); p = subprocess.Popen(server, env=env, cwd=home, stderr=open(home + '/log', 'w'))
try:
    while True:
        try: c = http.client.HTTPConnection('127.0.0.1', port, timeout=5); c.request('GET', '/healthz'); c.getresponse().read(); break
        except (OSError, http.client.HTTPException): assert p.poll() is None, open(home + '/log').read(); time.sleep(.005)
    print(f'start: {1000 * (time.time() - start):.0f} ms until it answers; {memory(p.pid):.1f} MiB', flush=True)
    idle = cpu(p.pid)
    while True: # the index of stories is loaded behind the first page
        time.sleep(2); now = cpu(p.pid)
        if now - idle < 20: break
        idle = now
    time.sleep(1); print(f'at rest: {memory(p.pid):.1f} MiB (PSS), {now:.0f} ms of CPU since the start', flush=True)
    rows = []
    def ask(c, who, path, body):
        h = {'Authorization': 'GoogleLogin auth=' + who.ljust(43, '-')} if who.startswith('app-') else {'Cookie': 'octavo_session=' + ('bench-' + who).ljust(43, '-')} if who else {}
        if body: h['Content-Type'] = 'application/x-www-form-urlencoded'
        before, t = cpu(p.pid), time.time(); c.request('POST' if body else 'GET', path, body, h); r = c.getresponse(); text = r.read(); t = 1000 * (time.time() - t)
        time.sleep(.004) # what is done behind the answer
        return cpu(p.pid) - before, t, r.status, len(text)
    print('| what | who | first, CPU ms | then | worst | time, ms | bytes |\n|---|---|---:|---:|---:|---:|---:|', flush=True)
    for name, who, path, body in R:
        if A.only and not re.search(A.only, name): continue
        c = http.client.HTTPConnection('127.0.0.1', port, timeout=120)
        try: got = [ask(c, who, path, body) for _ in range(1 + A.more)]
        except (OSError, http.client.HTTPException) as e: print(f'| {name} | {who} | failed: {e!r} |', flush=True); continue
        first, then = got[0][0], [g[0] for g in got[1:]] or [got[0][0]]
        status = '' if got[0][2] < 300 else f' ({got[0][2]})'
        if max(first, statistics.median(then)) >= A.least or status:
            print(f'| {name}{status} | {who or "nobody"} | {first:.1f} | {statistics.median(then):.1f} | {max(then):.1f} | {statistics.median([g[1] for g in got[1:]] or [got[0][1]]):.1f} | {got[0][3]} |', flush=True)
        c.close()
    print(f'behind all: {memory(p.pid):.1f} MiB; log {os.path.getsize(A.db + "-wal") / 2**20 if os.path.exists(A.db + "-wal") else 0:.1f} MiB')
finally:
    p.send_signal(signal.SIGTERM); p.wait()
for command in A.commands and [['list'], ['list', '--most', '200'], ['search', 'the'], ['search', word], ['show', str(told)], ['story', str(story)], ['ask', 'who resigned'], ['brief'], ['feeds'], ['doctor'], ['export'], ['quarantine'], ['check'], ['backup', home + '/copy.db']] or []:
    t = time.time(); r = subprocess.Popen([A.octavo, *command, '--database', A.db], env=env, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE); err = r.stderr.read(); _, status, use = os.wait4(r.pid, 0)
    print(f'| octavo {" ".join(command[:2])} | exit {os.waitstatus_to_exitcode(status)} | {1000 * (use.ru_utime + use.ru_stime):.0f} ms CPU | {1000 * (time.time() - t):.0f} ms | {use.ru_maxrss >> 10} MiB |', flush=True)
import shutil; shutil.rmtree(home, ignore_errors=True)
