-- The columns of struct desk_row, in its order.
-- part: row
a.id, a.title, a.url, a.publisher, p.name, a.published, a.published_zone, a.published_kind, a.at,
a.excerpt, a.image, a.lang, a.state, a.words, a.comments,
CASE WHEN $user > 0 AND EXISTS (SELECT 1 FROM star s WHERE s.account = $user AND s.article = a.id)
THEN 1 ELSE 0 END,
CASE WHEN $user > 0 AND EXISTS (SELECT 1 FROM seen r WHERE r.account = $user AND r.article = a.id)
THEN 1 ELSE 0 END
-- part: filter
($publisher = 0 OR a.publisher = $publisher) AND ($feed = 0 OR a.feed = $feed)
AND @in_folder
AND ($unread = 0 OR NOT EXISTS (SELECT 1 FROM seen u WHERE u.account = $user AND u.article = a.id))
AND ($read = 0 OR EXISTS (SELECT 1 FROM seen u WHERE u.account = $user AND u.article = a.id))
AND ($seen_from < 0 OR a.seen_at >= $seen_from)
AND ($seen_to = 9223372036854775807 OR a.seen_at < $seen_to)
-- part: page
(a.at, a.id) < ($at, $id) AND a.at >= $from
-- part: newest
ORDER BY a.at DESC, a.id DESC LIMIT $most
-- part: oldest
(a.at, a.id) > ($at, $id) AND a.at < $to AND @filter ORDER BY a.at, a.id LIMIT $most

-- What of a slice an account has seen (migration 8), and whether it holds any that the list wants.
-- part: slice_seen
coalesce((SELECT c.n FROM seen_slice c WHERE c.account = $user AND c.slice = t.slice), 0)
-- part: feed_slice_seen
coalesce((SELECT c.n FROM seen_feed_slice c WHERE c.account = $user AND c.slice = t.slice AND c.feed = t.feed), 0)
-- part: in_slice
a.at BETWEEN t.slice << 34 AND (t.slice << 34) + 17179869183
-- part: in_feed_slice
a.feed = t.feed AND a.at BETWEEN t.slice << 40 AND (t.slice << 40) + 1099511627775
-- The plus keeps these from being taken for the bounds that the index is searched by: the slice's are closer.
-- part: below
(+a.at, +a.id) < ($at, $id) AND +a.at >= $from
-- part: above
(+a.at, +a.id) > ($at, $id) AND +a.at < $to

