-- Readers' acts: stars, read marks, comments; and the quarantine.
-- name: star_on
INSERT INTO star (account, article, at) VALUES ($account, $article, $now) ON CONFLICT DO NOTHING;
-- name: star_off
DELETE FROM star WHERE account = $account AND article = $article;
-- A mark by itself: undoing a list's no longer takes it back.
-- name: seen_on
INSERT INTO seen (account, article) VALUES ($account, $article)
ON CONFLICT (account, article) DO UPDATE SET sweep = NULL WHERE sweep IS NOT NULL;
-- name: seen_off
DELETE FROM seen WHERE account = $account AND article = $article;
-- Of a folder, and of the folders within it; of all where none is named.
-- part: in_folder
($folder = '' OR a.feed IN (SELECT g.id FROM feed g WHERE g.folder = $folder
OR substr(g.folder, 1, length($folder) + 3) = $folder || ' / '))
-- Marking all of a list, some at a time ($most); each way walks no more than its list. @to_mark: what the list is of,
-- and that it is not marked.
-- part: to_mark
+a.at >= $from AND +a.at < $to AND a.seen_at < $seen_to
AND ($publisher = 0 OR a.publisher = $publisher)
AND ($feed = 0 OR a.feed = $feed) AND @in_folder
AND ($tag = '' OR EXISTS (SELECT 1 FROM article_tag x JOIN tag t ON t.id = x.tag
WHERE x.article = a.id AND t.key = $tag))
AND ($starred = 0 OR EXISTS (SELECT 1 FROM star y WHERE y.account = $account AND y.article = a.id))
AND NOT EXISTS (SELECT 1 FROM seen r WHERE r.account = $account AND r.article = a.id)
-- name: seen_all
INSERT INTO seen (account, article, sweep) SELECT $account, a.id, $sweep FROM article_slice c CROSS JOIN article a
WHERE c.slice >= $from >> 34 AND c.slice <= $to >> 34
AND c.n > coalesce((SELECT k.n FROM seen_slice k WHERE k.account = $account AND k.slice = c.slice), 0)
AND a.at BETWEEN c.slice << 34 AND (c.slice << 34) + 17179869183 AND @to_mark LIMIT $most;
-- name: seen_all_feeds
INSERT INTO seen (account, article, sweep) SELECT $account, a.id, $sweep FROM feed_slice c CROSS JOIN article a
WHERE c.slice >= $from >> 40 AND c.slice <= $to >> 40 AND ($feed = 0 OR c.feed = $feed)
AND ($folder = '' OR c.feed IN (SELECT g.id FROM feed g WHERE g.folder = $folder
OR substr(g.folder, 1, length($folder) + 3) = $folder || ' / '))
AND c.n > coalesce((SELECT k.n FROM seen_feed_slice k
WHERE k.account = $account AND k.slice = c.slice AND k.feed = c.feed), 0)
AND a.feed = c.feed AND a.at BETWEEN c.slice << 40 AND (c.slice << 40) + 1099511627775 AND @to_mark LIMIT $most;
-- name: seen_all_publisher
INSERT INTO seen (account, article, sweep) SELECT $account, a.id, $sweep FROM article a
WHERE a.publisher = $publisher AND @to_mark LIMIT $most;
-- name: seen_all_tag
INSERT INTO seen (account, article, sweep) SELECT $account, a.id, $sweep FROM tag g CROSS JOIN article_tag l CROSS JOIN article a
WHERE g.key = $tag AND l.tag = g.id AND l.at >= $from AND l.at < $to AND a.id = l.article AND @to_mark LIMIT $most;
-- name: seen_all_starred
INSERT INTO seen (account, article, sweep) SELECT $account, a.id, $sweep FROM star l CROSS JOIN article a
WHERE l.account = $account AND a.id = l.article AND @to_mark LIMIT $most;
-- name: sweep_set
INSERT INTO sweep (account, id, at, n) VALUES ($account, $sweep, $now, $n)
ON CONFLICT (account) DO UPDATE SET id = excluded.id, at = excluded.at, n = excluded.n;
-- name: sweep_grow
UPDATE sweep SET n = n + $n WHERE account = $account AND id = $sweep;
-- name: sweep_last
SELECT id, at, n FROM sweep WHERE account = $account;
-- name: sweep_step
SELECT max(article) FROM (SELECT article FROM seen WHERE account = $account AND article > $after
AND sweep = $sweep ORDER BY article LIMIT $most);
-- name: sweep_undo
DELETE FROM seen WHERE account = $account AND article > $after AND article <= $to AND sweep = $sweep;
-- name: sweep_delete
DELETE FROM sweep WHERE account = $account;

-- What was read lately.
-- name: looked_set
INSERT INTO looked (account, article, at, opened) SELECT $account, a.id, $now, $opened FROM article a WHERE a.id = $article
ON CONFLICT (account, article) DO UPDATE SET at = excluded.at,
opened = CASE WHEN looked.opened > excluded.opened THEN looked.opened ELSE excluded.opened END;
-- name: looked_trim
DELETE FROM looked WHERE account = $account AND at <= (SELECT l.at FROM looked l WHERE l.account = $account
ORDER BY l.at DESC LIMIT 1 OFFSET $most);
-- name: looked_take_back
DELETE FROM looked WHERE account = $account AND article = $article AND opened = 0;
-- name: looked_forget
DELETE FROM looked WHERE account = $account;

