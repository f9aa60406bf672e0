/* stop.c: stop words, by halving in the lists of wordlists.c. */
#include "text/internal.h"

const struct text_wordlist *text_wordlist_find(struct str lang)
{
    char code[4];
    text_lang_base(lang, code);
    const char *want = strcmp(code, "nb") == 0 || strcmp(code, "nn") == 0 ? "no" : code;
    for (size_t i = 0; i < text_wordlist_count; i++)
        if (text_wordlists[i].code[0] == want[0] && strcmp(text_wordlists[i].code, want) == 0)
            return &text_wordlists[i];
    return NULL;
}

/* Order of bytes of a terminated word and a view. */
static int compare(const char *w, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char a = (unsigned char)w[i], b = (unsigned char)s.p[i];
        if (a != b || a == 0)
            return a < b ? -1 : 1;
    }
    return w[s.n] ? 1 : 0;
}

bool text_wordlist_has(const struct text_wordlist *list, struct str folded)
{
    size_t low = 0, high = list->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int c = compare(list->words[mid], folded);
        if (c == 0)
            return true;
        if (c < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

bool text_is_stop(struct str folded, struct str lang)
{
    if (folded.n == 0 || folded.n > 40)
        return false;
    const struct text_wordlist *list = text_wordlist_find(lang);
    if (!list || list >= text_wordlists + text_stoplist_count)
        return false;
    /* A curly apostrophe is a straight one here. */
    char plain[40];
    size_t n = 0;
    for (size_t i = 0; i < folded.n; i++) {
        if (i + 2 < folded.n && memcmp(folded.p + i, "\xE2\x80\x99", 3) == 0) {
            plain[n++] = '\'';
            i += 2;
        } else {
            plain[n++] = folded.p[i];
        }
    }
    return text_wordlist_has(list, str_of(plain, n));
}
