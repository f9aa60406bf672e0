/* desk/open: a desk, open, and the readers of it. */
#ifndef OCTAVO_DESK_OPEN_H
#define OCTAVO_DESK_OPEN_H
#include "desk/settings.h"

struct desk;
struct desk_reader;

/* Opens the database, makes it where there is none, migrates it, and starts the writer thread.
 * Says in words what is wrong: folder not writable, locked by another program, made by a newer
 * Octavo, not a database, damaged. `conf` must outlive the desk. */
enum err_code desk_open(const struct desk_conf *conf, struct desk **ret, struct err *e) must_check;
/* The same, but a database of this version that cannot be written is opened to be read: whatever
 * would change it then fails as desk_writable does. For commands; a server must be able to write.
 */
enum err_code desk_open_any(const struct desk_conf *conf, struct desk **ret,
                            struct err *e) must_check;
/* ERR_IO, with words, for a desk that can only be read. */
enum err_code desk_writable(const struct desk *d, struct err *e) must_check;
/* Ends the writer when all that was asked is committed. Every reader must be closed before. */
void desk_close(struct desk *d);
const struct desk_conf *desk_conf(const struct desk *d);
/* Where the site is, as its readers reach it, without a slash at the end: the setting `url`, else
 * the host that was asked ("https://news.example.org"). In `a`, or the setting's own text. */
struct str desk_base_url(const struct desk *d, struct arena *a, bool secure, struct str host);

enum err_code desk_reader_open(struct desk *d, struct desk_reader **ret, struct err *e) must_check;
void desk_reader_close(struct desk_reader *r);
/* Results of the following calls live in `a`. Also forgets whatever an arena's escape left open. */
void desk_reader_begin(struct desk_reader *r, struct arena *a);
struct desk *desk_reader_desk(struct desk_reader *r);
/* Why a read call since desk_reader_begin returned ERR_STORE, ERR_IO, ERR_BUSY or ERR_FULL, for a
 * person; no words where the database had nothing to do with it. */
const struct err *desk_reader_failure(const struct desk_reader *r);
#endif