-- Two sums, and the newest one looked for where something is left, in the newest slice that has it.
-- name: unread_by_feed
SELECT u.feed, u.n, (SELECT a.at FROM article a WHERE a.feed = u.feed
AND a.at <= ((SELECT t.slice FROM feed_slice t WHERE t.feed = u.feed AND t.n > @feed_slice_seen
ORDER BY t.slice DESC LIMIT 1) << 40) + 1099511627775
AND NOT EXISTS (SELECT 1 FROM seen s WHERE s.account = $user AND s.article = a.id) ORDER BY a.at DESC LIMIT 1), u.folder
FROM (SELECT f.id AS feed, coalesce(f.folder, '') AS folder, t.n - coalesce(c.n, 0) AS n FROM feed f
JOIN (SELECT feed, sum(n) AS n FROM feed_slice GROUP BY +feed) t ON t.feed = f.id
LEFT JOIN (SELECT feed, sum(n) AS n FROM seen_feed_slice WHERE account = $user GROUP BY feed) c ON c.feed = f.id
WHERE f.followed = 1) u WHERE u.n > 0 ORDER BY u.folder, u.feed;
-- The same by folders, without the newest: what a page shows each time that it is opened.
-- name: unread_by_folder
SELECT coalesce(f.folder, '') AS folder, sum(u.n) AS n
FROM (SELECT feed, sum(n) AS n FROM feed_slice GROUP BY +feed
UNION ALL SELECT feed, -sum(n) FROM seen_feed_slice WHERE account = $user GROUP BY +feed) u
JOIN feed f ON f.id = u.feed WHERE f.followed = 1 GROUP BY 1 HAVING sum(u.n) > 0 ORDER BY 1;
-- name: article_news
SELECT coalesce((SELECT max(id) FROM article), 0),
(SELECT count(*) FROM (SELECT 1 FROM article WHERE id > $after LIMIT 1000));
-- name: list_all
SELECT @row FROM article a JOIN publisher p ON p.id = a.publisher
WHERE @page AND @filter @newest;
-- name: list_all_oldest
SELECT @row FROM article a JOIN publisher p ON p.id = a.publisher WHERE @oldest;
-- name: list_feed_oldest
SELECT @row FROM article a JOIN publisher p ON p.id = a.publisher WHERE a.feed = $feed AND @oldest;
-- name: list_publisher_oldest
SELECT @row FROM article a JOIN publisher p ON p.id = a.publisher WHERE a.publisher = $publisher AND @oldest;
-- The starred are put in order by their ids; the rows are read of those that are shown.
-- name: list_starred_oldest
SELECT @row FROM (SELECT a.id AS hit FROM star y JOIN article a ON a.id = y.article
WHERE y.account = $user AND @oldest) h
JOIN article a ON a.id = h.hit JOIN publisher p ON p.id = a.publisher ORDER BY a.at, a.id;
-- The same for what is unread, or for what is read, and for a folder: slice by slice, passing over those that hold none. Of some feeds
-- only, those of a slice are put in order first, and the rows are read of those that are shown.
-- part: slices
FROM article_slice t CROSS JOIN article a CROSS JOIN publisher p
WHERE ($unread = 0 OR t.n > @slice_seen) AND ($read = 0 OR @slice_seen > 0) AND @in_slice
AND p.id = a.publisher AND @filter
-- part: feed_slices
FROM feed_slice t CROSS JOIN article a
WHERE ($unread = 0 OR t.n > @feed_slice_seen) AND ($read = 0 OR @feed_slice_seen > 0)
AND @in_feed_slice AND @filter
-- part: folder_slices
@feed_slices AND +t.feed IN (SELECT g.id FROM feed g WHERE g.folder = $folder
OR substr(g.folder, 1, length($folder) + 3) = $folder || ' / ')
-- name: list_mark
SELECT @row @slices AND t.slice <= $at >> 34 AND t.slice >= $from >> 34 AND @below
ORDER BY t.slice DESC, a.at DESC, a.id DESC LIMIT $most;
-- name: list_mark_oldest
SELECT @row @slices AND t.slice >= $at >> 34 AND t.slice <= $to >> 34 AND @above
ORDER BY t.slice, a.at, a.id LIMIT $most;
-- name: list_mark_feed
SELECT @row FROM (SELECT a.id AS hit @feed_slices AND t.feed = $feed
AND t.slice <= $at >> 40 AND t.slice >= $from >> 40 AND @below
ORDER BY t.slice DESC, a.at DESC, a.id DESC LIMIT $most) h
JOIN article a ON a.id = h.hit JOIN publisher p ON p.id = a.publisher ORDER BY a.at DESC, a.id DESC;
-- name: list_mark_feed_oldest
SELECT @row FROM (SELECT a.id AS hit @feed_slices AND t.feed = $feed
AND t.slice >= $at >> 40 AND t.slice <= $to >> 40 AND @above
ORDER BY t.slice, a.at, a.id LIMIT $most) h
JOIN article a ON a.id = h.hit JOIN publisher p ON p.id = a.publisher ORDER BY a.at, a.id;
-- name: list_folder
SELECT @row FROM (SELECT a.id AS hit @folder_slices
AND t.slice <= $at >> 40 AND t.slice >= $from >> 40 AND @below
ORDER BY t.slice DESC, a.at DESC, a.id DESC LIMIT $most) h
JOIN article a ON a.id = h.hit JOIN publisher p ON p.id = a.publisher ORDER BY a.at DESC, a.id DESC;
-- name: list_folder_oldest
SELECT @row FROM (SELECT a.id AS hit @folder_slices
AND t.slice >= $at >> 40 AND t.slice <= $to >> 40 AND @above
ORDER BY t.slice, a.at, a.id LIMIT $most) h
JOIN article a ON a.id = h.hit JOIN publisher p ON p.id = a.publisher ORDER BY a.at, a.id;
-- name: list_publisher
SELECT @row FROM article a JOIN publisher p ON p.id = a.publisher
WHERE a.publisher = $publisher AND @page AND @filter @newest;
-- name: list_feed
SELECT @row FROM article a JOIN publisher p ON p.id = a.publisher
WHERE a.feed = $feed AND @page AND @filter @newest;
-- name: list_tag
SELECT @row FROM tag t JOIN article_tag x ON x.tag = t.id JOIN article a ON a.id = x.article
JOIN publisher p ON p.id = a.publisher
WHERE t.key = $tag AND (x.at, x.article) < ($at, $id) AND x.at >= $from
AND ($unread = 0 OR NOT EXISTS (SELECT 1 FROM seen v WHERE v.account = $user AND v.article = x.article)) AND @filter
AND ($starred = 0 OR EXISTS (SELECT 1 FROM star y WHERE y.account = $user AND y.article = a.id))
ORDER BY x.at DESC, x.article DESC LIMIT $most;
-- name: list_tag_oldest
SELECT @row FROM tag t JOIN article_tag x ON x.tag = t.id JOIN article a ON a.id = x.article
JOIN publisher p ON p.id = a.publisher
WHERE t.key = $tag AND (x.at, x.article) > ($at, $id) AND x.at < $to
AND ($unread = 0 OR NOT EXISTS (SELECT 1 FROM seen v WHERE v.account = $user AND v.article = x.article)) AND @filter
AND ($starred = 0 OR EXISTS (SELECT 1 FROM star y WHERE y.account = $user AND y.article = a.id))
ORDER BY x.at, x.article LIMIT $most;
-- name: list_starred
SELECT @row FROM (SELECT a.id AS hit FROM star y JOIN article a ON a.id = y.article
WHERE y.account = $user AND @page AND @filter @newest) h
JOIN article a ON a.id = h.hit JOIN publisher p ON p.id = a.publisher ORDER BY a.at DESC, a.id DESC;
-- What was read lately, by when that was.
-- name: list_lately
SELECT @row, k.at FROM looked k JOIN article a ON a.id = k.article JOIN publisher p ON p.id = a.publisher
WHERE k.account = $user AND (k.at, k.article) < ($at, $id) AND +a.at >= $from AND @filter ORDER BY k.at DESC, k.article DESC LIMIT $most;

