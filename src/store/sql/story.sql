-- Stories: where each article belongs, and what people say of it.
-- name: clock_get
SELECT now, removed FROM story_clock WHERE one = 1;
-- name: clock_tick
UPDATE story_clock SET now = now + 1, removed = removed + $removed WHERE one = 1 RETURNING now;

-- name: member_get
SELECT story, copy_of, copy, relation, nearest, score, why, at, joined_at, arrived, fixed
FROM story_member WHERE article = $article;
-- name: member_set
INSERT INTO story_member (article, story, copy_of, copy, relation, nearest, score, why, at, joined_at,
arrived, changed, fixed)
VALUES ($article, $story, $copy_of, $copy, $relation, $nearest, $score, $why, $at, $joined, $clock, $clock, $fixed)
ON CONFLICT (article) DO UPDATE SET story = excluded.story, copy_of = excluded.copy_of, copy = excluded.copy,
relation = excluded.relation, nearest = excluded.nearest, score = excluded.score, why = excluded.why,
at = excluded.at, joined_at = excluded.joined_at, arrived = excluded.arrived, changed = excluded.changed,
fixed = excluded.fixed;
-- name: member_move
UPDATE story_member SET story = $story, joined_at = $now, changed = $clock, fixed = $fixed WHERE article = $article;
-- name: member_delete
DELETE FROM story_member WHERE article = $article;
-- name: members_move
UPDATE story_member SET story = $to, changed = $clock WHERE story = $from;
-- name: members_fixed
SELECT count(*) FROM story_member WHERE story = $story AND fixed <> 0;
-- name: member_pack_set
INSERT INTO story_pack (article, pack) VALUES ($article, $pack)
ON CONFLICT (article) DO UPDATE SET pack = excluded.pack;
-- name: member_pack_delete
DELETE FROM story_pack WHERE article = $article;
-- name: members_of
SELECT m.article, m.copy_of, a.publisher, m.at
FROM story_member m JOIN article a ON a.id = m.article WHERE m.story = $story ORDER BY m.at, m.article;
-- name: members_load
SELECT m.article, m.story, m.copy_of, p.pack, m.arrived
FROM story_member m JOIN story_pack p ON p.article = m.article
WHERE m.arrived > $after ORDER BY m.arrived LIMIT $most;
-- name: members_load_from
SELECT arrived FROM story_member ORDER BY arrived DESC LIMIT 1 OFFSET $most;
-- name: members_changed
SELECT m.article, m.story, m.copy_of, p.pack, m.arrived
FROM story_member m JOIN story_pack p ON p.article = m.article
WHERE m.changed > $clock ORDER BY m.arrived;
-- name: members_missing
SELECT a.id, a.at FROM article a WHERE (a.at, a.id) > ($at, $id)
AND EXISTS (SELECT 1 FROM reading r WHERE r.article = a.id)
AND NOT EXISTS (SELECT 1 FROM story_member m WHERE m.article = a.id)
ORDER BY a.at, a.id LIMIT $most;

-- name: story_get
SELECT id, name, best, first_at, last_at, changed_at, reports, origins, publishers, version, news
FROM story WHERE id = $id;
-- name: story_set
INSERT INTO story (id, best, first_at, last_at, changed_at, reports, origins, publishers)
VALUES ($id, $best, $first, $last, $now, $reports, $origins, $publishers)
ON CONFLICT (id) DO UPDATE SET best = excluded.best, first_at = excluded.first_at, last_at = excluded.last_at,
changed_at = excluded.changed_at, reports = excluded.reports, origins = excluded.origins,
publishers = excluded.publishers, version = story.version + 1;
-- name: story_best
SELECT best FROM story WHERE id = $id;
-- name: story_digest
UPDATE story SET news = $news, best = $best WHERE id = $id;
-- name: story_delete
DELETE FROM story WHERE id = $id;
-- name: redirect_get
SELECT target FROM story_redirect WHERE story = $story;
-- name: redirect_set
INSERT INTO story_redirect (story, target, at) VALUES ($story, $target, $now)
ON CONFLICT (story) DO UPDATE SET target = excluded.target, at = excluded.at;
-- name: redirect_delete
DELETE FROM story_redirect WHERE story = $story;

