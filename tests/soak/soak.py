#!/usr/bin/env python3
"""Soak: the real program beside 500 publishers on loopback addresses, with people who read, search,
star and comment and clients that keep a connection open. Prints what each process holds over time
and how much that grows, and fails where it grows.

  soak.py OCTAVO [--hours 2] [--feeds 500] [--listeners 50] [--every SECONDS] [--rate REQUESTS/S]

Growth is the slope of a straight line through the second half of the measurements (the first is
warming up: page caches, models, thread stacks). Flat: at most 1 MiB or 3% an hour of PSS, a process.
It is measured often, since a burst of articles takes some memory for seconds: once a minute, a burst met
or missed would decide.
To tell what grows, the desk's own count of its memory (/api/v1/stats) is printed beside, and how the
tables of its index of stories grow, which each live article adds to: they lie in files and should not show.
PSS also moves with what other programs share of libraries:
nothing else of Octavo should run meanwhile.
Python standard library only; 127.0.0.0/8 only."""
import argparse, contextlib, http.client, http.server, json, os, random, re, socket, sys, threading, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
sys.dont_write_bytecode = True
from desk import Octavo

ap = argparse.ArgumentParser()
ap.add_argument('octavo')
ap.add_argument('--hours', type=float, default=2)
ap.add_argument('--feeds', type=int, default=500)
ap.add_argument('--listeners', type=int, default=50)
ap.add_argument('--every', type=float, default=10)
ap.add_argument('--rate', type=float, default=4)
A = ap.parse_args()

WORDS = ('harbour ferry council bridge river grain treaty minister witness court budget rail storm village market '
         'engineer harvest election judge pilot island museum school hospital letter border price union coast '
         'valley festival orchard library signal winter machine garden company captain meadow').split()
NAMES = 'Ilse Brack,Tomas Verhane,Oda Lindqvar,Perrin Salt,Mira Kessendal,Jon Arkwin,Neda Sollis,Bram Ostrey'.split(',')
VERBS = 'opened,closed,promised,refused,repaired,counted,visited,described,praised,rejected'.split(',')


def sentence(r):
    a, b, c = r.sample(WORDS, 3)
    return (f'{r.choice(NAMES)} {r.choice(VERBS)} the {a} near the {b} on {r.choice(["Monday", "Friday", "Sunday"])}, '
            f'and {r.randint(2, 900)} people saw the {c}.')


class Handler(http.server.BaseHTTPRequestHandler):
    """Feed and pages of the publisher whose address was asked: 127.x.y.z. A new article comes about
    every twenty minutes; each is written from its number."""
    protocol_version = 'HTTP/1.1'
    timeout = 60

    def do_GET(self):
        host = self.headers.get('Host', '').split(':')[0]
        began, now = self.server.began, time.time()
        newest = int((now - began) / 1200) + 3
        base = f'http://{self.headers.get("Host")}'
        m = re.fullmatch(r'/a/(\d+)', self.path)
        if self.path == '/feed':
            rows = ''
            for i in range(max(0, newest - 12), newest):
                r = random.Random(f'{host}{i}')
                rows += (f'<item><title>{r.choice(WORDS).title()} and {r.choice(WORDS)} {i}</title><link>{base}/a/{i}</link>'
                         f'<guid>{base}/a/{i}</guid><pubDate>{self.date_time_string(began - 3600 + i * 1200)}</pubDate></item>')
            self.answer('application/rss+xml', f'<rss version="2.0"><channel><title>Paper {host}</title>{rows}</channel></rss>')
        elif m:
            r = random.Random(f'{host}{m.group(1)}')
            title = f'{r.choice(WORDS).title()} and {r.choice(WORDS)} {m.group(1)}'
            text = ''.join('<p>' + ' '.join(sentence(r) for _ in range(4)) + '</p>' for _ in range(8))
            self.answer('text/html; charset=utf-8', f'<html lang="en"><title>{title}</title><article><h1>{title}</h1>{text}</article></html>')
        else:
            self.send_error(404)

    def answer(self, kind, text):
        body = text.encode()
        self.send_response(200)
        self.send_header('Content-Type', kind)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.server.served += 1

    def log_message(self, *a):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256


