/* sense/quoting: an attribution that is being put together, for quotes.c, source.c (who says it),
 * alone.c (that of a quotation alone), transcript.c (interviews), speaker.c (which entity that is),
 * ends.c (where what is said begins and ends), stated.c (is anything stated?) and stance.c (what
 * the speaker does with it). */
#ifndef OCTAVO_SENSE_QUOTING_H
#define OCTAVO_SENSE_QUOTING_H
#include "sense/speech.h"

enum { STRETCHES_MOST = 64, CONTENT_MOST = 16, DENIALS_MOST = 4 /* a sentence */ };

enum part { PART_SOURCE, PART_CUE, PART_CONTENT };
struct stretch {
    enum part part;
    uint32_t from, to; /* tokens */
    int32_t cue;       /* the cue (index of stretch) it is taken by, or -1 */
};
/* A turn of a transcript: transcript.c. */
struct turn {
    uint32_t from, colon, to; /* tokens: the label, the colon behind it, all of it */
    struct str key;           /* last word of the label, folded */
    reading_index who;        /* entity, or -1 */
    bool answers;             /* "A:" */
    bool loud;                /* the label is in capitals */
};
struct pending {                                       /* an attribution being put together */
    uint32_t source_from, source_to, cue_from, cue_to; /* from == to: none */
    struct span content[CONTENT_MOST];
    uint32_t content_count;
    uint32_t first_content, last_content; /* tokens: begin of the first, end of the last */
    uint32_t sentence;
    bool open;               /* only quoted words so far: the cue may follow */
    bool fixed;              /* a denial: its source is known, or there is none */
    const struct turn *turn; /* of a transcript, or NULL */
};
struct quoting {
    struct sense_find *f;
    const struct sense_doc *d;
    struct speech speech;
    uint8_t *labels;
    LIST(struct pending) list;
    struct stretch v[STRETCHES_MOST];
    int32_t n;
    const struct turn *turns; /* in order; none where the text is no transcript */
    size_t turn_count;
};

/* One stretch more of what is said, joined with the last where it goes on. */
void sense_quoting_add(struct quoting *q, struct pending *p, uint32_t from, uint32_t to);
/* The contents of `front` before those of p. */
void sense_quoting_prepend(struct pending *p, const struct pending *front);
enum quote_kind sense_quoting_kind(const struct quoting *q, const struct pending *p);
/* Does a verb in [from, to) have a tense? */
bool sense_quoting_finite(const struct sense_doc *d, uint32_t from, uint32_t to);
/* Can the token be (the head of) a subject? */
bool sense_quoting_nominal(const struct sense_doc *d, uint32_t i);
/* Finds cue and source where the labels give none. */
void sense_quoting_source(struct quoting *q, struct pending *p);
/* The sources of quotations that stand alone, or go on over paragraphs: alone.c. */
void sense_quoting_alone(struct quoting *q);
/* A source that only stands for what is before it gives way to that. */
void sense_quoting_name_source(struct quoting *q, struct pending *p);
/* The entity that speaks, or -1. `last`: the quote before it, or NULL. */
reading_index sense_quoting_speaker(const struct quoting *q, const struct pending *p,
                                    const struct quote *last);
/* Is anything stated, by anybody? */
bool sense_quoting_states(const struct quoting *q, const struct pending *p);
/* Is its cue one of saying, thinking or showing, or are its words quoted? See uttered.c. */
bool sense_quoting_uttered(const struct quoting *q, const struct pending *p);
/* Is the subject, taken for the source, whom it is said of ("is said to be"), or who is accused? */
bool sense_quoting_of_subject(const struct quoting *q, const struct pending *p);
bool sense_quoting_accuses(const struct quoting *q, const struct pending *p);
/* Moves begin and end of what is said to those of its clause. */
void sense_quoting_ends(struct quoting *q, struct pending *p);
/* Takes what only stands beside it out of what is said. See beside.c. */
void sense_quoting_beside(struct quoting *q, struct pending *p);
/* The turns of a transcript, and what is said in one. */
void sense_turns_find(struct quoting *q);
void sense_turn_take(struct quoting *q, const struct turn *turn, struct pending *ret);
/* What the words of the cue and of what is said make of it. `speaker`: entity or -1; `asked`: the
 * attribution before it asks for something. */
enum stance sense_quoting_stance(const struct quoting *q, const struct pending *p,
                                 reading_index speaker, bool asked);
/* Does the denial read by rule say that one is not guilty, or innocent? */
bool sense_quoting_pleads(const struct quoting *q, const struct pending *p);
/* Is what is only said a denial: "called the charge baseless", "the account was wrong", "I did not
 * take it"? `plain`: the cue is a verb of saying. See untrue.c. */
bool sense_quoting_untrue(const struct quoting *q, const struct pending *p, reading_index speaker,
                          bool plain);
#endif