-- What follows from people's corrections.
-- name: apart_add
INSERT INTO story_apart (article, story, correction) VALUES ($article, $story, $correction)
ON CONFLICT (article, story) DO NOTHING;
-- name: apart_is
SELECT 1 FROM story_apart WHERE article = $article AND story = $story;
-- name: apart_of
DELETE FROM story_apart WHERE correction = $correction;
-- name: apart_drop
DELETE FROM story_apart WHERE article = $article AND story = $story;
-- name: apart_merge
INSERT INTO story_apart (article, story, correction)
SELECT article, $to, correction FROM story_apart WHERE story = $from
ON CONFLICT (article, story) DO NOTHING;
-- name: apart_between
SELECT 1 FROM story_apart p JOIN story_member m ON m.article = p.article
WHERE (p.story = $one AND m.story = $other) OR (p.story = $other AND m.story = $one) LIMIT 1;
-- name: unrelated_add
INSERT INTO story_unrelated (story, other, correction) VALUES ($story, $other, $correction)
ON CONFLICT (story, other) DO NOTHING;
-- name: unrelated_is
SELECT 1 FROM story_unrelated WHERE story = $story AND other = $other;
-- name: unrelated_of
DELETE FROM story_unrelated WHERE correction = $correction;
-- name: unrelated_merge
INSERT INTO story_unrelated (story, other, correction)
SELECT CASE WHEN story = $from THEN $to ELSE story END, CASE WHEN other = $from THEN $to ELSE other END, correction
FROM story_unrelated WHERE story = $from OR other = $from
ON CONFLICT (story, other) DO NOTHING;
-- name: reader_merge
INSERT INTO story_reader (account, story, follow, seen_at)
SELECT account, $to, follow, seen_at FROM story_reader WHERE story = $from
ON CONFLICT (account, story) DO UPDATE SET
follow = CASE WHEN story_reader.follow = 0 THEN excluded.follow ELSE story_reader.follow END;
-- name: placing_get
SELECT a.title, a.publisher, b.pack FROM article a LEFT JOIN body b ON b.article = a.id WHERE a.id = $id;

