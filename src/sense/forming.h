/* sense/forming: an agreement that is being read, for agreements.c (what makes one), agree_acts.c
 * (by which words), agree_when.c (whether a verb makes one where it stands), parties.c (who can be
 * a party), envoys.c (whom a person acts for), subjects.c and sides.c (where the verb has its
 * parties), bonds.c (what a noun group tells of), deeds.c and peace.c (what is told by what is
 * done) and spoken.c (who, where too few are named). */
#ifndef OCTAVO_SENSE_FORMING_H
#define OCTAVO_SENSE_FORMING_H
#include "sense/find.h"

enum { PARTIES_MOST = 8 };

enum alone {
    WITH_NOUN, /* only with a noun of agreeing */
    ALONE,     /* also without: "agreed to" */
    PAIR,      /* also without, between two that are named: "Halden bought Orlo Brewing" */
    JOINTLY,   /* the same, of what is to come: "Halden and Orlo will share" */
    TOGETHER,  /* also without, of two or more who do it together: "ended their feud" */
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
    bool any;    /* in lists, those of anything, too */
    bool bought; /* somebody stands behind the verb, or is its relative pronoun */
};

/* The verb at token i as one that makes, keeps or breaks agreements; NULL: it is none. */
const struct act *sense_agree_act(const struct sense_doc *d, uint32_t i);
/* The noun of agreeing nearest to the verb at token `verb`; UINT32_MAX: none. */
uint32_t sense_agree_noun_by(const struct sense_doc *d, const struct sense_sentence *s,
                             uint32_t verb);
/* agree_when.c: does x->verb make an agreement here, with x->noun (*ret_noun) or without? */
bool sense_agree_makes(const struct forming *x, bool *ret_noun);
/* agree_not.c: is it an agreement, of somebody, and not only worded like one? Takes papers out of
 * the parties. */
bool sense_agree_fits(struct forming *x);
/* "On good terms with": how they stand, nothing agreed. */
bool sense_agree_footing(const struct sense_doc *d, uint32_t i);
/* Is the verb at token i one of buying? */
bool sense_agree_buys(const struct sense_doc *d, uint32_t i);
/* Nouns that name an agreement ("deal"), and those of bodies without a name ("the union"). */
extern const char *const sense_agree_nouns[], *const sense_agree_bodies[];
/* What a player agrees to: "move". */
extern const char *const sense_agree_moves[];
/* Of the nouns, papers that are agreements only where they are signed; what a quarrel is called. */
extern const char *const sense_agree_papers[], *const sense_agree_quarrels[];
/* What is said of who only brings the parties together ("brokered"). */
extern const char *const sense_go_betweens[];

/* Adds a name, where it may be a party and is none yet. */
void sense_parties_add(struct forming *x, uint32_t name);
/* The same of a name that is one by where it stands. */
void sense_parties_put(struct forming *x, uint32_t name);
/* Adds words as a party, where they are none yet. */
void sense_parties_words(struct forming *x, uint32_t from, uint32_t to);
/* Adds the body without a name whose noun group begins at token i, where one does. */
void sense_parties_body(struct forming *x, uint32_t i);
/* Is the name among the parties? */
bool sense_parties_known(const struct forming *x, uint32_t name);
/* The names in [from, to) as parties, with x->common bodies, too; `list`: up to a further verb. */
void sense_parties_names(struct forming *x, uint32_t from, uint32_t to, bool list);
/* bonds.c: the list of noun groups from token i on as parties; is it one of two or more? */
bool sense_parties_list(struct forming *x, uint32_t i);
/* The same; *ret_end is where the list's words end. */
bool sense_parties_list_to(struct forming *x, uint32_t i, uint32_t *ret_end);
/* Where the words of the subject of x->verb begin and end. */
void sense_parties_subject_at(const struct forming *x, uint32_t *ret_from, uint32_t *ret_to);
/* deeds.c: what two do together ("ended their feud"), who signs with whom, and what one body agrees
 * to do: true where there is such. */
bool sense_parties_deed(struct forming *x);
bool sense_parties_promise(struct forming *x);
/* People without a name that have a deal with somebody: true where there are such. */
bool sense_parties_people(struct forming *x);
/* Who the sentence names as parties of x->verb. */
void sense_parties_collect(struct forming *x);
/* The subject of x->verb. */
void sense_parties_subject(struct forming *x);
/* Who stands behind it: after "with", "between", "from" and the like. */
void sense_parties_object(struct forming *x);
/* Where these are fewer than two: who is only spoken of, whom the sentence points at, the title. */
void sense_parties_fill(struct forming *x, uint32_t sentence);
/* Who is promised something behind x->verb: "agreed to give the bronzes back to Adanwe". */
void sense_parties_promised(struct forming *x);
/* Whom a pronoun before x->verb, or "the firm" at the sentence's beginning, stands for. */
void sense_parties_pronoun(struct forming *x);
/* Whom "the two sides" in [from, to) are: adds them; by `guess` also who weighs most in the text.
 * Does anything there point at two? */
bool sense_parties_two(struct forming *x, uint32_t from, uint32_t to, bool guess);
/* The two that the sentence before or behind begins with ("A and B"): true where there are such. */
bool sense_parties_beside(struct forming *x);
/* peace.c: a strike that ends because the other side gave way, and a player who changes clubs: true
 * where two parties of it are found. */
bool sense_parties_peace(struct forming *x, const struct act *act);
bool sense_parties_transfer(struct forming *x, const struct act *act);
/* bonds.c: what a noun group tells of, whatever the verb: true where it names two parties or more;
 * x->noun is its noun then. */
bool sense_parties_bond(struct forming *x);
/* The same of one whose other side is not named: "the deal with Orlo", "the takeover of Orlo". */
bool sense_parties_half(struct forming *x);
/* envoys.c: is it a word for an office that binds others ("minister")? */
bool sense_agree_office(const struct sense_doc *d, uint32_t i);
/* Persons give way to the state or body of their office. */
void sense_parties_envoys(struct forming *x);
/* Persons give way to the bodies that they act for. */
void sense_parties_act(struct forming *x);
/* A person by two names or more, who may act for others; states and firms that are taken for
 * persons have one. */
bool sense_parties_agent(const struct sense_doc *d, reading_index entity);
/* "between", up to twelve tokens behind the noun and before `to`; UINT32_MAX where none is. */
uint32_t sense_parties_between(const struct forming *x, uint32_t to);
/* Is a person what is signed ("signed the striker Luka Petric")? */
bool sense_parties_person(const struct forming *x);
bool sense_parties_date(const struct sense_doc *d, uint32_t i);
/* Does the name only tell where it is done, or who brought the parties together? */
bool sense_parties_setting(const struct sense_doc *d, const struct sense_name *n);
#endif
