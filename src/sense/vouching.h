/* Within sense/: the parts of vouch.h: the model's text cut into sentences with their citations
 * (vouch_read.c), words that mean the same or carry nothing (vouch_words.c), what a sentence says,
 * taken apart (vouch_parts.c), and the comparing: of numbers, of verbs, and of the rest. */
#ifndef OCTAVO_SENSE_VOUCHING_H
#define OCTAVO_SENSE_VOUCHING_H
#include "sense/internal.h"
#include "sense/vouch.h"

/* ---- vouch_read.c ---- */
/* Fills words, and of the faults those of the citations. `sources`: how many may be cited. */
void vouch_read(struct arena *a, struct str said, size_t sources, struct vouch *ret);
/* One line with single spaces and without what steers a terminal or turns text round. */
struct str vouch_flat(struct arena *a, struct str s);

/* ---- vouch_words.c ---- */
/* The number of the group of words that mean the same, by lemma; 0: it is in none. */
unsigned vouch_group(struct str lemma);
/* The same of the small words that say how things hang together or how many of them ("because",
 * "before", "all"), by the folded word. */
unsigned vouch_link(struct str norm);
/* Carries nothing by itself: "have", "people", "also". */
bool vouch_is_light(struct str lemma, struct str norm);

enum { /* how somebody says something: bits */
       SAYS = 1 << 0,
       DENIES = 1 << 1,
       ACCUSES = 1 << 2,
       CONFIRMS = 1 << 3,
       WARNS = 1 << 4,
       PROMISES = 1 << 5,
};
unsigned vouch_says(struct str lemma, struct str norm);
enum { /* what is said of a verb: bits */
       MOOD_NOT = 1 << 0,
       MOOD_CLAIMED = 1 << 1,  /* somebody is accused of it */
       MOOD_POSSIBLE = 1 << 2, /* may, could, if */
       MOOD_FUTURE = 1 << 3,   /* will, plans to */
       MOOD_SAID = 1 << 4,     /* somebody says it */
};
/* What a word says of those behind it in its clause; 0: nothing. */
unsigned vouch_mood(struct str lemma, struct str norm);

/* ---- vouch_parts.c ---- */
enum part_kind {
    PART_NOUN,
    PART_VERB,
    PART_OTHER,
    PART_NAME,
    PART_LIGHT, /* a verb that only says ("told") */
};
struct part { /* a word that says something */
    uint32_t token;
    enum part_kind kind;
    unsigned mood;   /* what is said of it */
    unsigned cue;    /* what it says of others */
    uint32_t clause; /* of the document */
    bool complement; /* of a verb that carries nothing: "has a licence" */
};
enum { BOUND_NO, BOUND_LOW, BOUND_HIGH };
struct amount {
    struct str words; /* as written */
    double value;
    bool ordinal, vague, percent;
    unsigned money; /* 0: none; else by currency */
    unsigned bound;
    char prep; /* 'f' "from", 't' "to", 'b' "by" before it, 'o' the ten of "two of the ten"; 0 */
    uint32_t token, to;
    int64_t verb, counted; /* tokens; -1 */
    uint32_t clause;
};
struct unit { /* a sentence, of a source or of the model */
    struct str text;
    uint32_t from, to; /* tokens of the document */
    struct part *parts;
    size_t part_count;
    struct amount *amounts;
    size_t amount_count;
    unsigned says;
    bool negates;
};
/* How token i has somebody say something. */
static inline unsigned vouch_says_at(const struct sense_doc *d, uint32_t i)
{
    return vouch_says(d->tokens[i].lemma, d->tokens[i].norm);
}
/* `where`: its bytes in the document's text. */
void vouch_unit_make(const struct sense_doc *d, struct span where, struct unit *ret);

/* ---- comparing (vouch.c, vouch_amounts.c, vouch_verbs.c) ---- */
struct bench { /* a sentence of the model before those that it cites */
    const struct sense_doc *d;
    unsigned *groups; /* by token */
    const struct unit *line;
    const struct unit *cited[VOUCH_CITED_MOST];
    size_t n;
    struct str what;
};
/* Do two words of the document mean the same? */
bool vouch_same(const struct bench *b, uint32_t x, uint32_t y);
bool vouch_has_word(const struct bench *b, const struct unit *u, uint32_t token);
bool vouch_has_amount(const struct bench *b, const struct unit *u, const struct amount *x);
/* The fault, about that token. */
enum vouch_fault vouch_fault_at(struct bench *b, enum vouch_fault f, uint32_t token);
/* Does somebody say something in it? */
bool vouch_speaks(const struct unit *u);
/* Each is one check: VOUCH_BORNE_OUT, or what is wrong. */
enum vouch_fault vouch_check_amounts(struct bench *b);
enum vouch_fault vouch_check_stance(struct bench *b);
enum vouch_fault vouch_check_verbs(struct bench *b);
#endif
