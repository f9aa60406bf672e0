-- The schema, in steps. Each runs once, in a transaction of its own. Never change a step that has been
-- released: add another. INTEGER PRIMARY KEY is SQLite's name for a 64-bit row id; WITHOUT ROWID keeps
-- a table as its primary key's index. Times are microseconds UTC; NULL where there is none.
-- migration: 1 the first edition
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ids (one INTEGER PRIMARY KEY, next BIGINT NOT NULL);
INSERT INTO ids (one, next) VALUES (1, 0);

-- People.
CREATE TABLE account (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,            -- the name, for comparing
    password TEXT NOT NULL,                 -- argon2id, encoded
    admin INTEGER NOT NULL, created_at BIGINT NOT NULL);
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,              -- SHA-256 of the token
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
    agent TEXT, address TEXT);
CREATE INDEX session_account ON session(account);
CREATE TABLE token (
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE,
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    label TEXT NOT NULL, created_at BIGINT NOT NULL, used_at BIGINT);
CREATE INDEX token_account ON token(account);
CREATE TABLE pref (
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (account, name)) WITHOUT ROWID;

-- Publishers and their feeds.
CREATE TABLE publisher (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,               -- host without www., for joining feeds
    name TEXT NOT NULL, host TEXT NOT NULL, site_url TEXT, icon_url TEXT);
CREATE TABLE feed (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE,
    publisher BIGINT NOT NULL REFERENCES publisher(id),
    title TEXT, own_title TEXT,             -- the feed's word, and the user's
    site_url TEXT,
    followed INTEGER NOT NULL,              -- 0: only kept for articles that are
    state INTEGER NOT NULL,                 -- enum desk_feed_state
    error TEXT, fails INTEGER NOT NULL DEFAULT 0,
    added_at BIGINT NOT NULL, fetched_at BIGINT, ok_at BIGINT, changed_at BIGINT,
    next_at BIGINT,                         -- when to ask again; NULL: never
    every BIGINT NOT NULL,                  -- microseconds between polls
    ttl_minutes INTEGER NOT NULL DEFAULT 0,
    etag TEXT, modified TEXT,               -- for conditional requests
    lease TEXT, lease_until BIGINT);        -- who is at it, and how long that holds
CREATE INDEX feed_due ON feed(next_at);
CREATE INDEX feed_publisher ON feed(publisher);

-- Articles: what lists need; the texts stand apart, so that lists stay quick.
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    feed BIGINT NOT NULL REFERENCES feed(id),
    publisher BIGINT NOT NULL REFERENCES publisher(id),
    at BIGINT NOT NULL,                     -- the order of lists: published, else first seen
    title TEXT NOT NULL, url TEXT,
    published BIGINT, published_zone INTEGER NOT NULL DEFAULT 0,
    published_kind INTEGER NOT NULL DEFAULT 0, -- 2 * precision + zone known
    excerpt TEXT, image TEXT, lang TEXT,
    state INTEGER NOT NULL,                 -- enum article_state
    words INTEGER NOT NULL DEFAULT 0, comments INTEGER NOT NULL DEFAULT 0,
    search_id BIGINT, search_digest BIGINT, -- row of the search index, and what it was made of
    version INTEGER NOT NULL DEFAULT 1, seen_at BIGINT NOT NULL, changed_at BIGINT NOT NULL,
    url_key TEXT,                           -- url_key(url): the same page is the same article
    canonical TEXT, source TEXT, why TEXT,
    modified BIGINT, modified_zone INTEGER NOT NULL DEFAULT 0,
    modified_kind INTEGER NOT NULL DEFAULT 0,
    byline TEXT, tags TEXT,                 -- JSON arrays of texts
    -- The durable queue: what is still to be done.
    work INTEGER NOT NULL,                  -- enum desk_work
    tries INTEGER NOT NULL DEFAULT 0, next_at BIGINT, reason TEXT,
    lease TEXT, lease_until BIGINT);
