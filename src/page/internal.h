/* internal: what the files of page/ share. page.h says how they work together. */
#ifndef OCTAVO_PAGE_INTERNAL_H
#define OCTAVO_PAGE_INTERNAL_H
#include "base/base.h"
#include "markup/markup.h"
#include "page/page.h"
#include "types/types.h"
#include "url/url.h"

/* ---- ld.c: JSON as publishers write it ---- */
enum ld_kind { LD_OBJECT, LD_ARRAY, LD_STRING, LD_WORD };
struct ld_node {
    enum ld_kind kind;
    uint32_t end;     /* index after the subtree */
    struct str key;   /* raw; empty in arrays */
    struct str value; /* STRING: raw, without quotes; WORD: number, true ... */
};
struct ld {
    LIST(struct ld_node) list; /* list.v[0] is an array around all */
};
void ld_parse(struct arena *a, struct str json, struct ld *ret);
/* Index of an object's member, or 0. */
uint32_t ld_get(const struct ld *ld, uint32_t object, struct str key);
/* A member's text, raw; the first one of an array; empty where there is none. */
struct str ld_str(const struct ld *ld, uint32_t object, struct str key);
/* Has the object this @type (alone or in a list)? */
bool ld_is(const struct ld *ld, uint32_t object, struct str type);
/* Escapes of a raw string resolved; the input itself where it has none. */
struct str ld_decode(struct arena *a, struct str raw);

/* ---- block.c: blocks of text and the boxes around them ---- */

/* What class, id and role words say of an element. */
enum mark {
    MARK_ARTICLE,
    MARK_BODY,
    MARK_COMMENT,
    MARK_RELATED,
    MARK_NAV,
    MARK_SOCIAL,
    MARK_AD,
    MARK_META,
    MARK_SIDE,
    MARK_LEAD,
    MARK_CAPTION,
    MARK_WALL,
    MARK_TITLE,
    MARK_COUNT,
    /* What the classifier is not asked about: where these stand, no article is (score.c). */
    MARK_TALK = MARK_COUNT, /* a list of comments */
    MARK_CONSENT,           /* a dialog of one of the programs that ask for consent to cookies */
    MARK_PROP               /* microdata that is not the text: keywords, url ... */
};
enum { NEAR_NONE = 15, NO_BOX = 0 };
enum in_flag {
    IN_ARTICLE = 1,
    IN_MAIN = 2,
    IN_ASIDE = 4,
    IN_NAV = 8,
    IN_HEADER = 16,
    IN_FOOTER = 32,
    IN_FORM = 64,
    IN_FIGURE = 128,
    IN_LIST = 256,
    IN_TABLE = 512,
    IN_QUOTE = 1024,
    IN_BODY_PROP = 2048, /* itemprop=articleBody */
};

/* A block-level element. boxes[0] is the document; a box's parent has a lower index. */
struct box {
    uint32_t node, parent;
    uint32_t sign;       /* hash of tag and class */
    uint32_t text, link; /* units of text in the subtree, and of it inside links */
    uint32_t prose;      /* units in long paragraphs directly inside */
    uint16_t paragraphs; /* such paragraphs */
    uint16_t blocks;     /* in the subtree */
    uint16_t in;         /* enum in_flag of itself and its ancestors */
    uint16_t marks;      /* bits of enum mark, its own */
    uint8_t depth;
    uint16_t repeat; /* most siblings made by the same template, of itself or an ancestor */
    float weight;    /* as the container of an article */
    uint8_t near[MARK_COUNT]; /* boxes up to the nearest one with the mark; NEAR_NONE: none */
};

/* A run of text that a browser shows as one paragraph. */
struct block {
    uint32_t from, to;           /* nodes: its texts stand in [from, to) */
    uint32_t box;                /* innermost */
    uint32_t units;              /* length: letters, where one of Han or kana counts for three */
    uint32_t link, bold, italic; /* units inside such elements */
    uint32_t fold_at, fold_n;    /* its folded letters and digits in page.fold */
    uint64_t hash;               /* of them */
    uint16_t commas, stops, symbols, digits, uppers, links, words;
    uint16_t marks;      /* of inline elements in it */
    uint16_t under;      /* marks from MARK_TALK on below its kinship with the headline */
    uint32_t dark;       /* node that is hidden by a style or an attribute, around it; 0: none */
    uint8_t first, last; /* enum char_class of first and last character */
    bool has_time;
    bool in_form; /* one that the headline is not in */
    bool kept;
    bool beside; /* it belongs to another article than this */
    bool hard;   /* a rule decided, not the classifier */
    float score; /* of the classifier, log odds */
    const char *why;
};

struct meta {
    struct str name;  /* lower case */
    struct str value; /* decoded, trimmed */
};

struct page {
    struct arena *a;
    const struct page_hints *hints;
    struct html_doc doc;
    struct url url_parts;
    const struct url *base; /* NULL: none known */
    size_t *resolved;       /* bytes of addresses that were made, see url_resolve_within */
    struct page_explain *explain;
    const char *challenge; /* words of a check of visitors that stands in the article's place */
    bool data_only;        /* what came is no page: it was not parsed */
    bool wall_dropped;     /* what a wall or a note on cookies says was taken for text */
    bool by_hand;          /* the user's selector chose the blocks */
    const struct css_found *unwanted; /* what the user leaves out; NULL */
    LIST(struct page_evidence) evidence;

