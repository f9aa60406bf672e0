"""What an account sets and what the administrator does about accounts, by the JSON interface and at the terminal:
rules, followed searches, accounts."""
import contextlib, json, urllib.parse
from desk import Octavo, Publisher, page, rss

TEXT = ['The weir of Ossel Mill was opened on Monday, and the river Tarn fell by a foot before noon.',
        'The miller Pia Rusk said that the wheel would turn again before the frost.',
        'Two barges waited below the bridge, said the lock keeper Edvin Mott.']
ITEMS = [('/a', 'Weir of Ossel Mill opened', 'The river fell.'), ('/b', 'Crossword of the week', 'Nine down.'),
         ('/c', 'Élan of the barges', 'A good year.')]


class Api:
    """One account's side of the interface, by a token."""

    def __init__(self, o, name, password):
        self.o, self.token = o, None
        self.token = self('POST', '/login', {'user': name, 'password': password})['token']

    def __call__(self, method, path, body=None, want=200):
        headers = {'Authorization': 'Bearer ' + self.token} if self.token else {}
        if body is not None:
            headers['Content-Type'] = 'application/json'
        status, text, _ = self.o.request(method, '/api/v1' + path, body, headers)
        assert status == want, (method, path, status, text[:300])
        return json.loads(text) if text else None


@contextlib.contextmanager
def desk(program):
    pub = Publisher()
    pub.pages = {p: page(t, [line + f' ({p})' for line in TEXT]) for p, t, _ in ITEMS}
    pub.pages['/feed'] = rss(pub.base, ITEMS)
    o = Octavo(program, [pub])
    try:
        o.run('user', 'add', 'anna', stdin='a good password\n')
        assert o.run('import', stdin=f'<opml version="2.0"><body><outline text="Fen" xmlUrl="{pub.base}/feed"/></body></opml>')[0] == 0
        o.serve('--poll', 'no')
        yield o, pub, Api(o, 'anna', 'a good password'), o.json('feeds', '--json')[0]['id']
    finally:
        o.close()
        pub.close()


def test_rules(program):
    with desk(program) as (o, pub, anna, feed):
        drop = anna('POST', '/rules', {'act': 'drop', 'field': 'title', 'words': 'CROSSWORD'}, 201)['id']
        anna('POST', '/rules', {'act': 'star', 'words': ' ossel  mill ', 'feed': feed}, 201)
        for body, words in [({'act': 'burn', 'words': 'x'}, '"act"'), ({'act': 'star', 'field': 'colour', 'words': 'x'}, '"field"'),
                            ({'act': 'star', 'words': 'x', 'feed': 'Fen'}, '"feed"'), ({'act': 'star', 'words': ' ,. '}, 'a word or several'),
                            ({'act': 'keep', 'words': 'barges'}, 'for one source')]:
            assert words in anna('POST', '/rules', body, 400)['error'], body
        anna('POST', '/rules', {'act': 'star', 'words': 'x', 'feed': feed + 999}, 404)
        listed = anna('GET', '/rules')['rules']
        assert {'id': drop, 'act': 'drop', 'field': 'title', 'words': 'CROSSWORD'} in listed and len(listed) == 2
        assert next(r for r in listed if r['act'] == 'star')['feed'] == {'id': feed, 'title': 'Fen'}
        assert len(anna('GET', f'/rules?feed={feed}')['rules']) == 2 and len(anna('GET', f'/rules?feed={feed + 999}')['rules']) == 1
        assert 'ossel' in o.run('rules')[1]  # of the only account
        # Another account: sees what holds for all, and may not make or take back such a rule.
        o.run('user', 'add', 'bert', stdin='another password\n')
        bert = Api(o, 'bert', 'another password')
        assert [r['id'] for r in bert('GET', '/rules')['rules']] == [drop]
        assert 'administrator' in bert('POST', '/rules', {'act': 'drop', 'words': 'weir'}, 403)['error']
        bert('DELETE', f'/rules/{drop}', want=404)
        # At the terminal.
        assert o.run('rules', 'add', 'read', '--user', 'BERT', '--feed', 'fen', 'elan', 'of')[0] == 0
        assert [(r['act'], r['words']) for r in bert('GET', '/rules')['rules'] if r['act'] == 'read'] == [('read', 'elan of')]
        code, out, _ = o.run('rules', '--user', 'bert')
        assert code == 0 and 'CROSSWORD' in out and 'elan of' in out and 'ossel' not in out, out
        assert 'elan' not in o.run('rules')[1] and len(o.json('rules', '--json')) == 1
        assert o.run('poll', '--all')[0] == 0
        titles = {a['title']: a for a in bert('GET', '/articles')['articles']}
        assert set(titles) == {'Weir of Ossel Mill opened', 'Élan of the barges'} and titles['Élan of the barges']['read']
        assert [a['title'] for a in anna('GET', '/articles?starred=1')['articles']] == ['Weir of Ossel Mill opened']
        anna('DELETE', f'/rules/{drop}', want=204)
        anna('DELETE', f'/rules/{drop}', want=404)
        mine = next(r['id'] for r in bert('GET', '/rules')['rules'])
        assert o.run('rules', 'delete', str(mine))[0] == 1  # somebody's own
        assert o.run('rules', 'delete', str(mine), '--user', 'bert')[0] == 0 and not bert('GET', '/rules')['rules']
        for args, words in [(('add', 'star', 'x'), 'whose'), (('add', 'burn', 'x'), 'drop, keep'), (('add', 'drop'), 'words'),
                            (('delete', 'x'), 'number'), (('add', 'drop', '--field', 'colour', 'x'), 'any, title'), (('burn',), 'list, add'), (('list', 'x'), 'no words')]:
            code, _, err = o.run('rules', *args)
            assert code == 2 and words in err, (args, code, err)
        assert 'no account' in o.run('rules', '--user', 'carla')[2]