-- Reading stories.
-- name: members_read
SELECT m.article, m.copy_of, a.publisher, p.name, m.at, a.title, a.state, b.pack, r.pack, m.joined_at, a.version
FROM story_member m JOIN article a ON a.id = m.article JOIN publisher p ON p.id = a.publisher
LEFT JOIN body b ON b.article = a.id LEFT JOIN reading r ON r.article = a.id
WHERE m.story = $story ORDER BY m.at DESC, m.article DESC LIMIT $most;
-- What members_read would give, without the texts: an article's version is raised with each change of them.
-- name: members_stamp
SELECT m.article, a.version, coalesce(m.copy_of, 0), m.at, m.joined_at, a.state, a.publisher, p.name, a.title
FROM story_member m JOIN article a ON a.id = m.article JOIN publisher p ON p.id = a.publisher
WHERE m.story = $story ORDER BY m.at DESC, m.article DESC LIMIT $most;
-- part: candidate
SELECT s.id, s.last_at, s.origins, s.publishers, a.publisher, coalesce(u.follow, 0), s.reports
FROM story s JOIN article a ON a.id = s.best
LEFT JOIN story_reader u ON u.account = $user AND u.story = s.id
WHERE s.last_at >= $from AND s.last_at < $to AND s.reports >= $least
-- name: stories_newest
@candidate ORDER BY s.last_at DESC, s.id DESC LIMIT $most;
-- name: stories_broad
@candidate AND s.publishers > 1 ORDER BY s.last_at DESC, s.id DESC LIMIT $most;
-- name: stories_followed
SELECT s.id, s.last_at, s.origins, s.publishers, a.publisher, u.follow, s.reports
FROM story_reader u JOIN story s ON s.id = u.story JOIN article a ON a.id = s.best
WHERE u.account = $user AND u.follow = 1 AND s.last_at >= $from AND s.last_at < $to AND s.reports >= $least
ORDER BY s.last_at DESC, s.id DESC LIMIT $most;
-- name: publisher_pace
SELECT count(*) FROM (SELECT 1 FROM article WHERE publisher = $publisher AND at >= $since LIMIT $most) x;
-- name: story_row
SELECT @row, s.id, s.name, s.first_at, s.last_at, s.changed_at, s.version, s.reports, s.origins, s.publishers,
s.news, coalesce(u.follow, 0), u.seen_at
FROM story s JOIN article a ON a.id = s.best JOIN publisher p ON p.id = a.publisher
LEFT JOIN story_reader u ON u.account = $user AND u.story = s.id WHERE s.id = $story;
-- name: story_by
SELECT p.name, count(*) FROM story_member m JOIN article a ON a.id = m.article JOIN publisher p ON p.id = a.publisher
WHERE m.story = $story GROUP BY p.id, p.name ORDER BY 2 DESC, 1 LIMIT $most;
-- name: story_fresh
SELECT count(*) FROM story_member WHERE story = $story AND joined_at > $seen;
-- name: story_reports
SELECT @row, m.relation, m.copy_of, m.copy, m.why, m.score, m.joined_at, m.fixed,
(SELECT count(*) FROM article_version v WHERE v.article = m.article), m.at
FROM story_member m JOIN article a ON a.id = m.article JOIN publisher p ON p.id = a.publisher
WHERE m.story = $story AND ($article = 0 OR m.article = $article) AND m.article <> $not
AND (m.at, m.article) < ($at, $id)
ORDER BY m.at DESC, m.article DESC LIMIT $most;
-- name: story_first
SELECT article FROM story_member WHERE story = $story AND copy_of IS NULL ORDER BY at, article LIMIT 1;
-- name: story_edits
SELECT v.article, a.publisher, p.name, v.at, v.changes FROM story_member m
JOIN article_version v ON v.article = m.article JOIN article a ON a.id = m.article
JOIN publisher p ON p.id = a.publisher WHERE m.story = $story ORDER BY v.at LIMIT $most;
-- name: story_relatives
SELECT o.story, r.score, r.why FROM story_member m JOIN related r ON r.article = m.article
JOIN story_member o ON o.article = r.other
WHERE m.story = $story AND o.story <> m.story
AND NOT EXISTS (SELECT 1 FROM story_unrelated u WHERE u.story = m.story AND u.other = o.story)
ORDER BY r.score DESC, o.story LIMIT $most;
-- name: story_title
SELECT coalesce(s.name, a.title), s.reports, s.last_at FROM story s JOIN article a ON a.id = s.best WHERE s.id = $story;

-- What readers follow and have seen.
-- name: reader_follow
INSERT INTO story_reader (account, story, follow) VALUES ($account, $story, $follow)
ON CONFLICT (account, story) DO UPDATE SET follow = excluded.follow;
-- name: reader_seen
INSERT INTO story_reader (account, story, seen_at) VALUES ($account, $story, $now)
ON CONFLICT (account, story) DO UPDATE SET seen_at = excluded.seen_at;
-- name: visit_get
SELECT at, before FROM visit WHERE account = $account;
-- name: visit_set
INSERT INTO visit (account, at, before) VALUES ($account, $at, $before)
ON CONFLICT (account) DO UPDATE SET at = excluded.at, before = excluded.before;
-- name: members_since
SELECT count(*), count(DISTINCT a.publisher), count(DISTINCT m.story) FROM article a
CROSS JOIN story_member m WHERE a.at > $since AND m.article = a.id AND m.at > $since;

