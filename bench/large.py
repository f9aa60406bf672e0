#!/usr/bin/env python3
"""A large, long-lived desk for measuring: large.py SMALL.db OUT.db [N]. SMALL.db is what
`octavo sample` made of an edition of bench/edition.py, brought to the newest schema; OUT.db has its
articles again and again, N of them at least (300,000), in 300 sources of 12 folders over nearly two
years, the newest now, with their stories, names and index of words, and five accounts:
  1 all   has read all but sixty          2 none  has read nothing
  3 some  has read every other, and stars 4 late  has read all but the newest five hundred
  5 admin has read all
The session of each, for the cookie octavo_session or a bearer's token, is "bench-NAME"; a reader
app's token "app-NAME". For bench/routes.py."""
import hashlib, os, random, shutil, sqlite3, struct, sys, time
small, out, want = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 300000
STEP, FEEDS, FOLDERS, DAY = 1 << 22, 300, 12, 86400 * 10**6
NAMES = ['all', 'none', 'some', 'late', 'admin']
start, now, rnd = time.time(), int(time.time() * 1e6), random.Random(8)
shutil.copy(small, out)
db = sqlite3.connect(out, isolation_level=None)
run = db.execute

def say(what): print(f'{time.time() - start:6.0f} s  {what}', flush=True)

def patch(pack, k, at):
    """A pack of the index of stories for copy k: its ids and its time (src/story/pack.c)."""
    longs = [v and v + k * STEP for v in struct.unpack_from('<4q', pack, 6)]
    return pack[:6] + struct.pack('<5q', *longs, at) + pack[46:]