CREATE INDEX article_at ON article(at, id);
CREATE INDEX article_publisher ON article(publisher, at, id);
CREATE INDEX article_feed ON article(feed, at, id);
CREATE INDEX article_url ON article(url_key);
CREATE INDEX article_search ON article(search_id);
CREATE INDEX article_work ON article(next_at) WHERE work > 0;
CREATE INDEX article_poor ON article(feed) WHERE state > 0 AND work = 0;
CREATE TABLE body (
    article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    pack BLOB NOT NULL);                    -- zstd of desk/pack.c: body, text, the page's part of the reading
CREATE TABLE reading (
    article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    pack BLOB NOT NULL,                     -- zstd of what the page does not show (desk/pack.c)
    traits BLOB NOT NULL);                  -- what was put into `trait`
-- Entries of feeds: which article each became, and the entry itself while there is work to do with it.
CREATE TABLE entry (
    feed BIGINT NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    key TEXT NOT NULL,                      -- digest of its id
    article BIGINT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    digest TEXT NOT NULL,                   -- of what it said: tells a change
    PRIMARY KEY (feed, key)) WITHOUT ROWID;
CREATE INDEX entry_article ON entry(article);
CREATE TABLE pending (
    article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    entry BLOB NOT NULL);                   -- zstd of entry JSON

-- Tags.
CREATE TABLE tag (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, tag TEXT NOT NULL, label TEXT NOT NULL);
CREATE TABLE article_tag (
    tag BIGINT NOT NULL REFERENCES tag(id), at BIGINT NOT NULL,
    article BIGINT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    PRIMARY KEY (tag, at, article)) WITHOUT ROWID;
CREATE INDEX article_tag_article ON article_tag(article);
CREATE INDEX article_tag_at ON article_tag(at);

-- Related articles: the best of each, and the inverted index that finds them.
CREATE TABLE related (
    article BIGINT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    other BIGINT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    score DOUBLE PRECISION NOT NULL, why TEXT,
    PRIMARY KEY (article, other)) WITHOUT ROWID;
CREATE INDEX related_other ON related(other);
CREATE TABLE trait (
    trait BIGINT NOT NULL,                  -- hash of a name or phrase, 48 bits
    article BIGINT NOT NULL, weight INTEGER NOT NULL, -- thousandths
    PRIMARY KEY (trait, article)) WITHOUT ROWID;

-- Readers' acts.
CREATE TABLE star (
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    article BIGINT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    at BIGINT NOT NULL, PRIMARY KEY (account, article)) WITHOUT ROWID;
CREATE INDEX star_article ON star(article);
CREATE TABLE seen (
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    article BIGINT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    PRIMARY KEY (account, article)) WITHOUT ROWID;
CREATE INDEX seen_article ON seen(article);
CREATE TABLE comment (
    id INTEGER PRIMARY KEY,
    article BIGINT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    parent BIGINT, account BIGINT REFERENCES account(id) ON DELETE SET NULL,
    at BIGINT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,
    source TEXT NOT NULL, body TEXT NOT NULL); -- Markdown, and the JSON of the body made of it
CREATE INDEX comment_article ON comment(article, id);
CREATE INDEX comment_account ON comment(account, at);
CREATE INDEX comment_parent ON comment(parent);

-- What repeats on the pages of a host (page_memory of page/).
CREATE TABLE host (host TEXT PRIMARY KEY, memory BLOB NOT NULL, at BIGINT NOT NULL) WITHOUT ROWID;

-- Documents set aside.
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, url TEXT NOT NULL, reason TEXT NOT NULL,
    feed BIGINT, article BIGINT, at BIGINT NOT NULL, bytes BIGINT NOT NULL, document BLOB);

-- Search: words made by desk/words.c, parted by spaces; no contents of its own (the article has them).
CREATE VIRTUAL TABLE search USING fts5(title, text, facet, content='', tokenize='ascii', detail=full);

