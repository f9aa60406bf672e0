-- name: account_count
SELECT count(*) FROM account;
-- name: account_add
INSERT INTO account (id, name, folded, password, admin, created_at)
VALUES ($id, $name, $folded, $password, $admin, $now);
-- name: account_by_name
SELECT id, name, password, admin, created_at, banned_at FROM account WHERE folded = $folded;
-- name: account_all
SELECT id, name, admin, created_at FROM account ORDER BY id;
-- name: account_password
UPDATE account SET password = $password WHERE id = $id;
-- name: account_delete
DELETE FROM account WHERE id = $id;
-- name: account_admin
SELECT admin FROM account WHERE id = $id;
-- name: account_banned
SELECT banned_at IS NOT NULL FROM account WHERE id = $id;
-- name: account_ban
UPDATE account SET banned_at = $at WHERE id = $id AND (admin = 0 OR $at IS NULL);
-- name: account_banned_all
SELECT id, name, admin, created_at FROM account WHERE banned_at IS NOT NULL ORDER BY id;
-- name: account_admins
SELECT count(*) FROM account WHERE admin = 1;

-- name: session_add
INSERT INTO session (id, hash, account, created_at, seen_at, expires_at, agent, address)
VALUES ($id, $hash, $account, $now, $now, $expires, $agent, $address);
-- name: session_find
SELECT s.id, s.account, a.name, a.admin, a.created_at, s.seen_at, s.expires_at
FROM session s JOIN account a ON a.id = s.account WHERE s.hash = $hash AND s.expires_at > $now
AND a.banned_at IS NULL;
-- name: session_seen
UPDATE session SET seen_at = $now, expires_at = $expires WHERE id = $id;
-- name: session_end
DELETE FROM session WHERE hash = $hash;
-- name: session_all
SELECT id, created_at, seen_at, expires_at, agent, address, hash FROM session
WHERE account = $account AND expires_at > $now ORDER BY seen_at DESC, id DESC;
-- name: session_revoke
DELETE FROM session WHERE id = $id AND account = $account;
-- name: session_end_account
DELETE FROM session WHERE account = $account;
-- name: session_expire
DELETE FROM session WHERE expires_at <= $now;

-- name: token_add
INSERT INTO token (id, hash, account, label, created_at, scope)
VALUES ($id, $hash, $account, $label, $now, $scope);
-- name: token_find
SELECT t.id, t.account, a.name, a.admin, a.created_at, t.used_at, t.scope
FROM token t JOIN account a ON a.id = t.account WHERE t.hash = $hash AND a.banned_at IS NULL;
-- name: token_used
UPDATE token SET used_at = $now WHERE id = $id;
-- name: token_all
SELECT id, label, created_at, used_at, scope FROM token WHERE account = $account ORDER BY id;
-- name: token_count
SELECT count(*) FROM token WHERE account = $account;
-- name: token_revoke
DELETE FROM token WHERE id = $id AND account = $account;

-- name: pref_get
SELECT value FROM pref WHERE account = $account AND name = $name;
-- name: pref_set
INSERT INTO pref (account, name, value) VALUES ($account, $name, $value)
ON CONFLICT (account, name) DO UPDATE SET value = excluded.value;
-- name: pref_all
SELECT name, value FROM pref WHERE account = $account ORDER BY name;
-- name: pref_count
SELECT count(*) FROM pref WHERE account = $account;

-- Accounts as the administrator sees them, and links to choose a password.
-- name: account_list
SELECT a.id, a.name, a.admin, a.created_at, a.banned_at,
(SELECT max(s.seen_at) FROM session s WHERE s.account = a.id AND s.expires_at > $now),
(SELECT i.expires_at FROM invitation i WHERE i.account = a.id AND i.expires_at > $now)
FROM account a ORDER BY lower(a.name), a.id;
-- name: account_set_admin
UPDATE account SET admin = $on WHERE id = $id AND banned_at IS NULL;
-- name: invitation_set
INSERT INTO invitation (account, hash, expires_at) SELECT a.id, $hash, $until FROM account a WHERE a.id = $account
ON CONFLICT (account) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at;
-- name: invitation_find
SELECT i.expires_at, a.id, a.name, a.admin, a.created_at FROM invitation i JOIN account a ON a.id = i.account
WHERE i.hash = $hash AND i.expires_at > $now AND a.banned_at IS NULL;
-- name: invitation_delete
DELETE FROM invitation WHERE account = $account OR expires_at <= $now;
