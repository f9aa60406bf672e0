/* untrue.c: what is only said, and denies: "called the charge baseless", "said the account was
 * wrong", "there is no truth to the rumour", "found no evidence that it leaked", "I did not take a
 * cent".
 *
 * Most denials of the press have no verb of denying. Four kinds are read here, each by the words of
 * what is said alone: a judgement on a matter (a charge, a report, "that"), that there is nothing
 * in a matter, that no evidence of it was found, and that the speaker has not done a deed that
 * people are charged with. Of a thing that is no matter nothing is denied ("called the film
 * nonsense"), nor by what one did not want, know or get. */
#include "sense/quoting.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

enum { PREDICATE_MOST = 5, JUDGED_MOST = 16 };

/* Of whatever they are said, they say that it is not so. */
static const char *const surely[] = {"false",       "untrue",     "baseless",    "unfounded",
                                     "groundless",  "fabricated", "fabrication", "fabrications",
                                     "fictitious",  "lie",        "lies",        "falsehood",
                                     "falsehoods",  "hoax",       "untruths",    "untruth",
                                     "unsupported", "bogus",      "meritless",   NULL};
/* Of a charge or a report only. */
static const char *const of_matters[] = {
    "wrong",     "incorrect",  "inaccurate",  "mistaken",  "misleading",   "nonsense",
    "absurd",    "ridiculous", "ludicrous",   "laughable", "preposterous", "outrageous",
    "rubbish",   "garbage",    "propaganda",  "slander",   "slanderous",   "libel",
    "libellous", "defamatory", "malicious",   "smear",     "smears",       "fiction",
    "fantasy",   "invention",  "inventions",  "motivated", "farce",        "nonsensical",
    "distorted", "unproven",   "unjustified", NULL};
static const char *const matters[] = {
    "charge",      "claim",       "allegation",       "accusation",  "assertion",
    "report",      "suggestion",  "insinuation",      "rumor",       "rumour",
    "story",       "account",     "contention",       "speculation", "statement",
    "version",     "narrative",   "testimony",        "finding",     "conclusion",
    "description", "implication", "characterization", "article",     "indictment",
    "lawsuit",     "complaint",   "notion",           "theory",      NULL};
/* What people are charged with having done. */
static const char *const deeds[] = {
    "take",    "steal",   "pay",       "fire",      "shoot",   "attack",     "kill",      "murder",
    "hit",     "touch",   "harm",      "hurt",      "order",   "threaten",   "lie",       "cheat",
    "bribe",   "mislead", "violate",   "break",     "leak",    "hack",       "interfere", "meddle",
    "collude", "falsify", "forge",     "plant",     "dump",    "pollute",    "abuse",     "assault",
    "hide",    "conceal", "destroy",   "bomb",      "shell",   "target",     "commit",    "cause",
    "poison",  "rape",    "grope",     "harass",    "spy",     "supply",     "smuggle",   "fund",
    "finance", "arm",     "authorise", "authorize", "rig",     "manipulate", "abduct",    "kidnap",
    "torture", "beat",    "insult",    "betray",    "deceive", "launder",    "fake",      "invent",
    "ignore",  "accept",  "put",       "say",       "ask",     "call",       "use",       NULL};

static bool is_untrue(const struct sense_doc *d, uint32_t i, bool matter)
{
    /* "This is the lie that his campaign is built on" accuses. */
    bool the = i > 0 && sense_norm_in(d, i - 1, WORDS("the"));
    return !the && (sense_norm_in(d, i, surely) || (matter && sense_norm_in(d, i, of_matters)));
}

static bool is_turned(const struct sense_doc *d, uint32_t i)
{
    return sense_norm_in(d, i, WORDS("not", "n't", "n\xE2\x80\x99t", "hardly", "never", "no"));
}

/* The end of the noun group that begins at token i, with what hangs on it by "of"; 0 where no
 * charge or report is its head, nor "it" or "that" the whole of it. */
