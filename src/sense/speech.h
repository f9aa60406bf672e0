/* sense/speech: tokens labelled as source, cue and content of attributions, for quotes.c and for
 * the program that trains the model (train/sense_train.c). */
#ifndef OCTAVO_SENSE_SPEECH_H
#define OCTAVO_SENSE_SPEECH_H
#include "sense/find.h"
#include "sense/linear.h"

/* B begins a stretch, I goes on with it. */
enum speech_label {
    SPEECH_NONE,
    SPEECH_SOURCE_B,
    SPEECH_SOURCE_I,
    SPEECH_CUE_B,
    SPEECH_CUE_I,
    SPEECH_CONTENT_B,
    SPEECH_CONTENT_I,
    SPEECH_LABELS
};

enum speech_mark { MARK_NONE, MARK_IN, MARK_OPEN, MARK_CLOSE };
/* What is known of the whole document before labelling. */
struct speech {
    const struct sense_doc *d;
    uint8_t *marks;  /* per token: enum speech_mark, double and single quotation marks */
    uint8_t *speaks; /* per token: 0 no, 1 a verb or noun of saying, 2 one of the surest */
    uint32_t *run;   /* per token: number of the quoted stretch it stands in, or 0 */
    /* per token: nearest saying word of its sentence to the left and right, or UINT32_MAX */
    uint32_t *left, *right;
    uint32_t *tail; /* per sentence: comma before a closing ", X said", or UINT32_MAX */
};
/* Where quotation marks open and close: fills marks (enum speech_mark), given what speaks.
 * quotation.c. */
void sense_quotations(struct arena *a, const struct sense_doc *d, const uint8_t *speaks,
                      uint8_t *marks);
void sense_speech_make(struct arena *a, const struct sense_doc *d, struct speech *ret);
/* Features of token i; returns how many. */
size_t sense_speech_features(const struct speech *s, uint32_t i,
                             uint64_t features[LINEAR_FEATURES_MOST]);
/* Labels for all tokens of the document. */
uint8_t *sense_speech_label(struct arena *a, const struct speech *s, const struct sense_linear *m);

/* The same by rule, for a model without weights: plain.c. */
void sense_speech_plain(const struct speech *s, uint8_t *labels);

/* What is said, read by rule; tokens, from == to where there is none. See denials.c. */
struct by_rule {
    uint32_t source_from, source_to, cue_from, cue_to, content_from, content_to;
    uint32_t more_from, more_to; /* where it goes on behind who says it */
};
/* Where a rule reads. */
struct speech_at {
    const struct sense_doc *d;
    const struct speech *s;
    uint8_t *labels;
    const struct sense_sentence *x;
};
/* Is token i of the sentence a comma outside quotation marks? */
static inline bool speech_comma(const struct speech_at *t, uint32_t i)
{
    return i < t->x->to && t->d->tokens[i].xpos == XPOS_COMMA && t->s->marks[i] == MARK_NONE;
}
/* The subject of the verb group at token `verb`, or of the verb that governs it: sets source_from
 * and source_to. False where none is found. */
bool sense_speech_subject(const struct speech *s, uint8_t *labels, uint32_t verb,
                          struct by_rule *ret);
/* The comma before an aside of a relative clause that ends right before token i ("the man, who was
 * late, said"); i where none does. */
uint32_t sense_speech_before_aside(const struct sense_doc *d, const struct sense_sentence *s,
                                   uint32_t i);
/* The sentence's denials that the labels do not have; clears the labels of cue and content. */
size_t sense_denials(const struct speech *s, uint8_t *labels, uint32_t sentence,
                     struct by_rule *ret, size_t most);
/* The statement that stands before its verb of saying (", the club confirmed on Monday"), where the
 * labels have nothing there; clears theirs. False where there is none. See tails.c. */
bool sense_tail(const struct speech *s, uint8_t *labels, uint32_t sentence, struct by_rule *ret);
/* The same for a statement around its verb of saying ("the bridge, the mayor argues, was ..."), and
 * for one behind a colon ("the union disputes that: 700 have left"). See asides.c. */
bool sense_aside(const struct speech *s, uint8_t *labels, uint32_t sentence, struct by_rule *ret);
bool sense_colon(const struct speech *s, uint8_t *labels, uint32_t sentence, struct by_rule *ret);
/* Is [from, to) a noun group outside quotation marks, with what hangs on it by "of" and the like?
 */
bool sense_speech_group(const struct speech *s, uint32_t from, uint32_t to);
#endif