-- name: article_get
SELECT @row, a.feed, a.seen_at, a.changed_at, a.version, a.canonical, a.source, a.why,
a.modified, a.modified_zone, a.modified_kind, a.byline, a.tags, b.pack, a.media
FROM article a JOIN publisher p ON p.id = a.publisher LEFT JOIN body b ON b.article = a.id
WHERE a.id = $id;
-- name: article_exists
SELECT 1 FROM article WHERE id = $id;
-- name: article_reading
SELECT pack, version FROM reading WHERE article = $id;
-- part: other
a.id, a.title, a.publisher, p.name, a.published, a.published_zone, a.published_kind, a.at, a.image
-- name: article_related
SELECT @other, r.score, r.why, o.story
FROM related r JOIN article a ON a.id = r.other JOIN publisher p ON p.id = a.publisher
LEFT JOIN story_member m ON m.article = r.article LEFT JOIN story_member o ON o.article = r.other
WHERE r.article = $id AND (m.story IS NULL OR o.story IS NULL OR m.story <> o.story
AND NOT EXISTS (SELECT 1 FROM story_unrelated u WHERE u.story = m.story AND u.other = o.story))
ORDER BY r.score DESC, r.other DESC LIMIT $most;
-- Other reports of the story that an article is in, its own first, copies last.
-- name: article_fellows
SELECT @other, coalesce(o.score, 0), o.why, o.story
FROM story_member m JOIN story_member o ON o.story = m.story AND o.article <> m.article
JOIN article a ON a.id = o.article JOIN publisher p ON p.id = a.publisher
WHERE m.article = $article AND ($not = 0 OR o.article <> $not) ORDER BY CASE WHEN o.copy_of IS NULL THEN 0 ELSE 1 END, o.at DESC, o.article DESC LIMIT $most;
-- name: article_ids
SELECT id FROM article WHERE id > $after ORDER BY id LIMIT 500;

-- name: article_add
INSERT INTO article (id, feed, publisher, at, title, url, published, published_zone, published_kind,
image, lang, state, why, seen_at, changed_at, url_key, byline, tags, media, work, next_at)
VALUES ($id, $feed, $publisher, $at, $title, $url, $published, $zone, $kind,
$image, $lang, $state, $why, $now, $now, $url_key, $byline, $tags, $media, $work, $now);
-- name: article_work
UPDATE article SET work = $work, tries = 0, next_at = $now, reason = NULL, lease = NULL WHERE id = $id;
-- name: article_said
UPDATE article SET title = CASE WHEN state = 0 AND $work > 0 THEN title ELSE $title END, url = $url,
media = $media WHERE id = $id;
-- name: article_set
UPDATE article SET title = $title, at = $at, published = $published, published_zone = $zone,
published_kind = $kind, modified = $modified, modified_zone = $modified_zone, modified_kind = $modified_kind,
excerpt = $excerpt, image = $image, lang = $lang, state = $state, why = $why, words = $words,
search_id = $search_id, search_digest = $search_digest, version = version + 1, changed_at = $now, canonical = $canonical, source = $source,
byline = $byline, tags = $tags, work = 0, tries = 0, next_at = NULL, reason = NULL, lease = NULL
WHERE id = $id;
-- name: article_later
UPDATE article SET tries = $tries, next_at = $next, reason = $reason, lease = NULL,
state = CASE WHEN $mark = 1 THEN $state ELSE state END, why = CASE WHEN $mark = 1 THEN $reason ELSE why END
WHERE id = $id;
-- name: article_again
UPDATE article SET work = $work, tries = $tries, next_at = $next, reason = $reason WHERE id = $id;
-- name: article_delete
DELETE FROM article WHERE id = $id;
-- name: body_set
INSERT INTO body (article, pack) VALUES ($id, $pack) ON CONFLICT (article) DO UPDATE SET pack = excluded.pack;
-- name: body_get
SELECT pack FROM body WHERE article = $id;
-- name: body_delete
DELETE FROM body WHERE article = $id;
-- name: reading_set
INSERT INTO reading (article, version, pack, traits) VALUES ($id, $version, $pack, '')
ON CONFLICT (article) DO UPDATE SET version = excluded.version, pack = excluded.pack, traits = excluded.traits;
-- name: reading_delete
DELETE FROM reading WHERE article = $id;

