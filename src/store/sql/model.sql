-- What a language model wrote (desk/model.c).
-- name: model_get
SELECT state, asked_at, error, written_at, model, said, sources FROM model_text
WHERE about = $about AND subject = $subject;
-- name: model_wait
INSERT INTO model_text (about, subject, state, asked_at) VALUES ($about, $subject, $state, $now)
ON CONFLICT (about, subject) DO UPDATE SET state = excluded.state, asked_at = excluded.asked_at, error = NULL;
-- name: model_write
UPDATE model_text SET state = $state, error = NULL, written_at = $now, model = $model, said = $said,
sources = $sources WHERE about = $about AND subject = $subject;
-- name: model_fail
UPDATE model_text SET state = $state, error = $error WHERE about = $about AND subject = $subject;
-- Those that a program which ended left behind.
-- name: model_reset
UPDATE model_text SET state = $failed, error = $error WHERE state = $waits;
-- name: model_waiting
SELECT count(*) FROM model_text WHERE state = $waits AND asked_at > $since;
-- name: model_asked
SELECT count(*) FROM model_ask WHERE at > $since AND at <= $now;
-- name: model_ask_put
INSERT INTO model_ask (id, at) VALUES ($id, $now);
-- name: model_ask_trim
DELETE FROM model_ask WHERE at <= $since OR at > $now;
-- name: model_subject_story
SELECT count(*) FROM story WHERE id = $id;
-- name: model_subject_article
SELECT count(*) FROM article WHERE id = $id;
-- name: model_source
SELECT a.version, p.name FROM article a JOIN publisher p ON p.id = a.publisher WHERE a.id = $id;
-- Reports that came into the story since its sources were read.
-- name: model_fresh
SELECT count(*) FROM story_member WHERE story = $story AND joined_at > $since;
