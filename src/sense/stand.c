/* stand.c: can a sentence be read without the one before?
 *
 * Not where it begins with a word that points back or joins ("He", "But"), where its subject does
 * later on ("In May he", "Half of it"), where it goes on with a quotation or closes one, where
 * nobody but a pronoun is said to speak, or where its verb stands for one that was said before. In
 * other languages than English leaning.c knows such words. */
#include "sense/find.h"

static const char *const back_pointers[] = {
    "he",     "she",  "it",    "they", "him",   "her",   "his",   "hers", "its",     "their",
    "theirs", "them", "this",  "that", "these", "those", "such",  "both", "neither", "another",
    "others", "here", "there", "i",    "we",    "my",    "our",   "me",   "us",      "you",
    "your",   "one",  "none",  "some", "who",   "which", "whose", NULL};
static const char *const connectives[] = {
    "but",          "and",          "or",           "so",          "yet",        "nor",
    "however",      "therefore",    "thus",         "hence",       "moreover",   "furthermore",
    "also",         "besides",      "meanwhile",    "instead",     "otherwise",  "still",
    "then",         "later",        "nevertheless", "nonetheless", "too",        "additionally",
    "consequently", "similarly",    "likewise",     "afterwards",  "afterward",  "earlier",
    "elsewhere",    "finally",      "indeed",       "rather",      "conversely", "accordingly",
    "again",        "subsequently", "else",         "because",     "plus",       "perhaps",
    "maybe",        "yes",          "no",           "well",        NULL};

/* Inside a quotation that was opened in its own or the two sentences before; a mark that stands
 * open for longer is a stray one, as are apostrophes taken for marks. */
static bool in_quotation(const struct sense_doc *d, uint32_t token)
{
    if (!(d->tokens[token].flags & TOK_IN_QUOTES))
        return false;
    uint32_t sentence = d->tokens[token].sentence,
             from = d->sentences[sentence > 1 ? sentence - 2 : 0].from;
    for (uint32_t i = token; i-- > from;)
        if (d->tokens[i].flags & TOK_QUOTE_OPEN)
            return true;
    return false;
}

/* Closes a quotation that it did not open: the last of several quoted sentences. */
static bool ends_quotation(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (d->tokens[i].flags & (TOK_QUOTE_OPEN | TOK_QUOTE_CLOSE))
            return (d->tokens[i].flags & TOK_QUOTE_CLOSE) != 0;
    return false;
}

/* Does the phrase end with a pronoun: "of it", "of this" (but not "of this town")? */
static bool is_of_pronoun(const struct sense_doc *d, uint32_t of, uint32_t to)
{
    static const char *const wholes[] = {"it", "them", NULL};
    static const char *const pointers[] = {"this", "that", "these", "those", NULL};
    if (of + 2 >= to || !sense_norm_is(d, of, STR("of")))
        return false;
    uint8_t next = d->tokens[of + 2].upos;
    return sense_norm_in(d, of + 1, wholes) ||
           (sense_norm_in(d, of + 1, pointers) &&
            (next == SENSE_VERB || next == SENSE_AUX || next == SENSE_PUNCT));
}

/* A pronoun as subject of the first clause, before any name: "In May he ..."; or as what the
 * subject is of: "Half of it ...", "The logic of this ...". */
static bool has_early_pronoun(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    static const char *const subjects[] = {"he",  "she", "they",  "it", "him",
                                           "his", "her", "their", NULL};
    for (uint32_t k = from; k < to && k < from + 8; k++) {
        if (d->tokens[k].name >= 0)
            return false;
        if (is_of_pronoun(d, k + 1, to))
            return true;
        if (d->tokens[k].upos == SENSE_NOUN)
            return false;
        if (sense_norm_in(d, k, subjects))
            return true;
    }
    return false;
}

/* "The number, he said, had been raised": who said it is not in the sentence. */
static bool has_speaker_pronoun(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    static const char *const says[] = {"say", "add", "warn", "explain", "tell", "note", NULL};
    for (uint32_t k = from; k + 1 < to; k++) {
        const struct sense_token *t = &d->tokens[k];
        if (t->name >= 0 && d->names[t->name].kind == ENTITY_PERSON)
            return false;
        if (k > from && sense_norm_in(d, k, (const char *const[]){"he", "she", "they", NULL}) &&
            (d->tokens[k - 1].flags & TOK_PUNCT) && sense_lemma_in(d, k + 1, says))
            return true;
    }
    return false;
}

/* "The school bus does, from the church.": what it does was said before. */
static bool is_elliptical(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    for (uint32_t k = from; k + 1 < to; k++)
        if (d->tokens[k].upos == SENSE_VERB || d->tokens[k].upos == SENSE_AUX)
            return sense_lemma_in(d, k, (const char *const[]){"do", NULL}) &&
                   (d->tokens[k + 1].flags & TOK_PUNCT) != 0;
    return false;
}

bool sense_stands_alone(const struct sense_doc *d, uint32_t sentence)
{
    const struct sense_sentence *s = &d->sentences[sentence];
    uint32_t i = s->body_from;
    bool quote = false;
    while (i < s->to && d->tokens[i].flags & TOK_PUNCT)
        quote |= (d->tokens[i++].flags & TOK_QUOTE_OPEN) != 0;
    if (i >= s->to)
        return false;
    if (d->english && (sense_norm_in(d, i, back_pointers) || sense_norm_in(d, i, connectives))) {
        /* "This week" points to the day of the article. */
        static const char *const times[] = {"week",   "month",   "year",   "morning",
                                            "season", "weekend", "summer", "winter",
                                            "spring", "autumn",  NULL};
        bool time = i + 1 < s->to && sense_norm_in(d, i, (const char *const[]){"this", NULL}) &&
                    sense_norm_in(d, i + 1, times);
        if (!time)
            return false;
    }
    char first = d->text.p[d->tokens[i].span.at];
    if (is_lower(first) || quote || in_quotation(d, i) || ends_quotation(d, i, s->to))
        return false;
    if (!d->english && sense_leans(d, sentence))
        return false;
    return !d->english || !(has_early_pronoun(d, i, s->to) || has_speaker_pronoun(d, i, s->to) ||
                            is_elliptical(d, i, s->to));
}