def test_followed_searches(program):
    with desk(program) as (o, pub, anna, feed):
        assert o.run('poll', '--all')[0] == 0
        ident = anna('POST', '/following', {'query': '  pia   rusk '}, 201)['id']
        assert anna('POST', '/following', {'query': 'pia rusk'}, 201)['id'] == ident
        assert 'type what' in anna('POST', '/following', {'query': ' '}, 400)['error']
        one, = anna('GET', '/following')['searches']
        assert (one['id'], one['query'], one['fresh']) == (ident, 'pia rusk', 0) and one['looked_at'], one
        assert o.run('following', 'add', 'edvin', 'mott')[0] == 0  # of the only account
        pub.pages['/d'] = page('Wheel turns', TEXT)
        pub.pages['/e'] = page('Harvest festival', ['Wheat was carried into the church of Ossel.'] * 3)
        pub.pages['/feed'] = rss(pub.base, ITEMS + [('/d', 'Wheel turns', 'x'), ('/e', 'Harvest festival', 'y')])
        assert o.run('poll', '--all')[0] == 0
        fresh = lambda: {s['query']: s['fresh'] for s in anna('GET', '/following')['searches']}
        assert fresh() == {'pia rusk': 1, 'edvin mott': 1}
        assert '1 new' in o.run('following')[1] and {s['query']: s['fresh'] for s in o.json('following', '--json')} == fresh()
        anna('PUT', f'/following/{ident}/looked', want=204)
        assert fresh() == {'pia rusk': 0, 'edvin mott': 1}
        o.run('user', 'add', 'bert', stdin='another password\n')
        bert = Api(o, 'bert', 'another password')
        assert bert('GET', '/following')['searches'] == []
        bert('PUT', f'/following/{ident}/looked', want=404)
        bert('DELETE', f'/following/{ident}', want=404)
        code, _, err = o.run('following')
        assert code == 2 and '--user' in err
        assert o.run('following', 'list', '--user', 'anna', 'ferry')[0] == 2
        assert o.run('following', 'remove', '--user', 'ANNA', 'edvin mott')[0] == 0 and fresh() == {'pia rusk': 0}
        assert 'not followed' in o.run('following', 'remove', '--user', 'anna', 'edvin mott')[2]
        anna('DELETE', f'/following/{ident}', want=204)
        assert fresh() == {}


