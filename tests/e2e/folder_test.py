"""Folders of sources on the pages: on the sources page, in the river, in feeds out; what is unread, and marking all of
a list as read."""
import re
from client_test import App, app_password
from desk import Octavo, Publisher, page, rss


def titles(text):
    return re.findall(r'<a class="to"[^>]*>([^<]+)</a>', text)


def unread(river):
    """How much is unread, as each folder's link says."""
    row = re.search(r'aria-label="Folders">(.*?)</ul>', river, re.S).group(1)
    names = re.findall(r'>(?:<bdi>)?([^<]+)(?:</bdi>)?(?:\s*<span class="count">(\d+)<span class="hidden"> unread</span></span>)?\s*</a>', row)
    return {name.strip(): n or None for name, n in names}


def test_folders_and_what_is_unread(program):
    pubs = [Publisher(), Publisher()]
    for k, pub in enumerate(pubs):
        pub.pages['/feed.xml'] = rss(pub.base, [(f'/{i}', f'Bridge {k}{i} opens', 'It was opened') for i in range(2)], f'Paper {k}')
        for i in range(2):
            pub.pages[f'/{i}'] = page(f'Bridge {k}{i} opens', [f'Bridge number {i} was opened on Monday by Mira Salt.'] * 4)
    o = Octavo(program, pubs)
    try:
        assert o.run('user', 'add', 'ida', '--admin', stdin='long enough\n')[0] == 0
        assert o.run('add', '--folder', ' News /  Town', pubs[0].base + '/feed.xml')[0] == 0
        assert o.run('add', '--folder', 'x' * 201, pubs[1].base + '/feed.xml')[0] == 2
        o.serve('--poll', 'no')
        visitor = o.get('/river')
        assert 'Mark all as read' not in visitor and 'Only unread' not in visitor and '<bdi>News / Town</bdi></a>' in visitor
        o.form('/login', '/login', {'name': 'ida', 'password': 'long enough'})
        # Followed into a folder from the page; moved and named on the page of the source.
        o.form('/sources', '/sources', {'address': pubs[1].base + '/feed.xml', 'folder': 'Away'})
        sources = o.wait_for(lambda: (lambda t: t if 'Paper 1' in t else None)(o.get('/sources')))
        o.wait_for(lambda: len(titles(o.get('/river'))) == 4, what='all articles')
        assert '<option value="Away">' in sources and 'In no folder' not in sources
        feed = {f['title']: f['id'] for f in o.json('feeds', '--json')}
        here = f'/sources/{feed["Paper 1"]}'
        assert o.form(here, here + '/rename', {'title': 'Paper 1', 'folder': 'Far'}) == here + '?saved=name'
        assert 'Saved.' in o.get(here + '?saved=name') and 'value="Far"' in o.get(here)
        assert 'at most 200 bytes' in o.form(here, here + '/rename', {'title': 'Another', 'folder': 'x' * 201}, want=400)
        assert o.form(here, here + '/rename', {'title': 'Paper 1'}) == here + '?saved=name'
        assert 'value="Far"' in o.get(here) and 'Another' not in o.get(here), 'both or none, and what is not named stays'
        pubs[1].pages['/feed.xml'] = (pubs[1].pages['/feed.xml'][0], pubs[1].pages['/feed.xml'][1].replace(b'Paper 1', b'Paper One'))
        o.form('/sources', here + '/poll', {})
        o.wait_for(lambda: 'Paper One' in o.get('/sources'), what='the name that the feed has now')
        o.form('/sources', '/sources/folder', {'from': 'News', 'to': 'Home'})
        # The river of one folder, with those within it; its feed; and the interface for programs.
        assert titles(o.get('/river?folder=Home')) == titles(o.get('/river?folder=Home+%2F+Town')) == ['Bridge 01 opens', 'Bridge 00 opens']
        assert titles(o.get('/river?folder=Far')) == ['Bridge 11 opens', 'Bridge 10 opens'] and titles(o.get('/river?folder=Ho')) == []
        atom = o.get('/feed.atom?folder=Far')
        assert atom.count('<entry>') == 2 and 'Bridge 11' in atom and 'Bridge 01' not in atom and '/river?folder=Far' in atom
        assert [a['title'] for a in o.json('list', '--folder', 'Far', '--json')['articles']] == ['Bridge 11 opens', 'Bridge 10 opens']
        # An article knows the list that it was opened in.
        first = re.search(r'<a class="to" href="([^"]+)">Bridge 01', o.get('/river?folder=Home')).group(1).replace('&amp;', '&')
        text = o.get(first)
        assert first.endswith('?in=river&folder=Home') and 'rel="prev"' not in text and 'Next in Home: Bridge 00 opens' in text and '<a href="/river?folder=Home">Home</a>' in text
        second = re.search(r'<a href="([^"]+)" rel="next"', text).group(1).replace('&amp;', '&')
        assert 'title="Bridge 01 opens">← Newer' in o.get(second) and 'rel="next"' not in o.get(second)
        assert o.form(first, first.split('?')[0] + '/star', {'on': '1', 'back': first}) == first
        assert 'rel="next"' in o.get(first.split('?')[0] + '?in=river') and 'rel="next"' not in o.get(first.split('?')[0] + '?in=starred')
        assert 'rel="next"' not in o.get(first.split('?')[0]) and 'rel="next"' not in o.get(first.split('?')[0] + '?in=nothing')
        # What is unread; all of a folder marked; what came after the page was made stays unread.
        river = o.get('/river?folder=Far&unread=1')
        assert unread(river) == {'All': '4', 'Home / Town': '2', 'Far': '2'}
        until = re.search(r'name="until" value="(\d+)"', river).group(1)
        o.form('/river', '/read', {'folder': 'Far', 'until': '1000000', 'back': '/river'})
        assert len(titles(o.get('/river?unread=1'))) == 4
        assert o.form('/river', '/read', {'folder': 'Far', 'until': until, 'back': '/river?unread=1'}) == '/river?unread=1'
        assert titles(o.get('/river?unread=1')) == ['Bridge 01 opens', 'Bridge 00 opens']
        assert unread(o.get('/river')) == {'All': '2', 'Home / Town': '2', 'Far': None}
        assert 'Nothing here is unread.' in o.get('/river?folder=Far&unread=1') and len(titles(o.get('/river'))) == 4
        o.form('/river', '/read', {'until': until, 'folder': ''})
        assert titles(o.get('/river?unread=1')) == []
        # Another account is told who follows, not to sign in.
        assert o.run('user', 'add', 'bob', stdin='long enough\n')[0] == 0
        cookies, o.cookies = o.cookies, {}
        assert 'Sign in</a> to follow publishers' in o.get('/sources')
        o.form('/login', '/login', {'name': 'bob', 'password': 'long enough'})
        text = o.get('/sources')
        assert 'The administrator follows publishers' in text and '>Sign in<' not in text and 'Unfollow' not in text
        o.cookies = cookies
        # The folder goes, its source stays.
        o.form('/sources', '/sources/folder', {'from': 'Far', 'to': ''})
        assert [f.get('folder') for f in o.json('feeds', '--json')] == [None, 'Home / Town'] and 'In no folder' in o.get('/sources')
    finally:
        o.close()
        for pub in pubs:
            pub.close()


