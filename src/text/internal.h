/* text/internal: what the files of this room share. */
#ifndef OCTAVO_TEXT_INTERNAL_H
#define OCTAVO_TEXT_INTERNAL_H
#include "text/text.h"

/* The first part of a BCP 47 tag in lower case, at most 3 letters, in `out`: "pt-BR" gives "pt". */
void text_lang_base(struct str lang, char out[4]);
/* Is `word` in the list of words parted by single spaces? For short lists in tables. */
bool text_list_has(const char *list, struct str word);

/* Common folded words of a language, in order of bytes. */
struct text_wordlist {
    const char *code;
    const char *const *words;
    size_t n;
};
extern const struct text_wordlist text_wordlists[];
extern const size_t text_wordlist_count;
extern const size_t text_stoplist_count; /* the first so many are stop words */
const struct text_wordlist *text_wordlist_find(struct str lang);
bool text_wordlist_has(const struct text_wordlist *list, struct str folded);
#endif
