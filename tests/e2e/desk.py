"""What the end-to-end tests share: a loopback publisher, and Octavo on a database of its own.
Python standard library only."""
import contextlib, http.client, http.server, json, os, random, re, shutil, signal, socket, subprocess, tempfile
import threading, time, urllib.parse


def free_port():
    """One below those that the system gives to clients, so that it is free for a restart, too."""
    while True:
        with socket.socket() as s, contextlib.suppress(OSError):
            s.bind(('127.0.0.1', random.randrange(15000, 32000)))
            return s.getsockname()[1]


class Publisher:
    """Serves `pages`: path -> (type, bytes) or a function of the handler. Counts what was asked. `host`: one of 127/8."""

    def __init__(self, pages=None, host='127.0.0.1'):
        self.pages, self.asked, self.headers = dict(pages or {}), [], []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_GET(self):
                path = self.path.split('?')[0]
                outer.asked.append(path)
                outer.headers.append(dict(self.headers))
                page = outer.pages.get(path)
                if callable(page):
                    return page(self)
                if page is None:
                    return self.answer(404, 'text/plain', b'there is no such page')
                tag = '"%08x"' % (hash(page[1]) & 0xffffffff)
                if self.headers.get('If-None-Match') == tag:
                    return self.answer(304, None, b'', tag)
                self.answer(200, page[0], page[1], tag)

            def answer(self, status, kind, body, tag=None):
                self.send_response(status)
                if kind:
                    self.send_header('Content-Type', kind)
                if tag:
                    self.send_header('ETag', tag)
                if status != 304:
                    self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                if status != 304:
                    self.wfile.write(body)

            def log_message(self, *a):
                pass

        self.server = http.server.ThreadingHTTPServer((host, 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.place = f'{host}:{self.port}'
        self.base = 'http://' + self.place
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def rss(base, items, title='Fen News'):
    rows = ''.join(f'<item><title>{t}</title><link>{base}{p}</link><guid isPermaLink="false">{p}</guid>'
                   f'<pubDate>Fri, 20 Nov 2026 {10 + i % 10:02}:00:00 GMT</pubDate><description>{d}</description></item>'
                   for i, (p, t, d) in enumerate(items))
    return ('application/rss+xml', f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
            f'<link>{base}/</link>{rows}</channel></rss>'.encode())


def page(title, paragraphs, head=''):
    text = ''.join(f'<p>{p}</p>' for p in paragraphs)
    return ('text/html; charset=utf-8', f'<!doctype html><html lang="en"><head><title>{title} | Fen News</title>{head}</head>'
            f'<body><nav><a href="/">Home</a><a href="/sport">Sport</a></nav><article><h1>{title}</h1>{text}</article>'
            '<footer>All rights in these inventions reserved</footer></body></html>'.encode())


class Octavo:
    """The program on a folder of its own."""

    def __init__(self, program, allow=()):
        self.program = os.path.realpath(program)
        self.dir = tempfile.mkdtemp(prefix='octavo-e2e-')
        self.env = {k: v for k, v in os.environ.items() if not k.startswith(('OCTAVO_', 'XDG_'))}
        self.env.update(HOME=self.dir, XDG_DATA_HOME=self.dir + '/data', XDG_CONFIG_HOME=self.dir + '/config')
        self.allow(*allow)
        self.process, self.port, self.cookies = None, None, {}

    def allow(self, *publishers):
        hosts = ' '.join(p.place for p in publishers)
        self.env['OCTAVO_FETCH_ALLOW'] = hosts
        self.env['OCTAVO_NET_ALLOW'] = hosts.replace(' ', ',')

    def run(self, *args, stdin='', timeout=120):
        p = subprocess.run([self.program, *args], input=stdin.encode(), env=self.env, cwd=self.dir,
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout)
        return p.returncode, p.stdout.decode('utf-8', 'replace'), p.stderr.decode('utf-8', 'replace')

    def json(self, *args, **k):
        code, out, err = self.run(*args, **k)
        assert code == 0, (args, code, err)
        return json.loads(out)

    def serve(self, *args):
        self.port = self.port or free_port()
        self.log = open(self.dir + '/serve.log', 'ab')
        began = time.time()
        self.process = subprocess.Popen([self.program, 'serve', '--listen', f'127.0.0.1:{self.port}', *args], env=self.env,
                                        cwd=self.dir, stdout=self.log, stderr=self.log, start_new_session=True)
        while time.time() - began < 30:
            with contextlib.suppress(OSError):
                c = http.client.HTTPConnection('127.0.0.1', self.port, timeout=2)
                c.request('GET', '/healthz')
                if c.getresponse().status == 200:
                    return time.time() - began
            if self.process.poll() is not None:
                break
            time.sleep(.005)
        raise AssertionError('octavo serve did not start: ' + open(self.dir + '/serve.log').read()[-2000:])

    def stop(self, how=signal.SIGTERM, wait=20):
        if not self.process:
            return None
        if how == signal.SIGKILL:
            os.killpg(self.process.pid, how)
        else:
            self.process.send_signal(how)
        try:
            code = self.process.wait(wait)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            code = self.process.wait()
        self.process = None
        return code

    def request(self, method, path, body=None, headers=None, raw=False):
        """-> status, text (bytes with `raw`), headers"""
        h = dict(headers or {})
        if self.cookies:
            h['Cookie'] = '; '.join(f'{k}={v}' for k, v in self.cookies.items())
        if isinstance(body, dict) and h.get('Content-Type') == 'application/json':
            body = json.dumps(body)
        elif isinstance(body, dict):
            body = urllib.parse.urlencode(body)
            h['Content-Type'] = 'application/x-www-form-urlencoded'
        c = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        c.request(method, path, body, h)
        r = c.getresponse()
        text = r.read() if raw else r.read().decode('utf-8', 'replace')
        for k, v in r.getheaders():
            if k.lower() == 'set-cookie':
                name, value = v.split(';')[0].split('=', 1)
                self.cookies[name] = value
                if not value:
                    del self.cookies[name]
        return r.status, text, dict((k.lower(), v) for k, v in r.getheaders())

    def get(self, path, want=200):
        status, text, _ = self.request('GET', path)
        assert status == want, (path, status, text[:500])
        return text

    def form(self, page_path, action, fields, want=303):
        """Posts a form as a browser would: with the token that the page's form carries."""
        text = self.get(page_path)
        token = re.search(r'name="form" value="([^"]+)"', text)
        assert token, ('no form on', page_path)
        status, answer, headers = self.request('POST', action, dict(fields, form=token.group(1)))
        assert status == want, (action, status, answer[-1500:])
        return headers.get('location', answer)

    def wait_for(self, test, seconds=40, what='it'):
        end = time.time() + seconds
        while time.time() < end:
            value = test()
            if value:
                return value
            time.sleep(.1)
        raise AssertionError('waited in vain for ' + what)

    def close(self):
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.dir, ignore_errors=True)
