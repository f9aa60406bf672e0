/* sense/resolve: who is who, while it is found out: entities as they grow from names (resolve.c),
 * and what is found of them then: what a person is (offices.c), where a place lies (whereabouts.c),
 * whom a pronoun means (pronouns.c). All live in the document's arena. */
#ifndef OCTAVO_SENSE_RESOLVE_H
#define OCTAVO_SENSE_RESOLVE_H
#include "sense/internal.h"

enum { RESOLVE_KEY_PARTS = 10 /* words of a name that are compared */ };

struct work_entity {
    enum entity_kind kind;
    struct str key; /* of the fullest form */
    struct str parts[RESOLVE_KEY_PARTS];
    size_t part_count;
    uint32_t best_name; /* index of the name with the fullest form */
    uint32_t last_token;
    float kinds[4]; /* how surely each kind was said */
    struct str role;
    uint8_t gender; /* 0 unknown, 'm', 'f' */
    char country[3];
    double lat, lon;
    uint32_t country_key; /* for countries: code, so that "US" and "America" are one */
    LIST(struct mention) mentions;
    uint32_t bare; /* mentions by one word of the name */
    bool relative; /* comes in as somebody's wife, son ... */
    bool second;   /* "Nina" of "Peter and Nina Jones" */
    bool in_title;
    double weight;
    int32_t order; /* place in the final list */
};

struct resolver {
    struct sense_doc *d;
    struct work_entity *v;
    size_t n;
    struct map keys; /* key -> number + 1 */
};

/* A name, cut up, that may be the short form of another. */
struct short_form {
    enum entity_kind kind;
    struct str parts[RESOLVE_KEY_PARTS];
    size_t n;
    bool upper; /* one word in capitals */
};

/* ---- short forms of bodies (shorts.c) ---- */

/* "HTS" of "Hayat Tahrir al-Sham", "Acme" of "Acme Holdings", "Foreign Ministry" of "Norwegian
 * Foreign Ministry". */
bool sense_shortens_body(const struct short_form *f, const struct work_entity *e);
/* What is left of a name behind its town or nation: "Cubs" of "Chicago Cubs". Several may end so.
 */
bool sense_is_tail(const struct resolver *r, const struct short_form *f,
                   const struct work_entity *e);
/* An acronym in brackets or behind "or" right after a name stands for it: "Northern Rail Union
 * (NRU)". */
bool sense_declared_acronym(const struct sense_doc *d, const struct sense_name *x,
                            const struct work_entity *e);

/* ---- who of several is meant (surnames.c) ---- */

/* "jones" of "nina jones", "nina jones" of "nina b jones"; a lone first name too. */
bool sense_spells_person(const struct short_form *f, const struct work_entity *e);
/* The person whose name it shortens; of several of one surname not the relative, and who was called
 * so before; -1. */
int32_t sense_person_meant(const struct resolver *r, const struct sense_name *x,
                           const struct short_form *f);
/* Is a full name of the surname that somebody was called by before it another's: who comes in as a
 * relative, whose title is of the other gender, or who is called by the first name alone where the
 * other has an office? */
bool sense_is_kin_of(const struct resolver *r, const struct sense_name *x,
                     const struct work_entity *e);
/* Notes what stands beside the first mention of a person: gender, whose relative. */
void sense_person_begun(struct resolver *r, struct work_entity *e, const struct sense_name *x);
/* Before they are put together: "Peter" of "Peter and Nina Jones" is Peter Jones, and one word
 * that speaks and ends somebody's name is a person. */
void sense_surnames_settle(struct sense_doc *d);

/* The text of a name without "the" in front, in one line with single spaces. */
struct str sense_name_text(const struct sense_doc *d, const struct sense_name *n);
/* The same of the tokens [from, to). */
struct str sense_flat_text(const struct sense_doc *d, uint32_t from, uint32_t to);

/* The roles and the genders of persons, by what stands beside their names. */
void sense_offices_make(struct resolver *r);
/* "N.H." is New Hampshire, wherever it stands; other names are given back as they are. ("Wash."
 * too: that would be hard to tell from the capital.) */
struct str sense_region_in_full(struct str name, enum entity_kind kind);
/* That, and what else is known by a shorter or older name ("US", "EU"): in_full.c. */
struct str sense_in_full(struct arena *a, struct str name, enum entity_kind kind);
/* The country and the place on the map of each place: of those with its name the one that the
 * article most likely means; none where that is doubtful. */
void sense_whereabouts_make(struct resolver *r);
/* Adds English pronouns to the mentions of the persons that they mean, where only one can be meant,
 * and fills doc->described. */
void sense_pronouns_make(struct resolver *r);
/* The one person at hand in front of a token: of its sentence and those before; -1. `gender`: 0
 * unknown; `meant`: whom the pronouns before mean, by token, or -1. pronouns.c. */
int32_t sense_person_near(const struct resolver *r, uint32_t token, uint8_t gender,
                          const int32_t *meant);
/* Whom the noun group with this head describes, "the minister", "the ministry"; -1: it describes
 * nobody; SENSE_SOMEBODY or SENSE_UNTOLD: a person, but it is not known which. described.c. */
enum { SENSE_SOMEBODY = -2 /* new */, SENSE_UNTOLD = -3 /* spoken of before */ };
int32_t sense_described(const struct resolver *r, uint32_t head, const int32_t *meant);
#endif
