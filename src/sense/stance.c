/* stance.c: what a speaker does with what is said: says, denies, promises ...
 *
 * The cue's own word decides ("denied", "vowed"). Where it only says, the first clause of what is
 * said is asked, if its subject is the speaker: "she had never seen it" denies, "it would pay"
 * promises. To reject what was asked for denies nothing. */
#include "sense/quoting.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct stance_word {
    const char *lemma;
    enum stance stance;
} stance_words[] = {
    {"deny", STANCE_DENIES},        {"denial", STANCE_DENIES},
    {"rejection", STANCE_DENIES},   {"rebuttal", STANCE_DENIES},
    {"refutation", STANCE_DENIES},  {"disagreement", STANCE_DENIES},
    {"reject", STANCE_DENIES},      {"dismiss", STANCE_DENIES},
    {"refute", STANCE_DENIES},      {"dispute", STANCE_DENIES},
    {"rebut", STANCE_DENIES},       {"disavow", STANCE_DENIES},
    {"contradict", STANCE_DENIES},  {"disagree", STANCE_DENIES},
    {"repudiate", STANCE_DENIES},   {"contest", STANCE_DENIES},
    {"accuse", STANCE_ACCUSES},     {"blame", STANCE_ACCUSES},
    {"allege", STANCE_ACCUSES},     {"charge", STANCE_ACCUSES},
    {"allegation", STANCE_ACCUSES}, {"accusation", STANCE_ACCUSES},
    {"confirm", STANCE_CONFIRMS},   {"acknowledge", STANCE_CONFIRMS},
    {"admit", STANCE_CONFIRMS},     {"concede", STANCE_CONFIRMS},
    {"verify", STANCE_CONFIRMS},    {"corroborate", STANCE_CONFIRMS},
    {"doubt", STANCE_DOUBTS},       {"question", STANCE_DOUBTS},
    {"wonder", STANCE_DOUBTS},      {"suspect", STANCE_DOUBTS},
    {"promise", STANCE_PROMISES},   {"pledge", STANCE_PROMISES},
    {"vow", STANCE_PROMISES},       {"guarantee", STANCE_PROMISES},
    {"swear", STANCE_PROMISES},     {"threaten", STANCE_PROMISES},
    {"undertake", STANCE_PROMISES}, {"ask", STANCE_ASKS},
    {"urge", STANCE_ASKS},          {"demand", STANCE_ASKS},
    {"request", STANCE_ASKS},       {"appeal", STANCE_ASKS},
    {"plead", STANCE_ASKS},         {"beg", STANCE_ASKS},
    {"inquire", STANCE_ASKS},
};

static bool stance_of_lemma(struct str lemma, enum stance *ret)
{
    for (size_t k = 0; k < sizeof stance_words / sizeof *stance_words; k++)
        if (str_eq(lemma, str_c(stance_words[k].lemma))) {
            *ret = stance_words[k].stance;
            return true;
        }
    return false;
}

/* "We strongly reject ...", "I promise ...": the quoted words do what they name. */
static enum stance stance_of_words(const struct quoting *q, const struct pending *p)
{
    const struct sense_doc *d = q->d;
    enum stance stance;
    uint32_t i = p->first_content, end = i + 7 < p->last_content ? i + 7 : p->last_content;
    while (i < end && !sense_norm_in(d, i, (const char *const[]){"i", "we", NULL}))
        i++;
    for (i++; i < end; i++) {
        if (d->tokens[i].upos != SENSE_VERB)
            continue;
        /* "We cannot deny that": it is so. */
        bool negated = d->tokens[i].chunk >= 0 && d->chunks[d->tokens[i].chunk].negated;
        if (!negated && stance_of_lemma(d->tokens[i].lemma, &stance) && stance != STANCE_ASKS &&
            !sense_lemma_in(d, i, WORDS("disagree")))
            return stance;
        break;
    }
    return STANCE_SAYS;
}

