/* agree_acts.c: the words of agreeing: nouns that name an agreement ("deal"), verbs that make, keep
 * or break one, how far it has come by them, and whether they do so without a noun; and where such
 * a word has another sense ("on good terms", "took over from"). */
#include "sense/forming.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

const char *const sense_agree_nouns[] = {
    "agreement",   "agreements",   "deal",       "deals",       "accord",        "accords",
    "treaty",      "pact",         "memorandum", "memoranda",   "mou",           "mous",
    "ceasefire",   "truce",        "contract",   "contracts",   "settlement",    "protocol",
    "partnership", "merger",       "takeover",   "armistice",   "declaration",   "documents",
    "cease-fire",  "compact",      "alliance",   "lease",       "licence",       "offer",
    "bid",         "approach",     "proposal",   "venture",     "understanding", "terms",
    "talks",       "negotiations", "swap",       "discussions", "bargain",       "compromise",
    "arrangement", "buyout",       "coalition",  "loan",        "charter",       "roadmap",
    "convention",  "letter",       NULL};

/* Of these, papers that are agreements only where they are signed. */
const char *const sense_agree_papers[] = {"charter",   "roadmap",     "compromise", "convention",
                                          "documents", "declaration", NULL};

const char *const sense_agree_moves[] = {"move", "switch", "transfer", "return", NULL};

/* What two who are at odds have, until they end it. */
const char *const sense_agree_quarrels[] = {
    "strike",        "strikes",   "walkout",     "walkouts",
    "stoppage",      "stoppages", "dispute",     "disputes",
    "lockout",       "boycott",   "blockade",    "lawsuit",
    "lawsuits",      "suit",      "row",         "sit-in",
    "feud",          "quarrel",   "war",         "conflict",
    "standoff",      "stand-off", "challenge",   "litigation",
    "differences",   "rivalry",   "hostilities", "impasse",
    "deadlock",      "stalemate", "argument",    "disagreement",
    "disagreements", "fight",     "battle",      "case",
    "claims",        NULL};

