/* sense/internal: the analysed document that all faculties share, and what makes it.
 *
 * sense_doc_make() reads an article once: sentences, tokens with tags and lemmas, chunks (noun and
 * verb groups), clauses, names, and the entities that the names belong to. Faculties read it and
 * add nothing. All lists are in order of the text; all indexes are into the lists of the same
 * document; token ranges are half open [from, to). English gets all; other languages get sentences,
 * tokens without tags (SENSE_X), stems, and names by capitals and memory only where their script
 * has capitals. */
#ifndef OCTAVO_SENSE_INTERNAL_H
#define OCTAVO_SENSE_INTERNAL_H
#include "base/base.h"
#include "text/text.h"
#include "types/types.h"

/* Universal Dependencies v2 parts of speech. */
enum sense_upos {
    SENSE_X,
    SENSE_ADJ,
    SENSE_ADP,
    SENSE_ADV,
    SENSE_AUX,
    SENSE_CCONJ,
    SENSE_DET,
    SENSE_INTJ,
    SENSE_NOUN,
    SENSE_NUM,
    SENSE_PART,
    SENSE_PRON,
    SENSE_PROPN,
    SENSE_PUNCT,
    SENSE_SCONJ,
    SENSE_SYM,
    SENSE_VERB,
    SENSE_UPOS_COUNT
};
extern const char *const sense_upos_names[SENSE_UPOS_COUNT];
/* Penn Treebank tags as the English Web Treebank has them. */
enum sense_xpos {
    XPOS_NONE,
    XPOS_ADD,
    XPOS_AFX,
    XPOS_CC,
    XPOS_CD,
    XPOS_DT,
    XPOS_EX,
    XPOS_FW,
    XPOS_GW,
    XPOS_HYPH,
    XPOS_IN,
    XPOS_JJ,
    XPOS_JJR,
    XPOS_JJS,
    XPOS_LS,
    XPOS_MD,
    XPOS_NFP,
    XPOS_NN,
    XPOS_NNP,
    XPOS_NNPS,
    XPOS_NNS,
    XPOS_PDT,
    XPOS_POS,
    XPOS_PRP,
    XPOS_PRPS,
    /* PRP$ */ XPOS_RB,
    XPOS_RBR,
    XPOS_RBS,
    XPOS_RP,
    XPOS_SYM,
    XPOS_TO,
    XPOS_UH,
    XPOS_VB,
    XPOS_VBD,
    XPOS_VBG,
    XPOS_VBN,
    XPOS_VBP,
    XPOS_VBZ,
    XPOS_WDT,
    XPOS_WP,
    XPOS_WPS,
    /* WP$ */ XPOS_WRB,
    XPOS_LQUOTE,
    XPOS_RQUOTE,
    XPOS_COMMA,
    XPOS_STOP /* . */,
    XPOS_COLON,
    XPOS_LRB,
    XPOS_RRB,
    XPOS_DOLLAR,
    XPOS_COUNT
};
extern const char *const sense_xpos_names[XPOS_COUNT];

