/* sense/ask: a question while it is answered: ask_question.c takes it apart, ask_fit.c looks for an
 * answer of its kind in a sentence, ask.c weighs the sentences. All lives in the caller's arena. */
#ifndef OCTAVO_SENSE_ASK_H
#define OCTAVO_SENSE_ASK_H
#include "sense/find.h"

enum { ASK_TERMS_MOST = 24 };

struct ask_term {
    struct str stem, stands; /* the stem and what it stands for */
    double weight;
    bool name; /* a name: capital in the question, or in the article */
    bool in_text;
    bool verb; /* the question's own verb */
    bool head; /* of "how many soldiers", "which rocket" */
    bool soft; /* "how deep", "how long did it take": helps where it stands, is not missed */
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
    double total;       /* sum of weights */
    struct str amount;  /* "many", "old" ... of "how many", "how old" */
    struct str *stands; /* what each token stands for */
    uint32_t *at;       /* token of each sentence where each term stands, or UINT32_MAX */
};

/* The nearest of several answers. */
struct ask_found {
    double near; /* 0..1: to the words of the question */
    struct span span;
    bool found;
};

/* The stem that stands for all that ask for the same; itself where it has none. */
struct str sense_ask_standing_for(struct str stem);
/* The kind of answer that is wanted, and the terms; k->r and k->f.terms must be there. */
void sense_ask_take_apart(struct ask *k, struct str question);

/* How much of a term a sentence has: 1 the word, 0.8 one that means the same, 0.75 its entity by
 * another name or pronoun, else 0; and the token, or UINT32_MAX. */
double sense_ask_term_in(const struct ask *k, const struct ask_term *x, uint32_t sentence,
                         uint32_t *ret_at);
/* Does the sentence hold an answer of the kind wanted? 0..1, where, and how near. */
double sense_ask_fits_kind(const struct ask *k, uint32_t sentence, struct ask_found *ret);
#endif