    /* block.c */
    struct mark_table *marks;
    LIST(struct box) boxes;
    LIST(struct block) blocks;
    struct buf fold;
    LIST(uint32_t) heads;   /* h1 */
    LIST(uint32_t) times;   /* <time>, and elements with itemprop date* */
    LIST(uint32_t) authors; /* elements that say author or byline */
    LIST(uint32_t) dates;   /* elements whose class says date */
    LIST(uint32_t) data;    /* scripts with JSON-LD */
    LIST(uint32_t) scripts; /* other scripts that hold JSON */
    LIST(struct meta) metas;
    LIST(uint32_t) links; /* <link> */
    uint32_t title_node;
    uint32_t root;     /* box: best container */
    uint32_t h1_block; /* block of the headline, or UINT32_MAX */

    /* meta.c */
    struct ld *lds;
    size_t ld_count;
    const struct ld *article_ld; /* the block and object about this article, or NULL */
    uint32_t article_object;
    struct str ld_body;   /* articleBody, plain */
    struct str lead_text; /* description */
    struct str head_text; /* title */
    struct str excerpt;
};

/* One walk over the tree: blocks, boxes, and the nodes where facts may stand. */
void page_scan(struct page *p);
/* marks.c. Bits of enum mark for the words of a class, id or role; the table is made once a page.
 */
struct mark_table;
struct mark_table *page_marks_new(struct arena *a);
uint16_t page_marks(const struct mark_table *t, struct str words);
/* Appends the folded letters and digits of `s`. */
void page_fold(struct buf *out, struct str s);
/* Elements whose contents are not read as text. */
bool page_tag_hidden(uint16_t tag);
/* Is the element a <span> that is only read aloud, as ", opens in a new tab" in a link? */
bool page_unseen(const struct html_doc *doc, uint32_t node);
/* The bit of enum in_flag that a tag sets, or 0. */
uint16_t page_tag_in(uint16_t tag);
/* The text of a block, white space made normal. */
struct str page_block_text(struct page *p, const struct block *b);

/* ---- other.c ---- */
/* Says (block.why) which blocks belong to another article than this, or are words for machines. */
void page_note_others(struct page *p);

/* ---- extract.c ---- */
/* The page parsed and scanned, its statements read; no decision is made yet. */
struct page *page_load(struct arena *a, struct str bytes, const struct page_hints *hints);
void page_find_base(struct page *p);

/* ---- hydrate.c ---- */
/* The HTML of the article in the data that a script carries; empty where there is none. */
struct str page_script_html(struct page *p);

/* ---- meta.c ---- */
void page_read_meta(struct page *p);
/* Source, language, canonical address, excerpt, tags. */
void page_read_rest(struct page *p, struct article *ret);
/* First value of a <meta> by lower-case name; empty. */
struct str page_meta(const struct page *p, struct str name);
/* A text member of the JSON-LD object about this article, decoded. */
struct str page_ld_str(const struct page *p, struct str key);
/* Plain text of a value that may hold entities and tags. */
struct str page_line(struct arena *a, struct str s);
struct str page_absolute(const struct page *p, struct str ref);
/* Records a piece of evidence; `from` is a literal. The address is good until the next one. */
struct page_evidence *page_evidence_add(struct page *p, enum page_field field, const char *from,
                                        struct str value, int weight);
/* The value of the heaviest one of a field, marked as chosen. */
struct str page_evidence_best(struct page *p, enum page_field field);

/* Is the node in a part of the page that is about something else than its headline? */
bool page_elsewhere(const struct page *p, uint32_t node);

struct str page_find_image(struct page *p);
struct str page_find_title(struct page *p, struct str source);
void page_find_dates(struct page *p, struct str lang, struct article *ret);
void page_find_byline(struct page *p, struct str source, struct article *ret);

/* ---- pages.c ---- */
/* The address of the article's next page; empty where it says none. */
struct str page_find_next(struct page *p);

/* ---- score.c ---- */
/* Decides for each block whether it is of the article. */
void page_score(struct page *p);

/* ---- whole.c ---- */
/* Keeps whole what is kept in part: lists, tables, embedded posts, notes. */
void page_keep_wholes(struct page *p);
/* Is the element a post of a social network, as its own code embeds it? */
bool page_embedded_post(const struct page *p, uint32_t node);

/* ---- memory.c ---- */
/* Drops what repeats on the host and teaches its memory; url: the page's own, canonical. */
void page_memory_drop(struct page *p, struct str url);

/* ---- write.c ---- */
/* Is a <table> one of data, not of layout? */
bool page_data_table(const struct page *p, uint32_t table);
/* The body of the blocks that were kept. */
void page_write_body(struct page *p, struct body *ret);
/* ---- wall.c ---- */
/* Walls, notes on cookies and checks of visitors that were taken for text go. */
void page_drop_walls(struct page *p);
/* Words of a wall near the text; NULL. */
const char *page_find_wall(struct page *p);
/* ---- state.c ---- */
void page_find_state(struct page *p, struct article *ret);

#endif