static uint32_t matter_end(const struct sense_doc *d, uint32_t i, uint32_t end, bool *ret_matter)
{
    *ret_matter = false;
    if (sense_norm_in(d, i, WORDS("it", "that", "this", "these", "those", "they")) &&
        (i + 1 >= end || d->tokens[i].chunk < 0 || d->chunks[d->tokens[i].chunk].head == i))
        return i + 1;
    for (uint32_t k = i; k < end && k < i + 8; k++) {
        uint8_t u = d->tokens[k].upos;
        if (u == SENSE_NOUN && sense_lemma_in(d, k, matters) &&
            !(k + 1 < end && d->tokens[k + 1].upos == SENSE_NOUN)) {
            *ret_matter = true;
            return k + 1;
        }
        if (u == SENSE_VERB || u == SENSE_AUX || u == SENSE_ADP || d->tokens[k].flags & TOK_PUNCT)
            return 0;
    }
    return 0;
}

/* "Called the charge baseless", "described the charge that he lied as absurd". */
static bool judges(const struct quoting *q, const struct pending *p)
{
    static const char *const judging[] = {
        "call",  "describe",     "brand",  "label",        "dub",  "term", "denounce",
        "decry", "characterize", "deride", "characterise", "slam", NULL};
    const struct sense_doc *d = q->d;
    bool cue = false, matter, as = false;
    for (uint32_t i = p->cue_from; i < p->cue_to; i++)
        cue |= sense_lemma_in(d, i, judging);
    if (!cue || p->first_content < p->cue_to)
        return false;
    uint32_t i = matter_end(d, p->first_content, p->last_content, &matter), first = i;
    for (; i && i < p->last_content && i < first + JUDGED_MOST; i++) {
        as |= sense_norm_in(d, i, WORDS("as"));
        if (is_turned(d, i) || (!as && i >= first + PREDICATE_MOST))
            as = false;
        else if ((as || i < first + PREDICATE_MOST) && is_untrue(d, i, matter))
            return !is_turned(d, i - 1);
    }
    return false;
}

/* "The account was wrong", "that is not true", "it is a lie": `i` begins the clause. */
static bool says_untrue(const struct sense_doc *d, uint32_t i, uint32_t end)
{
    bool matter;
    uint32_t verb = matter_end(d, i, end, &matter);
    if (!verb)
        return false;
    /* "the rumour that he had resigned was false": the verb of the clause is the last "was" */
    uint32_t be = 0;
    for (uint32_t k = verb; k < end && k < verb + JUDGED_MOST && !be; k++) {
        if (d->tokens[k].xpos == XPOS_COMMA || (k > verb + 1 && !matter))
            return false;
        bool is =
            sense_norm_in(d, k, WORDS("is", "are", "was", "were", "'s", "\xE2\x80\x99s", "'re"));
        bool untrue = false, turned = false;
        for (uint32_t n = k + 1; is && n < end && n <= k + PREDICATE_MOST && !untrue; n++) {
            if (d->tokens[n].xpos == XPOS_COMMA || d->tokens[n].upos == SENSE_VERB)
                break;
            turned |= is_turned(d, n);
            untrue = turned ? sense_norm_in(d, n, WORDS("true", "correct", "accurate"))
                            : is_untrue(d, n, matter);
        }
        be = untrue ? k : 0;
    }
    return be > 0;
}

/* "That never happened", "it did not happen". */
static bool says_not_happened(const struct sense_doc *d, uint32_t i, uint32_t end)
{
    if (!sense_norm_in(d, i, WORDS("that", "it", "this")))
        return false;
    uint32_t verb = i + 1;
    while (verb < end && verb < i + 4 && d->tokens[verb].upos != SENSE_VERB)
        verb++;
    bool turned = false;
    for (uint32_t k = i + 1; k < verb; k++)
        turned |= is_turned(d, k);
    return turned && verb < end && sense_norm_in(d, verb, WORDS("happened", "happen", "occurred"));
}