def test_accounts(program):
    with desk(program) as (o, pub, anna, feed):
        made = anna('POST', '/accounts', {'name': 'Özgür'}, 201)
        link = urllib.parse.urlsplit(made['link']).path
        assert 'taken' in anna('POST', '/accounts', {'name': 'ÖZGÜR'}, 409)['error']
        anna('POST', '/accounts', {'name': 'carla', 'admin': 'yes'}, 400)
        assert 'made of letters' in anna('POST', '/accounts', {'name': 'a:b'}, 400)['error']
        o.form(link, link, {'password': 'the word of oz'})
        his = Api(o, 'özgür', 'the word of oz')
        at = f'/accounts/{made["id"]}'
        row = anna('GET', at)
        assert row['name'] == 'Özgür' and not row['admin'] and not row['closed'] and row['seen_at'] and 'link_until' not in row, row
        for method, path, body in [('GET', '/accounts', None), ('POST', '/accounts', {'name': 'x'}), ('PUT', at, {'admin': True}),
                                   ('POST', at + '/link', None), ('DELETE', at, None), ('GET', at, None)]:
            assert 'administrator' in his(method, path, body, 403)['error']
        assert anna('PUT', at, {'admin': True})['admin'] is True and len(his('GET', '/accounts')['accounts']) == 2
        assert 'banned' in anna('PUT', at, {'closed': True}, 403)['error']
        assert anna('PUT', at, {'admin': False})['admin'] is False
        assert anna('PUT', at, {'closed': True})['closed'] is True and his('GET', '/rules', want=401)
        for body in ({}, {'admin': 1}, {'admin': True, 'closed': False}):
            anna('PUT', at, body, 400)
        assert anna('PUT', at, {'closed': False})['closed'] is False
        again = urllib.parse.urlsplit(anna('POST', at + '/link', want=201)['link']).path
        assert o.request('GET', again)[0] == 200 and anna('GET', at)['link_until']
        # At the terminal names are compared as at sign-in, too.
        assert o.run('user', 'promote', 'ÖZGÜR')[0] == 0 and o.run('user', 'demote', 'özgür')[0] == 0
        assert o.run('user', 'close', ' ÖzGüR ')[0] == 0 and [u['closed'] for u in o.json('user', 'list', '--json')] == [False, True]
        assert 'no account' in o.run('user', 'open', 'Ozgur')[2]
        code, out, _ = o.run('user', 'invite', 'dora', '--admin')
        assert code == 0 and o.request('GET', urllib.parse.urlsplit(out.strip()).path)[0] == 200
        assert [u['admin'] for u in o.json('user', 'list', '--json') if u['name'] == 'dora'] == [True]
        anna('DELETE', at, want=204)
        anna('DELETE', at, want=404)
        me = next(a['id'] for a in anna('GET', '/accounts')['accounts'] if a['name'] == 'anna')
        assert 'settings page' in anna('DELETE', f'/accounts/{me}', want=403)['error']
        assert anna('PUT', f'/accounts/{me}', {'closed': False})['closed'] is False  # an administrator's is open anyway
        assert o.run('user', 'delete', 'dora')[0] == 0
        assert 'only administrator' in anna('PUT', f'/accounts/{me}', {'admin': False}, 403)['error']


def test_a_name_with_a_colon_for_a_source(program):
    with desk(program) as (o, pub, anna, feed):
        o.form('/login', '/login', {'name': 'anna', 'password': 'a good password'})
        at = f'/sources/{feed}'
        assert 'colon' in o.form(at, at + '/own', {'selector': '', 'drop': '', 'user': 'ni:na', 'word': 'x'}, want=400)
        assert 'colon' in o.form('/sources', '/sources', {'address': pub.base, 'user': 'ni:na', 'word': 'x'}, want=400)
        assert anna('GET', f'/feeds/{feed}/own')['headers'] == []
        o.form(at, at + '/own', {'selector': '', 'drop': '', 'user': 'nina', 'word': 'x:y'})
        assert anna('GET', f'/feeds/{feed}/own')['headers'] == ['Authorization']