enum sense_flags {
    TOK_CAP = 1 << 0,         /* begins with a capital */
    TOK_UPPER = 1 << 1,       /* two letters or more, all capitals */
    TOK_DIGIT = 1 << 2,       /* holds a digit */
    TOK_ALPHA = 1 << 3,       /* holds a letter */
    TOK_PUNCT = 1 << 4,       /* no letter, no digit */
    TOK_SPACE_AFTER = 1 << 5, /* white space (or the end) follows */
    TOK_FIRST = 1 << 6,       /* first of its sentence */
    TOK_STOP = 1 << 7,        /* stop word of the language */
    TOK_QUOTE_OPEN =
        1 << 8, /* opening double quotation mark (straight ones are decided by place) */
    TOK_QUOTE_CLOSE = 1 << 9,
    TOK_IN_QUOTES = 1 << 10, /* stands between double quotation marks of its paragraph(s) */
    TOK_PAR_FIRST = 1 << 11, /* first of its paragraph */
};
/* The clusters of a word: words that occur alike share one. All 0 where it is unknown. */
struct sense_clusters {
    uint16_t fine; /* 1.. */
    uint8_t coarse;
    uint8_t caps; /* with a capital inside sentences: 1 never .. 6 always */
};
struct sense_token {
    struct span span; /* of doc->text */
    uint32_t sentence;
    uint16_t flags;     /* enum sense_flags */
    uint8_t upos, xpos; /* enum sense_upos, sense_xpos */
    uint8_t labelled;   /* 1 + kind of the name that the model's labels put it in, 0: in none */
    struct str norm;    /* folded: "said"; curly apostrophes made straight */
    struct str lemma;   /* English: "say"; else = norm */
    struct str stem;    /* Snowball */
    int32_t chunk;      /* noun or verb group it stands in, or -1 */
    int32_t name;       /* name it stands in, or -1 */
    uint64_t hash;      /* of norm, for feature tables */
    struct sense_clusters cluster;
};

struct sense_sentence {
    struct span span;
    uint32_t from, to; /* tokens; from == to never happens */
    uint32_t paragraph;
    enum sentence_kind kind;
    uint32_t body_from; /* = from: datelines are sentences of their own (SENTENCE_CREDIT) */
};

enum sense_chunk_kind { CHUNK_NOUN, CHUNK_VERB };
enum sense_tense {
    TENSE_NONE /* infinitive, participle */,
    TENSE_PAST,
    TENSE_PRESENT,
    TENSE_FUTURE
};
/* A noun group: "the 31 dead soldiers" (of-phrases are groups of their own). A verb group: "has not
 * yet been signed", auxiliaries to main verb. */
struct sense_chunk {
    enum sense_chunk_kind kind;
    uint32_t from, to; /* tokens */
    uint32_t head;     /* token: last noun / main verb */
    enum sense_tense tense;
    bool passive, negated, modal /* may, could, would ... */, perfect, progressive, infinitive;
};
/* A stretch of a sentence with its own verb group, cut at conjunctions, relative words and commas.
 */
struct sense_clause {
    uint32_t from, to; /* tokens */
    int32_t verb;      /* its first verb group (chunk), or -1 */
    uint32_t sentence;
};

/* One stretch of the text that the sequence model calls a name. */
struct sense_name {
    uint32_t from, to; /* tokens, without title ("Mr") and without 's */
    struct span span;
    enum entity_kind kind; /* PERSON ORG PLACE; OTHER: nationality, event, product, work */
    float sure;            /* 0..1 */
    int32_t entity;        /* index into doc->entities */
    uint32_t sentence;
    struct str base; /* in its dictionary form, where that is another than written; else empty */
};
/* struct entity (types/reading.h) is filled from these; mentions hold names and resolved pronouns.
 */

struct sense_doc {
    struct arena *arena;
    const struct article *article;
    struct str text; /* article->text (of the title document: article->title) */
    struct str lang; /* "en" */
    double lang_sure;
    bool english;
    bool unwrapped; /* a line is a paragraph: some are wider than any text is wrapped */
    uint32_t words;
    struct sense_sentence *sentences;
    size_t sentence_count;
    struct sense_token *tokens;
    size_t token_count;
    struct sense_chunk *chunks;
    size_t chunk_count;
    struct sense_clause *clauses;
    size_t clause_count;
    struct sense_name *names;
    size_t name_count;
    struct entity *entities; /* by weight, best first; what reading.entities becomes */
    size_t entity_count;
    /* By token, for the head of "the minister" and the like: the entity that is meant, or less than
     * 0. NULL where none are looked for. */
    int32_t *described;
    /* The title, analysed in the same way with the article's memory (sentences, tokens, chunks,
     * names whose `entity` points into the list of the *article's* document); NULL in the title's
     * own document. */
    struct sense_doc *title;
};

