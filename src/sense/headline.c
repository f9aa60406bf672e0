/* headline.c: does a headline tell what happened, or does it only name a matter?
 *
 * Headlines leave out articles and auxiliaries and are often in capitals, so that the tagger, which
 * learned from whole sentences, takes many of their verbs for nouns in the plural ("Death toll
 * rises to 31"). Such a word is a verb, too, where nouns stand before it and what follows is its
 * object, its measure or its particle. A participle stands for a passive ("Three held over blaze"),
 * "to" with a verb for what is to come ("Port to close in May"). */
#include "sense/internal.h"
#include "sense/sense.h"

enum { HEADLINE_MOST = 1000 /* bytes */, CAPS_SELDOM = 3 /* of sense_clusters.caps */ };

static uint8_t tag_at(const struct sense_doc *d, size_t i)
{
    return i < d->token_count ? d->tokens[i].xpos : XPOS_NONE;
}

static bool is_noun(uint8_t x)
{
    return x == XPOS_NN || x == XPOS_NNS || x == XPOS_NNP || x == XPOS_NNPS;
}

/* "Toll |rises| to 31", "council |plans| new bridge"; not "expansion |plans| in the works". */
static bool is_hidden_verb(const struct sense_doc *d, uint32_t i)
{
    static const char *const measures[] = {"to", "by", "above", NULL};
    uint8_t x = tag_at(d, i), next = tag_at(d, i + 1);
    if (i == 0 || !(x == XPOS_NNS || x == XPOS_NNPS) || !is_noun(tag_at(d, i - 1)))
        return false;
    if (next == XPOS_IN)
        return sense_norm_in(d, i + 1, measures);
    return is_noun(next) || next == XPOS_DT || next == XPOS_PRPS || next == XPOS_PRP ||
           next == XPOS_JJ || next == XPOS_CD || next == XPOS_TO || next == XPOS_RP ||
           next == XPOS_RB || next == XPOS_DOLLAR;
}

/* As it would stand inside a sentence: words that news mostly writes without a capital lose theirs
 * ("Senate Overrides Veto": "Senate overrides veto"). */
static struct str without_capitals(struct arena *a, const struct sense_doc *d)
{
    char *p = ARENA_ARRAY(a, d->text.n + 1, char);
    memcpy(p, d->text.p, d->text.n);
    for (size_t i = 0; i < d->token_count; i++) {
        const struct sense_token *t = &d->tokens[i];
        bool common = t->cluster.caps > 0 && t->cluster.caps <= CAPS_SELDOM;
        for (uint32_t k = t->span.at; common && k < t->span.end; k++)
            p[k] = to_lower(p[k]);
    }
    return str_of(p, d->text.n);
}

static bool is_verb(const struct sense_doc *d, uint32_t i)
{
    uint8_t x = tag_at(d, i);
    return x == XPOS_VB || x == XPOS_VBD || x == XPOS_VBN || x == XPOS_VBP || x == XPOS_VBZ ||
           x == XPOS_MD || is_hidden_verb(d, i);
}

/* "Will resign", "may close": not "may have closed", "could not say", nor in a quote. */
static bool is_modal_to_come(const struct sense_doc *d, uint32_t i)
{
    static const char *const maybe[] = {"will", "may", "might", "could", "'ll", NULL};
    static const char *const past[] = {"have", "not", "n't", NULL};
    return tag_at(d, i) == XPOS_MD && sense_norm_in(d, i, maybe) &&
           !(d->tokens[i].flags & TOK_IN_QUOTES) &&
           !(i + 1 < d->token_count && sense_norm_in(d, i + 1, past));
}

/* "Port |to close|", "council |plans to| sell". */
static bool is_plan(const struct sense_doc *d, uint32_t i)
{
    static const char *const plans[] = {"plan",   "expect", "set",  "poise", "prepare",
                                        "intend", "ready",  "near", NULL};
    return (i > 0 && tag_at(d, i - 1) == XPOS_TO) ||
           (sense_lemma_in(d, i, plans) && tag_at(d, i + 1) == XPOS_TO);
}

enum sense_title sense_title_of(struct arena *a, struct str title)
{
    struct article article = {.text = utf8_cut(title, HEADLINE_MOST), .lang = STR("en")};
    const struct arena_mark scratch = arena_mark(a);
    static const char *const speaks[] = {"say", "report", NULL};
    enum sense_title what = SENSE_TITLE_NAMES;
    bool said = false;
    struct sense_doc d;
    sense_doc_make_words(a, &article, &d);
    article.text = without_capitals(a, &d);
    sense_doc_make_words(a, &article, &d);
    for (uint32_t i = 0; i < d.token_count; i++) {
        if (is_modal_to_come(&d, i)) {
            what = SENSE_TITLE_FORETELLS;
            break;
        }
        if (!is_verb(&d, i))
            continue;
        if (sense_lemma_in(&d, i, speaks)) { /* of what is said it tells nothing */
            said = true;
            continue;
        }
        if (what == SENSE_TITLE_NAMES && is_plan(&d, i))
            what = SENSE_TITLE_FORETELLS;
        else if (!(i > 0 && tag_at(&d, i - 1) == XPOS_TO))
            what = SENSE_TITLE_TELLS;
    }
    arena_back(a, scratch);
    return what == SENSE_TITLE_NAMES && said ? SENSE_TITLE_TELLS : what;
}
