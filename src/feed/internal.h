/* internal: what the files of feed/ share. */
#ifndef OCTAVO_FEED_INTERNAL_H
#define OCTAVO_FEED_INTERNAL_H
#include "feed/feed.h"
#include "markup/markup.h"
#include "text/date.h"
#include "url/url.h"

struct str_list {
    struct str *v;
    size_t n, cap;
};
struct problem_list {
    struct problem *v;
    size_t n, cap;
};
struct entry_list {
    struct entry *v;
    size_t n, cap;
};
struct enclosure_list {
    struct enclosure *v;
    size_t n, cap;
};

/* A feed being read, of any format. */
struct feed_reader {
    struct arena *a;
    struct xml x; /* XML formats; for JSON only its problems are used */
    struct feed feed;
    struct str_list authors; /* the feed's own: those of entries that name none */
    const struct url *base;  /* of the element being read; NULL = none known */
    struct entry_list entries;
    struct map ids;
    struct problem_list problems; /* beside those of `x` */
    size_t left_out;              /* entries beyond FEED_ENTRIES_MOST */
};

/* How good a source of an entry's picture is. */
enum image_rank { IMAGE_NONE, IMAGE_CHANNEL, IMAGE_ENCLOSURE, IMAGE_THUMBNAIL, IMAGE_CONTENT };
/* An entry being read. */
struct entry_build {
    struct entry e;
    struct str_list authors, tags;
    struct enclosure_list enclosures;
    struct str guid, about;                      /* as given */
    bool guid_is_link;                           /* isPermaLink: not said to be false */
    struct str original, link, guessed;          /* addresses, absolute: best first */
    struct str fallback_title, fallback_summary; /* of media and podcast modules */
    enum image_rank image_rank;
    uint64_t image_width;
    size_t at; /* in the input, for problems */
};

/* ---- field.c: what the formats share ---- */
/* One line of plain text: white space made normal, at most FEED_LINE_MOST bytes. */
struct str field_line(struct arena *a, struct str text);
/* The same of HTML: tags dropped, references decoded, also where they were escaped twice. */
struct str field_plain(struct arena *a, struct str html);
/* The same of text that should hold no HTML, but whose references were escaped once too often. */
struct str field_plain_text(struct arena *a, struct str text);
/* An id: one line; a hash of it where it is longer than FEED_LINE_MOST, so that no two become one.
 */
struct str field_id(struct arena *a, struct str text);
bool field_looks_like_html(struct str s);
/* Text as HTML. */
struct str field_escape(struct arena *a, struct str text);
struct str field_html(struct feed_reader *r, struct str html); /* at most FEED_HTML_MOST */
/* Absolute http(s) address, or empty. */
struct str field_url(const struct feed_reader *r, struct str ref);
struct when field_date(const struct feed_reader *r, struct str text);
/* Adds a person's name, cleaned of mail addresses and "by". */
void field_author(struct feed_reader *r, struct str_list *to, struct str raw);
/* Adds one tag (plain text), or several parted by commas (as given). */
void field_tag(struct feed_reader *r, struct entry_build *b, struct str text);
void field_tags(struct feed_reader *r, struct entry_build *b, struct str raw);
void field_image(struct feed_reader *r, struct entry_build *b, struct str ref, enum image_rank rank,
                 uint64_t width);
/* Is it a tracker's pixel, a smiley, an author's avatar? */
bool field_image_is_useless(struct str address);
void field_enclosure(struct feed_reader *r, struct entry_build *b, struct str ref, struct str type,
                     uint64_t length);
uint64_t field_number(struct str s); /* 0 where it is none */

/* Records a problem at a byte offset; the first FEED_PROBLEMS_MOST are kept. */
enum { FEED_PROBLEMS_MOST = 50 };
void feed_problem(struct feed_reader *r, size_t at, struct str words);

void feed_begin(struct feed_reader *r, struct arena *a, struct str utf8, struct str base_url);
/* Decides id, address, picture; keeps the entry unless it is empty or its id was there before. */
void feed_add_entry(struct feed_reader *r, struct entry_build *b);
void feed_end(struct feed_reader *r, struct feed_doc *ret);

/* ---- formats ---- */
/* The kind of an XML document by its root element, FEED_UNKNOWN for others; *root gets its name. */
enum feed_kind rss_root(const struct xml_event *e, struct str *version);
/* Reads on behind the root element. */
void rss_read(struct feed_reader *r, const struct xml_event *root);
/* Reads a JSON feed; false, and why, where it is none. */
bool json_feed_read(struct feed_reader *r, struct str utf8, struct str *ret_why);

/* What a document is. */
enum document { DOCUMENT_XML, DOCUMENT_JSON, DOCUMENT_OTHER };
/* For DOCUMENT_OTHER *ret_why says what it is. Looks at the first bytes only. */
enum document document_find(struct str utf8, struct str *ret_why);
/* Moves behind the start tag of the root: the first element that is none of the HTML that servers
 * print before it. False where there is none, or it is a web page's. */
bool document_root(struct xml *x, struct xml_event *ret, struct str *ret_why);
#endif
