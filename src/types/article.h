/* article: what page/ makes of a web page or of a feed's own content. JSON form: docs/json.md,
 * "article"; it is what `octavo extract` prints and `octavo analyse` reads. */
#ifndef OCTAVO_TYPES_ARTICLE_H
#define OCTAVO_TYPES_ARTICLE_H
#include "types/body.h"

/* How much of the article we hold. Anything but FULL is marked where it is shown and kept out of
 * summaries and ledgers. */
enum article_state {
    ARTICLE_FULL,
    ARTICLE_TEASER,     /* paywall or registration: only its beginning */
    ARTICLE_HEADLINE,   /* title only */
    ARTICLE_REFUSED,    /* the publisher refused us (401, 403, 429, 451, robots) */
    ARTICLE_GONE,       /* 404, 410 */
    ARTICLE_UNREADABLE, /* could not be parsed, was too large, or crashed its reader */
};

struct article {
    struct str url;           /* absolute, as fetched */
    struct str canonical;     /* absolute; empty = the url */
    struct str title;         /* plain text */
    const struct str *byline; /* authors, one name each */
    size_t byline_count;
    struct when published;
    struct when modified;
    struct str source;  /* site or publisher name, plain text */
    struct str image;   /* lead image, absolute */
    struct str lang;    /* BCP 47, from the page; sense may know better */
    struct str excerpt; /* description, plain text */
    enum article_state state;
    struct str why; /* what told the state, in words; empty for FULL */
    struct body body;
    struct str text;        /* body_text(body): paragraphs parted by a blank line */
    const struct str *tags; /* keywords of the page, plain text */
    size_t tag_count;
    struct str next_page; /* absolute; rel=next within the article */
};

const char *article_state_name(enum article_state s); /* "full", "teaser" ... */
bool article_state_find(struct str name, enum article_state *ret);

/* JSON. `text` is written for people and scorers; on reading, a body present decides and the text
 * is made again from it; without a body the text stands, and paragraphs become the body. */
void article_write(struct json_out *w, const struct article *v);
enum err_code article_read(struct arena *a, const json_t *v, struct article *ret,
                           struct err *e) must_check;
#endif