/* "refused to concede": the word at i is not done. */
static bool is_refused(const struct sense_doc *d, uint32_t i)
{
    static const char *const refusing[] = {"refuse", "decline", "fail", NULL};
    return i >= 2 && sense_norm_in(d, i - 1, WORDS("to")) && sense_lemma_in(d, i - 2, refusing);
}

/* "An injury doubt", "the main suspect": no verb, and nobody doubts. */
static bool is_noun_only(const struct sense_doc *d, uint32_t i)
{
    return d->tokens[i].upos == SENSE_NOUN &&
           sense_lemma_in(d, i, WORDS("doubt", "suspect", "question", "wonder"));
}

/* From the cue's words: the strongest word wins; "did not deny" and the like say nothing sure. */
static enum stance cue_stance(const struct quoting *q, const struct pending *p)
{
    const struct sense_doc *d = q->d;
    enum stance stance;
    for (uint32_t i = p->cue_from; i < p->cue_to; i++) {
        if (sense_norm_in(d, i, (const char *const[]){"neither", NULL}))
            return STANCE_SAYS; /* "neither confirmed nor denied" */
        int32_t chunk = d->tokens[i].chunk;
        /* "Could be rejected by the court": it is not yet. */
        bool undone = chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB &&
                      (d->chunks[chunk].negated || d->chunks[chunk].modal);
        if (is_noun_only(d, i))
            continue;
        if (stance_of_lemma(d->tokens[i].lemma, &stance))
            return undone || is_refused(d, i) ? STANCE_SAYS : stance;
        if (sense_lemma_in(d, i, (const char *const[]){"call", NULL}) && i + 1 < p->cue_to &&
            sense_norm_in(d, i + 1, (const char *const[]){"for", "on", NULL}))
            return STANCE_ASKS;
        if (sense_lemma_in(d, i, (const char *const[]){"push", NULL}) && i + 1 < p->cue_to &&
            sense_norm_in(d, i + 1, (const char *const[]){"back", NULL}))
            return STANCE_DENIES;
    }
    return stance_of_words(q, p);
}

/* ---- what the first clause of what is said does ---- */

struct clause { /* its subject and verb */
    bool self;  /* the speaker speaks of himself, in a pronoun */
    bool it;    /* the pronoun is "it" or "they" */
    uint32_t after;
    const struct sense_chunk *verb; /* NULL: none near */
};

static struct clause first_clause(const struct quoting *q, const struct pending *p,
                                  reading_index speaker)
{
    const struct sense_doc *d = q->d;
    uint32_t i = p->first_content, end = p->last_content;
    while (i < end && (d->tokens[i].flags & TOK_PUNCT || sense_norm_in(d, i, WORDS("that"))))
        i++;
    struct clause c = {.after = i};
    if (i >= end)
        return c;
    c.it = sense_norm_in(d, i, WORDS("it", "they"));
    reading_index who = sense_entity_at(d, d->tokens[i].span);
    c.self = sense_norm_in(d, i, WORDS("i", "we")) ||
             ((c.it || sense_norm_in(d, i, WORDS("he", "she"))) && (who < 0 || who == speaker));
    for (uint32_t k = i; k < end && k < i + 8 && !c.verb; k++) {
        int32_t chunk = d->tokens[k].chunk;
        if (d->tokens[k].xpos == XPOS_COMMA || (c.self && k > i + 3))
            break;
        if (chunk >= 0 && d->chunks[chunk].kind == CHUNK_VERB &&
            d->chunks[chunk].tense != TENSE_NONE)
            c.verb = &d->chunks[chunk];
    }
    c.after = c.verb ? c.verb->to : i;
    return c;
}

static bool chunk_has(const struct sense_doc *d, const struct sense_chunk *c,
                      const char *const *words)
{
    for (uint32_t i = c->from; i < c->to; i++)
        if (sense_norm_in(d, i, words))
            return true;
    return false;
}

/* "she had never seen it", "it has nothing to do with it"; insisting that not, or that no ... is.
 */