run('PRAGMA synchronous = OFF'); run('PRAGMA cache_size = -400000'); run('PRAGMA journal_mode = OFF'); run('PRAGMA foreign_keys = OFF')
db.create_function('patch', 3, patch, deterministic=True)
# Triggers count each row; the copies are made without them, and counted at the end.
triggers = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
for name, _ in triggers: run(f'DROP TRIGGER "{name}"')
have, newest = run('SELECT count(*), max(at) FROM article').fetchone()
copies = -(-want // have); shift = now - newest - 3600 * 10**6; pace = 620 * DAY // copies
run('CREATE TEMP TABLE base AS SELECT * FROM article'); run('CREATE INDEX temp.base_id ON base(id)')
first = run('SELECT min(id) FROM feed').fetchone()[0]; publisher = run('SELECT min(id) FROM publisher').fetchone()[0]
for j in range(FEEDS):
    host = f'source{j}.example'
    run('INSERT INTO publisher (id, key, name, host) VALUES (?, ?, ?, ?)', (STEP - 1000 + j, host, f'The {rnd.choice(["Daily", "Evening", "Weekly", "Morning"])} Source {j}', host))
    run('INSERT INTO feed (id, url, publisher, title, followed, state, added_at, next_at, every, folder) VALUES (?, ?, ?, ?, 1, 0, ?, ?, ?, ?)',
        (STEP - 500 + j, f'http://127.0.0.1:9/{host}/feed', STEP - 1000 + j, f'Source {j}', now, now + 3600 * 10**6, 3600 * 10**6, f'Folder {j % FOLDERS}' if j % (FOLDERS + 1) else None))
columns = [c[1] for c in run('PRAGMA table_info(article)')]
for table in ['article', 'story', 'story_member', 'story_pack', 'body', 'reading', 'article_tag', 'article_entity', 'related', 'entity']:
    if table != 'article': run(f'CREATE TEMP TABLE base_{table} AS SELECT * FROM {table}')
at = lambda a: f'({a} + {shift} - :k * {pace} + ({a} / 1000000 * 7919 + :k * 104729) % 86400 * 1000000 - 86400000000)'
def copy(k):
    v = {'k': k, 's': k * STEP}
    change = {'id': 'id + :s', 'feed': f'{STEP - 500} + (id * 31 + :k * 17) % {FEEDS}', 'publisher': f'{STEP - 1000} + (id * 31 + :k * 17) % {FEEDS}', 'at': at('at'),
              'published': at('at'), 'seen_at': at('at') + ' + 900000000', 'changed_at': at('at'), 'search_id': f"({at('at')} / 1000000) << 20 | (id & 1048575)", 'url_key': "url_key || '#' || :k", 'url': "url || '?' || :k"}
    run(f"INSERT INTO article ({', '.join(columns)}) SELECT {', '.join(change.get(c, c) for c in columns)} FROM base", v)
    run('INSERT INTO body SELECT article + :s, pack FROM base_body', v)
    run('INSERT INTO reading SELECT article + :s, version, pack, traits FROM base_reading', v)
    run("INSERT INTO entry SELECT feed, 'key' || id, id, 'digest' FROM article WHERE id > :s AND id < :s + 4194304", v)
    run(f"INSERT INTO article_tag SELECT tag, {at('at')}, article + :s FROM base_article_tag", v)
    # A third of the names comes again in each copy; the others are new ones.
    run("INSERT INTO entity (id, kind, key, name) SELECT id + :s, kind, key || '-' || :k, name || ' ' || :k FROM base_entity WHERE id % 3", v)
    run(f"INSERT INTO article_entity SELECT CASE WHEN entity % 3 THEN entity + :s ELSE entity END, {at('at')}, article + :s, weight, role, country FROM base_article_entity", v)
    run('INSERT INTO related SELECT article + :s, other + :s, score, why FROM base_related', v)
    run(f"INSERT INTO story SELECT id + :s, name, best + :s, {at('first_at')}, {at('last_at')}, {at('changed_at')}, reports, origins, publishers, version, news FROM base_story", v)
    run(f"INSERT INTO story_member SELECT article + :s, story + :s, copy_of + :s, copy, relation, nearest + :s, score, why, {at('at')}, {at('at')}, arrived + :s, changed + :s, fixed FROM base_story_member", v)
    run(f"INSERT INTO story_pack SELECT p.article + :s, patch(p.pack, :k, {at('b.at')}) FROM base_story_pack p JOIN base b ON b.id = p.article", v)

run('BEGIN')
for k in reversed(range(1, copies + 1)):
    copy(k)
    if k % 25 == 0: say(f'{copies - k + 1} of {copies} copies')
# A quiet source, in a folder of its own: its forty articles are of the first weeks.
run("INSERT INTO publisher (id, key, name, host) VALUES (?, 'quiet.example', 'The Quiet Source', 'quiet.example')", (STEP - 100,))
run("INSERT INTO feed (id, url, publisher, title, followed, state, added_at, next_at, every, folder) VALUES (?, 'http://127.0.0.1:9/quiet/feed', ?, 'Quiet', 1, 0, ?, ?, ?, 'Quiet')", (STEP - 99, STEP - 100, now, now + 3600 * 10**6, 3600 * 10**6))
run('UPDATE article SET feed = ?, publisher = ? WHERE id IN (SELECT id FROM article ORDER BY at LIMIT 40)', (STEP - 99, STEP - 100))
# Arrivals in the order of time, as they came.
run('CREATE TEMP TABLE came AS SELECT article, row_number() OVER (ORDER BY at, article) AS n FROM story_member'); run('CREATE INDEX temp.came_article ON came(article)')
run('UPDATE story_member SET arrived = (SELECT n FROM came c WHERE c.article = story_member.article), changed = (SELECT n FROM came c WHERE c.article = story_member.article)')
run('UPDATE story_clock SET now = (SELECT max(n) FROM came)')
run('UPDATE ids SET next = ?', ((copies + 1) * STEP,))
say('stories'); run('COMMIT')

# The words of the index, read back from it.
run('CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)')
texts = {}
for term, doc, col, offset in run('SELECT term, doc, col, offset FROM temp.words'):
    texts.setdefault(doc, {}).setdefault(col, []).append((offset, term))
run('DROP TABLE temp.words')
texts = {doc: {c: [t for _, t in sorted(v)] for c, v in cols.items()} for doc, cols in texts.items()}
say('words read')
rows = run("SELECT a.search_id, b.search_id, a.publisher FROM article a JOIN temp.base b ON b.id = a.id % 4194304 WHERE a.id > 4194304 ORDER BY a.search_id").fetchall()
run("INSERT INTO search(search, rank) VALUES('automerge', 8)"); run('BEGIN')
for i, (new, old, p) in enumerate(rows):
    v = texts.get(old, {})
    run('INSERT INTO search (rowid, title, text, facet) VALUES (?, ?, ?, ?)', (new, ' '.join(v.get('title', [])), ' '.join(v.get('text', [])[:120]), ' '.join(f'p{p}' if t[0] == 'p' and t[1:].isdigit() else t for t in v.get('facet', []))))
    if i % 50000 == 0: say(f'{i} indexed')
run('COMMIT')

run('BEGIN'); run('DELETE FROM account')
for i, name in enumerate(NAMES, 1):
    run("INSERT INTO account (id, name, folded, password, admin, created_at) VALUES (?, ?, ?, '', ?, ?)", (i, name, name, name == 'admin', now))
    digest = lambda s: hashlib.sha256(s.ljust(43, '-').encode()).hexdigest()[:32]
    run('INSERT INTO session (id, hash, account, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)', (i, digest('bench-' + name), i, now, now, now + 400 * DAY))
    run('INSERT INTO token (id, hash, account, label, created_at, scope) VALUES (?, ?, ?, ?, ?, 3)', (i, digest('app-' + name), i, 'bench', now))
ids = [r[0] for r in run('SELECT id FROM article ORDER BY at, id')]
unread = {1: set(rnd.sample(ids, 60)), 4: set(ids[-500:]), 5: set()}
for user, left in unread.items(): db.executemany('INSERT INTO seen (account, article) VALUES (?, ?)', ((user, i) for i in sorted(ids) if i not in left))
db.executemany('INSERT INTO seen (account, article) VALUES (3, ?)', ((i,) for i in sorted(ids[::2])))
db.executemany('INSERT INTO star VALUES (3, ?, ?)', ((i, now) for i in sorted(rnd.sample(ids, 5000))))
for n in range(6000):
    run("INSERT INTO comment (id, article, account, at, source, body, state, why) VALUES (?, ?, ?, ?, 'A word on it.', '[]', ?, ?)", (n + 1, rnd.choice(ids[-60000:]), 1 + n % 4, now - n * 10**7, int(n % 100 == 0), 'waits' if n % 100 == 0 else None))
run('UPDATE article SET comments = (SELECT count(*) FROM comment c WHERE c.article = article.id AND c.state = 0) WHERE id IN (SELECT article FROM comment)')
db.executemany('INSERT INTO story_reader (account, story, follow, seen_at) VALUES (3, ?, ?, ?)', ((s[0], 1, now - 5 * DAY) for s in run('SELECT id FROM story WHERE reports > 1 ORDER BY last_at DESC LIMIT 200').fetchall()))
# The first follows the 47 most common words, and looked a day ago.
run('CREATE VIRTUAL TABLE temp.common USING fts5vocab(main, search, row)')
common = run("SELECT term FROM temp.common WHERE length(term) > 2 AND term <> 'every' ORDER BY doc DESC LIMIT 47").fetchall()
db.executemany('INSERT INTO watch VALUES (?, 1, ?, ?)', ((i, w[0], now - DAY) for i, w in enumerate(common, 1)))
run('DROP TABLE temp.common'); run('COMMIT'); say('accounts')
for _, sql in triggers: run(sql)
tables = {r[0] for r in run("SELECT name FROM sqlite_master WHERE type = 'table'")}
COUNTS = {'article_slice': 'SELECT at >> 34, count(*) FROM article GROUP BY 1', 'feed_slice': 'SELECT at >> 40, feed, count(*) FROM article GROUP BY 1, 2',
          'seen_slice': 'SELECT s.account, a.at >> 34, count(*) FROM seen s JOIN article a ON a.id = s.article GROUP BY 1, 2',
          'seen_feed_slice': 'SELECT s.account, a.at >> 40, a.feed, count(*) FROM seen s JOIN article a ON a.id = s.article GROUP BY 1, 2, 3'}
for table, sql in COUNTS.items():
    if table in tables: run(f'DELETE FROM {table}'); run(f'INSERT INTO {table} {sql}')
for table, of in {'entity': 'article_entity', 'tag': 'article_tag'}.items():
    if 'articles' in [c[1] for c in run(f'PRAGMA table_info({table})')]:
        run(f'UPDATE {table} SET articles = (SELECT count(*) FROM {of} x WHERE x.{table} = {table}.id), newest = (SELECT max(x.at) FROM {of} x WHERE x.{table} = {table}.id)')
run('PRAGMA journal_mode = WAL'); db.close()
say(f'{len(ids)} articles, {os.path.getsize(out) >> 20} MiB')
