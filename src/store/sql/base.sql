-- name: meta_get
SELECT value FROM meta WHERE name = $name;
-- name: meta_set
INSERT INTO meta (name, value) VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;
-- name: id_next
UPDATE ids SET next = next + 1 WHERE one = 1 RETURNING next;
-- name: health
SELECT next FROM ids WHERE one = 1;
-- name: stats
SELECT (SELECT count(*) FROM feed WHERE followed = 1),
       (SELECT count(*) FROM feed WHERE followed = 1 AND fails > 0),
       (SELECT count(*) FROM publisher p WHERE EXISTS (SELECT 1 FROM article a WHERE a.publisher = p.id)),
       (SELECT coalesce(sum(n), 0) FROM article_slice),
       (SELECT coalesce(sum(n), 0) FROM article_slice) - (SELECT count(*) FROM article WHERE state > 0 AND work = 0)
       - (SELECT count(*) FROM article WHERE state > 0 AND work > 0),
       (SELECT count(*) FROM article WHERE work > 0),
       (SELECT count(*) FROM comment WHERE deleted = 0),
       (SELECT count(*) FROM account),
       (SELECT count(*) FROM tag),
       (SELECT count(*) FROM quarantine),
       (SELECT max(at) FROM article);

-- Where the numbers that triggers keep (migrations 8 and 9) are not what is counted; none where all is well.
-- name: check_counts
SELECT 'articles by time', count(*) FROM (SELECT slice FROM (SELECT slice, n FROM article_slice
UNION ALL SELECT at >> 34, -count(*) FROM article GROUP BY at >> 34) GROUP BY slice HAVING sum(n) <> 0)
UNION ALL SELECT 'articles of sources by time', count(*) FROM (SELECT slice, feed FROM (SELECT slice, feed, n FROM feed_slice
UNION ALL SELECT at >> 40, feed, -count(*) FROM article GROUP BY at >> 40, feed) GROUP BY slice, feed HAVING sum(n) <> 0)
UNION ALL SELECT 'read articles by time', count(*) FROM (SELECT account, slice FROM (SELECT account, slice, n FROM seen_slice
UNION ALL SELECT s.account, a.at >> 34, -1 FROM seen s JOIN article a ON a.id = s.article)
GROUP BY account, slice HAVING sum(n) <> 0)
UNION ALL SELECT 'read articles of sources by time', count(*) FROM (SELECT account, slice, feed FROM (
SELECT account, slice, feed, n FROM seen_feed_slice
UNION ALL SELECT s.account, a.at >> 40, a.feed, -1 FROM seen s JOIN article a ON a.id = s.article)
GROUP BY account, slice, feed HAVING sum(n) <> 0)
UNION ALL SELECT 'articles of names', count(*) FROM entity e LEFT JOIN (SELECT entity, count(*) AS n, max(at) AS newest
FROM article_entity GROUP BY entity) x ON x.entity = e.id
WHERE e.articles <> coalesce(x.n, 0) OR coalesce(e.newest, 0) <> coalesce(x.newest, 0)
UNION ALL SELECT 'articles of hashtags', count(*) FROM tag t LEFT JOIN (SELECT tag, count(*) AS n, max(at) AS newest
FROM article_tag GROUP BY tag) x ON x.tag = t.id
WHERE t.articles <> coalesce(x.n, 0) OR coalesce(t.newest, 0) <> coalesce(x.newest, 0);
