/* markup/sanitize: what the parts of the sanitizer share: sanitize.c walks the source,
 * sanitize_fates.c is the table of elements, sanitize_place.c keeps the elements open in the body
 * as a browser would and writes what may stand there, sanitize_attrs.c judges attributes. All lives
 * in the caller's arena. */
#ifndef OCTAVO_MARKUP_SANITIZE_H
#define OCTAVO_MARKUP_SANITIZE_H
#include "markup/internal.h"
#include "url/url.h"

enum take { UNWRAP, KEEP, DROP };
/* What becomes of an element: `as` is the HTML tag that it is written as. */
struct fate {
    enum take take;
    enum html_tag as;
    enum body_tag body;
};
extern const struct fate sanitize_fates[HTML_TAG_COUNT];

enum mode {
    ALL,    /* all children */
    STRAYS, /* of a table: only what may not be there; it goes in front of the table */
    PARTS   /* of a table or a part of one: only what may be there */
};
struct frame {
    uint32_t node, at, end;
    uint16_t out_depth; /* open elements of the body before this one */
    uint8_t mode;
    bool opened;
};
struct out {
    enum html_tag tag;
    uint32_t op; /* its OPEN */
};
struct sanitizer {
    struct arena *a;
    const struct html_doc *doc;
    const struct body_policy *policy;
    struct url base;
    bool has_base;
    size_t resolved; /* see url_resolve_within */
    LIST(struct body_op) ops;
    struct frame frames[HTML_DEPTH_MOST + 2];
    size_t frame_count;
    struct out out[BODY_DEPTH_MOST];
    size_t depth;
    uint32_t pre; /* open <pre> */
    bool space;   /* white space would be superfluous: behind a space or a block's border */
    struct str last_image; /* URL of the last image, to find it again in <noscript> */
};

/* An element whose children must be parts of a table; a part; a cell. */
bool sanitize_holds_parts(enum html_tag tag);
bool sanitize_is_part(enum html_tag tag);
bool sanitize_is_cell(enum html_tag tag);
/* The innermost element open in the body; HTML_TAG_NONE where none is. */
enum html_tag sanitize_top(const struct sanitizer *s);
/* Closes all that is open beyond a depth. */
void sanitize_cut(struct sanitizer *s, size_t depth);
/* Opens an element after closing what its start tag would close. False where it cannot stand. The
 * attributes are kept as they are. */
bool sanitize_open(struct sanitizer *s, enum html_tag tag, const struct body_attr *attrs, size_t n);
/* Adds text, with white space as the place has it. */
void sanitize_text(struct sanitizer *s, struct str t);

/* An address as the policy or the base has it; empty where it is none. */
struct str sanitize_resolve(struct sanitizer *s, struct str ref);
/* The attributes that an element of the source has in the body: those that its tag may have, each
 * sound; an image's as a lazy loader would make them. NULL for none. */
const struct body_attr *sanitize_attrs(struct sanitizer *s, uint32_t node, enum body_tag tag,
                                       size_t *ret_n);
#endif