-- migration: 2 moderation of comments; what a token may do
ALTER TABLE account ADD COLUMN banned_at BIGINT;
ALTER TABLE comment ADD COLUMN state INTEGER NOT NULL DEFAULT 0; -- enum desk_comment_state
ALTER TABLE comment ADD COLUMN why TEXT;                         -- of the first judgement, in words
ALTER TABLE comment ADD COLUMN judged_by BIGINT;                 -- the person whose word holds
ALTER TABLE comment ADD COLUMN links INTEGER NOT NULL DEFAULT 0;
ALTER TABLE comment ADD COLUMN digest TEXT;                      -- of its words, to find the same again
CREATE INDEX comment_state ON comment(state, id);
CREATE INDEX comment_digest ON comment(digest, at);
CREATE TABLE report (
    comment BIGINT NOT NULL REFERENCES comment(id) ON DELETE CASCADE,
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    at BIGINT NOT NULL, words TEXT, PRIMARY KEY (comment, account)) WITHOUT ROWID;
CREATE TABLE block_word (word TEXT PRIMARY KEY) WITHOUT ROWID;
ALTER TABLE token ADD COLUMN scope INTEGER NOT NULL DEFAULT 3;   -- enum desk_scope

-- migration: 3 a source's own settings, robots rules, feeds asked for by hand
ALTER TABLE feed ADD COLUMN asked INTEGER NOT NULL DEFAULT 0; -- a person wants it now, whatever `poll` says
CREATE TABLE feed_own (
    feed INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE,
    place TEXT,                             -- "https://host[:port]": the only one that gets the headers
    chosen TEXT, unwanted TEXT,             -- CSS selectors: the article; what to leave out
    headers TEXT);                          -- JSON array of "Name: value": secrets
CREATE TABLE robots (
    origin TEXT PRIMARY KEY,                -- "https://host[:port]"
    state INTEGER NOT NULL,                 -- enum desk_robots_state
    rules TEXT,                             -- JSON array of "+/path" (allow) and "-/path" (disallow)
    delay INTEGER NOT NULL DEFAULT 0,       -- seconds between two requests, as it asks
    reason TEXT, until BIGINT NOT NULL) WITHOUT ROWID; -- asked again then

-- migration: 4 people, organisations and places
-- Named alike (folded, parted by '-') and of one kind is the same one; `reread` fills it for older articles.
CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,                  -- enum entity_kind
    key TEXT NOT NULL,                      -- its address: "nina-jones"
    name TEXT NOT NULL, UNIQUE (kind, key));
CREATE TABLE article_entity (
    entity BIGINT NOT NULL REFERENCES entity(id), at BIGINT NOT NULL,
    article BIGINT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    weight INTEGER NOT NULL,                -- thousandths: how much the article is about it
    role TEXT, country TEXT,                -- as this article has them
    PRIMARY KEY (entity, at, article)) WITHOUT ROWID;
CREATE INDEX article_entity_article ON article_entity(article);

-- migration: 5 stories
-- Which reports are of one matter. What the program finds (story, place) can be found again from the
-- articles; what people say (correction, apart, unrelated, name, follow) can not.
CREATE TABLE story (
    id INTEGER PRIMARY KEY,                 -- id of the article that began it, or one of its own
    name TEXT,                              -- a person's name for it
    best BIGINT NOT NULL,                   -- the report whose headline stands for it
    first_at BIGINT NOT NULL, last_at BIGINT NOT NULL, -- article.at of its reports
    changed_at BIGINT NOT NULL,             -- when a report last came or went
    reports INTEGER NOT NULL, origins INTEGER NOT NULL, publishers INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    news TEXT);                             -- lines: figures that moved, as the front page shows them
CREATE INDEX story_last ON story(last_at, id);
CREATE INDEX story_broad ON story(last_at, id) WHERE publishers > 1;
CREATE TABLE story_member (
    article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    story BIGINT NOT NULL,
    copy_of BIGINT, copy INTEGER NOT NULL,  -- enum story_copy
    relation INTEGER NOT NULL,              -- enum story_relation
    nearest BIGINT, score DOUBLE PRECISION NOT NULL, why TEXT,
    at BIGINT NOT NULL,                     -- article.at
    joined_at BIGINT NOT NULL,              -- when it came into this story
    arrived BIGINT NOT NULL, changed BIGINT NOT NULL, -- by story_clock: order of arrival; last change
    fixed BIGINT NOT NULL DEFAULT 0);       -- the correction that put it here
