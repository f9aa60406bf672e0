-- part: feed
f.id, f.url, coalesce(f.own_title, f.title, p.host), f.site_url, f.publisher, p.name, f.state, f.error,
f.fails, f.added_at, f.fetched_at, f.ok_at, f.changed_at, f.next_at, f.every, f.ttl_minutes,
(SELECT count(*) FROM entry n WHERE n.feed = f.id),
(SELECT count(*) FROM article a WHERE a.feed = f.id AND a.at >= $week),
(SELECT count(*) FROM article a WHERE a.feed = f.id AND a.state > 0 AND a.work = 0), coalesce(f.folder, ''),
f.paused, f.own_every
FROM feed f JOIN publisher p ON p.id = f.publisher
-- name: feed_all
SELECT @feed WHERE f.followed = 1
ORDER BY lower(coalesce(f.folder, '')), coalesce(f.folder, ''), lower(coalesce(f.own_title, f.title, p.host)), f.id;
-- name: feed_get
SELECT @feed WHERE f.id = $id;
-- name: feed_by_url
SELECT id, followed FROM feed WHERE url = $url;
-- name: feed_add
INSERT INTO feed (id, url, publisher, own_title, followed, state, added_at, next_at, every)
VALUES ($id, $url, $publisher, $title, 1, $state, $now, $next, $every);
-- name: feed_follow_again
UPDATE feed SET followed = 1, state = $state, next_at = $now, error = NULL, fails = 0, paused = 0 WHERE id = $id;
-- name: feed_rename
UPDATE feed SET own_title = $title WHERE id = $id;
-- name: feed_folder
UPDATE feed SET folder = $folder WHERE id = $id AND ($only_new = 0 OR folder IS NULL);
-- name: folder_all
SELECT folder, count(*) FROM feed WHERE followed = 1 AND folder IS NOT NULL
GROUP BY folder ORDER BY lower(folder), folder;
-- A folder takes those within it along.
-- name: folder_feeds
SELECT id, folder FROM feed WHERE folder = $folder OR substr(folder, 1, length($folder) + 3) = $folder || ' / ';
-- name: feed_unfollow
UPDATE feed SET followed = 0, next_at = NULL, lease = NULL WHERE id = $id AND followed = 1;
-- name: feed_articles_free
SELECT id FROM article a WHERE a.feed = $id AND a.comments = 0
AND NOT EXISTS (SELECT 1 FROM star s WHERE s.article = a.id)
AND NOT EXISTS (SELECT 1 FROM comment c WHERE c.article = a.id) AND a.id > $after
ORDER BY a.id LIMIT 500;
-- name: feed_delete_empty
DELETE FROM feed WHERE id = $id AND NOT EXISTS (SELECT 1 FROM article a WHERE a.feed = feed.id);
-- name: feed_poll
UPDATE feed SET next_at = $now, asked = 1 WHERE id = $id AND followed = 1 AND state <> 4;
-- name: feed_poll_all
UPDATE feed SET next_at = $now, asked = 1 WHERE followed = 1 AND state < 3 AND paused = 0;
-- One that is gone stays so; one that goes on is asked now, and so is one whose interval is taken back, to find one
-- out; a shorter interval counts from now on.
-- name: feed_timing
UPDATE feed SET paused = $paused, own_every = $every, next_at = CASE WHEN $paused = 1 OR state = 3 THEN NULL
WHEN paused = 1 OR ($every IS NULL AND own_every IS NOT NULL) THEN $now
WHEN $every IS NOT NULL AND next_at > $now + $every THEN $now + $every ELSE next_at END
WHERE id = $id AND state <> 4;

