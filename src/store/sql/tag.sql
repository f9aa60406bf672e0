-- name: tag_find
SELECT id FROM tag WHERE key = $key;
-- name: tag_add
INSERT INTO tag (id, key, tag, label) VALUES ($id, $key, $tag, $label);
-- name: article_tag_add
INSERT INTO article_tag (tag, at, article) VALUES ($tag, $at, $article) ON CONFLICT DO NOTHING;
-- name: article_tags_delete
DELETE FROM article_tag WHERE article = $id;
-- name: tag_top
SELECT tag, key, label, articles, newest FROM tag WHERE articles > 0
ORDER BY articles DESC, newest DESC, key LIMIT $most;
-- The same of the articles since a time.
-- name: tag_since
SELECT t.tag, t.key, t.label, count(*), max(x.at) FROM article_tag x JOIN tag t ON t.id = x.tag
WHERE x.at >= $since GROUP BY t.id, t.tag, t.key, t.label
ORDER BY 4 DESC, 5 DESC, t.key LIMIT $most;
-- name: tag_get
SELECT tag, key, label, articles, newest FROM tag WHERE key = $key;
-- name: day_newest
SELECT max(at) FROM article WHERE at < $before;
-- name: day_count
SELECT count(*) FROM article WHERE at >= $from AND at < $to;

-- name: related_set
INSERT INTO related (article, other, score, why) VALUES ($article, $other, $score, $why)
ON CONFLICT (article, other) DO UPDATE SET score = excluded.score, why = excluded.why;
-- name: related_delete_all
DELETE FROM related WHERE article = $id OR other = $id;
-- name: related_worst
SELECT other, score FROM related WHERE article = $article ORDER BY score, other;
-- name: related_delete
DELETE FROM related WHERE article = $article AND other = $other;

-- name: search_add
INSERT INTO search (rowid, title, text, facet) VALUES ($id, $title, $text, $facet);
-- part: hits
FROM search s JOIN article a ON a.search_id = s.rowid JOIN publisher p ON p.id = a.publisher
LEFT JOIN body b ON b.article = a.id
-- name: search_newest
SELECT @row, a.search_id, b.pack @hits WHERE search MATCH $query AND s.rowid < $before AND s.rowid >= $since
ORDER BY s.rowid DESC LIMIT $most;
-- name: search_oldest
SELECT @row, a.search_id, b.pack @hits WHERE search MATCH $query AND s.rowid < $before AND s.rowid >= $since
ORDER BY s.rowid LIMIT $most;
-- Thousands are weighed, few are shown: their texts are read when these are chosen.
-- name: search_best
SELECT @row, a.search_id, b.pack FROM (SELECT s.rowid AS hit, bm25(search, 4.0, 1.0, 0.0) AS rank
FROM search s JOIN article x ON x.search_id = s.rowid
WHERE search MATCH $query AND s.rowid < $before AND s.rowid >= $since
ORDER BY 2, s.rowid DESC LIMIT $most) h JOIN article a ON a.search_id = h.hit
JOIN publisher p ON p.id = a.publisher LEFT JOIN body b ON b.article = a.id ORDER BY h.rank, h.hit DESC;
-- name: search_cut
SELECT min(rowid) FROM (SELECT rowid FROM search WHERE search MATCH $query AND rowid < $before
AND rowid >= $since ORDER BY rowid DESC LIMIT $most);
-- name: search_count
SELECT count(*) FROM (SELECT s.rowid FROM search s JOIN article a ON a.search_id = s.rowid
WHERE search MATCH $query AND s.rowid < $before AND s.rowid >= $since LIMIT $most);
-- name: search_fresh
SELECT count(*) FROM (SELECT s.rowid FROM search s JOIN article a ON a.search_id = s.rowid
WHERE search MATCH $query AND s.rowid < $before AND s.rowid >= $since AND a.seen_at > $looked LIMIT $most);
-- The same of many searches: what came since is read once, and each search's hits are held against it.
-- name: search_arrivals
SELECT search_id, seen_at FROM article WHERE search_id >= $since AND seen_at > $looked
ORDER BY search_id DESC LIMIT $most;
-- name: search_rows
SELECT rowid FROM search WHERE search MATCH $query AND rowid < $before AND rowid >= $since ORDER BY rowid DESC LIMIT $most;
-- name: search_stories
SELECT DISTINCT m.story FROM search s JOIN article a ON a.search_id = s.rowid
JOIN story_member m ON m.article = a.id
WHERE search MATCH $query AND s.rowid < $before AND s.rowid >= $since LIMIT $most;