CREATE INDEX story_member_story ON story_member(story, at, article);
CREATE INDEX story_member_arrived ON story_member(arrived);
CREATE INDEX story_member_changed ON story_member(changed);
CREATE TABLE story_pack (                   -- story_pack() of it, for the index in memory
    article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    pack BLOB NOT NULL);
CREATE TABLE story_clock (one INTEGER PRIMARY KEY, now BIGINT NOT NULL, removed BIGINT NOT NULL);
INSERT INTO story_clock (one, now, removed) VALUES (1, 0, 0);
-- A story that is one with another: its address leads there for ever.
CREATE TABLE story_redirect (story INTEGER PRIMARY KEY, target BIGINT NOT NULL, at BIGINT NOT NULL);
-- People's corrections, and what follows from them: an article that may not be in a story, two
-- stories that are neither one nor related.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY, at BIGINT NOT NULL,
    account BIGINT REFERENCES account(id) ON DELETE SET NULL,
    kind TEXT NOT NULL,                     -- merge split move unrelated rename
    story BIGINT NOT NULL, other BIGINT,    -- the story corrected; the one it went to or was parted from
    words TEXT NOT NULL,                    -- what was done, for the log
    before TEXT NOT NULL,                   -- lines: what undoing needs
    undone_at BIGINT, undone_by BIGINT);
CREATE INDEX correction_story ON correction(story);
CREATE TABLE story_apart (
    article BIGINT NOT NULL, story BIGINT NOT NULL, correction BIGINT NOT NULL,
    PRIMARY KEY (article, story)) WITHOUT ROWID;
CREATE INDEX story_apart_story ON story_apart(story);
CREATE TABLE story_unrelated (
    story BIGINT NOT NULL, other BIGINT NOT NULL, correction BIGINT NOT NULL,
    PRIMARY KEY (story, other)) WITHOUT ROWID;
-- What each reader follows, mutes and has seen.
CREATE TABLE story_reader (
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    story BIGINT NOT NULL, follow INTEGER NOT NULL DEFAULT 0, -- 1 follows, -1 mutes
    seen_at BIGINT, PRIMARY KEY (account, story)) WITHOUT ROWID;
CREATE INDEX story_reader_story ON story_reader(story);
CREATE TABLE visit (
    account BIGINT PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    at BIGINT NOT NULL, before BIGINT NOT NULL) WITHOUT ROWID; -- this visit; the end of the one before
-- Earlier wordings of an article, and when to look whether it has another.
CREATE TABLE article_version (
    id INTEGER PRIMARY KEY, article BIGINT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    at BIGINT NOT NULL,                     -- when it was replaced
    since BIGINT NOT NULL,                  -- when we first had it
    title TEXT NOT NULL, text BLOB NOT NULL, -- zstd
    changes TEXT NOT NULL);                 -- lines: figures and names that the next wording changed
CREATE INDEX article_version_article ON article_version(article, id);
CREATE TABLE recheck (
    article INTEGER PRIMARY KEY REFERENCES article(id) ON DELETE CASCADE,
    step INTEGER NOT NULL, next_at BIGINT NOT NULL, etag TEXT, modified TEXT);
CREATE INDEX recheck_next ON recheck(next_at);
-- Related articles are found by the story index now.
DROP TABLE trait;

-- migration: 6 folders of feeds
ALTER TABLE feed ADD COLUMN folder TEXT; -- "News / World"; NULL: in none

-- migration: 7 sound, films and other files of an article
ALTER TABLE article ADD COLUMN media TEXT; -- JSON array of "TYPE BYTES URL"

