/* page: a web page, or the HTML that a feed carries, becomes a `struct article`.
 *
 * How it reads a page (each step is a file here):
 *
 *  - meta.c: facts that the page states about itself (JSON-LD, OpenGraph, microdata, <meta>,
 * <time>, visible bylines and dates, dates in the address), each a piece of evidence with a weight;
 *  - title.c, date.c, byline.c: choose among the evidence, checked against the visible page;
 *  - block.c: one pass over the tree: blocks of text with their features;
 *  - score.c: which blocks are the article: a classifier, places where none is, recovery, the
 * user's selectors; wall.c: what a wall says; whole.c: lists, tables, posts and notes are kept
 * whole;
 *  - write.c: the chosen blocks as a clean `struct body`; state.c: the article's honest state;
 *  - memory.c: what repeats on the pages of one host;
 *  - pages.c: the pages of one article: which is next, and joining.
 *
 * Pure: bytes and structs in, structs out; everything returned lives in the arena or is a view into
 * the input. Never fails but by the arena's escape (base/arena.h): a page that makes no sense is an
 * article whose state says so. */
#ifndef OCTAVO_PAGE_H
#define OCTAVO_PAGE_H
#include "types/article.h"

/* ---- What repeats on a host. ----
 * A bounded table of hashes of text blocks with the number of different pages that had them. The
 * caller keeps one for each host (a row of about 10 KiB at most), gives it to page_extract, and
 * stores it again when `changed`. A block that stood on two other pages is dropped when it is seen
 * again, and counts on; blocks that nobody saw for a long time make room for new ones. */
enum { PAGE_MEMORY_MOST = 768 }; /* blocks held for a host */
struct page_memory {
    uint32_t pages; /* pages learned so far */
    uint32_t count;
    bool changed;
    struct page_memory_block {
        uint64_t hash;  /* of the block's folded letters and digits */
        uint32_t page;  /* number of the page that last had it (recency) */
        uint16_t from;  /* short hash of that page's address: a page read again does not count */
        uint16_t times; /* different pages, saturating */
    } blocks[PAGE_MEMORY_MOST];
};
void page_memory_init(struct page_memory *m);
/* Its bytes for storing (little-endian, versioned), and back; false, and an empty memory, where the
 * bytes are not ours. */
void page_memory_write(struct buf *out, const struct page_memory *m);
bool page_memory_read(struct str bytes, struct page_memory *ret);
/* For an article that was read before the memory knew what repeats: leaves out the paragraphs of
 * its body that stood on three pages of the host, and makes its text again. False: nothing to leave
 * out, or most of it repeats. The memory is not changed. */
bool page_memory_clean(struct arena *a, struct page_memory *m, struct article *v);

/* ---- What the caller knows beside the bytes. All optional: zero means unknown. ---- */
struct page_hints {
    struct str url;          /* as fetched, absolute: links are resolved against it */
    struct str http_charset; /* of the Content-Type header */
    int http_status;         /* 401, 403, 404, 410, 429, 451 ... decide the state; 0 or 200: read */
    int64_t now;             /* a date later than now + 1 day is no publication date; 0: no check */
    struct str title;        /* of the feed's entry: confirms or replaces the page's */
    const struct str *byline;
    size_t byline_count;
    struct when published; /* of the feed's entry */
    struct str image;
    struct str lang;
    struct str selector;        /* the user's CSS selector of the article; replaces the choice */
    struct str unwanted;        /* the user's CSS selector of what to leave out */
    struct str first;           /* page 2 and later of an article: address of its first page */
    uint32_t number;            /* which page of the article this is; 0 is the first */
    struct page_memory *memory; /* of the url's host; read and taught */
};

/* ---- Why: which evidence chose what (`octavo extract --explain`). ---- */
enum page_field {
    PAGE_TITLE,
    PAGE_DATE,
    PAGE_BYLINE,
    PAGE_IMAGE,
    PAGE_SOURCE,
    PAGE_ROOT,
    PAGE_STATE,
    PAGE_FIELD_COUNT
};
struct page_evidence {
    enum page_field field;
    struct str from;  /* "json-ld datePublished", "meta og:title", "h1" ... */
    struct str value; /* as the page has it */
    int weight;       /* higher is believed more */
    bool chosen;
};
struct page_block_why {
    struct str text; /* first bytes of the block */
    uint32_t bytes;  /* of its text */
    bool kept;
    double score;   /* of the classifier, > 0 speaks for the article; 0 where a rule decided */
    struct str why; /* "link list", "classifier", "repeats on this host" ... */
};
struct page_explain {
    struct page_evidence *evidence;
    size_t evidence_count;
    struct page_block_why *blocks; /* in order of the page */
    size_t block_count;
};
/* For people: one line a piece of evidence and a block. */
void page_explain_write(struct buf *out, const struct page_explain *e);

/* Reads a page into *ret. `ret_explain` may be NULL (which is quicker). */
void page_extract(struct arena *a, struct str bytes, const struct page_hints *hints,
                  struct article *ret, struct page_explain *ret_explain);

/* The article that a feed entry's own HTML is (hostile HTML; content or summary): everything is
 * kept but trackers, share links and what a body cannot hold. Title, byline, date, image are the
 * hints'. State: FULL, or HEADLINE where it has no text; whether a summary is only a teaser is the
 * caller's to say. */
void page_from_content(struct arena *a, struct str html, const struct page_hints *hints,
                       struct article *ret);

/* Appends the body of a following page (article.next_page, at most PAGE_JOIN_MOST of them) without
 * the paragraphs and pictures that it repeats; text is made again, next_page becomes the
 * follower's. Returns how many paragraphs were new: 0 means that the address gave the same page
 * again. */
enum { PAGE_JOIN_MOST = 8 };
size_t page_join(struct arena *a, struct article *into, const struct article *next);

/* NULL, or in words what is wrong with the text of a CSS selector and where. */
const char *page_selector_fault(struct arena *a, struct str selector);

/* The state that an HTTP status alone decides: REFUSED (401, 402, 403, 407, 429, 451), GONE (404,
 * 410), UNREADABLE (other >= 400), FULL otherwise; *ret_why in words. */
enum article_state page_state_of_status(int status, struct str *ret_why);
#endif