-- name: comment_all
SELECT c.id, c.parent, c.account, u.name, c.at, c.deleted, c.source, c.body, c.state, c.why
FROM comment c LEFT JOIN account u ON u.id = c.account WHERE c.article = $article
AND (c.state = 0 OR c.account = $user OR $admin = 1) ORDER BY c.id LIMIT $most;
-- name: comment_get
SELECT article, account, deleted, state FROM comment WHERE id = $id;
-- name: comment_add
INSERT INTO comment (id, article, parent, account, at, source, body, state, why, links, digest)
VALUES ($id, $article, $parent, $account, $now, $source, $body, $state, $why, $links, $digest);
-- name: comment_recent
SELECT count(*) FROM comment WHERE account = $account AND at >= $since;
-- name: comment_of_article
SELECT count(*) FROM comment WHERE article = $article;
-- name: comment_again
SELECT max(id) FROM comment WHERE article = $article AND account = $account AND coalesce(parent, 0) = $parent
AND at >= $since AND deleted = 0 AND source = $source;
-- name: comment_blank
UPDATE comment SET deleted = 1, state = 0, source = '', body = '[]', digest = NULL WHERE id = $id;
-- name: comment_delete
DELETE FROM comment WHERE id = $id;
-- name: comment_answers
SELECT count(*) FROM comment WHERE parent = $id;
-- name: comment_parent
SELECT parent FROM comment WHERE id = $id;
-- name: comment_recount
UPDATE article SET comments = (SELECT count(*) FROM comment c WHERE c.article = article.id AND c.deleted = 0
AND c.state = 0) WHERE id = $article;

-- Moderation.
-- name: comment_linked
SELECT count(*) FROM comment WHERE account = $account AND links > 0 AND state = 0 AND deleted = 0;
-- name: comment_same
SELECT count(*) FROM comment WHERE digest = $digest AND at >= $since AND deleted = 0;
-- name: comment_judge
UPDATE comment SET state = 0, judged_by = $user WHERE id = $id AND deleted = 0;
-- name: comment_hold
UPDATE comment SET state = 1, why = $why WHERE id = $id AND judged_by IS NULL;
-- name: comment_of_account
SELECT id FROM comment WHERE account = $account AND deleted = 0 ORDER BY id DESC LIMIT 500;
-- name: comment_queue
SELECT c.id, c.article, c.account, u.name, c.at, c.source, c.body, c.state, c.why, a.title, u.banned_at,
(SELECT count(*) FROM report r WHERE r.comment = c.id),
(SELECT r.words FROM report r WHERE r.comment = c.id AND r.words IS NOT NULL ORDER BY r.at LIMIT 1)
FROM comment c JOIN article a ON a.id = c.article LEFT JOIN account u ON u.id = c.account
WHERE c.deleted = 0 AND (c.state = 1 OR (c.judged_by IS NULL AND EXISTS
(SELECT 1 FROM report r WHERE r.comment = c.id))) ORDER BY c.id LIMIT $most;
-- name: comment_queue_count
SELECT count(*) FROM comment c WHERE c.deleted = 0 AND (c.state = 1 OR (c.judged_by IS NULL AND EXISTS
(SELECT 1 FROM report r WHERE r.comment = c.id)));
-- name: comment_own
SELECT c.id, c.article, a.title, c.parent, c.at, c.source FROM comment c JOIN article a ON a.id = c.article
WHERE c.account = $account AND c.deleted = 0 ORDER BY c.id;
-- name: report_add
INSERT INTO report (comment, account, at, words) VALUES ($id, $account, $now, $words)
ON CONFLICT (comment, account) DO UPDATE SET words = excluded.words;
-- name: report_count
SELECT count(*) FROM report WHERE comment = $id;
-- name: report_clear
DELETE FROM report WHERE comment = $id;
-- name: block_word_all
SELECT word FROM block_word ORDER BY word;
-- name: block_word_clear
DELETE FROM block_word;
-- name: block_word_add
INSERT INTO block_word (word) VALUES ($word) ON CONFLICT DO NOTHING;
-- name: star_own
SELECT y.article, a.title, a.url, y.at FROM star y JOIN article a ON a.id = y.article
WHERE y.account = $account ORDER BY y.at, y.article;

-- name: quarantine_add
INSERT INTO quarantine (id, kind, url, reason, feed, article, at, bytes, document)
VALUES ($id, $kind, $url, $reason, $feed, $article, $now, $bytes, $document);
-- name: quarantine_all
SELECT id, kind, url, reason, feed, article, at, bytes FROM quarantine ORDER BY id DESC LIMIT 500;
-- name: quarantine_get
SELECT document FROM quarantine WHERE id = $id;
-- name: quarantine_delete
DELETE FROM quarantine WHERE id = $id OR $id = 0;
-- name: quarantine_trim
DELETE FROM quarantine WHERE id <= (SELECT id FROM quarantine ORDER BY id DESC LIMIT 1 OFFSET 500);

-- Searches that are followed.
-- name: watch_all
SELECT id, query, looked_at FROM watch WHERE account = $account ORDER BY id;
-- name: watch_find
SELECT id FROM watch WHERE account = $account AND query = $query;
-- name: watch_get
SELECT query FROM watch WHERE account = $account AND id = $id;
-- name: watch_add
INSERT INTO watch (id, account, query, looked_at) VALUES ($id, $account, $query, $now) ON CONFLICT DO NOTHING;
-- name: watch_delete
DELETE FROM watch WHERE account = $account AND query = $query;
-- name: watch_count
SELECT count(*) FROM watch WHERE account = $account;
-- name: watch_looked
UPDATE watch SET looked_at = $now WHERE account = $account AND query = $query;
