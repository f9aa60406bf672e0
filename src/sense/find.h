/* sense/find: what the faculties that *find* things share: the article under work, the lists that
 * become the reading, the terms of the text, and small questions about tokens.
 *
 * sense.c runs the faculties in order; each adds to the lists here and reads those before it. */
#ifndef OCTAVO_SENSE_FIND_H
#define OCTAVO_SENSE_FIND_H
#include "sense/internal.h"
#include "sense/sense.h"

/* A stem that carries matter, counted over the text. */
struct sense_term {
    struct str stem;
    uint32_t count;     /* in the text */
    uint32_t sentences; /* that hold it */
    uint32_t first;     /* token where it first stands */
    double rarity;      /* sense_rarity */
    bool in_title;
};
struct sense_terms {
    struct sense_term *v;
    size_t n;
    int32_t *of_token;   /* term of each token of the document, or -1 */
    struct map ids;      /* stem -> index + 1 */
    double title_rarity; /* sum over the title's terms, in the text or not */
};

struct sense_phrase;
/* One article under work. */
struct sense_find {
    struct arena *a;
    const struct article *article;
    const struct sense_doc *d;
    int64_t day; /* 00:00 UTC of the article's day (else of now); TIME_NONE */
    struct sense_terms terms;
    struct sense_phrase *phrases; /* once sense_phrase_candidates has run */
    size_t phrase_count;
    double *weights; /* of sentences, 0..1, by sense_rank_sentences */
    LIST(struct hashtag) hashtags;
    LIST(struct keyphrase) keyphrases;
    LIST(reading_index) summary;
    LIST(struct keypoint) keypoints;
    LIST(struct quote) quotes;
    LIST(struct claim) claims;
    LIST(struct figure) figures;
    LIST(struct incident) incidents;
    size_t violence_persons; /* of the violence's perpetrators, the first so many are persons */
    LIST(struct agreement) agreements;
    const uint8_t *settings; /* of entities, once spoken.c has asked: which are only settings */
    LIST(struct str) missing;
};

/* Prepares *f for an article: document, terms, day. */
void sense_find_make(struct arena *a, const struct article *article, int64_t now,
                     struct sense_doc *doc, struct sense_find *f);

/* ln(documents / documents that hold the stem) in news at large, 0..12; unseen stems have the most.
 * From a table of stems counted over news articles (train/sense_words.c). */
double sense_rarity(struct str stem);
enum { SENSE_RARITY_MOST = 12 };
void sense_terms_make(struct arena *a, const struct sense_doc *d, struct sense_terms *ret);

/* ---- faculties, in the order in which they run ---- */
void sense_keyphrases(struct sense_find *f);
void sense_hashtags(struct sense_find *f);
void sense_summary(struct sense_find *f);
void sense_quotes(struct sense_find *f);
void sense_figures(struct sense_find *f);
void sense_claims(struct sense_find *f);
void sense_incidents(struct sense_find *f);
void sense_agreements(struct sense_find *f);

/* ---- incidents, for fitting: what it is decided from whether an article reports violence; false
 * where there is nothing to decide. After quotes and figures. ---- */
enum { SENSE_VIOLENCE_FEATURES = 25 };
bool sense_violence_explain(struct sense_find *f, double row[SENSE_VIOLENCE_FEATURES]);

/* ---- summary, its parts for measuring ---- */
enum { SENSE_SALIENCE_FEATURES = 34 };
/* What the salience of each sentence is told from: a row of features a sentence, all 0 for what is
 * no prose; x[0] is 1 elsewhere. `share` is how much of the text is wanted, 0..1. See salience.c.
 */
double *sense_salience_matrix(const struct sense_find *f, double share);
/* weights[i] for every sentence: 0..1, 0 for what is no prose. */
void sense_rank_sentences(const struct sense_find *f, double share, double *weights);
/* What ranks sentences where few are wanted, and what ships; the same with another, for fitting. */
struct sense_brief {
    double cost_of_word; /* taken off a sentence's sum for each of its words */
    double weights[SENSE_SALIENCE_FEATURES];
};
extern const struct sense_brief sense_brief_fitted;
void sense_rank_sentences_by(const struct sense_find *f, double share,
                             const struct sense_brief *how, double *weights);
