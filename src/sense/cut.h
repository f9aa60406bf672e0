/* sense/cut: what the files that cut a text into tokens and sentences share: tokens.c,
 * sentence_ends.c, layout.c, marks.c. Token indexes are into d->tokens. */
#ifndef OCTAVO_SENSE_CUT_H
#define OCTAVO_SENSE_CUT_H
#include "sense/internal.h"

/* ---- sentence_ends.c ---- */

/* d->sentences of d->tokens: by the model in English, by the rules of text/ in other languages. */
void sense_sentences_make(struct sense_doc *d);
/* Adds the sentence of the tokens [from, to); d->sentences has room. */
void sense_end_sentence(struct sense_doc *d, uint32_t from, uint32_t to, uint32_t paragraph);

/* ---- layout.c ---- */

enum { SORT_OPENS = 9 }; /* an opening quotation mark */
/* What sort of mark of punctuation token i is, of a run of marks alike too; words and what lies
 * outside of the text have numbers of their own. */
unsigned sense_mark_sort(const struct sense_doc *d, int64_t i);
/* Does token i end with a mark that ends sentences? */
bool sense_ends_mark(const struct sense_doc *d, uint32_t i);
bool sense_is_dash(struct str s);
/* How the text between token i and the next parts them: a line end that stands for a space does
 * not. */
enum sense_gap { GAP_NONE, GAP_LINE, GAP_PARAGRAPH };
enum sense_gap sense_gap_between(const struct sense_doc *d, uint32_t i);
/* How many tokens from `first`, the first of a paragraph, are a dateline ("ANKARA, March 3 (Agency)
 * -"); 0 where none stands there. */
uint32_t sense_dateline_tokens(const struct sense_doc *d, uint32_t first);
/* Is token i a mark that begins a line of a list? */
bool sense_is_bullet(const struct sense_doc *d, uint32_t i);
/* Is token i a title's abbreviation, or "v.", with a name behind it? */
bool sense_title_before_name(const struct sense_doc *d, uint32_t i);
/* What needs no weighing behind token i: 1 a sentence ends, -1 it does not, 0 is to be asked.
 * dateline_end is the token behind the paragraph's dateline, 0 without one. */
int sense_plain_gap(const struct sense_doc *d, uint32_t i, uint32_t dateline_end);

/* ---- marks.c ---- */

/* Sets TOK_QUOTE_OPEN, _CLOSE and TOK_IN_QUOTES. */
void sense_mark_quotes(struct sense_doc *d);
/* Sets the kinds of sentences: credits (datelines too), list items, headings. */
void sense_mark_sentences(struct sense_doc *d);

#endif
