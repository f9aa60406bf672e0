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
