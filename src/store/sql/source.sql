-- A source's own settings (desk/own.c), and what hosts ask of programs (desk/robots.c).
-- name: own_get
SELECT o.place, o.chosen, o.unwanted, o.headers, f.url, f.folder, f.paused, f.own_every
FROM feed f LEFT JOIN feed_own o ON o.feed = f.id WHERE f.id = $feed;
-- name: own_set
INSERT INTO feed_own (feed, place, chosen, unwanted, headers) VALUES ($feed, $place, $chosen, $unwanted, $headers)
ON CONFLICT (feed) DO UPDATE SET place = excluded.place, chosen = excluded.chosen, unwanted = excluded.unwanted,
headers = excluded.headers;
-- name: own_delete
DELETE FROM feed_own WHERE feed = $feed;

-- name: robots_get
SELECT state, rules, delay, reason, until FROM robots WHERE origin = $origin;
-- name: robots_set
INSERT INTO robots (origin, state, rules, delay, reason, until)
VALUES ($origin, $state, $rules, $delay, NULL, $until)
ON CONFLICT (origin) DO UPDATE SET state = excluded.state, rules = excluded.rules, delay = excluded.delay,
reason = NULL, until = excluded.until;
-- What was known holds on while the host cannot be asked.
-- name: robots_unreached
INSERT INTO robots (origin, state, reason, until) VALUES ($origin, $state, $reason, $until)
ON CONFLICT (origin) DO UPDATE SET reason = excluded.reason, until = excluded.until;
-- name: robots_trim
DELETE FROM robots WHERE until < $before;
-- name: host_trim
DELETE FROM host WHERE at < (SELECT at FROM host ORDER BY at DESC LIMIT 1 OFFSET $most);
