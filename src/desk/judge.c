/* judge: the first judgement of a comment, before anybody has seen it. Plain rules, each with its
 * reason in words: a person reads the reason and has the last word. Nothing is thrown away: what is
 * doubtful waits. Pure. */
#include "desk/internal.h"
#include "text/text.h"

enum {
    LINKS_MOST = 4,      /* more than these wait, whoever sends them */
    WORDS_A_LINK = 4,    /* fewer words to a link: it is an advertisement */
    CAPITALS_LEAST = 20, /* letters, from which shouting is told */
    CAPITALS_PERCENT = 70,
    RUN_MOST = 12, /* of one character */
};

/* Insults and abuse of persons, in English; more in the block words of a desk. */
static const char *const abuse[] = {
    "arsehole", "asshole", "bastard", "bastards",      "bitch",         "cunt",
    "dickhead", "fuck",    "fucker",  "fucking",       "idiot",         "idiots",
    "imbecile", "moron",   "morons",  "motherfucker",  "prick",         "retard",
    "retarded", "scum",    "scumbag", "shithead",      "slut",          "twat",
    "vermin",   "wanker",  "whore",   "kill yourself", "hang yourself", "shut your mouth",
};

uint32_t desk_body_links(const struct body *b)
{
    uint32_t n = 0;
    for (size_t i = 0; i < b->n; i++)
        n += b->ops[i].kind == BODY_OPEN && b->ops[i].tag == BODY_a;
    return n;
}

struct str desk_judge_words(struct arena *a, struct str source)
{
    struct buf out;
    buf_arena(&out, a, 4 * DESK_COMMENT_MOST + 64);
    buf_char(&out, ' ');
    desk_words(&out, a, source); /* each word with a space behind it */
    return buf_str(&out);
}

/* Does the phrase stand in `words` (" one two ") as whole words? */
static bool has_phrase(struct arena *a, struct str words, struct str phrase)
{
    struct str folded = desk_judge_words(a, phrase);
    return folded.n > 1 && str_find(words, folded) != SIZE_MAX;
}

static bool shouts(struct str s)
{
    uint32_t upper = 0, lower = 0;
    for (size_t i = 0; i < s.n; i++) {
        upper += s.p[i] >= 'A' && s.p[i] <= 'Z';
        lower += s.p[i] >= 'a' && s.p[i] <= 'z';
    }
    return upper + lower >= CAPITALS_LEAST && upper * 100 >= (upper + lower) * CAPITALS_PERCENT;
}

static bool has_run(struct str s)
{
    size_t run = 1;
    for (size_t i = 1; i < s.n; i++) {
        run = s.p[i] == s.p[i - 1] && s.p[i] != ' ' && s.p[i] != '-' && s.p[i] != '=' ? run + 1 : 1;
        if (run > RUN_MOST)
            return true;
    }
    return false;
}

static uint32_t count_words(struct str words)
{
    uint32_t n = 0;
    for (size_t i = 1; i < words.n; i++)
        n += words.p[i] == ' ' && words.p[i - 1] != ' ';
    return n;
}

bool desk_judge(struct arena *a, const struct desk_judge_facts *f, struct str *ret_why)
{
    struct str words = desk_judge_words(a, f->source);
    for (size_t i = 0; i < f->block_count; i++)
        if (has_phrase(a, words, f->block[i])) {
            *ret_why = str_fmt(a, "blocked word: %.*s", STR_ARG(f->block[i]));
            return false;
        }
    for (size_t i = 0; i < sizeof abuse / sizeof *abuse; i++)
        if (has_phrase(a, words, str_c(abuse[i]))) {
            *ret_why = str_fmt(a, "abusive words: %s", abuse[i]);
            return false;
        }
    const char *why = NULL;
    if (f->links > LINKS_MOST)
        why = "many links";
    else if (f->links && count_words(words) < f->links * WORDS_A_LINK)
        why = "hardly more than links";
    else if (f->links && !f->linked_before)
        why = "the first link of this account";
    else if (f->said_before)
        why = "the same text was sent before";
    else if (shouts(f->source))
        why = "mostly capitals";
    else if (has_run(f->source))
        why = "one character over and over";
    if (why)
        *ret_why = str_c(why);
    return why == NULL;
}
