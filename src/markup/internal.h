/* internal: what the files of markup/ share among themselves. */
#ifndef OCTAVO_MARKUP_INTERNAL_H
#define OCTAVO_MARKUP_INTERNAL_H
#include "markup/markup.h"

/* ---- character references (charref.c, entities.c) ---- */

struct entity {
    uint16_t at; /* name in entity_names */
    uint8_t n, text_n;
    bool legacy;
    char text[7]; /* UTF-8 */
};
enum { ENTITY_COUNT = 2125, ENTITY_NAME_MOST = 31, ENTITY_LEGACY_MOST = 6 };
extern const char entity_names[];
extern const struct entity entities[ENTITY_COUNT];
extern const uint16_t entity_starts[59];

enum charref_how {
    CHARREF_ATTR = 1,     /* in an attribute: "&copy=" stays as it is */
    CHARREF_XML = 2,      /* a semicolon must end a named one */
    CHARREF_NUL_BAD = 4,  /* a NUL becomes U+FFFD */
    CHARREF_NUL_GONE = 8, /* a NUL is dropped */
    CHARREF_NONE = 16     /* no references are read, only line ends and NUL */
};
/* Reads the reference at p[0] == '&'. Bytes used, 0 where it is none; the UTF-8 of it in out. */
size_t charref_read(const char *p, const char *end, unsigned how, char out[8], size_t *ret_n);
/* The text with references decoded, CR LF and CR made LF, NUL by `how`. Makes a copy. */
struct str charref_decode(struct arena *a, struct str s, unsigned how);
/* Gives back what the newest allocation p of an arena does not need behind its first n bytes. */
void arena_cut(struct arena *a, char *p, size_t n);

/* ---- names (names.c, name_slots.c) ---- */

enum { TAG_BITS = 10, ATTR_BITS = 9 };
extern const uint64_t tag_factor, attr_factor;
extern const uint8_t tag_slots[1 << TAG_BITS], attr_slots[1 << ATTR_BITS];
/* Numbers of names in any case. */
enum html_tag tag_find_fold(struct str name);
enum html_attr_name attr_find_fold(struct str name);
struct str attr_name_str(enum html_attr_name name);

/* What the tree and the sanitizer ask about a tag. */
enum tag_is {
    TAG_VOID = 1,         /* never has contents */
    TAG_BLOCK = 2,        /* parts paragraphs when read as text */
    TAG_CLOSES_P = 4,     /* its start tag ends an open <p> */
    TAG_SPECIAL = 8,      /* "special" in 13.2.4.2: an end tag does not reach behind it */
    TAG_FORMATTING = 16,  /* 13.2.4.3 */
    TAG_HEAD = 32,        /* belongs into the head */
    TAG_RAW = 64,         /* its contents are text up to its end tag */
    TAG_RCDATA = 128,     /* so too, with character references */
    TAG_SCOPE = 256,      /* limits "in scope" (13.2.4.2) */
    TAG_BREAKS_OUT = 512, /* ends SVG and MathML */
    TAG_MARKER = 1024,    /* formatting outside does not reach inside (13.2.4.3) */
    TAG_INLINE = 2048     /* formatting that was cut off goes on before it */
};
extern const uint16_t tag_is[HTML_TAG_COUNT];

/* ---- tokenizer (tokenizer.c, doctype.c) ---- */

enum tok_state { TOK_DATA, TOK_RCDATA, TOK_RAWTEXT, TOK_SCRIPT, TOK_PLAINTEXT, TOK_CDATA };
enum tok_kind { TOK_EOF, TOK_TEXT, TOK_START, TOK_END, TOK_COMMENT, TOK_DOCTYPE };
struct attr_list {
    struct html_attr *v;
    size_t n, cap;
};
struct tokenizer {
    struct arena *a;
    const char *p, *end;
    enum tok_state state;   /* set by whoever reads the start tag */
    bool foreign;           /* the current element is SVG or MathML: CDATA is read */
    struct str last;        /* name of the last start tag: what ends RCDATA, RAWTEXT and SCRIPT */
    struct attr_list attrs; /* of all start tags so far */
};
struct doctype {
    struct str name, public_id, system_id; /* p is NULL where it is missing */
    bool quirks;
};
struct token {
    enum tok_kind kind;
    enum html_tag tag; /* START, END */
    struct str name;   /* START, END: lower case */
    size_t attr_at;    /* START: attrs.v[attr_at .. attrs.n) */
    bool self_closing; /* START */
    bool plain;        /* TEXT: `text` needs no decoding */
    unsigned how;      /* TEXT: charref_how for decoding it */
    struct str text;   /* TEXT: as written; COMMENT: contents */
    struct doctype doctype;
};
void tok_init(struct tokenizer *t, struct arena *a, struct str utf8);
/* The next token; EOF comes again and again. */
void tok_next(struct tokenizer *t, struct token *ret);
/* Reads a document type at t->p, which is behind "<!DOCTYPE". */
void tok_doctype(struct tokenizer *t, struct token *ret);

/* ---- encodings (charset.c, sniff.c, charset_tables.c) ---- */

struct charset_table {
    struct str name;
    uint16_t high[128];
};
enum { CHARSET_TABLE_COUNT = 27, SNIFF_BYTES = 65536 };
extern const struct charset_table charset_tables[CHARSET_TABLE_COUNT];
/* The encoding that <meta> names (13.2.3.2), in the first SNIFF_BYTES: the standard looks at 1024
 * and starts again where the tree finds one later; both at once here. Empty where none does. */
struct str sniff_meta(struct arena *a, struct str bytes);
/* That of <?xml encoding="…"?> at the start. */
struct str sniff_xml(struct str bytes);
/* That of a charset parameter: "text/html; charset=x" or "x" alone. */
struct str sniff_label(struct str http_charset);
/* The name behind "charset=" in the content of <meta>; empty where none. */
struct str sniff_content(struct str content);

static inline bool is_blank(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_space(s.p[i]))
            return false;
    return true;
}
#endif