-- migration: 8 how many articles, and how many that an account has seen, in slices of time
-- A list of what is unread passes over the slices that have been read to the end, instead of walking past each of
-- their articles. A slice is the time shifted: >> 34 is 4.8 hours, of all feeds; >> 40 is 12.7 days, of one feed.
-- The triggers keep the numbers exact, whoever writes.
CREATE TABLE article_slice (slice INTEGER PRIMARY KEY, n BIGINT NOT NULL);
CREATE TABLE feed_slice (
    slice BIGINT NOT NULL, feed BIGINT NOT NULL, n BIGINT NOT NULL,
    PRIMARY KEY (slice, feed)) WITHOUT ROWID;
CREATE INDEX feed_slice_feed ON feed_slice(feed, slice);
CREATE TABLE seen_slice (
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    slice BIGINT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (account, slice)) WITHOUT ROWID;
CREATE TABLE seen_feed_slice (
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    slice BIGINT NOT NULL, feed BIGINT NOT NULL, n BIGINT NOT NULL,
    PRIMARY KEY (account, slice, feed)) WITHOUT ROWID;
INSERT INTO article_slice (slice, n) SELECT at >> 34, count(*) FROM article GROUP BY at >> 34;
INSERT INTO feed_slice (slice, feed, n) SELECT at >> 40, feed, count(*) FROM article GROUP BY at >> 40, feed;
INSERT INTO seen_slice (account, slice, n) SELECT s.account, a.at >> 34, count(*)
FROM seen s JOIN article a ON a.id = s.article GROUP BY s.account, a.at >> 34;
INSERT INTO seen_feed_slice (account, slice, feed, n) SELECT s.account, a.at >> 40, a.feed, count(*)
FROM seen s JOIN article a ON a.id = s.article GROUP BY s.account, a.at >> 40, a.feed;
CREATE TRIGGER article_came AFTER INSERT ON article BEGIN
    INSERT INTO article_slice (slice, n) VALUES (new.at >> 34, 1)
    ON CONFLICT (slice) DO UPDATE SET n = article_slice.n + 1;
    INSERT INTO feed_slice (slice, feed, n) VALUES (new.at >> 40, new.feed, 1)
    ON CONFLICT (slice, feed) DO UPDATE SET n = feed_slice.n + 1;
END;
-- Its read marks go first: what they count in is known by the article.
CREATE TRIGGER article_goes BEFORE DELETE ON article BEGIN
    DELETE FROM seen WHERE article = old.id;
    UPDATE article_slice SET n = n - 1 WHERE slice = old.at >> 34;
    DELETE FROM article_slice WHERE slice = old.at >> 34 AND n < 1;
    UPDATE feed_slice SET n = n - 1 WHERE slice = old.at >> 40 AND feed = old.feed;
    DELETE FROM feed_slice WHERE slice = old.at >> 40 AND feed = old.feed AND n < 1;
END;
CREATE TRIGGER article_moved AFTER UPDATE OF at, feed ON article
WHEN (old.at >> 34) <> (new.at >> 34) OR old.feed <> new.feed BEGIN
    UPDATE article_slice SET n = n - 1 WHERE slice = old.at >> 34;
    DELETE FROM article_slice WHERE slice = old.at >> 34 AND n < 1;
    INSERT INTO article_slice (slice, n) VALUES (new.at >> 34, 1)
    ON CONFLICT (slice) DO UPDATE SET n = article_slice.n + 1;
    UPDATE feed_slice SET n = n - 1 WHERE slice = old.at >> 40 AND feed = old.feed;
    DELETE FROM feed_slice WHERE slice = old.at >> 40 AND feed = old.feed AND n < 1;
    INSERT INTO feed_slice (slice, feed, n) VALUES (new.at >> 40, new.feed, 1)
    ON CONFLICT (slice, feed) DO UPDATE SET n = feed_slice.n + 1;
    UPDATE seen_slice SET n = n - 1 WHERE slice = old.at >> 34
    AND account IN (SELECT s.account FROM seen s WHERE s.article = new.id);
    INSERT INTO seen_slice (account, slice, n) SELECT s.account, new.at >> 34, 1 FROM seen s WHERE s.article = new.id
    ON CONFLICT (account, slice) DO UPDATE SET n = seen_slice.n + 1;
    UPDATE seen_feed_slice SET n = n - 1 WHERE slice = old.at >> 40 AND feed = old.feed
    AND account IN (SELECT s.account FROM seen s WHERE s.article = new.id);
    INSERT INTO seen_feed_slice (account, slice, feed, n)
    SELECT s.account, new.at >> 40, new.feed, 1 FROM seen s WHERE s.article = new.id
    ON CONFLICT (account, slice, feed) DO UPDATE SET n = seen_feed_slice.n + 1;
