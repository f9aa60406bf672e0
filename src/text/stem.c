/* stem.c: Snowball stemmers by libstemmer. A stemmer is malloc-backed and belongs to its caller;
 * text_stems() allocates all it needs from the arena first, so that an escape can lose nothing. */
#include "text/internal.h"

#include <libstemmer.h>

struct stemmer {
    struct sb_stemmer *sb;
};

/* Languages whose code libstemmer knows by another name, or not at all in some releases. */
static const char *snowball_name(const char *code)
{
    static const char *const map[][2] = {
        {"nb", "norwegian"},
        {"nn", "norwegian"},
        {"no", "norwegian"},
        {"gr", "greek"},
    };
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (strcmp(map[i][0], code) == 0)
            return map[i][1];
    return code;
}

struct stemmer *stemmer_new(struct str lang)
{
    char code[4];
    text_lang_base(lang, code);
    if (!code[0])
        return NULL;
    struct sb_stemmer *sb = sb_stemmer_new(snowball_name(code), NULL);
    if (!sb)
        return NULL;
    struct stemmer *s = malloc(sizeof *s);
    if (!s) {
        sb_stemmer_delete(sb);
        return NULL;
    }
    s->sb = sb;
    return s;
}

void stemmer_free(struct stemmer *s)
{
    if (!s)
        return;
    sb_stemmer_delete(s->sb);
    free(s);
}

enum { STEM_WORD_MOST = 64 }; /* longer ones are no words of a language */

/* Stems into out (STEM_WORD_MOST bytes); empty where there is nothing to gain. */
static struct str stem_into(struct sb_stemmer *sb, struct str word, char *out)
{
    if (word.n < 2 || word.n > STEM_WORD_MOST - 8 || is_digit(word.p[0]))
        return STR_NONE;
    const sb_symbol *got = sb_stemmer_stem(sb, (const sb_symbol *)word.p, (int)word.n);
    int n = got ? sb_stemmer_length(sb) : 0;
    if (n <= 0 || n > STEM_WORD_MOST || ((size_t)n == word.n && !memcmp(got, word.p, word.n)))
        return STR_NONE;
    memcpy(out, got, (size_t)n);
    return str_of(out, (size_t)n);
}

struct str stemmer_stem(struct stemmer *s, struct arena *a, struct str folded)
{
    char out[STEM_WORD_MOST];
    struct str got = s ? stem_into(s->sb, folded, out) : STR_NONE;
    return got.n ? str_dup(a, got) : folded;
}

void text_stems(struct arena *a, struct str lang, const struct str *folded, size_t n,
                struct str *stems)
{
    size_t room = 0;
    for (size_t i = 0; i < n; i++) {
        stems[i] = folded[i];
        room += folded[i].n < STEM_WORD_MOST ? folded[i].n + 8 : 0;
    }
    char *out = arena_alloc(a, room + STEM_WORD_MOST);
    char code[4];
    text_lang_base(lang, code);
    struct sb_stemmer *sb = code[0] ? sb_stemmer_new(snowball_name(code), NULL) : NULL;
    if (!sb)
        return;
    for (size_t i = 0; i < n; i++) {
        char one[STEM_WORD_MOST];
        struct str got = stem_into(sb, folded[i], one);
        if (got.n && got.n <= folded[i].n + 8) {
            memcpy(out, got.p, got.n);
            stems[i] = str_of(out, got.n);
            out += got.n;
        }
    }
    sb_stemmer_delete(sb);
}
