/* sense/ask: a question while it is answered: ask_question.c takes it apart, ask_words.c knows
 * words that mean the same, ask_fit.c looks for an answer of its kind in a sentence, ask_rank.c
 * weighs the sentences, ask.c decides. All lives in the caller's arena. */
#ifndef OCTAVO_SENSE_ASK_H
#define OCTAVO_SENSE_ASK_H
#include "sense/find.h"

enum { ASK_TERMS_MOST = 24 };

struct ask_term {
    struct str stem, lemma; /* no lemma of a name */
    const int8_t *kin;      /* its company (model.h), or NULL */
    uint32_t token;         /* of the question */
    double weight;
    double rare; /* 0..1: in how few of the article's sentences it stands */
    bool name;   /* a name: capital in the question, or in the article */
    bool in_text;
    bool topic; /* in the article's first two sentences: what all others are about, too */
    bool verb;  /* the question's own verb */
    bool head;  /* of "how many soldiers", "which rocket" */
    bool soft;  /* "how deep", "how long did it take": helps where it stands, is not missed */
    reading_index entity; /* that it names, or -1 */
};
struct ask {
    struct arena *a;
    struct sense_find f;
    struct sense_doc d; /* the article */
    const struct reading *r;
    enum question_kind kind;
    struct ask_term terms[ASK_TERMS_MOST];
    size_t n;
    double total;      /* sum of weights */
    struct str amount; /* "many", "old" ... of "how many", "how old" */
    bool defines;      /* "who is Nina Jones?", "what is the ferry tax?" */
    struct map like;   /* stem -> bits of the terms that may mean the same */
    uint32_t *alike;   /* per token: bit of each term that it means the same as */
    double *kin;       /* of each sentence and term: the nearest kin of it there, 0..1 (model.h) */
    double *in;        /* of each sentence and term: how much it has of it (sense_ask_term_in) */
    uint32_t *at;      /* token of each sentence where each term stands, or UINT32_MAX */
};

/* The nearest of several answers. */
struct ask_found {
    double near; /* 0..1: to the words of the question */
    struct span span;
    bool found;
};

/* The terms that may mean the same as a stem, or are it: bits. */
uint32_t sense_ask_like(const struct ask *k, struct str stem);
/* Adds `bit` to the entries of all stems that may mean the same as `stem`. */
void sense_ask_put_alike(struct map *alike, struct str stem, uint32_t bit);
/* The kind of answer that is wanted, and the terms; k->r and k->f.terms must be there. */
void sense_ask_take_apart(struct ask *k, struct str question);

/* How much of a term a sentence has: 1 the word, 0.8 one that means the same, 0.75 its entity by
 * another name or pronoun, else 0; and the token, or UINT32_MAX. */
double sense_ask_term_in(const struct ask *k, size_t term, uint32_t sentence, uint32_t *ret_at);
/* Does the sentence hold an answer of the kind wanted? 0..1, where, and how near. */
double sense_ask_fits_kind(const struct ask *k, uint32_t sentence, struct ask_found *ret);

/* ---- ask_rank.c ---- */

struct ask_scored {
    uint32_t sentence;
    double score, cover, names; /* names: share of the question's names that are met */
    double fit, near;
    struct span span;
    double x[SENSE_ASK_RANK_FEATURES];
};
/* What tells how well a sentence answers, and its score; k->in and k->at must be there. */
void sense_ask_weigh(const struct ask *k, uint32_t sentence, struct ask_scored *ret);
#endif
