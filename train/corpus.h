/* corpus: the annotated sets that train/ reads (JSON lines, gzip; formats in the data folder's
 * README). */
#ifndef OCTAVO_TRAIN_CORPUS_H
#define OCTAVO_TRAIN_CORPUS_H
#include "learn.h"

/* Texts with tokens: offsets turned from code points into bytes. */
struct token_doc {
    struct str id, text, split;
    struct span *sents;
    uint32_t *lengths; /* tokens of each sentence */
    size_t sent_count;
    struct span *tokens;
    uint8_t *upos, *xpos;
    size_t token_count;
};
struct token_docs {
    struct token_doc *v;
    size_t n;
};
struct token_docs corpus_tokens(struct arena *a, const char *path);

/* Tokens with names, BIO tags as they stand in the file. */
struct name_doc {
    struct str id, set;
    struct str *tokens, *tags;
    uint32_t *lengths;
    size_t sent_count, token_count;
};
struct name_docs {
    struct name_doc *v;
    size_t n;
};
void corpus_names(struct arena *a, const char *path, const char *set, struct name_docs *ret);

/* Parts sentences that hold several (one set gives paragraphs): behind a full stop before a
 * capital. */
void name_doc_split(struct arena *a, struct name_doc *d);
/* Is the document kept for measuring? A set's own dev part, else every fifth by its id. */
bool name_doc_held_out(const struct name_doc *d);

/* Only the `text` (and title) of any set. */
struct texts {
    struct str *v;
    size_t n;
};
void corpus_texts(struct arena *a, const char *path, struct texts *ret);

/* OPEN=1 in the environment: only sets under an open licence are to be used. */
bool open_only(void);
uint8_t upos_of(struct str name);
uint8_t xpos_of(struct str name);
/* The code point offset of each byte of text (n + 1 of them). */
uint32_t *code_points(struct arena *a, struct str text);
/* Puts the models of a folder in the place of the embedded ones, those that are there. */
void models_use(struct arena *a, const char *dir);
/* The folder part of a path. */
const char *folder_of(struct arena *a, const char *path);
const char *data_path(struct arena *a, const char *root, const char *set);
#endif