-- name: entry_find
SELECT article, digest FROM entry WHERE feed = $feed AND key = $key;
-- name: entry_set
INSERT INTO entry (feed, key, article, digest) VALUES ($feed, $key, $article, $digest)
ON CONFLICT (feed, key) DO UPDATE SET article = excluded.article, digest = excluded.digest;
-- name: article_by_url
SELECT id FROM article WHERE url_key = $url_key ORDER BY id LIMIT 1;
-- Another entry of this feed has its article at this address, and other files; with the same it is the
-- same by another id.
-- name: entry_elsewhere
SELECT 1 FROM article a JOIN entry n ON n.article = a.id
WHERE a.url_key = $url_key AND n.feed = $feed AND n.key <> $key AND coalesce(a.media, '') <> $media;
-- Files of what is told as before; not of an article that several entries lead to.
-- name: article_media
UPDATE article SET media = $media, version = version + 1 WHERE id = $id AND coalesce(media, '') <> $media
AND (SELECT count(*) FROM entry n WHERE n.article = $id) = 1;
-- name: pending_set
INSERT INTO pending (article, entry) VALUES ($id, $entry)
ON CONFLICT (article) DO UPDATE SET entry = excluded.entry;
-- name: pending_get
SELECT entry FROM pending WHERE article = $id;
-- name: pending_delete
DELETE FROM pending WHERE article = $id;

-- The queue of articles.
-- name: work_due
SELECT a.id, a.url, a.work, a.tries, a.feed, a.title FROM article a
WHERE a.work > 0 AND a.next_at <= $now AND (a.lease IS NULL OR a.lease_until < $now)
ORDER BY a.next_at LIMIT $most;
-- name: work_lease
UPDATE article SET lease = $lease, lease_until = $until WHERE id = $id AND work > 0
AND (lease IS NULL OR lease_until < $now OR lease = $lease);
-- name: work_free_leases
UPDATE article SET lease = NULL WHERE work > 0 AND lease = $lease;
-- name: work_pull_in
UPDATE article SET next_at = $now, lease = NULL WHERE work > 0
AND (next_at > $far OR (lease IS NOT NULL AND lease_until > $until));
-- name: work_next
SELECT min(CASE WHEN lease IS NOT NULL AND lease_until > next_at THEN lease_until ELSE next_at END)
FROM article WHERE work > 0;
-- name: work_left
SELECT count(*) FROM article WHERE work > 0 AND next_at <= $now;
-- name: reread_one
UPDATE article SET work = $work, tries = 0, next_at = $now WHERE id = $id AND work IN (0, $work)
AND EXISTS (SELECT 1 FROM body b WHERE b.article = article.id);
-- name: reread_all
UPDATE article SET work = $work, tries = 0, next_at = $now WHERE work = 0
AND EXISTS (SELECT 1 FROM body b WHERE b.article = article.id);
-- name: reread_old
UPDATE article SET work = $work, tries = 0, next_at = $now WHERE work = 0
AND EXISTS (SELECT 1 FROM body b WHERE b.article = article.id)
AND NOT EXISTS (SELECT 1 FROM reading r WHERE r.article = article.id AND r.version = $version);
-- name: article_base
SELECT a.feed, a.publisher, p.name, a.at, a.published, a.published_zone, a.published_kind, a.title, a.url,
a.seen_at, a.search_id, a.work, a.state, a.image, a.byline, a.lang, a.tries, a.search_digest
FROM article a JOIN publisher p ON p.id = a.publisher WHERE a.id = $id;
-- name: article_state
UPDATE article SET state = $state, why = $why, work = 0, tries = 0, next_at = NULL, lease = NULL,
version = version + 1, changed_at = $now WHERE id = $id;
-- name: host_get
SELECT memory FROM host WHERE host = $host;
-- name: host_set
INSERT INTO host (host, memory, at) VALUES ($host, $memory, $now)
ON CONFLICT (host) DO UPDATE SET memory = excluded.memory, at = excluded.at;