static bool denies_itself(const struct quoting *q, const struct pending *p, const struct clause *c)
{
    const struct sense_doc *d = q->d;
    bool insists =
        sense_lemma_in(d, p->cue_to - 1, WORDS("insist", "maintain", "swear", "protest"));
    uint32_t first = p->first_content + sense_norm_in(d, p->first_content, WORDS("that"));
    if (!c->verb)
        return false;
    if (insists)
        return c->verb->negated ||
               sense_norm_in(d, first, WORDS("no", "nothing", "nobody", "none", "neither")) ||
               (c->after < p->last_content &&
                sense_norm_in(d, c->after, WORDS("no", "nothing", "nobody", "none")));
    bool nothing = c->after + 3 < p->last_content && sense_norm_in(d, c->after, WORDS("nothing")) &&
                   sense_norm_in(d, c->after + 2, WORDS("do"));
    /* "She had never seen a recovery like it" marvels. */
    bool marvels = false;
    for (uint32_t i = c->after; i < p->last_content && i < c->after + 7; i++)
        marvels |= sense_norm_in(d, i, WORDS("like", "so"));
    if (marvels && sense_lemma_in(d, c->verb->head, WORDS("see", "hear", "feel", "experience")))
        return false;
    return c->self && (nothing || (chunk_has(d, c->verb, WORDS("never")) &&
                                   chunk_has(d, c->verb, WORDS("have", "has", "had", "did"))));
}

/* "he did not know of it", "she was not aware", "I had no part in it", "we did nothing wrong". */
static bool disowns(const struct quoting *q, const struct pending *p, const struct clause *c)
{
    static const char *const states[] = {"aware",     "involved", "responsible", "guilty",
                                         "complicit", "behind",   NULL};
    static const char *const shares[] = {"knowledge",   "part",  "role", "hand",
                                         "involvement", "links", "ties", "connection",
                                         "dealings",    NULL};
    static const char *const wrong[] = {"wrong", "illegal", "improper", "unlawful", NULL};
    const struct sense_doc *d = q->d;
    uint32_t i = c->after, end = p->last_content;
    if (!c->self || !c->verb || i + 1 >= end || c->verb->modal)
        return false;
    uint32_t verb = c->verb->head;
    bool no = sense_norm_in(d, i, WORDS("no")), nothing = sense_norm_in(d, i, WORDS("nothing"));
    if (sense_lemma_in(d, verb, WORDS("have")) && no)
        return sense_norm_in(d, i + 1, shares);
    if (sense_lemma_in(d, verb, WORDS("do")) && nothing)
        return sense_norm_in(d, i + 1, wrong);
    if (!c->verb->negated)
        return false;
    if (sense_lemma_in(d, verb, WORDS("know")))
        return sense_norm_in(d, i, WORDS("of", "about"));
    /* "I'm not aware anybody has ever done that" */
    bool knows_none = c->verb->tense == TENSE_PRESENT && sense_norm_in(d, i, WORDS("aware")) &&
                      !sense_norm_in(d, i + 1, WORDS("of"));
    return (sense_lemma_in(d, verb, WORDS("be")) && sense_norm_in(d, i, states) && !knows_none) ||
           (sense_lemma_in(d, verb, WORDS("involve")) && c->verb->passive) ||
           (sense_lemma_in(d, verb, WORDS("be")) && sense_norm_in(d, i, WORDS("to")) &&
            sense_norm_in(d, i + 1, WORDS("blame")));
}

/* "it would pay", "we will mend it": but not what happens to one, or what one would like. */
static bool promises_itself(const struct quoting *q, const struct clause *c)
{
    static const char *const states[] = {"be",   "like", "have",   "need",   "love",  "see",
                                         "know", "cost", "think",  "rather", "mean",  "depend",
                                         "miss", "take", "prefer", "become", "seem",  "remember",
                                         "lose", "die",  "want",   "feel",   "sound", NULL};
    /* "it would rain", "it would help": not the speaker, as a rule */
    static const char *const of_things[] = {
        "rain", "snow", "help",    "cause",  "lead",  "create", "bring",  "rise", "fall",
        "hit",  "last", "require", "happen", "work",  "prove",  "affect", "make", "reach",
        "come", "go",   "get",     "grow",   "cover", "remain", NULL};
    const struct sense_doc *d = q->d;
    if (c->it && c->verb && sense_lemma_in(d, c->verb->head, of_things))
        return false;
    if (!c->self || !c->verb || c->verb->negated || c->verb->passive ||
        c->verb->head + 1 != c->verb->to || sense_lemma_in(d, c->verb->head, states))
        return false;
    bool quoted = q->speech.marks[c->verb->head] != MARK_NONE;
    return c->verb->from < c->verb->head &&
           sense_norm_in(d, c->verb->from,
                         quoted ? WORDS("will", "'ll", "shall") : WORDS("will", "would", "'ll"));
}