static const struct act acts[] = {
    {"sign", AGREEMENT_SIGNED, WITH_NOUN},
    {"ink", AGREEMENT_SIGNED, WITH_NOUN},
    {"seal", AGREEMENT_SIGNED, WITH_NOUN},
    {"conclude", AGREEMENT_SIGNED, WITH_NOUN},
    {"reach", AGREEMENT_SIGNED, WITH_NOUN},
    {"strike", AGREEMENT_SIGNED, WITH_NOUN},
    {"exchange", AGREEMENT_SIGNED, WITH_NOUN},
    {"agree", AGREEMENT_SIGNED, ALONE},
    {"clinch", AGREEMENT_SIGNED, WITH_NOUN},
    {"secure", AGREEMENT_SIGNED, WITH_NOUN},
    {"win", AGREEMENT_SIGNED, WITH_NOUN},
    {"announce", AGREEMENT_SIGNED, WITH_NOUN},
    {"finalise", AGREEMENT_SIGNED, WITH_NOUN},
    {"finalize", AGREEMENT_SIGNED, WITH_NOUN},
    {"award", AGREEMENT_SIGNED, WITH_NOUN},
    {"land", AGREEMENT_SIGNED, WITH_NOUN},
    {"stall", AGREEMENT_PROPOSED, WITH_NOUN},
    {"resume", AGREEMENT_PROPOSED, WITH_NOUN},
    {"hold", AGREEMENT_PROPOSED, WITH_NOUN},
    {"begin", AGREEMENT_PROPOSED, WITH_NOUN},
    {"propose", AGREEMENT_PROPOSED, WITH_NOUN},
    {"negotiate", AGREEMENT_PROPOSED, WITH_NOUN},
    {"discuss", AGREEMENT_PROPOSED, WITH_NOUN},
    {"seek", AGREEMENT_PROPOSED, WITH_NOUN},
    {"offer", AGREEMENT_PROPOSED, WITH_NOUN},
    {"consider", AGREEMENT_PROPOSED, WITH_NOUN},
    {"draft", AGREEMENT_PROPOSED, WITH_NOUN},
    {"near", AGREEMENT_PROPOSED, WITH_NOUN},
    {"ratify", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"implement", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"approve", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"extend", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"renew", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"enforce", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"break", AGREEMENT_BROKEN, WITH_NOUN},
    {"violate", AGREEMENT_BROKEN, WITH_NOUN},
    {"cancel", AGREEMENT_BROKEN, WITH_NOUN},
    {"scrap", AGREEMENT_BROKEN, WITH_NOUN},
    {"terminate", AGREEMENT_BROKEN, WITH_NOUN},
    {"quit", AGREEMENT_BROKEN, WITH_NOUN},
    {"abandon", AGREEMENT_BROKEN, WITH_NOUN},
    {"withdraw", AGREEMENT_BROKEN, WITH_NOUN},
    {"breach", AGREEMENT_BROKEN, WITH_NOUN},
    {"collapse", AGREEMENT_BROKEN, WITH_NOUN},
    {"suspend", AGREEMENT_BROKEN, WITH_NOUN},
    {"tear", AGREEMENT_BROKEN, WITH_NOUN},
    {"prolong", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"initial", AGREEMENT_SIGNED, WITH_NOUN},
    {"initialle", AGREEMENT_SIGNED, WITH_NOUN},
    {"initiall", AGREEMENT_SIGNED, WITH_NOUN},
    {"settle", AGREEMENT_SIGNED, PAIR},
    {"reject", AGREEMENT_PROPOSED, WITH_NOUN},
    {"rebuff", AGREEMENT_PROPOSED, WITH_NOUN},
    {"revoke", AGREEMENT_BROKEN, WITH_NOUN},
    {"renounce", AGREEMENT_BROKEN, WITH_NOUN},
    {"accept", AGREEMENT_SIGNED, WITH_NOUN},
    {"complete", AGREEMENT_SIGNED, WITH_NOUN},
    {"fail", AGREEMENT_BROKEN, WITH_NOUN},
    {"lapse", AGREEMENT_BROKEN, WITH_NOUN},
    {"expire", AGREEMENT_BROKEN, WITH_NOUN},
    {"denounce", AGREEMENT_BROKEN, WITH_NOUN},
    {"end", AGREEMENT_BROKEN, WITH_NOUN},
    {"enter", AGREEMENT_SIGNED, WITH_NOUN},
    {"merge", AGREEMENT_SIGNED, PAIR},
    {"leave", AGREEMENT_BROKEN, WITH_NOUN},
    {"sell", AGREEMENT_SIGNED, PAIR},
    {"lend", AGREEMENT_SIGNED, PAIR},
    {"share", AGREEMENT_SIGNED, JOINTLY},
    {"pool", AGREEMENT_SIGNED, JOINTLY},
    {"cooperate", AGREEMENT_SIGNED, JOINTLY},
    {"lease", AGREEMENT_SIGNED, PAIR},
    {"vote", AGREEMENT_PROPOSED, WITH_NOUN},
    {"dissolve", AGREEMENT_BROKEN, WITH_NOUN},
    {"buy", AGREEMENT_SIGNED, PAIR},
    {"acquire", AGREEMENT_SIGNED, PAIR},
    {"open", AGREEMENT_PROPOSED, WITH_NOUN},
    {"license", AGREEMENT_SIGNED, PAIR},
    {"licence", AGREEMENT_SIGNED, PAIR},
    {"rent", AGREEMENT_SIGNED, PAIR},
    {"charter", AGREEMENT_SIGNED, PAIR},
    {"grant", AGREEMENT_SIGNED, WITH_NOUN},
    {"accede", AGREEMENT_SIGNED, WITH_NOUN},
    {"form", AGREEMENT_SIGNED, WITH_NOUN},
    {"create", AGREEMENT_SIGNED, WITH_NOUN},
    {"establish", AGREEMENT_SIGNED, WITH_NOUN},
    {"launch", AGREEMENT_SIGNED, WITH_NOUN},
    {"pen", AGREEMENT_SIGNED, WITH_NOUN},
    {"forge", AGREEMENT_SIGNED, WITH_NOUN},
    {"cement", AGREEMENT_SIGNED, WITH_NOUN},
    {"cut", AGREEMENT_SIGNED, WITH_NOUN},
    {"do", AGREEMENT_SIGNED, WITH_NOUN},
    {"unveil", AGREEMENT_SIGNED, WITH_NOUN},
    {"ditch", AGREEMENT_BROKEN, WITH_NOUN},
    {"shelve", AGREEMENT_BROKEN, WITH_NOUN},
    {"repudiate", AGREEMENT_BROKEN, WITH_NOUN},
    {"flout", AGREEMENT_BROKEN, WITH_NOUN},
    {"honour", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"honor", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"observe", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"uphold", AGREEMENT_IN_FORCE, WITH_NOUN},
    {"purchase", AGREEMENT_SIGNED, PAIR},
    {"offload", AGREEMENT_SIGNED, PAIR},
    {"divest", AGREEMENT_SIGNED, PAIR},
    {"partner", AGREEMENT_SIGNED, PAIR},
    {"order", AGREEMENT_SIGNED, PAIR},
    {"invest", AGREEMENT_SIGNED, PAIR},
    {"continue", AGREEMENT_PROPOSED, WITH_NOUN},
    {"re-sign", AGREEMENT_SIGNED, WITH_NOUN},
    {"consent", AGREEMENT_SIGNED, ALONE},
    {"pick", AGREEMENT_SIGNED, WITH_NOUN},
    {"choose", AGREEMENT_SIGNED, WITH_NOUN},
    {"select", AGREEMENT_SIGNED, WITH_NOUN},
};