END;
CREATE TRIGGER seen_came AFTER INSERT ON seen BEGIN
    INSERT INTO seen_slice (account, slice, n)
    SELECT new.account, a.at >> 34, 1 FROM article a WHERE a.id = new.article
    ON CONFLICT (account, slice) DO UPDATE SET n = seen_slice.n + 1;
    INSERT INTO seen_feed_slice (account, slice, feed, n)
    SELECT new.account, a.at >> 40, a.feed, 1 FROM article a WHERE a.id = new.article
    ON CONFLICT (account, slice, feed) DO UPDATE SET n = seen_feed_slice.n + 1;
END;
-- Where the account goes, its numbers go by themselves.
CREATE TRIGGER seen_goes AFTER DELETE ON seen WHEN EXISTS (SELECT 1 FROM account u WHERE u.id = old.account) BEGIN
    UPDATE seen_slice SET n = n - 1 WHERE account = old.account
    AND slice = (SELECT a.at >> 34 FROM article a WHERE a.id = old.article);
    UPDATE seen_feed_slice SET n = n - 1 WHERE account = old.account
    AND slice = (SELECT a.at >> 40 FROM article a WHERE a.id = old.article)
    AND feed = (SELECT a.feed FROM article a WHERE a.id = old.article);
END;

-- migration: 9 of how many articles each name and each hashtag is
-- The lists of the most used ones, and the count on the page of each, without walking all that is named anywhere.
ALTER TABLE entity ADD COLUMN articles BIGINT NOT NULL DEFAULT 0;
ALTER TABLE entity ADD COLUMN newest BIGINT;
UPDATE entity SET articles = (SELECT count(*) FROM article_entity x WHERE x.entity = entity.id),
newest = (SELECT max(x.at) FROM article_entity x WHERE x.entity = entity.id);
CREATE INDEX entity_most ON entity(kind, articles);
CREATE TRIGGER entity_came AFTER INSERT ON article_entity BEGIN
    UPDATE entity SET articles = articles + 1, newest = CASE WHEN newest > new.at THEN newest ELSE new.at END
    WHERE id = new.entity;
END;
CREATE TRIGGER entity_goes AFTER DELETE ON article_entity BEGIN
    UPDATE entity SET articles = articles - 1, newest = CASE WHEN newest > old.at THEN newest
    ELSE (SELECT max(x.at) FROM article_entity x WHERE x.entity = old.entity) END WHERE id = old.entity;
END;
ALTER TABLE tag ADD COLUMN articles BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tag ADD COLUMN newest BIGINT;
UPDATE tag SET articles = (SELECT count(*) FROM article_tag x WHERE x.tag = tag.id),
newest = (SELECT max(x.at) FROM article_tag x WHERE x.tag = tag.id);
CREATE INDEX tag_most ON tag(articles);
CREATE TRIGGER tag_came AFTER INSERT ON article_tag BEGIN
    UPDATE tag SET articles = articles + 1, newest = CASE WHEN newest > new.at THEN newest ELSE new.at END
    WHERE id = new.tag;
END;
CREATE TRIGGER tag_goes AFTER DELETE ON article_tag BEGIN
    UPDATE tag SET articles = articles - 1, newest = CASE WHEN newest > old.at THEN newest
    ELSE (SELECT max(x.at) FROM article_tag x WHERE x.tag = old.tag) END WHERE id = old.tag;
