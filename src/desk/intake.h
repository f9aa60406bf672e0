/* desk/intake: what intake.c and intake_article.c share: texts of publishers made fit for a row. */
#ifndef OCTAVO_DESK_INTAKE_H
#define OCTAVO_DESK_INTAKE_H
#include "desk/stories.h"

enum { DESK_BYLINE_MOST = 20, DESK_KEYWORDS_MOST = 40 };

/* Stands where neither the publisher nor the text has one. */
#define DESK_NO_HEADLINE STR("(no headline)")

/* One line of plain text, at most `most` bytes. */
struct str desk_line(struct arena *a, struct str s, size_t most);
/* The address, or nothing where it is none of the web. */
struct str desk_web_url(struct arena *a, struct str s);
/* The first `most` that are not empty, each a line, as desk_list_write has them. */
struct str desk_clean_list(struct arena *a, const struct str *v, size_t n, size_t most);
/* The order of lists: when it was published, unless that is unknown or lies ahead. */
int64_t desk_order_at(struct when published, int64_t seen);
/* The beginning of an article in one line of at most DESK_EXCERPT_MOST bytes, cut at a word,
 * without the dateline. */
struct str desk_excerpt(struct arena *a, const struct article *v, const struct reading *r,
                        struct str title);
/* A headline for a text that has none: its first sentence, or as much of it as fits in a line.
 * Empty where the text is. `r` may be NULL. */
struct str desk_headline(struct arena *a, struct str text, const struct reading *r);
/* Binds a time with its zone and kind, by the names of these parameters. */
void desk_put_when(struct store_query *q, const char *us, const char *zone, const char *kind,
                   struct when w);

#endif
