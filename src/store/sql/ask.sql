-- The articles that a question may be answered from: among the newest hits, the best by bm25; their packs are only
-- read once these are chosen.
-- name: ask_candidates
SELECT a.id, a.title, a.publisher, p.name, a.published, a.published_zone, a.published_kind, a.at, b.pack, r.pack
FROM (SELECT s.rowid AS hit, bm25(search, 4.0, 1.0, 0.0) AS rank FROM search s
WHERE search MATCH $query AND s.rowid >= $since ORDER BY 2, s.rowid DESC LIMIT $most) h
JOIN article a ON a.search_id = h.hit JOIN publisher p ON p.id = a.publisher
JOIN body b ON b.article = a.id JOIN reading r ON r.article = a.id ORDER BY h.rank, h.hit DESC;
-- name: ask_cut
SELECT min(rowid) FROM (SELECT rowid FROM search WHERE search MATCH $query ORDER BY rowid DESC LIMIT $most);