def processes(pid):
    """The keeper and its children: name -> (RSS, PSS, descriptors), MiB; readers are added up."""
    out = {}
    pids = [pid]
    for p in filter(str.isdigit, os.listdir('/proc')):
        with contextlib.suppress(OSError, IndexError, ValueError):
            if int(open(f'/proc/{p}/stat').read().rsplit(')', 1)[1].split()[1]) == pid:
                pids.append(int(p))
    for p in pids:
        with contextlib.suppress(OSError, AttributeError):
            name = 'keeper' if p == pid else open(f'/proc/{p}/comm').read().strip().replace('octavo-', '')
            text = open(f'/proc/{p}/smaps_rollup').read()
            rss, pss = (int(re.search(rf'^{k}:\s+(\d+)', text, re.M).group(1)) / 1024 for k in ('Rss', 'Pss'))
            have = out.get(name, (0, 0, 0))
            out[name] = (have[0] + rss, have[1] + pss, have[2] + len(os.listdir(f'/proc/{p}/fd')))
    return out


def held(o, token):
    """What the desk says of its memory, MiB: heap, free, caches, index; and how many articles it has."""
    with contextlib.suppress(OSError, http.client.HTTPException, ValueError, KeyError):
        said = json.loads(o.request('GET', '/api/v1/stats', None, {'Authorization': 'Bearer ' + token})[1])
        m = said['memory']
        return [m[k] / 2 ** 20 for k in ('heap_bytes', 'heap_free_bytes', 'engine_bytes', 'index_bytes')] + [said['articles']]
    return None


def slope(points):
    """Least squares: MiB an hour."""
    n = len(points)
    if n < 3:
        return 0.0
    mx, my = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    below = sum((x - mx) ** 2 for x, _ in points)
    return sum((x - mx) * (y - my) for x, y in points) / below * 3600 if below else 0.0


def listen(o, stop, path, count):
    """One client that keeps its connection, and takes what comes."""
    while not stop.is_set():
        with contextlib.suppress(OSError):
            with socket.create_connection(('127.0.0.1', o.port), 10) as s:
                s.sendall(f'GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{o.port}\r\nAccept: text/event-stream\r\n\r\n'.encode())
                s.settimeout(5)
                end = time.time() + random.uniform(60, 600)
                while time.time() < end and not stop.is_set():
                    with contextlib.suppress(socket.timeout):
                        got = s.recv(65536)
                        if not got:
                            break
                        count['bytes'] += len(got)
        stop.wait(random.uniform(0.5, 3))


def people(o, stop, token, count):
    """Reading traffic at A.rate requests a second: pages, articles, search, feeds, a star, a comment."""
    ids, r = [], random.Random(7)
    head = {'Authorization': 'Bearer ' + token, 'Content-Type': 'application/json'}
    while not stop.wait(1 / A.rate):
        with contextlib.suppress(OSError, http.client.HTTPException):
            kind, status = r.random(), 0
            a = r.choice(ids) if ids else 1
            if kind < .2 or not ids:
                status, text, _ = o.request('GET', '/river' if kind < .1 else '/')
                ids = [int(x) for x in re.findall(r'/article/(\d+)', text)] or ids
            elif kind < .55:
                status, _, _ = o.request('GET', f'/article/{a}')
            elif kind < .75:
                status, _, _ = o.request('GET', f'/search?q={r.choice(WORDS)}+{r.choice(WORDS)}')
            elif kind < .85:
                status, _, _ = o.request('GET', r.choice(['/feed.atom', '/tags', '/sources', '/api/v1/articles']))
            elif kind < .93:
                status, _, _ = o.request('PUT', f'/api/v1/articles/{a}/star', '{"star":%s}' % r.choice(['true', 'false']), head)
            elif kind < .99:
                status, _, _ = o.request('PUT', f'/api/v1/articles/{a}/read', '{"read":true}', head)
            else:
                status, _, _ = o.request('POST', f'/api/v1/articles/{a}/comments', '{"body":"%s"}' % sentence(r), head)
            count[f'{status // 100}xx'] = count.get(f'{status // 100}xx', 0) + 1


def event_path(o):
    for path in ['/events', '/api/v1/events']:
        with contextlib.suppress(OSError):
            with socket.create_connection(('127.0.0.1', o.port), 10) as s:
                s.sendall(f'GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n'.encode())
                s.settimeout(5)
                if b'text/event-stream' in s.recv(4096):
                    return path
    return None