-- The queue of feeds.
-- name: feed_due
SELECT id, url, publisher, etag, modified, coalesce(own_title, title, ''), every, fails, state FROM feed
WHERE next_at <= $now AND followed = 1 AND ($all = 1 OR asked = 1) AND (lease IS NULL OR lease_until < $now)
ORDER BY next_at LIMIT $most;
-- name: feed_one
SELECT id, url, publisher, etag, modified, coalesce(own_title, title, ''), every, fails, state, own_every, text_from, paused
FROM feed WHERE id = $id;
-- name: feed_next_due
SELECT min(CASE WHEN lease IS NOT NULL AND lease_until > next_at THEN lease_until ELSE next_at END)
FROM feed WHERE next_at IS NOT NULL AND followed = 1 AND ($all = 1 OR asked = 1);
-- name: feed_lease
UPDATE feed SET lease = $lease, lease_until = $until WHERE id = $id
AND (lease IS NULL OR lease_until < $now OR lease = $lease);
-- name: feed_free_leases
UPDATE feed SET lease = NULL WHERE lease = $lease;
-- name: feed_pull_in
UPDATE feed SET next_at = $now WHERE followed = 1 AND next_at > $now
AND (fetched_at > $now OR next_at > $far);
-- name: feed_lease_pull_in
UPDATE feed SET lease = NULL WHERE lease_until > $until;
-- name: feed_result
UPDATE feed SET state = $state, error = $error, fails = $fails, fetched_at = $now,
ok_at = CASE WHEN $ok = 1 THEN $now ELSE ok_at END,
changed_at = CASE WHEN $changed = 1 THEN $now ELSE changed_at END,
next_at = CASE WHEN paused = 1 THEN NULL ELSE $next END, every = $every, asked = 0, lease = NULL WHERE id = $id;
-- name: poll_add
INSERT INTO poll (feed, at, ok, entries, words) VALUES ($feed, $at, $ok, $entries, $words)
ON CONFLICT (feed, at) DO UPDATE SET ok = excluded.ok, entries = excluded.entries, words = excluded.words;
-- name: poll_trim
DELETE FROM poll WHERE feed = $feed
AND at <= (SELECT p.at FROM poll p WHERE p.feed = $feed ORDER BY p.at DESC LIMIT 1 OFFSET $most);
-- name: poll_all
SELECT at, ok, entries, words FROM poll WHERE feed = $feed ORDER BY at DESC LIMIT $most;
-- name: feed_text
UPDATE feed SET text_from = $text WHERE id = $id;
-- name: feed_validators
UPDATE feed SET etag = $etag, modified = $modified WHERE id = $id;
-- name: feed_said
UPDATE feed SET title = $title, site_url = $site, publisher = $publisher, ttl_minutes = $ttl WHERE id = $id;
-- name: feed_moved
UPDATE feed SET url = $url WHERE id = $id AND NOT EXISTS (SELECT 1 FROM feed o WHERE o.url = $url);
-- name: feed_week_count
SELECT count(*) FROM article WHERE feed = $feed AND at >= $since;

-- part: publisher
p.id, p.name, p.host, p.site_url, p.icon_url,
(SELECT count(*) FROM article a WHERE a.publisher = p.id),
(SELECT max(a.at) FROM article a WHERE a.publisher = p.id)
FROM publisher p
-- name: publisher_all
SELECT @publisher WHERE EXISTS (SELECT 1 FROM article a WHERE a.publisher = p.id)
OR EXISTS (SELECT 1 FROM feed f WHERE f.publisher = p.id AND f.followed = 1)
ORDER BY lower(p.name), p.id;
-- name: publisher_get
SELECT @publisher WHERE p.id = $id;
-- name: publisher_by_key
SELECT id, name, host FROM publisher WHERE key = $key;
-- name: publisher_add
INSERT INTO publisher (id, key, name, host, site_url, icon_url) VALUES ($id, $key, $name, $host, $site, $icon);
-- name: publisher_said
UPDATE publisher SET name = $name, site_url = coalesce($site, site_url), icon_url = coalesce($icon, icon_url)
WHERE id = $id;
-- What a person calls the one feed of a publisher, where that is not what it calls itself; and that.
-- name: publisher_own
SELECT CASE WHEN own_title <> coalesce(title, '') THEN own_title END, title, (SELECT count(*) FROM feed o
WHERE o.publisher = $id AND o.followed = 1) FROM feed WHERE publisher = $id AND followed = 1 LIMIT 1;
-- name: publisher_names
SELECT id, name, host FROM publisher;
-- name: publisher_move_articles
UPDATE article SET publisher = $to WHERE feed = $feed AND publisher = $from;
-- name: publisher_delete_empty
DELETE FROM publisher WHERE id = $id AND NOT EXISTS (SELECT 1 FROM feed f WHERE f.publisher = publisher.id)
AND NOT EXISTS (SELECT 1 FROM article a WHERE a.publisher = publisher.id);
