-- name: entity_find
SELECT id FROM entity WHERE kind = $kind AND key = $key;
-- name: entity_add
INSERT INTO entity (id, kind, key, name) VALUES ($id, $kind, $key, $name);
-- name: article_entity_add
INSERT INTO article_entity (entity, at, article, weight, role, country)
VALUES ($entity, $at, $article, $weight, $role, $country) ON CONFLICT DO NOTHING;
-- name: article_entities_delete
DELETE FROM article_entity WHERE article = $id;
-- name: entity_get
SELECT id, kind, key, name, articles, newest FROM entity WHERE kind = $kind AND key = $key AND articles > 0;
-- name: entity_described
SELECT role, country FROM article_entity WHERE entity = $entity AND (role IS NOT NULL OR country IS NOT NULL)
ORDER BY at DESC, article DESC LIMIT 1;
-- One that is of more articles as another kind is left to that.
-- name: entity_top
SELECT e.id, e.kind, e.key, e.name, e.articles, e.newest FROM entity e WHERE e.kind = $kind AND e.articles > 0
AND NOT EXISTS (SELECT 1 FROM entity o WHERE o.kind IN (0, 1, 2) AND o.kind <> e.kind AND o.key = e.key
AND o.articles > e.articles) ORDER BY e.articles DESC, e.newest DESC, e.key LIMIT $most;
-- The same of the articles since a time.
-- name: entity_since
SELECT t.id, t.kind, t.key, t.name, t.n, t.newest FROM (
SELECT e.id, e.kind, e.key, e.name, count(x.article) AS n, max(x.at) AS newest
FROM article_entity x JOIN entity e ON e.id = x.entity
WHERE x.at >= $since AND e.kind = $kind GROUP BY e.id, e.kind, e.key, e.name
ORDER BY 5 DESC, 6 DESC, e.key LIMIT $most) t
WHERE NOT EXISTS (SELECT 1 FROM entity o JOIN article_entity y ON y.entity = o.id
WHERE o.kind IN (0, 1, 2) AND o.kind <> t.kind AND o.key = t.key AND y.at >= $since
GROUP BY o.id HAVING count(*) > t.n) ORDER BY 5 DESC, 6 DESC, 3;
-- name: entity_with
SELECT e.id, e.kind, e.key, e.name, count(*), max(y.at) FROM article_entity y JOIN entity e ON e.id = y.entity
WHERE y.article IN (SELECT x.article FROM article_entity x WHERE x.entity = $entity
ORDER BY x.at DESC, x.article DESC LIMIT 200) AND y.entity <> $entity
GROUP BY e.id, e.kind, e.key, e.name ORDER BY 5 DESC, 6 DESC, e.key LIMIT $most;
-- name: entity_readings
SELECT a.id, a.title, a.publisher, p.name, a.published, a.published_zone, a.published_kind, a.at, b.pack, r.pack
FROM article_entity x JOIN article a ON a.id = x.article JOIN publisher p ON p.id = a.publisher
JOIN body b ON b.article = a.id JOIN reading r ON r.article = a.id
WHERE x.entity = $entity ORDER BY x.at DESC, x.article DESC LIMIT $most;
-- name: list_entity
SELECT @row FROM article_entity x JOIN article a ON a.id = x.article JOIN publisher p ON p.id = a.publisher
WHERE x.entity = $entity AND (x.at, x.article) < ($at, $id) AND x.at >= $from AND @filter
ORDER BY x.at DESC, x.article DESC LIMIT $most;
