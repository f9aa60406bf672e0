/* desk: the use cases. Everything that web, api and cli can ask for, in plain structs; they see
 * nothing below (no SQL, no processes).
 *
 * How it is used
 *   struct desk *d;                        one a process; any thread may call its functions
 *   struct desk_reader *r;                 one a thread: a database connection for reading
 *   desk_reader_begin(r, &arena);          before each request: results live in that arena
 *   desk_article_get(r, id, user, &v);     reading takes the reader, and changes nothing
 *   desk_star(d, user, id, true, &e);      writing takes the desk, and returns after the commit
 *
 * One header a matter; who uses the desk includes this one.
 *
 * Every str in a result is a view into the arena given to desk_reader_begin; in arguments it is
 * read before the call returns. Ids are positive and below 2^53; 0 means none. Times are
 * microseconds UTC. Texts for a person (struct err, `words`, `error`) are plain text, one line, to
 * be escaped by who shows them. ERR_NOT_FOUND, ERR_DENIED, ERR_EXISTS, ERR_LIMIT, ERR_INPUT are the
 * caller's answer to its user; ERR_STORE, ERR_IO, ERR_BUSY are ours. */
#ifndef OCTAVO_DESK_H
#define OCTAVO_DESK_H
#include "desk/articles.h"
#include "desk/comments.h"
#include "desk/entities.h"
#include "desk/events.h"
#include "desk/feeds.h"
#include "desk/forms.h"
#include "desk/model.h"
#include "desk/open.h"
#include "desk/operate.h"
#include "desk/own.h"
#include "desk/people.h"
#include "desk/pipeline.h"
#include "desk/process.h"
#include "desk/rules.h"
#include "desk/search.h"
#include "desk/settings.h"
#include "desk/story.h"
#include "desk/tags.h"
#endif
