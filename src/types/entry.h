/* entry: one item of a feed, sitemap or listing page, as its publisher gave it; and the feed that
 * it came in. Plain data: every str is a view into the input or the arena of whoever made it.
 * JSON form: docs/json.md, "feed" and "entry". */
#ifndef OCTAVO_TYPES_ENTRY_H
#define OCTAVO_TYPES_ENTRY_H
#include "base/base.h"

enum feed_kind { FEED_UNKNOWN, FEED_RSS, FEED_RDF, FEED_ATOM, FEED_JSON, FEED_SITEMAP, FEED_PAGE };

/* What a feed says of itself. Absent texts are empty. */
struct feed {
    enum feed_kind kind;
    struct str version;     /* "2.0", "0.91", "1.1" ... as given */
    struct str title;       /* plain text */
    struct str description; /* plain text */
    struct str site_url;    /* absolute */
    struct str self_url;    /* absolute; the address it wants to be asked at */
    struct str hub_url;     /* absolute; WebSub */
    struct str lang;        /* BCP 47 as given */
    struct str icon_url;    /* absolute */
    struct when updated;
    uint32_t ttl_minutes; /* asks not to be fetched more often; 0 = says nothing */
};

struct enclosure {
    struct str url;  /* absolute */
    struct str type; /* media type */
    uint64_t length; /* bytes, 0 = unknown */
};

struct entry {
    struct str id;    /* guid / id; else the url; else a hash of title and text: never empty */
    struct str url;   /* absolute http(s); may be empty */
    struct str title; /* plain text, entities decoded, no markup; may be empty */
    const struct str *authors;
    size_t author_count;
    struct when published;
    struct when updated;
    struct str summary; /* HTML as given (hostile); may be empty */
    struct str content; /* full HTML as given (hostile); may be empty */
    struct str lang;
    struct str image_url; /* absolute */
    struct str comments_url;
    const struct str *tags; /* the publisher's categories, plain text */
    size_t tag_count;
    const struct enclosure *enclosures;
    size_t enclosure_count;
};

/* A thing that was wrong in the input but could be read over. */
struct problem {
    uint32_t line; /* 1-based, 0 = unknown */
    struct str words;
};

/* All of a feed document: the result of feed_parse and the JSON of `octavo parse`. */
struct feed_doc {
    struct feed feed;
    const struct entry *entries; /* in document order */
    size_t entry_count;
    const struct problem *problems;
    size_t problem_count;
};

const char *feed_kind_name(enum feed_kind kind); /* "rss", "atom" ... */

/* JSON, one object; absent members are left out. */
void entry_write(struct json_out *w, const struct entry *e);
void feed_doc_write(struct json_out *w, const struct feed_doc *d);
/* From JSON as written above; unknown members are ignored, wrong types are ERR_INPUT naming the
 * member. Texts are copied into `a`. */
enum err_code entry_read(struct arena *a, const json_t *v, struct entry *ret,
                         struct err *e) must_check;
enum err_code feed_doc_read(struct arena *a, const json_t *v, struct feed_doc *ret,
                            struct err *e) must_check;
#endif