/* "Fell apart", "turned down an offer", "came to terms": a verb, the word behind it, and where that
 * is not enough the words of which one must follow. */
static const struct {
    const char *lemma, *next, *then[3];
    struct act act;
} pairs[] = {
    {"fall", "apart", {NULL}, {"fall", AGREEMENT_BROKEN, WITH_NOUN}},
    {"turn", "down", {NULL}, {"turn", AGREEMENT_PROPOSED, WITH_NOUN}},
    {"come", "to", {"terms"}, {"come", AGREEMENT_SIGNED, WITH_NOUN}},
    {"come", "into", {"force", "effect"}, {"come", AGREEMENT_IN_FORCE, WITH_NOUN}},
    {"walk", "out", {NULL}, {"walk", AGREEMENT_BROKEN, WITH_NOUN}},
    {"call", "off", {NULL}, {"call", AGREEMENT_BROKEN, WITH_NOUN}},
    {"pull", "out", {NULL}, {"pull", AGREEMENT_BROKEN, WITH_NOUN}},
    {"walk", "away", {NULL}, {"walk", AGREEMENT_BROKEN, WITH_NOUN}},
    {"back", "out", {NULL}, {"back", AGREEMENT_BROKEN, WITH_NOUN}},
    {"take", "over", {NULL}, {"take", AGREEMENT_SIGNED, PAIR}},
    {"join", "forces", {NULL}, {"join", AGREEMENT_SIGNED, PAIR}},
    {"team", "up", {NULL}, {"team", AGREEMENT_SIGNED, PAIR}},
    {"make", "peace", {NULL}, {"make", AGREEMENT_SIGNED, PAIR}},
    {"shake", "hands", {NULL}, {"shake", AGREEMENT_SIGNED, PAIR}},
    {"snap", "up", {NULL}, {"buy", AGREEMENT_SIGNED, PAIR}},
    {"gobble", "up", {NULL}, {"buy", AGREEMENT_SIGNED, PAIR}},
    {"scoop", "up", {NULL}, {"buy", AGREEMENT_SIGNED, PAIR}},
    {"link", "up", {NULL}, {"team", AGREEMENT_SIGNED, PAIR}},
    {"pair", "up", {NULL}, {"team", AGREEMENT_SIGNED, PAIR}},
    {"tie", "up", {NULL}, {"team", AGREEMENT_SIGNED, PAIR}},
    {"ti", "up", {NULL}, {"team", AGREEMENT_SIGNED, PAIR}}, /* "tied", as the models have it */
    {"dispose", "of", {NULL}, {"sell", AGREEMENT_SIGNED, PAIR}},
    {"hammer", "out", {NULL}, {"reach", AGREEMENT_SIGNED, WITH_NOUN}},
    {"thrash", "out", {NULL}, {"reach", AGREEMENT_SIGNED, WITH_NOUN}},
    {"work", "out", {NULL}, {"reach", AGREEMENT_SIGNED, WITH_NOUN}},
    {"nail", "down", {NULL}, {"reach", AGREEMENT_SIGNED, WITH_NOUN}},
    {"wrap", "up", {NULL}, {"conclude", AGREEMENT_SIGNED, WITH_NOUN}},
    {"go", "back", {"on"}, {"renege", AGREEMENT_BROKEN, WITH_NOUN}},
    {"break", "off", {NULL}, {"break", AGREEMENT_BROKEN, WITH_NOUN}},
    {"cut", "off", {NULL}, {"break", AGREEMENT_BROKEN, WITH_NOUN}},
    {"renege", "on", {NULL}, {"renege", AGREEMENT_BROKEN, WITH_NOUN}},
    {"rip", "up", {NULL}, {"rip", AGREEMENT_BROKEN, WITH_NOUN}},
    {"bury", "the", {"hatchet"}, {"settle", AGREEMENT_SIGNED, TOGETHER}},
    {"draw", "a", {"line"}, {"settle", AGREEMENT_SIGNED, TOGETHER}},
    {"mend", "fences", {NULL}, {"settle", AGREEMENT_SIGNED, TOGETHER}},
    {"patch", "up", {NULL}, {"settle", AGREEMENT_SIGNED, TOGETHER}},
    {"stop", "fighting", {NULL}, {"settle", AGREEMENT_SIGNED, TOGETHER}},
    {"tie", "down", {NULL}, {"sign", AGREEMENT_SIGNED, WITH_NOUN}},
    {"ti", "down", {NULL}, {"sign", AGREEMENT_SIGNED, WITH_NOUN}},
};

