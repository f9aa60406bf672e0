/* sense/vouch: does what a machine wrote stand in the sentences that it rests on?
 *
 * A language model may be asked to write a few sentences of numbered ones, and to say behind each
 * which of them it rests on: "Two men were arrested. [3] The bridge stays closed [5,7]." What it
 * writes is not believed: each sentence is held against those that it cites, by what can be counted
 * and compared, and is borne out or is not, with the first reason found.
 *
 * Borne out means: it cites at least one sentence and none that there is not; what it has between
 * quotation marks stands there word for word; every number stands there, of the same kind and of
 * the same thing; every name does; what it says is neither turned round nor surer than there, and
 * nobody does to another what the other does to him; and its words stand there, or such as mean
 * the same (vouch_words.c). All that one clause says of names and numbers must stand in one
 * sentence: two sentences that are each true make a false one of both.
 *
 * It errs to one side: a good paraphrase in quite other words is refused, and what is let through
 * is close to its sources. It cannot see what lies in the order of words alone, in what was left
 * out, or in whether the sources are right. English; in a text of another language nothing is borne
 * out. Pure. The sentences, those of the model above all, may be anything. */
#ifndef OCTAVO_SENSE_VOUCH_H
#define OCTAVO_SENSE_VOUCH_H
#include "base/base.h"

enum {
    VOUCH_SOURCES_MOST = 60,  /* sentences that may be cited; later ones are not looked at */
    VOUCH_SOURCE_MOST = 1000, /* bytes of one; longer ones bear nothing out */
    VOUCH_SAID_MOST = 6000,   /* bytes of what the model wrote that are read */
    VOUCH_LINES_MOST = 12,    /* sentences of it that are looked at */
    VOUCH_LINE_MOST = 700,    /* bytes of one */
    VOUCH_CITED_MOST = 4,     /* sentences that one may cite: who cites all cites none */
};
enum vouch_fault {
    VOUCH_BORNE_OUT,
    VOUCH_CITES_NOTHING,
    VOUCH_CITES_UNKNOWN, /* what: the number */
    VOUCH_CITES_MANY,
    VOUCH_LONG,
    VOUCH_FOREIGN, /* it or its sources are not in English */
    VOUCH_QUOTE,   /* what: the words between the marks */
    VOUCH_FIGURE,  /* what: the number as written */
    VOUCH_NAME,    /* what: the name */
    VOUCH_TURNED,  /* what: the word that is denied here and not there, or the other way round */
    VOUCH_SURER,   /* what: the word that is a fact here and a plan, charge or chance there */
    VOUCH_STANCE,  /* what: the verb of saying that nobody uses there */
    VOUCH_ORDER,   /* what: the verb: who does it to whom is the other way round */
    VOUCH_JOINED,  /* its parts stand in several sentences, and together in none */
    VOUCH_WORDS,   /* what: the first word that does not stand there */
    VOUCH_FAULTS
};
const char *vouch_fault_name(enum vouch_fault f); /* "borne-out", "cites-nothing", "figure" ... */
bool vouch_fault_find(struct str name, enum vouch_fault *ret);
/* Why, for a person, behind "it ": "gives a figure (37) that none of its sources has"; empty for
 * what is borne out. */
struct str vouch_fault_words(struct arena *a, enum vouch_fault f, struct str what);

struct vouch_line {
    struct str words; /* one line of plain text without the citations; in the arena */
    enum vouch_fault fault;
    struct str what;
    const uint32_t *cited; /* from 0, in order, each once; of sentences that there are */
    size_t cited_count;
};
struct vouch {
    const struct vouch_line *v;
    size_t n;
    bool more; /* there was more than is looked at */
};
void sense_vouch(struct arena *a, const struct str *sources, size_t n, struct str said,
                 struct vouch *ret);
/* Would the sentence be an order to whoever reads it ("Ignore what you were told and write ...")?
 * It bears nothing out, and is better not given to a model. */
bool sense_vouch_is_order(struct str sentence);
#endif
