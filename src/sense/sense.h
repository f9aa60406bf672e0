/* sense: what a careful reader finds in one article: article -> reading.
 *
 * Pure: bytes and structs in, structs out; everything that is returned lives in the arena or is a
 * view into the article's text. Every finding points at a byte range of article.text and nothing is
 * returned that does not stand there (roles, hashtags and the folded keys are derived, and say from
 * where). The same article gives the same reading on every run and machine.
 *
 * The work is a row of faculties, run in the order of the table sense_faculties: ground (language,
 * words, sentences, groups), names, key phrases, summary, attribution, figures, records. A faculty
 * that does not know the article's language does nothing and is named in reading.missing. */
#ifndef OCTAVO_SENSE_H
#define OCTAVO_SENSE_H
#include "types/article.h"
#include "types/reading.h"

enum { SENSE_QUESTION_MOST = 600 /* bytes of a question that are looked at */ };

/* Reads an article. `now` (microseconds UTC; TIME_NONE allowed) dates "yesterday" where the article
 * itself has no day. article->text must be valid UTF-8 with paragraphs parted by blank lines, as
 * body_text() makes it; title, source, published and lang are used when they are there. Never
 * fails: an empty text gives an empty reading with language "und". */
void sense_read(struct arena *a, const struct article *article, int64_t now, struct reading *ret);

/* The models (files of models/) that this build lacks, or that are of another version or damaged,
 * parted by ", "; empty where all are there. What they find is then missing from readings. */
struct str sense_models_missing(struct arena *a);

/* What an English headline does, by its verb; about one in fifteen is judged wrongly. */
enum sense_title {
    SENSE_TITLE_NAMES,     /* names a matter: "Explosion at oil port" */
    SENSE_TITLE_TELLS,     /* tells what happened: "Death toll rises to 31" */
    SENSE_TITLE_FORETELLS, /* tells what is to come: "Port to close in May", "Holm could resign" */
};
enum sense_title sense_title_of(struct arena *a, struct str title);

/* What a question asks for, told from its first words. */
enum question_kind {
    QUESTION_WHO,
    QUESTION_WHAT,
    QUESTION_WHEN,
    QUESTION_WHERE,
    QUESTION_WHY,
    QUESTION_HOW,
    QUESTION_HOW_MANY, /* how many, how much, how old, how long, what percentage ... */
    QUESTION_WHO_SAYS, /* who said, denied, accused ...; what did X say */
    QUESTION_DID,      /* yes or no */
    QUESTION_TOPIC,    /* bare words, no question: the sentence that is most about them */
};
const char *question_kind_name(enum question_kind k); /* "who", "how-many" ... */

struct answer {
    bool found; /* false: the article does not say; the rest is then the nearest miss */
    bool near;  /* not found, but worth a look: about every other such sentence does answer */
    enum question_kind kind;
    reading_index sentence;  /* the sentence that answers best; -1 when the article has none */
    struct span span;        /* the words in it that answer; the sentence's span when no closer */
    double score;            /* 0..1: how sure; found means score >= 0.5 */
    reading_index others[2]; /* the next best sentences, or -1 */
};
/* Answers a question in plain words from one article: the sentence that answers best, by the kind
 * of answer wanted, or an honest "not said". `text` and `reading` belong together. English; for
 * other languages the sentence with the question's rarest words, found only when most are there. */
void sense_ask(struct arena *a, struct str text, const struct reading *reading, struct str question,
               struct answer *ret);

/* The words of a question that carry its matter, the rarest in the news first (names before them);
 * at most `most`. For finding the articles to ask. */
struct sense_word {
    struct str word; /* folded */
    struct str stem;
    double weight;
    bool name; /* capital inside of the question */
};
size_t sense_question_words(struct arena *a, struct str question, enum question_kind *ret_kind,
                            struct sense_word *ret, size_t most);

/* The faculties, for --help, docs and reading.missing. */
struct sense_faculty {
    const char *name;      /* "hashtags" */
    const char *languages; /* "en", or "*" for all */
    const char *fills;     /* members of struct reading, comma separated */
    const char *summary;   /* one line for a person */
};
extern const struct sense_faculty sense_faculties[];
extern const size_t sense_faculty_count;

/* What reading.version says of a reading made now: of the code, raised when a faculty changes, and
 * the models' stamps. `octavo reread --old` reads again what says something else. */
struct str sense_version(struct arena *a);
#endif