/* The first sentence of prose (weights > 0), where it is the lead that tells the news; else -1. */
int32_t sense_lead(const struct sense_find *f, const double *weights);
/* The sentences of the summary, three at most, in order of the text, and the weights that they were
 * picked by. Returns how many; `weights` and `ret` have room for all sentences. */
size_t sense_summary_sentences(const struct sense_find *f, double *weights, uint32_t *ret);
/* Words of a sentence's body, marks not counted. */
uint32_t sense_sentence_words(const struct sense_doc *d, uint32_t sentence);
/* A sentence as a sparse vector over terms: ids ascending, weights (counts, times rarity where
 * `rare`) of length 1. */
struct sense_vector {
    uint32_t *ids;
    double *w;
    size_t n;
};
struct sense_vector sense_vector_make(const struct sense_find *f, uint32_t sentence, bool rare);
/* Cosine, 0..1. */
double sense_likeness(const struct sense_vector *x, const struct sense_vector *y);
/* Which sentences may be picked: any; those without an unresolved start; or also those that follow
 * right on one that is picked and names whom they speak of. */
enum sense_stand { STAND_ANY, STAND_ALONE, STAND_OR_FOLLOW };
struct sense_pick {
    uint32_t most_sentences;
    uint32_t most_words; /* stops at the sentence that comes nearest; 0 = no limit */
    enum sense_stand stand;
};
/* The best sentences within the limits, in order of the text. Returns how many. `ret` has room for
 * all sentences of the document. */
size_t sense_pick_sentences(const struct sense_find *f, const double *weights,
                            struct sense_pick how, uint32_t *ret);
/* Can the sentence be read without the one before: no pronoun or connective at its start that
 * points back? */
bool sense_stands_alone(const struct sense_doc *d, uint32_t sentence);

/* ---- ask, for training: as sense_ask, and what the decision was made from (may be NULL) ---- */
enum { SENSE_ASK_FEATURES = 32, SENSE_ASK_RANK_FEATURES = 42 };
struct sense_asked {
    double decision[SENSE_ASK_FEATURES];
    size_t n; /* sentences, best first */
    double (*rank)[SENSE_ASK_RANK_FEATURES];
    struct span *spans;
};
void sense_ask_explain(struct arena *a, struct str text, const struct reading *reading,
                       struct str question, struct answer *ret, struct sense_asked *ret_how);

/* ---- key phrases, for measuring and training ---- */
enum { SENSE_PHRASE_FEATURES = 24, SENSE_PHRASE_WORDS_MOST = 4 };
struct sense_phrase {      /* a candidate: the same stems in the same order */
    struct str key;        /* stems parted by a space */
    uint32_t from, to;     /* tokens of its first appearance */
    uint32_t count, whole; /* appearances; of these as the whole noun group */
    uint32_t last;         /* token of the last appearance */
    uint32_t names;        /* appearances inside a name */
    double features[SENSE_PHRASE_FEATURES];
    double weight;
};
/* All candidates with features and weight, best first. */
size_t sense_phrase_candidates(struct sense_find *f, struct sense_phrase **ret);
/* counted.c: does the sort of figure befall only who lives ("freed", "hurt"); is the noun a thing;
 * do the counted words [from, noun] mean something else than the sort that they look like
 * ("legislative bodies"); does a sentence, or the one before it, or the first, speak of illness;
 * are the pounds of this number a weight? `unit`: the token of "pounds". English. */
bool sense_befalls_the_living(const char *sort);
bool sense_is_thing(const struct sense_doc *d, uint32_t noun);
bool sense_is_other_sense(const struct sense_doc *d, uint32_t from, uint32_t noun);
bool sense_tells_of_illness(const struct sense_doc *d, uint32_t sentence);
bool sense_is_weight(const struct sense_doc *d, uint32_t number, uint32_t unit);
#endif
