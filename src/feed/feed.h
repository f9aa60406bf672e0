/* feed: from the bytes of any feed to entries, and back. RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and
 * 1.0, JSON Feed 1.0 and 1.1, news sitemaps; OPML lists; finding the feeds of a site.
 *
 *   feed.c      what kind of document it is, and the way through it
 *   rss.c       elements of the XML formats: one table for feeds, one for entries
 *   json.c      JSON Feed
 *   field.c     what the formats share: plain titles, authors, addresses, dates, images, ids
 *   discover.c  the feeds of a site, from its home page
 *   write.c     Atom and OPML, written
 *   opml.c      OPML, read
 *
 * Pure, and never fails but by the arena's escape: broken input gives what could be read, and
 * problems with their lines. Time is linear in the input; an input of 16 MiB takes less than 64 MiB
 * of arena. Texts are views into the input or the arena, and HTML in them is as hostile as it came.
 */
#ifndef OCTAVO_FEED_H
#define OCTAVO_FEED_H
#include "types/entry.h"

enum {
    FEED_BYTES_MOST = 16 << 20,     /* what is behind is not looked at */
    FEED_ENTRIES_MOST = 10000,      /* further entries are left out */
    FEED_LINE_MOST = 4096,          /* bytes of a title, name, tag, id */
    FEED_HTML_MOST = 2 << 20,       /* bytes of a summary or content */
    FEED_AUTHORS_MOST = 50,         /* of an entry */
    FEED_TAGS_MOST = 100,           /* of an entry */
    FEED_ENCLOSURES_MOST = 50,      /* of an entry */
    FEED_JSON_VALUES_MOST = 300000, /* of a JSON feed: it is refused above */
};

/* What kind of feed are these bytes? FEED_UNKNOWN where it is none; *ret_why (may be NULL) then
 * says in words what it is instead: "this is a web page, not a feed". A web page is never
 * FEED_PAGE. */
enum feed_kind feed_sniff(struct arena *a, struct str bytes, struct str http_charset,
                          struct str *ret_why);

/* Reads a feed. http_charset: of the Content-Type header, or empty. base_url: where it was fetched
 * (after redirects), or empty. What is no feed gives kind FEED_UNKNOWN, no entries, and one problem
 * that says what it is. Of entries with one id the first is kept. `published` and `updated` are as
 * given: an entry may have only one of them, or none. */
void feed_parse(struct arena *a, struct str bytes, struct str http_charset, struct str base_url,
                struct feed_doc *ret);

/* ---- The feeds of a site ---- */
enum feed_how {
    FEED_HOW_SELF,   /* the document is a feed itself */
    FEED_HOW_LINK,   /* <link rel="alternate"> */
    FEED_HOW_ANCHOR, /* a link on the page that looks like one */
    FEED_HOW_GUESS,  /* an address where sites of its kind have one: ask before believing */
};
struct feed_candidate {
    struct str url;      /* absolute http(s) */
    struct str title;    /* plain text; may be empty */
    enum feed_kind kind; /* as the page says; FEED_UNKNOWN where it does not */
    enum feed_how how;
    int rank; /* higher is better; the list is in order of it */
};
struct feed_candidates {
    const struct feed_candidate *v;
    size_t n;
};
enum { FEED_CANDIDATES_MOST = 100 };
/* From the bytes of the document at `url`. Never an empty list where `url` is a web address. */
void feed_discover(struct arena *a, struct str bytes, struct str http_charset, struct str url,
                   struct feed_candidates *ret);

/* ---- Writing ---- */
/* An Atom 1.0 document of these entries: well-formed whatever they hold. feed->self_url should be
 * set; feed->updated, where absent, is the newest entry's. */
void feed_write_atom(struct buf *out, const struct feed *feed, const struct entry *entries,
                     size_t n);

/* One followed feed in an OPML list. */
struct opml_feed {
    struct str url;            /* absolute http(s) */
    struct str site_url;       /* absolute, or empty */
    struct str title;          /* plain text */
    const struct str *folders; /* from the outside in; may be none */
    size_t folder_count;
};
struct opml {
    struct str title;
    const struct opml_feed *feeds; /* in order of the document; one for each url and folder */
    size_t feed_count;
    size_t left; /* those without an http or https address, which are left out */
    size_t over; /* those beyond OPML_FEEDS_MOST, which are left out */
    const struct problem *problems;
    size_t problem_count;
};
enum { OPML_FEEDS_MOST = 20000, OPML_FOLDERS_MOST = 16 /* deep */ };
/* Reads OPML 1.0 and 2.0. False where it is no OPML at all (problems then says what it is). */
bool feed_read_opml(struct arena *a, struct str bytes, struct opml *ret);
/* OPML 2.0. Feeds that share folders should stand next to each other: a folder is opened and closed
 * where its name changes. `created`: RFC 822 date of the head, TIME_NONE for none. */
void feed_write_opml(struct buf *out, const struct opml *list, int64_t created);
#endif