/* Analyses an article; *ret lives in the arena. Never fails (the arena's escape apart). Texts are
 * read up to SENSE_TEXT_MOST bytes (cut at a sentence), the rest is left out. */
enum { SENSE_TEXT_MOST = 400 * 1024, SENSE_TOKENS_MOST = 80000, SENSE_SENTENCE_TOKENS_MOST = 600 };
void sense_doc_make(struct arena *a, const struct article *article, struct sense_doc *ret);
/* The same without title, names and entities, which cost most: for who has the reading at hand. */
void sense_doc_make_words(struct arena *a, const struct article *article, struct sense_doc *ret);

/* ---- other languages than English (leaning.c) ---- */

/* Does the sentence lean on the one before ("Er rechnet", "Mais"), ask, or go on with speech? */
bool sense_leans(const struct sense_doc *d, uint32_t sentence);
/* Is it a paragraph that only says whose picture or report this is? */
bool sense_foreign_credit(const struct sense_doc *d, const struct sense_sentence *s);

/* ---- looking at a document ---- */

static inline struct str sense_token_str(const struct sense_doc *d, uint32_t token)
{
    return span_str(d->text, d->tokens[token].span);
}
/* The bytes of tokens [from, to); {0,0} where empty. */
static inline struct span sense_span(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    if (from >= to)
        return (struct span){0, 0};
    return (struct span){d->tokens[from].span.at, d->tokens[to - 1].span.end};
}
/* Is the token's lemma (norm) one of these words? List ends with NULL:
 * sense_lemma_in(d, t, (const char *const[]){"say", "tell", NULL}). */
bool sense_lemma_in(const struct sense_doc *d, uint32_t token, const char *const *words);
bool sense_norm_in(const struct sense_doc *d, uint32_t token, const char *const *words);
static inline bool sense_norm_is(const struct sense_doc *d, uint32_t token, struct str word)
{
    return str_eq(d->tokens[token].norm, word);
}
/* Is the token a hyphen that touches the words on both of its sides? */
bool sense_is_link(const struct sense_doc *d, uint32_t token);
/* The sentence that holds byte `at` of the text (the one before, where it stands between two). */
uint32_t sense_sentence_at(const struct sense_doc *d, uint32_t at);
/* First token that ends after byte `at`; token_count where none. */
uint32_t sense_token_at(const struct sense_doc *d, uint32_t at);
/* The entity whose mention covers or best overlaps the span: index into doc->entities, or -1.
 * Prefers the mention that starts latest (the head in "Turkish President Recep Tayyip Erdogan" is
 * the person). */
reading_index sense_entity_at(const struct sense_doc *d, struct span span);

/* What the title before the name that begins at token `from` tells: 'm' ("Mr"), 'f', or 0. */
char sense_title_gender(const struct sense_doc *d, uint32_t from);

/* ---- models (embedded; const) ---- */

/* A trained table as train/ writes it: see model.c for the format. Lookups are by 64-bit feature
 * hash. */
struct sense_model;
enum sense_model_id {
    MODEL_SENT,
    MODEL_TAG,
    MODEL_NAMES,
    MODEL_PLACES,
    MODEL_CLUSTERS,
    MODEL_KIN,
    MODEL_COUNT
};
/* The embedded model; NULL where the build has none of this name (a plain message is the caller's).
 */
const struct sense_model *sense_model_get(enum sense_model_id id);
const char *sense_model_name(enum sense_model_id id);
/* "sent:3f2a01bc tag:...": for reading.version; in `a`. */
struct str sense_model_versions(struct arena *a);
/* The first digits of the hash in words.bin (terms.c); empty where the table is missing or stale.
 */
struct str sense_words_version(void);

/* ---- stages of sense_doc_make (each fills its lists) ---- */
void sense_tokens_make(struct sense_doc *d);
void sense_tags_make(struct sense_doc *d);
void sense_chunks_make(struct sense_doc *d);
void sense_names_make(struct sense_doc *d);
void sense_entities_make(struct sense_doc *d);
#endif