def test_a_folder_within_a_folder_for_apps(program):
    """An app counts as unread of a folder what its stream has: with the folders within it, and no other of like name."""
    pubs = [Publisher() for _ in range(3)]
    for k, (pub, folder) in enumerate(zip(pubs, ['News', 'News & views', 'News / Town'])):
        pub.pages['/feed.xml'] = rss(pub.base, [(f'/{i}', f'Bridge {k}{i} opens', 'It was opened') for i in range(k + 1)], f'Paper {k}')
        pub.pages.update({f'/{i}': page(f'Bridge {k}{i} opens', [f'Bridge number {i} was opened on Monday by Mira Salt.'] * 4) for i in range(k + 1)})
    o = Octavo(program, pubs)
    try:
        for pub, folder in zip(pubs[1:], ['News & views', 'News / Town']):
            assert o.run('add', '--folder', folder, pub.base + '/feed.xml')[0] == 0
        app = App(o)
        assert app.login('ida', app_password(o, pubs[0])) == 200
        feed = {f['title']: f['id'] for f in o.json('feeds', '--json')}
        assert o.run('source', '--folder', 'News', str(feed['Paper 0']))[0] == 0
        counts = {x['id']: x['count'] for x in app.get('unread-count')['unreadcounts']}
        label = 'user/-/label/'
        for folder, n in [('News', 1 + 3), ('News & views', 2), ('News / Town', 3)]:
            assert counts[label + folder] == n == len(app.ids(label + folder)), (folder, counts)
    finally:
        o.close()
        for pub in pubs:
            pub.close()


def test_a_page_with_several_feeds(program):
    """The first is followed, and the sources page offers the others, until they are followed, too."""
    pub = Publisher()
    links = ''.join(f'<link rel="alternate" type="application/rss+xml" title="Desk {x}" href="/{x}.xml">' for x in 'abc')
    pub.pages = {'/': ('text/html', f'<html><head><title>Town</title>{links}</head><body>Town</body></html>'.encode())}
    for x in 'abc':
        pub.pages[f'/{x}.xml'] = rss(pub.base, [(f'/{x}', f'News {x}', 'Short')], f'Desk {x}')
    o = Octavo(program, [pub])
    try:
        assert o.run('user', 'add', 'ida', '--admin', stdin='long enough\n')[0] == 0
        o.serve('--poll', 'no')
        o.form('/login', '/login', {'name': 'ida', 'password': 'long enough'})
        o.form('/sources', '/sources', {'address': pub.base})
        text = o.wait_for(lambda: (lambda t: t if 'Now following' in t else None)(o.get('/sources')))
        offered = re.findall(r'name="address" value="([^"]+)"><button>Follow', text)
        assert 'offers other feeds' in text and offered == [f'{pub.base}/b.xml', f'{pub.base}/c.xml'], (offered, text[:3000])
        assert o.run('add', offered[0])[0] == 0
        assert re.findall(r'name="address" value="([^"]+)"><button>Follow', o.get('/sources')) == offered[1:]
        o.form('/sources', '/sources', {'address': offered[1]})
        o.wait_for(lambda: 'offers other feeds' not in o.get('/sources') and 'Now following Desk c' in o.get('/sources'))
    finally:
        o.close()
        pub.close()
