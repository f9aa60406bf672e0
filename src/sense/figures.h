/* Within sense/: the parts of the faculty of figures (figures.c): numbers and units (numbers.c),
 * what is counted (sorts.c), and what figures side by side leave to each other (joins.c). */
#ifndef OCTAVO_SENSE_FIGURES_H
#define OCTAVO_SENSE_FIGURES_H
#include "sense/find.h"

struct number { /* a number in the text, before it is a figure */
    struct text_number n;
    uint32_t from, to; /* tokens */
    struct span span;
};
struct unit {
    const char *word;
    enum figure_kind kind;
    const char *unit;
};

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Is token `i` one of these words, is it this one, folded or as it is written, does it begin with a
 * capital? False where there is no such token. */
static inline bool norm_in(const struct sense_doc *d, int64_t i, const char *const *list)
{
    return i >= 0 && i < (int64_t)d->token_count && sense_norm_in(d, (uint32_t)i, list);
}
static inline bool norm_is(const struct sense_doc *d, int64_t i, const char *word)
{
    return i >= 0 && i < (int64_t)d->token_count &&
           str_eq(d->tokens[(uint32_t)i].norm, str_c(word));
}
static inline bool text_is(const struct sense_doc *d, int64_t i, const char *word)
{
    return i >= 0 && i < (int64_t)d->token_count &&
           str_eq(sense_token_str(d, (uint32_t)i), str_c(word));
}
static inline bool capital(const struct sense_doc *d, int64_t i)
{
    return i >= 0 && i < (int64_t)d->token_count && d->tokens[(uint32_t)i].flags & TOK_CAP;
}

/* ---- numbers.c ---- */

/* The unit that the token names; the currency whose sign or code it is; NULL. Is it a month? */
const struct unit *sense_unit_of(const struct sense_doc *d, int64_t i);
const char *sense_currency_of(const struct sense_doc *d, int64_t i);
const char *sense_money_of(const struct sense_doc *d, int64_t i, const char *unit);
bool sense_is_month(const struct sense_doc *d, int64_t i);
/* Reads the number at token i; false where none is that counts or measures. */
bool sense_number_at(const struct sense_doc *d, uint32_t i, struct number *ret);

/* ---- sorts.c ---- */

/* The sort that the word says by itself ("killed": "dead"), or NULL. */
const char *sense_sort_of_token(const struct sense_doc *d, uint32_t i);
/* May the token stand in a noun group behind a number? */
bool sense_is_nominal(const struct sense_doc *d, uint32_t i);
/* Sets g->counted: the rest of the noun group behind the number. */
void sense_set_counted(const struct sense_doc *d, const struct number *x, struct figure *g);
/* Sets g->what, once g->counted is set; the figures before are in f->figures. */
void sense_set_what(const struct sense_find *f, const struct number *x, struct figure *g);
/* The last word of what is counted. */
uint32_t sense_counted_head(const struct sense_doc *d, const struct figure *g);

/* ---- joins.c ---- */

/* Hands on kind, unit, sort and what is counted among the figures of a sentence; numbers[i] is that
 * of f->figures.v[i]. */
void sense_figures_join(struct sense_find *f, const struct number *numbers);
#endif
