#!/usr/bin/env python3
"""What polling costs when nothing is new: idle.py OCTAVO [FEEDS] [SECONDS]. FEEDS (300) of as many hosts on this
machine, five entries each, all asked once a minute for SECONDS (180) after the first time; 304 is the answer."""
import http.server, os, re, shutil, signal, sqlite3, subprocess, sys, tempfile, threading, time
octavo, feeds, span = os.path.realpath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300, int(sys.argv[3]) if len(sys.argv) > 3 else 180
d = tempfile.mkdtemp(prefix='octavo-idle-'); asked = [0, 0]
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def do_GET(self):
        host = self.headers['Host']
        if self.path != '/feed': self.send_response(404); self.send_header('Content-Length', '0'); self.end_headers(); return
        same = self.headers.get('If-None-Match') == '"1"'; asked[same] += 1
        body = b'' if same else ('<rss version="2.0"><channel><title>Source %s</title><link>http://%s/</link>' % (host, host) + ''.join(
            f'<item><title>Report {i} of {host}</title><guid isPermaLink="false">{i}</guid><pubDate>Mon, 23 Nov 2026 10:{i:02}:00 GMT</pubDate><description>The mill at {host} grinds {i} sacks of rye an hour, the miller said on Monday, after two winters without water in the weir.</description></item>' for i in range(5)) + '</channel></rss>').encode()
        self.send_response(304 if same else 200); self.send_header('ETag', '"1"')
        if not same: self.send_header('Content-Type', 'application/rss+xml'); self.send_header('Content-Length', str(len(body)))
        self.end_headers(); self.wfile.write(body)
    def log_message(self, *a): pass
class Server(http.server.ThreadingHTTPServer): daemon_threads = True; request_queue_size = 256
s = Server(('0.0.0.0', 0), Handler); port = s.server_address[1]; threading.Thread(target=s.serve_forever, daemon=True).start()
hosts = [f'127.1.{i // 250}.{i % 250 + 1}:{port}' for i in range(feeds)]
env = {**{k: v for k, v in os.environ.items() if not k.startswith('OCTAVO_')}, 'HOME': d, 'OCTAVO_DATA_DIR': d, 'OCTAVO_POLL_SHORTEST': '1', 'OCTAVO_POLL_LONGEST': '1', 'OCTAVO_FETCH_ALLOW': ' '.join(hosts), 'OCTAVO_LISTEN': '127.0.0.1:0', 'OCTAVO_LOG': 'warn'}
open(d + '/feeds.opml', 'w').write('<opml version="2.0"><body>' + ''.join(f'<outline type="rss" text="S" xmlUrl="http://{h}/feed"/>' for h in hosts) + '</body></opml>')
def tree(pid):
    out, more = [], [pid]
    while more: p = more.pop(); out.append(p); more += [int(c) for t in os.listdir(f'/proc/{p}/task') for c in open(f'/proc/{p}/task/{t}/children').read().split()]
    return out
def use(pid):
    cpu = written = 0
    for p in tree(pid):
        cpu += sum(int(open(f'/proc/{p}/task/{t}/schedstat').read().split()[0]) for t in os.listdir(f'/proc/{p}/task'))
        written += int(re.search(r'^write_bytes: (\d+)', open(f'/proc/{p}/io').read(), re.M).group(1))
    return cpu / 1e6, written, sum(int(re.search(r'^Pss:\s+(\d+)', open(f'/proc/{p}/smaps_rollup').read(), re.M).group(1)) for p in tree(pid)) / 1024
subprocess.run([octavo, 'import', d + '/feeds.opml'], env=env, cwd=d, stdout=subprocess.DEVNULL, check=True)
p = subprocess.Popen([octavo, 'serve'], env=env, cwd=d)
try:
    while asked[0] < feeds or asked[1] < feeds: time.sleep(1)
    db = sqlite3.connect(f'file:{d}/octavo.db?mode=ro', uri=True)
    while db.execute('SELECT count(*) FROM article WHERE work > 0').fetchone()[0]: time.sleep(2)
    db.close(); time.sleep(60) # the story index is laid to rest
    before, n, t = use(p.pid), asked[1], time.time(); time.sleep(span)
    after, n, t = use(p.pid), asked[1] - n, time.time() - t
    cpu, kib = (after[0] - before[0]) / n, (after[1] - before[1]) / n / 1024
    print(f'{n} polls in {t:.0f} s: {cpu:.2f} ms of CPU and {kib:.1f} KiB written a poll; log {os.path.getsize(d + "/octavo.db-wal") / 2**20:.1f} MiB, {after[2]:.1f} MiB of memory')
    for name, hour in (('every 15 minutes', 4 * feeds), ('every 6 hours, as where nothing comes', feeds / 6)):
        print(f'{feeds} feeds {name}: {cpu * hour / 1000:.1f} s of CPU and {kib * hour / 1024:.1f} MiB written an hour, {kib * hour * 8766 / 2**20:.0f} GiB a year')
finally:
    p.send_signal(signal.SIGTERM); p.wait(); shutil.rmtree(d, ignore_errors=True)
