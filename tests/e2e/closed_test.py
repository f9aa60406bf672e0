"""A desk that is closed to strangers: an app password opens its feeds to a program, and nothing else."""
import base64, re
from desk import Octavo


def test_app_password(program):
    o = Octavo(program)
    try:
        assert o.run('user', 'add', 'ida', '--admin', '--password', 'long enough')[0] == 0
        o.serve('--poll', 'no', '--public', 'no')
        status, _, headers = o.request('GET', '/feed.atom')
        assert status == 401 and headers['www-authenticate'].startswith('Basic')
        o.form('/login', '/login', {'name': 'ida', 'password': 'long enough'})
        text = o.form('/settings', '/settings/token', {'label': 'mail', 'scope': 'feeds'}, want=200)
        secret = re.search(r'shown once: <code>([^<]+)</code>', text).group(1)
        o.cookies = {}
        sign = lambda name, word: {'Authorization': 'Basic ' + base64.b64encode(f'{name}:{word}'.encode()).decode()}
        for path, who, want in [('/feed.atom', sign('ida', secret), 200), ('/search.atom?q=a', sign('IDA', secret), 200),
                                ('/feed.atom', sign('eve', secret), 401), ('/feed.atom', sign('ida', 'long enough'), 401),
                                ('/', sign('ida', secret), 303), ('/settings', sign('ida', secret), 200),
                                ('/api/v1/articles', sign('ida', secret), 401),
                                ('/api/v1/articles', {'Authorization': 'Bearer ' + secret}, 403)]:
            status, text, _ = o.request('GET', path, headers=who)
            assert status == want, (path, who, status)
            assert path != '/settings' or 'Sign out' not in text, 'an app password signed somebody in'
    finally:
        o.close()