static const struct act *act_of_pair(const struct sense_doc *d, uint32_t i)
{
    for (size_t k = 0; k < sizeof pairs / sizeof *pairs && i + 2 < d->token_count; k++)
        if (str_eq(d->tokens[i].lemma, str_c(pairs[k].lemma)) &&
            sense_norm_is(d, i + 1, str_c(pairs[k].next)) &&
            (!pairs[k].then[0] || sense_norm_in(d, i + 2, pairs[k].then)))
            return &pairs[k].act;
    return NULL;
}

/* "Placed an order for", "put their names to". */
static const struct act *act_of_phrase(const struct sense_doc *d, uint32_t i)
{
    static const struct act order = {"order", AGREEMENT_SIGNED, PAIR};
    static const struct act puts = {"put", AGREEMENT_SIGNED, WITH_NOUN};
    for (uint32_t k = i + 1;
         sense_lemma_in(d, i, WORDS("call", "declare")) && k < d->token_count && k < i + 4;
         k++) /* "called a truce in its battle with" */
        if (sense_norm_in(d, k, WORDS("truce", "ceasefire", "cease-fire")))
            return &puts;
    bool places = sense_lemma_in(d, i, WORDS("place", "win")),
         signs = sense_lemma_in(d, i, WORDS("put", "set", "add"));
    for (uint32_t k = i + 1; (places || signs) && k + 1 < d->token_count && k < i + 4; k++)
        if (places && sense_norm_is(d, k, STR("order")) &&
            sense_norm_in(d, k + 1, WORDS("for", "with", "from")))
            return &order;
        else if (signs && sense_norm_is(d, k + 1, STR("to")) &&
                 sense_norm_in(d, k, WORDS("name", "names", "signature", "signatures", "pen")))
            return &puts;
    return NULL;
}

bool sense_agree_buys(const struct sense_doc *d, uint32_t i)
{
    return sense_lemma_in(d, i,
                          WORDS("buy", "acquire", "purchase", "take", "snap", "gobble", "scoop"));
}

/* "Took over from Obama", "tickets sold out", "took time to settle", "came to terms with the news":
 * words of agreeing in another sense. */
