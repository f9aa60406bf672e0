-- Readers' acts: stars, read marks, comments; and the quarantine.
-- name: star_on
INSERT INTO star (account, article, at) VALUES ($account, $article, $now) ON CONFLICT DO NOTHING;
-- name: star_off
DELETE FROM star WHERE account = $account AND article = $article;
-- name: seen_on
INSERT INTO seen (account, article) VALUES ($account, $article) ON CONFLICT DO NOTHING;
-- name: seen_off
DELETE FROM seen WHERE account = $account AND article = $article;
-- name: seen_all
INSERT INTO seen (account, article) SELECT $account, a.id FROM article a
WHERE a.at >= $from AND a.at < $to AND ($publisher = 0 OR a.publisher = $publisher)
AND ($feed = 0 OR a.feed = $feed)
AND ($tag = '' OR EXISTS (SELECT 1 FROM article_tag x JOIN tag t ON t.id = x.tag
WHERE x.article = a.id AND t.key = $tag))
AND ($starred = 0 OR EXISTS (SELECT 1 FROM star y WHERE y.account = $account AND y.article = a.id))
AND NOT EXISTS (SELECT 1 FROM seen r WHERE r.account = $account AND r.article = a.id);

-- name: comment_all
SELECT c.id, c.parent, c.account, u.name, c.at, c.deleted, c.source, c.body
FROM comment c LEFT JOIN account u ON u.id = c.account WHERE c.article = $article ORDER BY c.id LIMIT $most;
-- name: comment_get
SELECT article, account, deleted FROM comment WHERE id = $id;
-- name: comment_add
INSERT INTO comment (id, article, parent, account, at, source, body)
VALUES ($id, $article, $parent, $account, $now, $source, $body);
-- name: comment_recent
SELECT count(*) FROM comment WHERE account = $account AND at >= $since;
-- name: comment_of_article
SELECT count(*) FROM comment WHERE article = $article;
-- name: comment_blank
UPDATE comment SET deleted = 1, source = '', body = '[]' WHERE id = $id;
-- name: comment_delete
DELETE FROM comment WHERE id = $id;
-- name: comment_answers
SELECT count(*) FROM comment WHERE parent = $id;
-- name: comment_parent
SELECT parent FROM comment WHERE id = $id;
-- name: comment_recount
UPDATE article SET comments = (SELECT count(*) FROM comment c WHERE c.article = article.id AND c.deleted = 0)
WHERE id = $article;

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