/* "tourers had ignored two barriers", "he lied": somebody else's wrong is told of. */
static bool accuses_others(const struct sense_doc *d, const struct clause *c)
{
    static const char *const wrongs[] = {"lie",        "cheat",   "steal",   "bribe",    "betray",
                                         "mislead",    "falsify", "forge",   "ignore",   "violate",
                                         "conceal",    "deceive", "rig",     "embezzle", "torture",
                                         "sabotage",   "defraud", "smuggle", "abuse",    "mistreat",
                                         "plagiarise", "harass",  "swindle", NULL};
    return c->verb && !c->self && !c->verb->negated && !c->verb->modal &&
           !(c->after < d->token_count &&
             sense_norm_in(d, c->after, WORDS("nobody", "nothing", "none", "no"))) &&
           c->verb->tense != TENSE_FUTURE && sense_lemma_in(d, c->verb->head, wrongs);
}

/* What is asked for: who turns it down says nothing of the truth of anything. */
static bool is_request(const struct quoting *q, const struct pending *p, bool asked)
{
    static const char *const requests[] = {
        "request", "requests",   "appeal",       "appeals",   "application", "petition", "demand",
        "demands", "call",       "calls",        "motion",    "plea",        "pleas",    "bail",
        "bid",     "invitation", "applications", "petitions", "motions",     NULL};
    const struct sense_doc *d = q->d;
    uint32_t i = p->first_content;
    if (p->last_content <= i + 1)
        return asked && sense_norm_in(d, i, WORDS("this", "that", "it", "these", "them"));
    int32_t chunk = d->tokens[i].chunk;
    return chunk >= 0 && d->chunks[chunk].kind == CHUNK_NOUN &&
           sense_norm_in(d, d->chunks[chunk].head, requests);
}

/* What such a noun names can be true or not. */
static const char *const matters[] = {"charge",
                                      "claim",
                                      "allegation",
                                      "accusation",
                                      "assertion",
                                      "report",
                                      "suggestion",
                                      "notion",
                                      "criticism",
                                      "critique",
                                      "assessment",
                                      "rumor",
                                      "rumour",
                                      "story",
                                      "account",
                                      "theory",
                                      "argument",
                                      "contention",
                                      "comparison",
                                      "speculation",
                                      "finding",
                                      "conclusion",
                                      "statement",
                                      "comment",
                                      "remark",
                                      "complaint",
                                      "concern",
                                      "fear",
                                      "insinuation",
                                      "implication",
                                      "version",
                                      "narrative",
                                      "role",
                                      "involvement",
                                      "wrongdoing",
                                      "responsibility",
                                      "link",
                                      "knowledge",
                                      "guilt",
                                      "liability",
                                      "blame",
                                      "connection",
                                      "tie",
                                      "warning",
                                      "prediction",
                                      "estimate",
                                      "figure",
                                      "view",
                                      "talk",
                                      "evidence",
                                      "testimony",
                                      "description",
                                      "excuse",
                                      "myth",
                                      "lie",
                                      "premise",
                                      "position",
                                      "characterization",
                                      "interpretation",
                                      "accounts",
                                      "verdict",
                                      "study",
                                      "analysis",
                                      "denial",
                                      "toll",
                                      NULL};

static bool is_of_matter(const struct sense_doc *d, uint32_t i)
{
    return d->tokens[i].upos == SENSE_NOUN && sense_lemma_in(d, i, matters) &&
           !sense_norm_in(d, i, WORDS("talks", "ties"));
}