-- name: folder_stories
SELECT DISTINCT m.story FROM feed g CROSS JOIN article a CROSS JOIN story_member m
WHERE (g.folder = $folder OR substr(g.folder, 1, length($folder) + 3) = $folder || ' / ')
AND a.feed = g.id AND a.at > $since AND m.article = a.id LIMIT $most;
-- name: story_since
SELECT count(*), count(DISTINCT a.publisher) FROM story_member m
JOIN article a ON a.id = m.article WHERE m.story = $story AND m.at > $since;

-- The log of corrections.
-- name: correction_add
INSERT INTO correction (id, at, account, kind, story, other, words, before)
VALUES ($id, $now, $account, $kind, $story, $other, $words, $before);
-- name: correction_recent
SELECT COUNT(*) FROM (SELECT at FROM correction WHERE account = $account ORDER BY id DESC LIMIT $most)
WHERE at >= $since;
-- name: correction_get
SELECT kind, story, other, before, undone_at FROM correction WHERE id = $id;
-- name: correction_undone
UPDATE correction SET undone_at = $now, undone_by = $account WHERE id = $id;
-- name: correction_all
SELECT c.id, c.at, u.name, c.kind, c.words, c.story, c.undone_at, v.name
FROM correction c LEFT JOIN account u ON u.id = c.account LEFT JOIN account v ON v.id = c.undone_by
WHERE ($story = 0 OR c.story = $story OR c.other = $story) AND c.id < $before ORDER BY c.id DESC LIMIT $most;
-- name: story_name
UPDATE story SET name = $name, changed_at = $now, version = version + 1 WHERE id = $id;

-- Silent edits.
-- name: version_base
SELECT a.title, a.state, a.seen_at, (SELECT max(v.at) FROM article_version v WHERE v.article = a.id), b.pack
FROM article a JOIN body b ON b.article = a.id WHERE a.id = $article;
-- name: version_add
INSERT INTO article_version (id, article, at, since, title, text, changes)
VALUES ($id, $article, $now, $since, $title, $text, $changes);
-- name: version_trim
DELETE FROM article_version WHERE article = $article AND id NOT IN
(SELECT id FROM article_version WHERE article = $article ORDER BY id DESC LIMIT $most);
-- name: version_all
SELECT id, at, since, title, changes FROM article_version WHERE article = $article ORDER BY id DESC;
-- name: version_get
SELECT title, text FROM article_version WHERE article = $article AND id = $id;
-- name: recheck_set
INSERT INTO recheck (article, step, next_at, etag, modified) VALUES ($article, $step, $next, $etag, $modified)
ON CONFLICT (article) DO UPDATE SET step = excluded.step, next_at = excluded.next_at, etag = excluded.etag,
modified = excluded.modified;
-- name: recheck_later
UPDATE recheck SET step = $step, next_at = $next WHERE article = $article;
-- name: recheck_drop
DELETE FROM recheck WHERE article = $article;
-- name: recheck_get
SELECT etag, modified FROM recheck WHERE article = $article;
-- Live: several publishers report it, or somebody follows it.
-- name: recheck_due
SELECT k.article, a.at, CASE WHEN s.publishers > 1 OR EXISTS (SELECT 1 FROM story_reader u
WHERE u.story = s.id AND u.follow = 1) THEN 1 ELSE 0 END
FROM recheck k JOIN article a ON a.id = k.article LEFT JOIN story_member m ON m.article = k.article
LEFT JOIN story s ON s.id = m.story WHERE k.next_at <= $now ORDER BY k.next_at LIMIT $most;
-- name: recheck_work
UPDATE article SET work = $work, tries = 0, next_at = $now, reason = NULL, lease = NULL WHERE id = $id AND work = 0;
