/* words: a text as the search index holds it. Words are case folded with marks taken off ("Élan" is
 * found by "elan"); characters of scripts that are written without spaces are a word each, and are
 * searched as phrases. The index itself only cuts at spaces, so that another engine, given the same
 * words, finds the same. Everything but letters and digits parts words; an apostrophe is dropped
 * ("don't" is "dont"). */
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
            add_rune(&w, utf8_next(text, &at));
            continue;
        }
        at++;
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
