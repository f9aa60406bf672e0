/* words: a text as the search index holds it. Words are case folded with marks taken off ("Élan" is
 * found by "elan"); characters of scripts that are written without spaces are a word each, and are
 * searched as phrases. The index itself only cuts at spaces, so that another engine, given the same
 * words, finds the same. Everything but letters and digits parts words; an apostrophe is dropped
 * ("don't" is "dont"), but parts what French, Italian and Catalan leave out a vowel of: "l'usine"
 * is found by "usine". */
#include "desk/internal.h"
#include "text/text.h"

enum { WORD_MOST = 60 /* bytes; what is longer is cut */ };

/* ASCII goes by a table: nearly all text is. */
static char plain_ascii(unsigned char c)
{
    return is_alnum((char)c) ? to_lower((char)c) : c == '\'' ? '\'' : ' ';
}

static bool stands_alone(enum text_class class)
{
    return class == TEXT_IDEOGRAPH || class == TEXT_COMPLEX;
}

struct word_out {
    struct buf *out;
    size_t word; /* bytes of the word under way */
};

static void part(struct word_out *w)
{
    if (w->word)
        buf_char(w->out, ' ');
    w->word = 0;
}

/* Is the word under way one that loses its vowel before another, and does a word of two letters or
 * more follow at `at`: "l'usine", "dell'acqua", not "l's"? */
static bool elides(const struct word_out *w, struct str text, size_t at)
{
    static const char *const words[] = {"l",    "d",    "j",    "m",    "n",     "s",
                                        "c",    "t",    "qu",   "dell", "all",   "dall",
                                        "nell", "sull", "coll", "un",   "quell", NULL};
    struct str word = str_of(w->out->p + w->out->n - w->word, w->word);
    for (int letters = 0; letters < 2; letters++) {
        if (at >= text.n)
            return false;
        enum text_class class = text_class(utf8_next(text, &at));
        if (class != TEXT_LETTER && class != TEXT_MARK)
            return false;
    }
    for (size_t i = 0; words[i]; i++)
        if (str_eq(word, str_c(words[i])))
            return true;
    return false;
}

static void add_rune(struct word_out *w, uint32_t rune)
{
    enum text_class class = text_class(rune);
    bool alone = stands_alone(class);
    if (class == TEXT_OTHER || class == TEXT_SPACE) {
        if (rune != 0x2019 && rune != 0xAD && rune != 0x200B && rune != 0x200C && rune != 0x200D)
            part(w);
        return;
    }
    uint32_t plain = text_plain_rune(rune);
    if (!plain || plain == ' ')
        return;
    if (alone)
        part(w);
    char bytes[4];
    size_t n = utf8_encode(plain, bytes);
    if (w->word + n > WORD_MOST)
        return;
    buf_put(w->out, str_of(bytes, n));
    w->word += n;
    if (alone)
        part(w);
}

void desk_words(struct buf *out, struct arena *a, struct str text)
{
    (void)a;
    struct word_out w = {.out = out};
    for (size_t at = 0; at < text.n;) {
        unsigned char c = (unsigned char)text.p[at];
        if (c >= 0x80) {
            uint32_t rune = utf8_next(text, &at);
            add_rune(&w, rune);
            if (rune == 0x2019 && w.word && elides(&w, text, at))
                part(&w);
            continue;
        }
        at++;
        if (c == '\'' && w.word && elides(&w, text, at))
            part(&w);
        char p = plain_ascii(c);
        if (p == ' ') {
            part(&w);
        } else if (p != '\'' && w.word < WORD_MOST) {
            buf_char(out, p);
            w.word++;
        }
    }
    part(&w);
}

void desk_facet_publisher(struct buf *out, int64_t publisher)
{
    buf_fmt(out, "p%lld ", (long long)publisher);
}

/* A digest, since a tag may have any letters. */
void desk_facet_tag(struct buf *out, struct str key)
{
    buf_fmt(out, "t%016llx ", (unsigned long long)str_hash(key));
}