static bool other_sense(const struct sense_doc *d, uint32_t i)
{
    if (i + 4 >= d->token_count)
        return false;
    uint8_t third = d->tokens[i + 2].xpos;
    if (sense_lemma_in(d, i, WORDS("take")) && sense_norm_is(d, i + 1, STR("over")))
        return third == XPOS_IN || third == XPOS_STOP || third == XPOS_COMMA || third == XPOS_CC;
    if (sense_lemma_in(d, i, WORDS("sell"))) /* "sold out", "sold the merger to voters" */
        return sense_norm_in(d, i + 1, WORDS("out", "well")) ||
               (sense_norm_in(d, i + 1, WORDS("the", "a", "his", "her")) &&
                sense_norm_in(d, i + 2, sense_agree_nouns));
    int32_t own = d->tokens[i].chunk;
    if (sense_lemma_in(d, i, WORDS("settle")) && own >= 0 && !d->chunks[own].passive)
        return sense_norm_in(d, i + 1, WORDS("in", "into", "down", "but", "and", ".", "as", "at"));
    if (sense_lemma_in(d, i, WORDS("shake")) && sense_norm_is(d, i + 1, STR("hands")))
        return sense_norm_is(d, i + 2, STR("with"));
    bool terms = sense_lemma_in(d, i, WORDS("come")) && sense_norm_is(d, i + 2, STR("terms")) &&
                 sense_norm_is(d, i + 3, STR("with"));
    int32_t chunk = terms ? d->tokens[i + 4].chunk : -1;
    if (!terms || chunk < 0)
        return terms;
    uint32_t to = d->chunks[chunk].to; /* "the capital's theatres" */
    if (to + 1 < d->token_count && d->tokens[to].xpos == XPOS_POS && d->tokens[to + 1].chunk >= 0)
        chunk = d->tokens[to + 1].chunk;
    bool named =
        sense_norm_in(d, d->chunks[chunk].head, sense_agree_bodies) ||
        sense_norm_in(d, d->chunks[chunk].head, WORDS("those", "them", "him", "her", "each"));
    for (uint32_t k = d->chunks[chunk].from; k < d->chunks[chunk].to; k++)
        named |= d->tokens[k].name >= 0;
    return !named;
}

/* What two do together, or one with the other: "pledged to hold their fire", "ended their feud",
 * "restored diplomatic relations". */
static const struct act *act_of_two(const struct sense_doc *d, uint32_t i)
{
    static const struct act vow = {"pledge", AGREEMENT_SIGNED, TOGETHER},
                            peace = {"settle", AGREEMENT_SIGNED, TOGETHER},
                            ties = {"restore", AGREEMENT_SIGNED, TOGETHER},
                            swap = {"exchange", AGREEMENT_SIGNED, TOGETHER};
    uint32_t last = i + 6 < d->token_count ? i + 6 : (uint32_t)d->token_count;
    static const char *const fights[] = {"fight",  "kill",    "attack", "avenge",  "retaliate",
                                         "defeat", "destroy", "resist", "respond", "punish",
                                         "win",    "crush",   "oust",   NULL};
    if (i + 2 < last && d->tokens[i + 1].xpos == XPOS_TO && !sense_lemma_in(d, i + 2, fights) &&
        sense_lemma_in(d, i, WORDS("pledge", "vow", "undertake", "promise", "commit")))
        return &vow;
    bool ends = sense_lemma_in(d, i, WORDS("end", "resolve", "bury", "halt", "drop")),
         renews = sense_lemma_in(
             d, i, WORDS("restore", "resume", "normalise", "normalize", "establish", "renew"));
    bool swaps = sense_lemma_in(d, i, WORDS("exchange", "swap", "trade"));
    bool theirs = false;
    for (uint32_t k = i + 1;
         (ends || renews || swaps) && k < last && d->tokens[k].upos != SENSE_VERB; k++) {
        theirs |= sense_norm_in(d, k, WORDS("their", "its"));
        if (ends && theirs && sense_norm_in(d, k, sense_agree_quarrels))
            return &peace;
        if (renews && sense_norm_in(d, k, WORDS("ties", "relations")))
            return &ties;
        if (swaps && sense_norm_in(d, k, WORDS("ambassadors", "envoys", "captives", "hostages")))
            return &swap;
    }
    return NULL;
}