/* Token behind the noun group that begins at i; i where none does. */
static uint32_t group_end(const struct sense_doc *d, uint32_t i)
{
    int32_t c = d->tokens[i].chunk;
    return c >= 0 && d->chunks[c].kind == CHUNK_NOUN ? d->chunks[c].to : i;
}

/* "The offer as too low" is turned down, "it as a joke" and "the story as untrue" are denied. */
static bool is_called_untrue(const struct quoting *q, const struct pending *p)
{
    static const char *const untrue[] = {"false",      "untrue",     "baseless",  "unfounded",
                                         "groundless", "fabricated", "nonsense",  "lie",
                                         "lies",       "inaccurate", "invention", "misleading",
                                         "fiction",    "propaganda", NULL};
    const struct sense_doc *d = q->d;
    bool as = false, dismissed = false;
    for (uint32_t i = p->cue_from; i < p->cue_to; i++)
        dismissed |= sense_lemma_in(d, i, WORDS("dismiss"));
    dismissed |= sense_norm_in(d, p->first_content, WORDS("it", "this", "that", "these"));
    for (uint32_t i = p->first_content + 1; i < p->last_content && i < p->first_content + 14; i++) {
        as |= i < p->first_content + 12 && sense_norm_in(d, i, WORDS("as"));
        if (as && (dismissed || sense_norm_in(d, i, untrue)))
            return true;
    }
    return false;
}

/* What can be true or not: a clause, what is quoted, or what such a noun names. */
static bool is_matter(const struct quoting *q, const struct pending *p)
{
    const struct sense_doc *d = q->d;
    uint32_t first = p->first_content, words = p->last_content - first;
    if (sense_norm_in(d, first, WORDS("him", "her", "them", "us", "me", "how", "whether")))
        return false;
    bool this = words == 1 && sense_norm_in(d, first, WORDS("this", "that", "it", "these"));
    if (this || q->speech.marks[first] != MARK_NONE ||
        (words > 1 && sense_norm_in(d, first, WORDS("that", "any"))))
        return true;
    /* "The plan the mayor had drawn up" is no clause. */
    for (uint32_t i = group_end(d, first); i < p->last_content && i < first + 6; i++) {
        if (sense_quoting_finite(d, i, i + 1))
            return true;
        if (group_end(d, first) != first)
            break;
    }
    for (uint32_t i = first; i < p->last_content && i < first + 12; i++)
        if (is_of_matter(d, i))
            return true;
    return is_called_untrue(q, p);
}

static const char *const days[] = {"monday", "tuesday",   "wednesday", "thursday",
                                   "friday", "saturday",  "sunday",    "last",
                                   "this",   "yesterday", "today",     NULL};

/* "Denied it entry", "denied the town the money", "denied her a visa": keeps it from somebody. */
static bool keeps_from(const struct quoting *q, const struct pending *p)
{
    static const char *const goods[] = {
        "access",  "entry",    "visa",        "bail",        "permission", "permit",
        "status",  "parole",   "leave",       "asylum",      "treatment",  "service",
        "funding", "benefit",  "coverage",    "opportunity", "chance",     "licence",
        "license", "clemency", "extradition", "right",       "admission",  "care",
        "aid",     "victory",  "goal",        "penalty",     NULL};
    const struct sense_doc *d = q->d;
    uint32_t i = p->first_content;
    if (sense_norm_in(d, i, WORDS("him", "us", "me")))
        return true;
    uint32_t next = i < p->last_content ? group_end(d, i) : i;
    if (next == i || is_of_matter(d, next - 1) || sense_norm_in(d, i, WORDS("any")) ||
        (next < p->last_content && sense_quoting_finite(d, next, next + 1)))
        return false; /* "denied claims he took bribes", "denied the treatment had harmed anyone" */
    if (sense_lemma_in(d, d->chunks[d->tokens[i].chunk].head, goods))
        return true;
    if (next >= p->last_content || group_end(d, next) == next ||
        d->chunks[d->tokens[next].chunk].from != next || sense_norm_in(d, next, days))
        return false;
    uint32_t behind = group_end(d, next);
    return !(behind < p->last_content && sense_quoting_finite(d, behind, behind + 1));
}

