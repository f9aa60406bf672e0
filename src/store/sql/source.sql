-- A source's own settings (desk/own.c), and what hosts ask of programs (desk/robots.c).
-- name: own_get
SELECT o.place, o.chosen, o.unwanted, o.headers, f.url, f.folder, f.paused, f.own_every, f.text_from
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

-- Rules for entries (desk/rule.c).
-- name: rule_all
SELECT r.id, r.feed, coalesce(f.own_title, f.title, f.url), r.act, r.field, r.words
FROM rule r LEFT JOIN feed f ON f.id = r.feed
WHERE (r.account IS NULL OR r.account = $account) AND ($feed = 0 OR r.feed IS NULL OR r.feed = $feed)
ORDER BY r.feed IS NOT NULL, 3, r.act, r.id;
-- name: rule_of_feed
SELECT r.act, r.field, r.account, r.words FROM rule r WHERE r.feed IS NULL OR r.feed = $feed ORDER BY r.id;
-- name: rule_add
INSERT INTO rule (id, account, feed, act, field, words) VALUES ($id, $account, $feed, $act, $field, $words);
-- name: rule_count
SELECT count(*) FROM rule WHERE coalesce(account, 0) = $account;
-- name: rule_delete
DELETE FROM rule WHERE id = $id AND (account = $account OR (account IS NULL AND $admin = 1));
