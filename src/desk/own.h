/* desk/own: what the user sets for one source. */
#ifndef OCTAVO_DESK_OWN_H
#define OCTAVO_DESK_OWN_H
#include "desk/open.h"

/* What the user sets for one source: its folder, when it is asked, selectors of the article and of
 * what to leave out, and headers or cookies that its requests carry. The values of headers are
 * never shown again. */
enum desk_text_from {
    DESK_TEXT_FOUND_OUT, /* the feed's own where that is long, else the page's */
    DESK_TEXT_PAGE,
    DESK_TEXT_FEED, /* never a page where the feed has any text */
    DESK_TEXTS
};
const char *desk_text_from_name(enum desk_text_from v); /* "auto", "page", "feed" */
bool desk_text_from_find(struct str name, enum desk_text_from *ret);
struct desk_own {
    struct str folder;         /* empty: none */
    struct str selector;       /* CSS; empty: the article is found by itself */
    struct str unwanted;       /* CSS; empty: nothing */
    struct str place;          /* "https://example.org": the only place that gets the headers,
                                 with or without "www." */
    const struct str *headers; /* their names */
    size_t header_count;
    bool paused;     /* asked by hand only */
    int64_t minutes; /* between polls; 0: found out from how often it brings something */
    enum desk_text_from text;
};
enum err_code desk_own_get(struct desk_reader *r, int64_t feed, struct desk_own *ret) must_check;
enum { DESK_INTERVAL_MOST = 43200 /* minutes: 30 days */ };
/* Changes those that are marked; an empty text takes one back. */
struct desk_own_change {
    bool set_selector, set_unwanted, set_headers, set_place, set_folder, set_paused, set_minutes;
    bool set_text;
    enum desk_text_from text;
    bool paused;
    int64_t minutes; /* 0..DESK_INTERVAL_MOST; never more often than poll_shortest, nor than the
                        feed asks for */
    struct str selector, unwanted, folder;
    struct str headers; /* lines "Name: value", "Cookie: a=b; c=d" among them: all that there are */
    struct str place;   /* a host or origin; empty: the feed's own */
};
/* The header that signs in by HTTP Basic, as a line of `headers`; empty without a name. ERR_INPUT
 * for a name with a colon, which stands between name and password (RFC 7617). */
enum err_code desk_own_login(struct arena *a, struct str name, struct str word, struct str *ret,
                             struct err *e) must_check;
/* ERR_INPUT with words for a selector that is none, and for headers that cannot be. Articles are
 * read by it from now on. */
enum err_code desk_own_set(struct desk *d, int64_t feed, const struct desk_own_change *c,
                           struct err *e) must_check;
/* Whether it could be set, for a person who is told before anything is done. */
enum err_code desk_own_check(struct arena *a, const struct desk_own_change *c,
                             struct err *e) must_check;
void desk_own_json(struct json_out *w, const struct desk_own *v);
#endif