END;

-- migration: 10 what people set: when a feed is asked, rules for entries, searches that are followed, links to a password
ALTER TABLE feed ADD COLUMN paused INTEGER NOT NULL DEFAULT 0; -- a person's word: asked by hand only
ALTER TABLE feed ADD COLUMN own_every BIGINT; -- microseconds between polls, as a person wants it
ALTER TABLE feed ADD COLUMN text_from INTEGER NOT NULL DEFAULT 0; -- enum desk_text_from
CREATE TABLE poll (                         -- how the last polls of each feed went
    feed BIGINT NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    at BIGINT NOT NULL, ok INTEGER NOT NULL, entries INTEGER NOT NULL, -- new ones
    words TEXT, PRIMARY KEY (feed, at)) WITHOUT ROWID; -- what was wrong
CREATE TABLE rule (
    id INTEGER PRIMARY KEY,
    account BIGINT REFERENCES account(id) ON DELETE CASCADE, -- whose star or mark; NULL: for all
    feed BIGINT REFERENCES feed(id) ON DELETE CASCADE, -- NULL: of every feed
    act INTEGER NOT NULL,                   -- enum desk_rule_act
    field INTEGER NOT NULL,                 -- enum desk_rule_field
    words TEXT NOT NULL);
CREATE INDEX rule_account ON rule(account);
CREATE INDEX rule_feed ON rule(feed);
CREATE TABLE watch (                        -- searches that an account follows
    id INTEGER PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    query TEXT NOT NULL,
    looked_at BIGINT NOT NULL,              -- what came to us since then is new
    UNIQUE (account, query));
CREATE TABLE invitation (                   -- links by which an account's password is chosen, once
    account INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    hash TEXT NOT NULL UNIQUE,              -- of the link's token
    expires_at BIGINT NOT NULL);

-- migration: 11 what a language model wrote of a story or an article, and how the sources bear it out
CREATE TABLE model_text (
    about INTEGER NOT NULL,                 -- enum desk_model_about
    subject BIGINT NOT NULL,                -- id of the story or article
    state INTEGER NOT NULL,                 -- enum desk_model_state
    asked_at BIGINT NOT NULL,
    error TEXT,                             -- why the last try failed
    written_at BIGINT, model TEXT,          -- of what is kept: when, by which model
    said TEXT,                              -- its sentences with verdicts and byte ranges of sources (model_kept.c)
    sources TEXT,                           -- articles, with versions, of all that it was given (model_kept.c)
    PRIMARY KEY (about, subject)) WITHOUT ROWID;
CREATE TRIGGER model_text_story_goes AFTER DELETE ON story BEGIN
    DELETE FROM model_text WHERE about = 0 AND subject = old.id;
END;
CREATE TRIGGER model_text_article_goes AFTER DELETE ON article BEGIN
    DELETE FROM model_text WHERE about = 1 AND subject = old.id;
END;
CREATE TABLE model_ask (id INTEGER PRIMARY KEY, at BIGINT NOT NULL); -- of the last hour

-- migration: 12 undoing that a whole list was marked as read
ALTER TABLE seen ADD COLUMN sweep BIGINT;   -- the one that marked it; NULL: by itself, or by one that is no longer known
CREATE TABLE sweep (                        -- each account's last one
    account BIGINT PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
    id BIGINT NOT NULL, at BIGINT NOT NULL,
    n BIGINT NOT NULL) WITHOUT ROWID;       -- articles that it marked

-- migration: 13 what each account has read lately
CREATE TABLE looked (
    account BIGINT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
    article BIGINT NOT NULL REFERENCES article(id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    opened INTEGER NOT NULL,                -- 0: only marked as read
    PRIMARY KEY (account, article)) WITHOUT ROWID;
CREATE INDEX looked_at ON looked(account, at);
CREATE INDEX looked_article ON looked(article);