/* "There is no truth to the rumour", "there was nothing in the charge". */
static bool says_nothing_in_it(const struct sense_doc *d, uint32_t i, uint32_t end)
{
    static const char *const grounds[] = {"truth",    "basis", "foundation", "substance", "merit",
                                          "evidence", "proof", "factual",    "shred",     NULL};
    if (!sense_norm_in(d, i, WORDS("there")) || i + 3 >= end ||
        !sense_norm_in(d, i + 1, WORDS("is", "was", "'s", "\xE2\x80\x99s", "were", "has", "are")))
        return false;
    i += 2 + sense_norm_in(d, i + 2, WORDS("simply", "absolutely", "been"));
    if (i + 1 >= end || !sense_norm_in(d, i, WORDS("no", "not", "zero")))
        return false;
    uint32_t last = i + 3 < end ? i + 3 : end - 1;
    for (uint32_t k = i + 1; k <= last; k++)
        if (sense_norm_in(d, k, grounds))
            return true;
    return false;
}

/* "I did not take a cent", "the army said it had not fired". */
static bool has_not_done(const struct quoting *q, uint32_t i, uint32_t end, reading_index speaker)
{
    const struct sense_doc *d = q->d;
    bool other = sense_norm_in(d, i, WORDS("he", "she", "it", "they"));
    reading_index who = sense_entity_at(d, d->tokens[i].span);
    bool self = sense_norm_in(d, i, WORDS("i", "we")) || (other && (who < 0 || who == speaker));
    bool never = sense_norm_in(d, i + 1, WORDS("never"));
    uint32_t first = i + 1 + (never && d->tokens[i + 1].chunk < 0);
    if (!self || i + 2 >= end || d->tokens[first].chunk < 0)
        return false;
    const struct sense_chunk *c = &d->chunks[d->tokens[first].chunk];
    bool past =
        sense_norm_in(d, i + 1, WORDS("did", "had", "have", "has")) || c->tense == TENSE_PAST;
    return c->kind == CHUNK_VERB && (c->negated || never) && !c->modal && !c->passive &&
           !c->progressive && past && c->head < end && sense_lemma_in(d, c->head, deeds) &&
           !(c->head + 1 < end &&
             sense_norm_in(d, c->head + 1, WORDS("for", "yet", "up", "part", "attention")));
}

/* "Found no evidence that it leaked". */
static bool finds_none(const struct quoting *q, const struct pending *p)
{
    const struct sense_doc *d = q->d;
    uint32_t i = p->first_content;
    i += (d->tokens[i].flags & TOK_PUNCT) != 0;
    bool finds = false;
    for (uint32_t k = p->cue_from; k < p->cue_to; k++)
        finds |= sense_lemma_in(d, k, WORDS("find", "see", "uncover", "have", "cite"));
    return finds && i >= p->cue_to && i + 2 < p->last_content && sense_norm_in(d, i, WORDS("no")) &&
           sense_norm_in(d, i + 1, WORDS("evidence", "proof", "indication")) &&
           sense_norm_in(d, i + 2, WORDS("that", "of"));
}

/* "Pleaded not guilty to fraud", "maintains his innocence": see denials.c. */
bool sense_quoting_pleads(const struct quoting *q, const struct pending *p)
{
    const struct sense_doc *d = q->d;
    bool plea = false;
    for (uint32_t i = p->cue_from; p->fixed && i < p->cue_to; i++)
        plea |= sense_lemma_in(d, i, WORDS("plead"));
    return p->fixed && (plea || sense_norm_in(d, p->last_content - 1, WORDS("innocence")));
}

bool sense_quoting_untrue(const struct quoting *q, const struct pending *p, reading_index speaker,
                          bool plain)
{
    const struct sense_doc *d = q->d;
    uint32_t i = p->first_content, end = p->last_content;
    if (judges(q, p) || finds_none(q, p))
        return true;
    while (
        plain && i < end &&
        (d->tokens[i].flags & TOK_PUNCT ||
         (sense_norm_in(d, i, WORDS("that")) && i + 1 < end && d->tokens[i + 1].upos != SENSE_AUX &&
          d->tokens[i + 1].upos != SENSE_VERB && d->tokens[i].xpos != XPOS_DT)))
        i++;
    return plain && i + 2 < end &&
           (says_untrue(d, i, end) || says_not_happened(d, i, end) ||
            says_nothing_in_it(d, i, end) || has_not_done(q, i, end, speaker));
}
