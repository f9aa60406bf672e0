/* lead.c: does a short article open with its lead, the sentence that tells the news?
 *
 * News is told first, and the headline is made from that sentence (the inverted pyramid). So the
 * first sentence of prose is a lead where it can be read alone, states, and says a good part of
 * what the headline says; where there is no headline, where it holds a name or a figure. An opening
 * that paints a scene ("A car deck is a tunnel with a lid") shares hardly a word with the headline,
 * and asks or points back as often. */
#include "sense/find.h"

enum { LEAD_WORDS_LEAST = 8 };
static const double LEAD_SHARE_LEAST = 0.25; /* of the rarity of the headline's words */

static double share_of_title(const struct sense_find *f, uint32_t sentence)
{
    const struct sense_sentence *s = &f->d->sentences[sentence];
    struct map seen;
    double sum = 0;
    map_init(&seen, f->a);
    for (uint32_t i = s->body_from; i < s->to; i++) {
        int32_t id = f->terms.of_token[i];
        bool is_new = false;
        if (id >= 0 && f->terms.v[id].in_title)
            map_put(&seen, f->d->tokens[i].stem, &is_new);
        sum += is_new ? f->terms.v[id].rarity : 0;
    }
    return sum / f->terms.title_rarity;
}

static bool has_name_or_figure(const struct sense_doc *d, uint32_t sentence)
{
    for (uint32_t i = d->sentences[sentence].body_from; i < d->sentences[sentence].to; i++)
        if (d->tokens[i].name >= 0 || d->tokens[i].flags & TOK_DIGIT)
            return true;
    return false;
}

static bool asks(const struct sense_doc *d, uint32_t sentence)
{
    struct str s = span_str(d->text, d->sentences[sentence].span);
    return str_ends(s, STR("?")) || str_ends(s, STR("？")) || str_ends(s, STR("؟"));
}

int32_t sense_lead(const struct sense_find *f, const double *weights)
{
    const struct sense_doc *d = f->d;
    uint32_t i = 0;
    while (i < d->sentence_count && weights[i] <= 0)
        i++;
    if (i == d->sentence_count || !sense_stands_alone(d, i) || asks(d, i) ||
        (d->english && sense_sentence_words(d, i) < LEAD_WORDS_LEAST))
        return -1;
    bool tells = f->terms.title_rarity > 0 ? share_of_title(f, i) >= LEAD_SHARE_LEAST
                                           : has_name_or_figure(d, i);
    return tells ? (int32_t)i : -1;
}