const struct act *sense_agree_act(const struct sense_doc *d, uint32_t i)
{
    int32_t chunk = d->tokens[i].chunk; /* "the merged group" */
    if (d->tokens[i].upos != SENSE_VERB || (chunk >= 0 && d->chunks[chunk].kind == CHUNK_NOUN))
        return NULL;
    if (other_sense(d, i) || (i > 0 && sense_is_link(d, i - 1))) /* "UK-signed artists" */
        return NULL;
    const struct act *phrase = act_of_phrase(d, i);
    phrase = phrase ? phrase : act_of_two(d, i);
    phrase = phrase ? phrase : act_of_pair(d, i);
    if (phrase)
        return phrase;
    struct str lemma = d->tokens[i].lemma;
    for (size_t k = 0; lemma.n && k < sizeof acts / sizeof *acts; k++)
        if (acts[k].lemma[0] == lemma.p[0] && str_eq(lemma, str_c(acts[k].lemma)))
            return &acts[k];
    return NULL;
}

/* The alliance of "Social Alliance" is who agrees, and nothing agreed. */
static bool in_body(const struct sense_doc *d, uint32_t i)
{
    int32_t name = d->tokens[i].name;
    return name >= 0 && d->names[name].to > d->names[name].from + 1 &&
           d->names[name].kind == ENTITY_ORG;
}

bool sense_agree_footing(const struct sense_doc *d, uint32_t i)
{
    int32_t chunk = d->tokens[i].chunk;
    uint32_t from = chunk >= 0 ? d->chunks[chunk].from : i;
    return from > 0 && sense_norm_is(d, i, STR("terms")) && sense_norm_is(d, from - 1, STR("on"));
}

/* "Settlement policy", "deal-breaker": a word before the noun that the group is of. */
static bool is_attribute(const struct sense_doc *d, uint32_t i)
{
    int32_t chunk = d->tokens[i].chunk;
    if (chunk < 0 || d->chunks[chunk].kind != CHUNK_NOUN || d->chunks[chunk].head <= i ||
        d->chunks[chunk].head != i + 1)
        return false;
    return d->tokens[i + 1].upos == SENSE_NOUN && !sense_norm_in(d, i + 1, sense_agree_nouns) &&
           !sense_norm_in(d, i + 1,
                          WORDS("extension", "plan", "plans", "document", "signing", "process",
                                "programme", "program", "break", "collapse", "renewal"));
}

/* Does an agreement's noun stand at token i, outside quotation marks? */
static bool is_noun(const struct sense_doc *d, uint32_t i)
{
    bool sum =
        i > 0 && d->tokens[i - 1].xpos == XPOS_RRB; /* "a $4m (£3m) deal" is taken for a verb */
    bool verb =
        (d->tokens[i].upos == SENSE_VERB && !sum) || (i > 0 && d->tokens[i - 1].xpos == XPOS_TO);
    /* "His bid to stay", but "an offer to buy Orlo" */
    verb |= i + 2 < d->token_count && d->tokens[i + 1].xpos == XPOS_TO &&
            sense_norm_in(d, i, WORDS("bid", "offer", "proposal", "approach")) &&
            !sense_lemma_in(d, i + 2, WORDS("buy", "acquire", "take", "merge", "purchase", "sell"));
    bool letter = sense_norm_is(d, i, STR("letter")) &&
                  !(i + 2 < d->token_count && sense_norm_is(d, i + 2, STR("intent")));
    return !letter && sense_norm_in(d, i, sense_agree_nouns) &&
           !(d->tokens[i].flags & TOK_IN_QUOTES) && !verb && !in_body(d, i) &&
           !is_attribute(d, i) && !sense_agree_footing(d, i) &&
           !sense_is_link(d, i + 1 < d->token_count ? i + 1 : i);
}

/* The noun nearest to the verb; of two of the same group ("takeover bid") the last. */
uint32_t sense_agree_noun_by(const struct sense_doc *d, const struct sense_sentence *s,
                             uint32_t verb)
{
    uint32_t best = UINT32_MAX, far = UINT32_MAX;
    for (uint32_t i = s->body_from; i < s->to; i++) {
        uint32_t away = i > verb ? i - verb : verb - i;
        bool same = best != UINT32_MAX && best + 1 == i && best > verb;
        if (is_noun(d, i) && (away < far || same))
            best = i, far = away;
    }
    return best;
}
