"""The first minutes of somebody new: from an empty front page to a publisher who writes from right to left."""
import re
from desk import Octavo, Publisher, page, rss

NAME = 'صحيفة المرفأ'
TEXT = ['غرقت عبارة يوم الثلاثاء قبالة الساحل، وفق خفر السواحل.', 'وقالت القائدة إن البحث مستمر.'] * 3


def test_the_first_minutes(program):
    pub = Publisher()
    pub.pages = {'/feed': rss(pub.base, [('/1', 'غرق عبارة قبالة الساحل', TEXT[0])], NAME), '/1': page('غرق عبارة قبالة الساحل', TEXT)}
    o = Octavo(program, [pub])
    try:
        o.serve('--poll', 'no')
        for path in ('/', '/days'):
            text = o.get(path)
            assert 'Make the first account</a>, which' in text and 'href="/sources">sources page' not in text, path
        next_page = re.search(r'name="next" value="([^"]+)"', o.get('/signup?next=/sources')).group(1)
        assert o.form('/signup', '/signup', {'name': 'nora', 'password': 'a good password', 'next': next_page}) == '/sources'
        assert 'href="/sources">sources page' in o.get('/'), 'with an account the way is another'
        o.form('/sources', '/sources', {'address': pub.base + '/feed'})
        o.wait_for(lambda: 'class="to"' in o.get('/river'), what='its article')
        # Names of other scripts stand for themselves, so that the date beside them is not turned about.
        assert f'<bdi>{NAME}</bdi></a> · <time' in o.get('/river') and f'<bdi>{NAME}</bdi> · <time' in o.get('/')
        row = o.get('/sources')
        assert f'<bdi>{NAME}</bdi>' in row and f'Settings<span class="hidden"> of {NAME}</span>' in row and f'Unfollow<span class="hidden"> {NAME}</span>' in row
        o.cookies = {}
        assert 'Password forgotten?' in o.get('/login')
    finally:
        o.close()
        pub.close()