def main():
    server = Server(('', 0), Handler)
    server.began, server.served = time.time(), 0
    port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    hosts = [f'127.{1 + i // 250}.{1 + i % 250}.1' for i in range(A.feeds)]
    o, stop, grown = Octavo(A.octavo), threading.Event(), []
    o.env['OCTAVO_FETCH_ALLOW'] = ' '.join(f'{h}:{port}' for h in hosts)
    try:
        code, out, err = o.run('user', 'add', 'anna', '--admin', stdin='a long password\n')
        assert code == 0, err
        lines = ''.join(f'<outline text="{h}" xmlUrl="http://{h}:{port}/feed"/>' for h in hosts)
        code, out, err = o.run('import', stdin=f'<opml version="2.0"><body>{lines}</body></opml>', timeout=300)
        assert code == 0, err
        o.serve('--poll-shortest', '15', '--poll-longest', '20')
        token = o.request('POST', '/api/v1/login', '{"user":"anna","password":"a long password"}', {'Content-Type': 'application/json'})[1]
        token = re.search(r'"token":"([^"]+)"', token).group(1)
        path, heard, asked = event_path(o), {'bytes': 0}, {}
        threads = [threading.Thread(target=people, args=(o, stop, token, asked), daemon=True)]
        threads += [threading.Thread(target=listen, args=(o, stop, path or '/healthz', heard), daemon=True) for _ in range(A.listeners)]
        for t in threads:
            t.start()
        print(f'soak: {A.feeds} feeds, {A.listeners} listeners on {path or "/healthz (kept connections: no event stream here)"}, '
              f'{A.rate:g} requests a second, {A.hours:g} h', flush=True)
        began, track, index = time.time(), {}, []
        while time.time() - began < A.hours * 3600:
            time.sleep(min(A.every, max(1, A.hours * 3600 / 10)))
            if o.process.poll() is not None:
                raise AssertionError('the program ended by itself')
            t, now = time.time() - began, processes(o.process.pid)
            said = held(o, token) or (index[-1][1:] if index else [0, 0, 0, 0, 0])
            index.append((t, *said))
            for name, v in now.items():
                track.setdefault(name, []).append((t, *v))
            print(f'{t / 60:6.1f} min ' + '  '.join(f'{k} rss {v[0]:.1f} pss {v[1]:.1f} fd {v[2]}' for k, v in sorted(now.items()))
                  + '  heap {:.1f} free {:.1f} caches {:.1f} index {:.2f} articles {}'.format(*said)
                  + f'  served {server.served} answered {asked}', flush=True)
        print('process     first    last  PSS MiB; slope of the second half: PSS, RSS MiB an hour; descriptors')
        for name, v in sorted(track.items()):
            half = v[len(v) // 2:]
            pss, rss = slope([(x[0], x[2]) for x in half]), slope([(x[0], x[1]) for x in half])
            if name == 'desk':
                late = index[len(index) // 2:]
                grows, came = slope([(x[0], x[4]) for x in late]), slope([(x[0], x[5]) for x in late])
                each = grows * 2 ** 20 / came if came > 0 else 0
                print(f'index of stories, in files: {grows:+.2f} MiB an hour, {came:.0f} articles an hour, {each:.0f} bytes each')
            flat = pss <= max(1.0, .03 * v[-1][2])
            grown += [] if flat else [name]
            print(f'{name:10} {v[0][2]:7.1f} {v[-1][2]:7.1f}   {pss:+7.2f} {rss:+7.2f}   {half[0][3]} to {half[-1][3]}   {"flat" if flat else "GROWS"}')
        stop.set()
        bad = sum(n for k, n in asked.items() if k in ('0xx', '5xx'))
        code = o.stop()
        check, words, err = o.run('check', timeout=600)
        print(f'{server.served} documents fetched, answers {asked}, {heard["bytes"]} bytes to listeners; stop {code}; check: {words.strip() or err.strip()}')
        good = not grown and not bad and code == 0 and check == 0
    finally:
        stop.set()
        o.close()
    print('1 passed, 0 failed' if good else '0 passed, 1 failed')
    return 0 if good else 1


sys.exit(main())
