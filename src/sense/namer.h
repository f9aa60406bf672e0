/* sense/namer: the sequence model of names, shared by names.c and train/. */
#ifndef OCTAVO_SENSE_NAMER_H
#define OCTAVO_SENSE_NAMER_H
#include "sense/model.h"
#include "sense/places.h"

/* Label 0 is "no name"; then for each kind B I L U (begin, inside, last, alone). */
enum { NAME_KINDS = 4, NAME_LABELS = 1 + 4 * NAME_KINDS, NAME_START = NAME_LABELS };
enum { NAME_B, NAME_I, NAME_L, NAME_U };
static inline unsigned name_label(enum entity_kind kind, unsigned part)
{
    return 1 + (unsigned)kind * 4 + part;
}
static inline enum entity_kind name_kind(unsigned label)
{
    return (enum entity_kind)((label - 1) / 4);
}
static inline unsigned name_part(unsigned label)
{
    return (label - 1) % 4;
}

/* What is remembered of a word over the document. */
struct name_word {
    uint32_t occurrences, capitals;
    uint64_t before[3], behind[3]; /* words around its first capital occurrences */
    uint16_t cluster_before[3], cluster_behind[3];
    uint32_t at[3]; /* those occurrences */
    uint64_t is_a;  /* the noun that the article says it is: "Tarna is a port", or 0 */
    struct sense_clusters kind_of; /* of that noun */
    uint16_t seen[NAME_KINDS + 1]; /* kinds decided so far; last: none */
    uint16_t parts[4];             /* and parts of names */
};
struct sense_namer {
    const struct sense_doc *d;
    struct sense_gaz gaz;
    struct name_word *words;
    uint32_t *word_of; /* by token */
    uint64_t *shape;   /* by token */
    uint64_t *exact;   /* by token: hash of the word as written */
    unsigned genre;    /* of the article: how much is said in it, how much is digits */
};
void sense_namer_init(struct sense_namer *n, const struct sense_doc *d);
/* A token that can be in no name: its neighbours have no capitals either. */
bool sense_name_skip(const struct sense_namer *n, uint32_t token);
size_t sense_name_features(const struct sense_namer *n, uint32_t token,
                           uint64_t f[SENSE_FEATURES_MOST]);
/* The features that depend on what was decided for other sentences. */
enum { NAME_MEMORY_FEATURES = 8 };
size_t sense_name_memory(const struct sense_namer *n, uint32_t token,
                         uint64_t f[NAME_MEMORY_FEATURES]);
static inline uint64_t sense_name_transition(unsigned before)
{
    return sense_feature(950, before);
}
/* Remembers what was decided for a sentence, or forgets it (times -1); labels are by token of the
 * sentence. */
void sense_name_remember(struct sense_namer *n, uint32_t sentence, const uint8_t *labels,
                         int times);

/* The kind of what a noun says something is: "insurer", "port", "striker"; or none. */
enum { SENSE_NO_KIND = -1 };
int sense_noun_kind(const struct sense_doc *d, uint32_t token);
/* Is the word what somebody, or a firm, is called: "striker", "chipmaker"? At the start of a
 * sentence, before a name, it is no part of it. */
bool sense_name_is_called(const struct sense_doc *d, uint32_t token);
/* The kind where the name's form decides: ships behind "the" and firms by their last word. */
enum entity_kind sense_kind_by_form(const struct sense_doc *d, uint32_t from, uint32_t to,
                                    enum entity_kind kind);
/* Makes one name of what hyphens hold together: "Port-au-Prince", "Mary-Kate Olsen" (linked.c). */
void sense_names_link(const struct sense_namer *n, struct sense_doc *d);
/* Takes out what is no name, and moves ends that cannot be those of one (unnamed.c). */
void sense_names_prune(struct sense_doc *d);
/* Changes the kinds of names where their words or what stands around them say what they are
 * (kinds.c). */
void sense_kinds_settle(const struct sense_namer *n, struct sense_doc *d);

/* May `after` follow `before` (NAME_START at the start), and end a sentence? */
bool sense_name_follows(unsigned before, unsigned after);
bool sense_name_ends(unsigned label);
#define NAME_NEVER (-1e30f)
/* Puts NAME_NEVER where one label may not follow another. */
void sense_name_bake(float transitions[NAME_LABELS + 1][NAME_LABELS]);
/* Best sequence of labels for n tokens: scores[i * NAME_LABELS + label]; allowed: bit set of labels
 * a token, or NULL; transitions[before][label], baked. */
void sense_name_viterbi(struct arena *a, const float *scores, const uint32_t *allowed,
                        const float transitions[NAME_LABELS + 1][NAME_LABELS], size_t n,
                        uint8_t *labels);
#endif
