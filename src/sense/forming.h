/* sense/forming: an agreement that is being read, for agreements.c (what makes one), parties.c (who
 * makes it) and spoken.c (who, where too few are named). */
#ifndef OCTAVO_SENSE_FORMING_H
#define OCTAVO_SENSE_FORMING_H
#include "sense/find.h"

enum { PARTIES_MOST = 8 };

enum alone {
    WITH_NOUN, /* only with a noun of agreeing */
    ALONE,     /* also without: "agreed to" */
    PAIR,      /* also without, between two that are named: "Halden bought Orlo Brewing" */
    JOINTLY,   /* the same, of what is to come: "Halden and Orlo will share" */
};

struct act {
    const char *lemma;
    enum agreement_stage stage;
    enum alone alone;
};
struct forming {
    struct sense_find *f;
    const struct sense_doc *d;
    const struct sense_sentence *s;
    struct fill parties[PARTIES_MOST];
    size_t n;
    uint32_t verb, noun; /* tokens; UINT32_MAX: none */
    const struct act *act;
    bool common; /* noun groups of bodies count, too */
};

/* The verb at token i as one that makes, keeps or breaks agreements; NULL: it is none. */
const struct act *sense_agree_act(const struct sense_doc *d, uint32_t i);
/* Nouns that name an agreement ("deal"), and those of bodies without a name ("the union"). */
extern const char *const sense_agree_nouns[], *const sense_agree_bodies[];

/* Adds a name, where it may be a party and is none yet. */
void sense_parties_add(struct forming *x, uint32_t name);
/* The names in [from, to) as parties, with x->common bodies, too; `list`: up to a further verb. */
void sense_parties_names(struct forming *x, uint32_t from, uint32_t to, bool list);
/* Who the sentence names as parties of x->verb. */
void sense_parties_collect(struct forming *x);
/* Who stands behind it: after "with", "between", "from" and the like. */
void sense_parties_object(struct forming *x);
/* Where these are fewer than two: who is only spoken of, whom the sentence points at, the title. */
void sense_parties_fill(struct forming *x, uint32_t sentence);
/* peace.c: a strike that ends because the other side gave way, and a player who changes clubs: true
 * where two parties of it are found. */
bool sense_parties_peace(struct forming *x, const struct act *act);
bool sense_parties_transfer(struct forming *x, const struct act *act);
/* Persons give way to the bodies that they act for. */
void sense_parties_act(struct forming *x);
/* "between", up to twelve tokens behind the noun and before `to`; UINT32_MAX where none is. */
uint32_t sense_parties_between(const struct forming *x, uint32_t to);
/* Is a person what is signed ("signed the striker Luka Petric")? */
bool sense_parties_person(const struct forming *x);
bool sense_parties_date(const struct sense_doc *d, uint32_t i);
/* Does the name only tell where it is done, or who brought the parties together? */
bool sense_parties_setting(const struct sense_doc *d, const struct sense_name *n);
#endif
