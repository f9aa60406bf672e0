/* doc.c: makes the analysed document, stage by stage, and answers what is asked of it. */
#include "sense/internal.h"
#include "sense/model.h"

const char *const sense_upos_names[SENSE_UPOS_COUNT] = {
    "X",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};
const char *const sense_xpos_names[XPOS_COUNT] = {
    "",    "ADD", "AFX", "CC",  "CD", "DT",  "EX",   "FW",  "GW",    "HYPH",  "IN",  "JJ",   "JJR",
    "JJS", "LS",  "MD",  "NFP", "NN", "NNP", "NNPS", "NNS", "PDT",   "POS",   "PRP", "PRP$", "RB",
    "RBR", "RBS", "RP",  "SYM", "TO", "UH",  "VB",   "VBD", "VBG",   "VBN",   "VBP", "VBZ",  "WDT",
    "WP",  "WP$", "WRB", "``",  "''", ",",   ".",    ":",   "-LRB-", "-RRB-", "$"};

static bool is_word(struct str s, const char *word)
{
    size_t i = 0;
    while (i < s.n && word[i] == s.p[i] && word[i])
        i++;
    return i == s.n && word[i] == '\0';
}

bool sense_norm_in(const struct sense_doc *d, uint32_t token, const char *const *words)
{
    struct str s = d->tokens[token].norm;
    for (; s.n && *words; words++)
        if (**words == s.p[0] && is_word(s, *words))
            return true;
    return false;
}

bool sense_is_link(const struct sense_doc *d, uint32_t i)
{
    const struct sense_token *t = &d->tokens[i];
    if (i == 0 || i + 1 >= d->token_count || t[-1].span.end != t->span.at ||
        t->span.end != t[1].span.at)
        return false;
    struct str s = sense_token_str(d, i);
    return str_eq(s, STR("-")) || str_eq(s, STR("\xe2\x80\x90")) || str_eq(s, STR("\xe2\x80\x91"));
}

bool sense_lemma_in(const struct sense_doc *d, uint32_t token, const char *const *words)
{
    struct str s = d->tokens[token].lemma;
    for (; s.n && *words; words++)
        if (**words == s.p[0] && is_word(s, *words))
            return true;
    return false;
}

uint32_t sense_sentence_at(const struct sense_doc *d, uint32_t at)
{
    size_t low = 0, high = d->sentence_count;
    while (low + 1 < high) {
        size_t mid = (low + high) / 2;
        if (d->sentences[mid].span.at <= at)
            low = mid;
        else
            high = mid;
    }
    return (uint32_t)low;
}

uint32_t sense_token_at(const struct sense_doc *d, uint32_t at)
{
    size_t low = 0, high = d->token_count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (d->tokens[mid].span.end > at)
            high = mid;
        else
            low = mid + 1;
    }
    return (uint32_t)low;
}

reading_index sense_entity_at(const struct sense_doc *d, struct span span)
{
    reading_index best = -1;
    uint32_t best_at = 0;
    for (uint32_t i = sense_token_at(d, span.at);
         i < d->token_count && d->tokens[i].span.at < span.end; i++) {
        int32_t name = d->tokens[i].name;
        if (name >= 0 && d->names[name].entity >= 0 && d->names[name].span.at >= best_at) {
            best = d->names[name].entity;
            best_at = d->names[name].span.at;
        }
    }
    if (best >= 0)
        return best;
    /* No name: a pronoun that was resolved. */
    for (size_t e = 0; e < d->entity_count; e++)
        for (size_t m = 0; m < d->entities[e].mention_count; m++) {
            struct mention x = d->entities[e].mentions[m];
            if (x.pronoun && x.span.at < span.end && span.at < x.span.end)
                return (reading_index)e;
        }
    return -1;
}

/* Cuts a text that is too long at the end of a line or, failing that, of a character. */
static struct str cut_text(struct str s)
{
    if (s.n <= SENSE_TEXT_MOST)
        return s;
    struct str head = utf8_cut(s, SENSE_TEXT_MOST);
    size_t line = str_rfind_char(head, '\n');
    return line != SIZE_MAX && line > SENSE_TEXT_MOST / 2 ? str_sub(head, 0, line) : head;
}

static void choose_lang(struct sense_doc *d, const struct article *article)
{
    struct text_lang l = text_lang(d->text.n >= 40 ? d->text : article->title);
    d->lang = str_c(l.code);
    d->lang_sure = l.sure;
    /* What the page says of itself decides what the words leave open. */
    if (l.sure < 0.3 && article->lang.n >= 2) {
        struct str own = str_sub(article->lang, 0, str_find_char(article->lang, '-'));
        d->lang = str_lower(d->arena, own);
        d->lang_sure = 0.3;
    }
    d->english = str_eq(d->lang, STR("en"));
}

enum { TITLE_MOST = 1000 }; /* bytes of a title that are read */

static void title_make(struct sense_doc *d)
{
    struct sense_doc *t = ARENA_NEW(d->arena, struct sense_doc);
    t->arena = d->arena;
    t->article = d->article;
    t->text = utf8_cut(d->article->title, TITLE_MOST);
    t->lang = d->lang;
    t->lang_sure = d->lang_sure;
    t->english = d->english;
    sense_tokens_make(t);
    sense_tags_make(t);
    sense_chunks_make(t);
    d->title = t;
}

void sense_doc_make_words(struct arena *a, const struct article *article, struct sense_doc *ret)
{
    *ret = (struct sense_doc){.arena = a, .article = article, .text = cut_text(article->text)};
    choose_lang(ret, article);
    sense_tokens_make(ret);
    sense_tags_make(ret);
    sense_chunks_make(ret);
}

void sense_doc_make(struct arena *a, const struct article *article, struct sense_doc *ret)
{
    sense_doc_make_words(a, article, ret);
    title_make(ret);
    sense_names_make(ret);
    sense_entities_make(ret);
}