/* "The team was denied a penalty": what stands behind the passive verb is kept from it. */
static bool is_kept_from(const struct sense_doc *d, uint32_t i)
{
    uint32_t end = d->sentences[d->tokens[i].sentence].to;
    return d->tokens[i].chunk >= 0 && d->chunks[d->tokens[i].chunk].passive && i + 1 < end &&
           group_end(d, i + 1) > i + 1 && !sense_norm_in(d, i + 1, days);
}

/* "The judge dismissed the charges": a court that turns down what it was asked denies nothing. */
static bool is_ruling(const struct quoting *q, const struct pending *p)
{
    static const char *const courts[] = {"judge",  "judges",     "court",    "courts", "jury",
                                         "jurors", "magistrate", "tribunal", NULL};
    const struct sense_doc *d = q->d;
    bool court = false, asked = false;
    for (uint32_t i = p->source_from; i < p->source_to; i++)
        court |= sense_norm_in(d, i, courts);
    for (uint32_t i = p->first_content; court && i < p->last_content; i++) {
        if (sense_norm_in(d, i, WORDS("that")))
            return false;
        asked |= sense_lemma_in(d, i, WORDS("charge", "case", "suit", "complaint", "count"));
    }
    return asked;
}

/* Does the denial deny that something is so? To reject a plan, to dismiss a man, to deny somebody
 * entry does not. */
static bool denies_matter(const struct quoting *q, const struct pending *p)
{
    static const char *const turning[] = {"reject",      "rejection",    "dismiss", "dismissal",
                                          "disavow",     "repudiate",    "push",    "disagree",
                                          "repudiation", "disagreement", "contest", NULL};
    for (uint32_t i = p->cue_from; i < p->cue_to; i++) {
        if (sense_lemma_in(q->d, i, turning)) /* "She disagrees: ..." tells why */
            return (p->first_content > p->cue_to || is_matter(q, p)) && !is_ruling(q, p);
        if (sense_lemma_in(q->d, i, WORDS("deny")))
            return !keeps_from(q, p) && !is_kept_from(q->d, i);
    }
    return true;
}

/* "The union disputes that: 700 have left": what stands behind the colon is not what is disputed.
 */
static bool tells_why(const struct quoting *q, const struct pending *p)
{
    return p->fixed && p->first_content > p->cue_to &&
           sense_norm_in(q->d, p->first_content - 1, WORDS(":"));
}

enum stance sense_quoting_stance(const struct quoting *q, const struct pending *p,
                                 reading_index speaker, bool asked)
{
    static const char *const says[] = {
        "say",      "tell",  "add",   "write",   "announce", "insist",  "state", "repeat",
        "maintain", "swear", "reply", "declare", "stress",   "protest", "argue", NULL};
    enum stance stance = cue_stance(q, p);
    if (tells_why(q, p))
        return STANCE_SAYS;
    if (sense_quoting_pleads(q, p))
        return STANCE_DENIES;
    if (stance == STANCE_DENIES && (is_request(q, p, asked) || !denies_matter(q, p)))
        return STANCE_SAYS;
    if (stance != STANCE_SAYS || p->cue_from >= p->cue_to)
        return stance;
    bool plain = false;
    for (uint32_t i = p->cue_from; i < p->cue_to; i++)
        plain |= sense_lemma_in(q->d, i, says) &&
                 !(q->d->tokens[i].chunk >= 0 && q->d->chunks[q->d->tokens[i].chunk].negated);
    if (sense_quoting_untrue(q, p, speaker, plain))
        return STANCE_DENIES;
    if (!plain || p->fixed)
        return stance;
    struct clause c = first_clause(q, p, speaker);
    return denies_itself(q, p, &c) || disowns(q, p, &c) ? STANCE_DENIES
           : promises_itself(q, &c)                     ? STANCE_PROMISES
           : accuses_others(q->d, &c)                   ? STANCE_ACCUSES
                                                        : STANCE_SAYS;
}
