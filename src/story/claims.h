/* Within story/: the statements of a story's reports (statements.c), joined by claims.c;
 * admissions.c finds who turns round, and standing.c tells how they stand. */
#ifndef OCTAVO_STORY_CLAIMS_H
#define OCTAVO_STORY_CLAIMS_H
#include "story/statement.h"

/* Who speaks, as is asked of each statement with each: worked out once. */
struct party {
    bool officer;       /* may speak for a body */
    struct bag names;   /* in who is named */
    struct bag charged; /* of an accusation: whom it names */
    struct str *words;  /* of who is named, without "the" and "of": "education", "minister" */
    size_t word_count;
};

struct statement {
    const struct claim *claim;
    struct story_voice voice;
    struct bag said;    /* its sentence */
    struct bag matter;  /* what is said, without who speaks */
    struct bag core;    /* the same without the posts of whom it names */
    struct bag point;   /* what is said, without who speaks, lighter the more the story has it */
    struct bag about;   /* names that tell who speaks: "Belgar", "Tern Lines" */
    struct span whole;  /* its words as they can stand alone */
    struct str subject; /* whom the pronoun names that `whole` begins with */
    bool answers, accuses, empty, is_whole;
    bool negated;         /* what it is about, "had not paid", is turned round */
    bool pronoun;         /* "denies it": of the sentence before */
    bool contrast;        /* denies by saying the opposite of `to` */
    bool of_self;         /* begins with a pronoun that may be its speaker */
    bool clause;          /* says in a clause of its own what is denied or confirmed */
    bool bare;            /* denies "the charge", "any allegations": whatever was said */
    bool retold;          /* "had denied": tells of an earlier denial */
    struct stand stand;   /* what it is about, by its antonyms */
    struct str described; /* all that is known of who speaks */
    struct party party;   /* of voice.who and `described` */
    int32_t to;           /* the assertion it answers in its own reading, or -1 */
    int32_t answered;     /* the statement that it was joined with as an answer, or -1 */
    int32_t issue;        /* number, or -1 */
    bool overtaken;       /* its speaker admits the opposite later, or takes it back */
};
/* A sentence in which a court rules on somebody. */
struct ruling {
    struct story_spot spot;
    struct str court, words;
    struct bag said;
};
struct statements {
    struct arena *a;
    const struct story_report *reports;
    struct statement *v;
    size_t n, cap, report_count;
    int32_t issues;
    struct bag noise;    /* words that say only that somebody says */
    struct bag contrary; /* and those that are one another's opposites */
    LIST(struct ruling) rulings;
};

/* The statements of an issue, as numbers in `v`. */
struct members {
    uint32_t *v;
    size_t n;
};
/* The members of each issue, all->issues of them. */
const struct members *statements_by_issue(const struct statements *all);
/* Takes out of each issue what does not speak of its matter. */
void statements_prune(struct statements *all);

/* Fills all->v from the reports. */
void statements_make(struct statements *all);
/* "Ada B. Moss" is "Ada Moss". */
bool statements_one_name(struct str x, struct str y);
/* Are both of one speaker? */
bool statements_of_one(const struct statement *x, const struct statement *y);
/* Is the statement later than the other, as the reports come or as the text goes? */
bool statement_is_later(const struct statement *x, const struct statement *y);
/* Was `c` said only on a later day than `d` denies it? */
bool statement_is_too_late(const struct statement *d, const struct statement *c);
/* Are both of one side, by the names that tell whose? */
bool statements_same_side(const struct statement *x, const struct statement *y);
/* Do both speak of one thing, besides naming the same people? */
bool statements_one_thing(const struct statement *d, const struct statement *c);
/* Does one of them speak for the other, a body, or are both that body? */
bool statements_one_party(const struct statement *x, const struct statement *y);
/* Fills s->party; again where s->voice.who changes. */
void statement_know_party(const struct statements *all, struct statement *s);
/* What says the opposite of what another said right before is a denial of that. */
void statements_find_contrasts(struct statements *all);
/* How likely does `d` confirm later what `c` denies? */
double statement_admits(const struct statement *d, const struct statement *c);
/* Who denied it says later of himself that it is so: such statements become answers. */
void statements_find_turns(struct statements *all);
/* Which statements of the issues admit what was denied: their side becomes STORY_ADMITS. */
void statements_find_admissions(struct statements *all);
/* Finds the rulings of all reports, once for all claims. */
void statements_find_rulings(struct statements *all);
/* Sentences that turn something round, and those that are turned by it: a denial that was admitted
 * since, a claim that was withdrawn. Returns how many, at most `most`. */
enum { TURNED_MOST = 400 };
struct turned {
    uint32_t report;
    reading_index sentence;
    bool turns;
};
size_t story_claims_turned(struct arena *a, const struct story_report *reports, size_t n,
                           struct turned *ret, size_t most);
/* For story_prepare: the claims and what is turned round, worked out once; ret_turned holds
 * TURNED_MOST. */
void claims_prepare(struct arena *a, const struct story_report *reports, size_t n,
                    struct story_claims *ret, struct turned *ret_turned, size_t *ret_count);
/* The claim that an issue's statements make; false where it is none to list. */
bool story_claim_of(const struct statements *all, const struct members *m, struct story_claim *ret);
#endif
