/* sorts.c: what a figure counts, and its sort: "dead", "freed", "votes".
 *
 * What is counted is the rest of the noun group. The sort comes from the counted words, else from
 * the verb whose subject or object the group is; "including", "of whom" and "of them" hand on what
 * the figure before has. */
#include "sense/figures.h"

enum { PHRASE_REACH = 3 };

/* ---- what is counted ---- */

static const struct sort_word {
    const char *what;
    const char *words[22];
} sorts[] = {
    {"dead", {"dead",   "death",    "deaths",  "die",     "died",     "dying",    "dies",
              "kill",   "killed",   "killing", "kills",   "killings", "fatality", "fatalities",
              "perish", "perished", "drown",   "drowned", "murdered", "bodies",   "slain"}},
    {"hurt",
     {"injured", "injure", "injuring", "injury", "injuries", "wounded", "wound", "wounding",
      "wounds", "hurt", "hospitalized", "hospitalised", "maimed"}},
    {"freed",
     {"freed", "free", "freeing", "released", "release", "releasing", "rescued", "rescue",
      "rescuing", "liberated", "airlifted", "winched"}},
    {"trapped", {"trapped", "buried"}},
    {"stranded", {"stranded", "marooned", "stuck"}},
    {"ill", {"ill", "sick", "sickened", "unwell"}},
    {"missing", {"missing", "unaccounted", "disappeared", "vanished"}},
    {"held",
     {"hostage", "hostages", "captive", "captives", "held", "kidnapped", "kidnap", "kidnapping",
      "kidnaps", "abducted", "abduct", "abducting", "abducts", "seized"}},
    {"arrested",
     {"arrested", "arrest", "arrests", "detained", "detain", "detainees", "arresting",
      "detaining"}},
    {"aboard", {"aboard", "board", "onboard"}},
    {"displaced",
     {"displaced", "displacing", "uprooted", "evacuated", "evacuate", "evacuating", "evacuees",
      "homeless", "fled", "refugees"}},
    {"attacks", {"attacks", "attack", "bombings", "raids", "strikes", "shootings", "assaults"}},
    {"votes", {"votes", "vote", "ballots", "seats"}},
    {"jobs", {"jobs", "job", "redundancies", "layoffs"}},
    {"homes", {"homes", "houses", "buildings", "apartments"}},
    {"sold", {"sold", "sales", "sale", "tickets"}},
    {"infected", {"infected", "infections", "cases"}},
    {"charged", {"charged", "convicted", "sentenced", "indicted"}},
    {"signed", {"signed"}},
};

const char *sense_sort_of_token(const struct sense_doc *d, uint32_t i)
{
    if (norm_is(d, i, "dead") &&
        norm_in(d, (int64_t)i + 1, WORDS("heat", "end", "ends", "zone", "sea", "weight", "letter")))
        return NULL;
    for (size_t k = 0; k < sizeof sorts / sizeof *sorts; k++)
        for (const char *const *w = sorts[k].words; *w; w++)
            if (**w == d->tokens[i].norm.p[0] && str_eq(d->tokens[i].norm, str_c(*w)))
                return sorts[k].what;
    return NULL;
}

bool sense_is_nominal(const struct sense_doc *d, uint32_t i)
{
    uint8_t u = d->tokens[i].upos, x = d->tokens[i].xpos;
    return u == SENSE_NOUN || u == SENSE_PROPN || u == SENSE_ADJ ||
           (x == XPOS_VBN && d->tokens[i].chunk >= 0 &&
            d->chunks[d->tokens[i].chunk].kind == CHUNK_NOUN) ||
           x == XPOS_HYPH || x == XPOS_VBG;
}

/* The rest of the noun group behind the number. */
void sense_set_counted(const struct sense_doc *d, const struct number *x, struct figure *g)
{
    uint32_t end = d->sentences[d->tokens[x->from].sentence].to, i = x->to;
    if (norm_is(d, i, "of") && i + 1 < end) {
        i++;
        if (norm_in(d, i, WORDS("whom", "them", "those", "these", "which")))
            return;
        while (i < end && norm_in(d, i, WORDS("the", "its", "his", "their", "all", "a")))
            i++;
    }
    if (text_is(d, i, "-") && d->tokens[i].span.at == x->span.end)
        i++; /* "21-gun salute" */
    uint32_t from = i, last = UINT32_MAX;
    for (; i < end; i++) {
        uint8_t u = d->tokens[i].upos;
        if (i + 2 < end && text_is(d, i + 1, "-") &&
            d->tokens[i].span.end == d->tokens[i + 1].span.at && d->tokens[i].flags & TOK_ALPHA) {
            i++; /* "off-duty", "intelligence-based": the first part may be any word */
            continue;
        }
        if (u == SENSE_CCONJ && last == UINT32_MAX && i > from && i + 1 < end &&
            sense_is_nominal(d, i + 1))
            continue; /* "off-duty military and paramilitary personnel" */
        if (i > from && i + 1 < end &&
            (d->tokens[i].xpos == XPOS_POS ||
             (d->tokens[i - 1].xpos == XPOS_POS &&
              (d->tokens[i].xpos == XPOS_VBN || d->tokens[i].xpos == XPOS_VBD))))
            continue; /* "2,100 of Nina's released letters" */
        if (u == SENSE_NUM && i > from && capital(d, i - 1) && i + 1 < end &&
            d->tokens[i + 1].upos == SENSE_NOUN)
            continue; /* "three Kestrel 9 boosters" */
        if (u == SENSE_ADV && last == UINT32_MAX && i + 2 < end &&
            str_ends(d->tokens[i].norm, STR("ly")) && d->tokens[i + 2].upos == SENSE_NOUN &&
            (d->tokens[i + 1].upos == SENSE_ADJ || d->tokens[i + 1].xpos == XPOS_VBN ||
             d->tokens[i + 1].xpos == XPOS_VBD)) {
            i++;
            continue;
        } /* "nine badly burned bodies" */
        if (norm_is(d, i, "and") && i > from && i + 1 < end && d->tokens[i - 1].upos == SENSE_ADJ &&
            d->tokens[i + 1].upos == SENSE_ADJ)
            continue;
        if (!sense_is_nominal(d, i) || (i > from && d->tokens[i].xpos == XPOS_VBG))
            break;
        if (u == SENSE_NOUN || u == SENSE_PROPN || d->tokens[i].xpos == XPOS_NNS ||
            norm_in(d, i,
                    WORDS("dead", "injured", "wounded", "missing", "others", "hurt", "homeless")))
            last = i;
    }
    /* A weekday or "year" behind a plain number is no thing counted. */
    if (last != UINT32_MAX &&
        norm_in(d, last,
                WORDS("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
                      "today", "yesterday", "tomorrow", "%", "higher", "lower", "bigger", "larger",
                      "smaller", "brighter", "faster", "slower", "cheaper", "dearer", "warmer",
                      "colder", "heavier", "lighter", "longer", "shorter", "stronger", "weaker",
                      "older", "younger")))
        last = last > from ? last - 1 : UINT32_MAX;
    if (last != UINT32_MAX)
        g->counted = sense_span(d, from, last + 1);
}

/* "Two gunmen killed 12", "groups that have released ads": the verb's subject does it to another.
 */
static bool is_active(const struct sense_doc *d, uint32_t i)
{
    static const char *const verbs[] = {
        "kill",   "injure", "wound",    "hurt",   "free",   "release",  "rescue", "hold",
        "arrest", "detain", "kidnap",   "abduct", "seize",  "evacuate", "charge", "convict",
        "indict", "free",   "liberate", "trap",   "murder", NULL};
    const struct sense_token *t = &d->tokens[i];
    if (t->upos != SENSE_VERB || t->chunk < 0 || d->chunks[t->chunk].kind != CHUNK_VERB ||
        d->chunks[t->chunk].passive || !sense_lemma_in(d, i, verbs))
        return false;
    uint32_t next = d->chunks[t->chunk].to;
    if (next >= d->token_count || d->tokens[next].sentence != t->sentence)
        return false;
    uint8_t u = d->tokens[next].upos;
    bool object = u == SENSE_DET || u == SENSE_NUM || u == SENSE_NOUN || u == SENSE_PROPN ||
                  u == SENSE_ADJ || d->tokens[next].xpos == XPOS_PRPS;
    return object &&
           !norm_in(d, next,
                    WORDS("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
                          "sunday", "today", "yesterday", "overnight", "last", "this", "earlier",
                          "late", "early", "nearby", "dead")) &&
           !sense_is_month(d, next) &&
           !(capital(d, next) && norm_in(d, next, WORDS("new", "christmas", "easter")));
}

/* "Took him into custody", "made people ill": what is told befalls the object of the verb at i. */
static bool takes_object(const struct sense_doc *d, const struct sense_sentence *s, uint32_t i)
{
    uint32_t next = i + 1;
    if (d->tokens[i].upos != SENSE_VERB || next >= s->to ||
        norm_in(d, next, WORDS("homeless", "roofless", "ill", "sick", "missing", "alive")))
        return false;
    uint8_t u = d->tokens[next].upos;
    return u == SENSE_DET || u == SENSE_NUM || u == SENSE_NOUN || u == SENSE_PROPN ||
           d->tokens[next].xpos == XPOS_PRP;
}

/* "Safety rules", "custody battles": the word only says what another is of. */
static bool is_attribute(const struct sense_doc *d, const struct sense_sentence *s, uint32_t i)
{
    return norm_in(d, i, WORDS("safety", "custody", "missing", "positive")) && i + 1 < s->to &&
           d->tokens[i + 1].upos == SENSE_NOUN;
}

/* "Fell ill", "went missing", "tested positive", "lost their homes", "were taken into custody",
 * "brought to safety": the verb alone says nothing. The sort that the words from token `from` on
 * make of the verb at i; NULL. */
static const char *sort_of_phrase(const struct sense_doc *d, const struct sense_sentence *s,
                                  uint32_t i, uint32_t from)
{
    static const struct phrase {
        const char *verbs[10], *words[24], *what; /* one of the words within PHRASE_REACH tokens */
        bool own; /* who does it is who it befalls: "lost their homes" */
    } phrases[] = {
        {{"fell", "fallen", "fall", "taken", "became", "become", "made", "making", "turned"},
         {"ill", "sick", "unwell"},
         "ill",
         false},
        {{"gone", "went", "reported", "go"}, {"missing"}, "missing", false},
        {{"tested", "test"}, {"positive"}, "infected", true},
        {{"caught", "contracted", "catch", "diagnosed", "down", "got"},
         {"measles",    "cholera",   "flu",        "influenza",   "malaria",      "dengue",
          "ebola",      "mumps",     "polio",      "typhoid",     "plague",       "hepatitis",
          "meningitis", "norovirus", "salmonella", "listeriosis", "tuberculosis", "mpox",
          "pneumonia",  "virus",     "disease",    "infection",   "fever"},
         "infected",
         true},
        {{"taken", "took", "in", "into"}, {"custody"}, "arrested", false},
        {{"brought", "taken", "led", "carried", "to"}, {"safety"}, "freed", false},
        {{"lost", "lose"}, {"homes"}, "displaced", true},
        {{"without"}, {"home", "homes", "roof", "shelter"}, "displaced", false},
        {{"pulled", "plucked", "saved", "dragged"},
         {"water", "sea", "rubble", "river", "wreckage", "flames", "alive"},
         "freed",
         false},
        {{"forced", "driven", "force", "driving", "forcing"},
         {"homes", "flee"},
         "displaced",
         false},
        {{"leave"}, {"homes"}, "displaced", true},
        {{"made", "left", "leaving", "making"}, {"homeless", "roofless"}, "displaced", false},
        {{"lost", "lose"}, {"lives", "life"}, "dead", true},
    };
    for (size_t k = 0; k < sizeof phrases / sizeof *phrases; k++) {
        if (!norm_in(d, i, phrases[k].verbs) ||
            (from == i + 1 && !phrases[k].own && takes_object(d, s, i)))
            continue;
        for (uint32_t n = from; n < s->to && n < from + PHRASE_REACH; n++) {
            if (d->tokens[n].xpos == XPOS_COMMA || d->tokens[n].xpos == XPOS_CC)
                break;
            if (norm_in(d, n, phrases[k].words) && !is_attribute(d, s, n))
                return phrases[k].what;
        }
    }
    return NULL;
}

/* The sort that the words from token `after` on say, up to the end of the clause: "were killed". */
static const char *sort_behind(const struct sense_doc *d, const struct sense_sentence *s,
                               uint32_t after)
{
    int depth = 0;
    bool verb = false;
    for (uint32_t i = after, steps = 0; i < s->to && steps < 26; i++, steps++) {
        const char *sort = sense_sort_of_token(d, i);
        uint8_t u = d->tokens[i].upos;
        if (steps == 0 && d->tokens[i].xpos == XPOS_COMMA) {
            depth = 1; /* an aside: read on to the comma that closes it */
            continue;
        }
        if (depth && d->tokens[i].xpos == XPOS_COMMA) {
            depth = 0;
            continue;
        }
        if (depth)
            continue;
        const char *phrase = sort_of_phrase(d, s, i, i + 1);
        if (phrase)
            return phrase;
        if (norm_is(d, i, "on") && norm_is(d, (int64_t)i + 1, "board"))
            return "aboard";
        if (norm_is(d, i, "taken") && norm_in(d, i + 1, WORDS("hostage", "captive")))
            return "held";
        if (sense_lemma_in(d, i, WORDS("suffer", "sustain")))
            for (uint32_t k = i; k < s->to && k < i + 6; k++)
                if (sense_lemma_in(d, k,
                                   WORDS("injury", "wound", "burn", "fracture", "concussion")))
                    return "hurt";
        if (sort && is_active(d, i))
            return NULL;
        verb |= u == SENSE_VERB || u == SENSE_AUX;
        /* "Two men were taken hostage", "200 on board"; not "one heck of a job". */
        if (sort && u == SENSE_NOUN && !verb && i > after &&
            !norm_in(d, i, WORDS("hostage", "captive")))
            sort = NULL;
        if (sort && (u == SENSE_VERB || u == SENSE_ADJ || u == SENSE_NOUN || u == SENSE_ADV))
            return sort;
        if (norm_in(d, i, WORDS("and", "while", "but", "after", "in", "when", ";", "during")) ||
            (i > after && d->tokens[i].xpos == XPOS_COMMA) ||
            (u == SENSE_VERB &&
             !norm_in(d, i,
                      WORDS("been", "confirmed", "reported", "feared", "left", "believed", "known",
                            "remain", "remained", "remains")) &&
             !(norm_in(d, i, WORDS("had", "have", "has")) && norm_is(d, (int64_t)i + 1, "to"))))
            break;
    }
    return NULL;
}

/* "230 people in Velm have been taken ill": where they are stands between them and their verb. */
static uint32_t behind_place(const struct sense_doc *d, const struct sense_sentence *s, uint32_t i)
{
    uint32_t k = i + 1;
    if (!norm_in(d, i, WORDS("in", "at", "from", "near", "across", "aboard", "of")))
        return i;
    while (k < s->to && k < i + 8 &&
           (sense_is_nominal(d, k) || d->tokens[k].upos == SENSE_DET ||
            d->tokens[k].xpos == XPOS_POS || norm_in(d, k, WORDS("of"))) &&
           d->tokens[k].xpos != XPOS_VBG)
        k++;
    bool verb = k > i + 1 && k < s->to && d->tokens[k].chunk >= 0 &&
                d->chunks[d->tokens[k].chunk].kind == CHUNK_VERB &&
                d->chunks[d->tokens[k].chunk].from == k &&
                d->chunks[d->tokens[k].chunk].tense != TENSE_NONE;
    return verb ? k : i;
}

/* The verb group nearest behind (subject) or before (object) within the clause. */
static const char *sort_of_verbs(const struct sense_doc *d, const struct number *x,
                                 const struct figure *g, const struct figure *last)
{
    const struct sense_sentence *s = &d->sentences[d->tokens[x->from].sentence];
    uint32_t after = behind_place(d, s, g->counted.end ? sense_token_at(d, g->counted.end) : x->to);
    /* A subject takes its own verb's: "eleven are dead and 19 are missing". */
    if (after < s->to && d->tokens[after].chunk >= 0 &&
        d->chunks[d->tokens[after].chunk].kind == CHUNK_VERB) {
        const char *sort = sort_behind(d, s, after);
        /* "Nine were killed and 23 were taken to hospital": not killed. */
        if (sort || norm_in(d, after, WORDS("were", "was", "are", "remain", "remained")) ||
            d->tokens[after].xpos == XPOS_VBD || is_active(d, after))
            return sort;
    }
    /* Object: "killed 33 terrorists", "killing nine". */
    for (int64_t i = (int64_t)x->from - 1, steps = 0; i >= (int64_t)s->from && steps < 7;
         i--, steps++) {
        const char *sort = sense_sort_of_token(d, (uint32_t)i);
        uint8_t xp = d->tokens[(uint32_t)i].xpos, u = d->tokens[(uint32_t)i].upos;
        bool taken = u == SENSE_NOUN && last && last->counted.end > d->tokens[(uint32_t)i].span.at;
        if (sort && !taken && (u == SENSE_VERB || u == SENSE_NOUN || u == SENSE_ADJ))
            return sort;
        const char *phrase = u == SENSE_VERB ? sort_of_phrase(d, s, (uint32_t)i, after) : NULL;
        if (phrase)
            return phrase; /* "driven 40,000 people from their homes" */
        /* "Killing 11 and leaving 30 without a roof": the nearer verb is another's. */
        bool joined = xp == XPOS_VBG && u == SENSE_VERB && norm_is(d, i - 1, "and");
        if (joined || xp == XPOS_COMMA || xp == XPOS_VBD || xp == XPOS_VBZ || xp == XPOS_VBP ||
            norm_in(d, i, WORDS("that", "which", "who", "as", "after", "but")))
            break;
    }
    return sort_behind(d, s, after);
}

/* "The number of people killed by the storm Edda rose to 43", "the toll of the storm stands at 43":
 * the subject says what a number without a noun counts. */
static const char *sort_of_tally(const struct sense_doc *d, const struct number *x)
{
    enum { VERB_REACH = 5, SUBJECT_REACH = 24 };
    static const char *const moves[] = {
        "rise", "climb", "grow",   "increase", "jump",   "soar",  "go",    "reach",  "pass",
        "top",  "stand", "exceed", "fall",     "drop",   "hit",   "be",    "put",    "cut",
        "sink", "raise", "lower",  "bring",    "revise", "total", "mount", "reduce", NULL};
    const struct sense_sentence *s = &d->sentences[d->tokens[x->from].sentence];
    uint32_t verb = x->from;
    while (verb > s->from && verb + VERB_REACH > x->from && !sense_lemma_in(d, verb, moves) &&
           !norm_is(d, verb, "rose"))
        verb--;
    bool rose = norm_is(d, verb, "rose"); /* no flower, before a number */
    if (verb == x->from ||
        (!rose && (!sense_lemma_in(d, verb, moves) || d->tokens[verb].upos == SENSE_NOUN)))
        return NULL;
    for (uint32_t i = verb + 1; i < x->from; i++) /* and not "decided by 5" */
        if (d->tokens[i].upos != SENSE_ADV &&
            !norm_in(d, i,
                     WORDS("to", "at", "least", "more", "than", "about", "over", "around", "up",
                           "down", "revised", "put", "from")))
            return NULL;
    for (uint32_t i = verb; i-- > s->from && i + SUBJECT_REACH > verb;) {
        if (d->tokens[i].xpos == XPOS_STOP || d->tokens[i].xpos == XPOS_CD)
            return NULL; /* another number is nearer */
        if (sense_lemma_in(d, i, WORDS("toll")) && d->tokens[i + 1].upos == SENSE_NOUN &&
            !sense_lemma_in(d, i + 1, WORDS("figure", "count", "number")))
            continue; /* "the toll bridge" */
        if (sense_lemma_in(d, i, WORDS("toll")))
            return norm_in(d, (int64_t)i - 1, WORDS("injury", "injured", "casualty")) ? NULL
                                                                                      : "dead";
        if (!sense_lemma_in(d, i, WORDS("number", "tally", "count", "total")) ||
            d->tokens[i].upos != SENSE_NOUN || norm_is(d, (int64_t)i - 1, "a"))
            continue; /* "a number of cases" counts nothing */
        for (uint32_t k = i + 1; k < verb; k++) {
            const char *phrase = sort_of_phrase(d, s, k, k + 1);
            const char *sort = phrase ? phrase : sense_sort_of_token(d, k);
            /* "Of people who had to leave their homes" counts no homes. */
            if (sort && (sense_befalls_the_living(sort) || k <= i + 3))
                return sort;
        }
        return NULL;
    }
    return NULL;
}

/* Is one of the figures up to `last` in its sentence one of votes or seats? */
static bool votes_before(const struct sense_find *f, const struct figure *last)
{
    for (size_t i = f->figures.n; i-- > 0 && f->figures.v[i].sentence == last->sentence;)
        if (str_eq(f->figures.v[i].what, STR("votes")))
            return true;
    return false;
}

/* The last word of what is counted. */
uint32_t sense_counted_head(const struct sense_doc *d, const struct figure *g)
{
    uint32_t i = sense_token_at(d, g->counted.at), head = i;
    for (; i < d->token_count && d->tokens[i].span.end <= g->counted.end; i++)
        head = i;
    return head;
}

void sense_set_what(const struct sense_find *f, const struct number *x, struct figure *g)
{
    const struct sense_doc *d = f->d;
    const char *what = NULL;
    if (g->kind == FIGURE_MONEY) {
        g->what = STR("money");
        return;
    }
    if (g->kind != FIGURE_COUNT)
        return;
    if (g->counted.end)
        for (uint32_t i = sense_token_at(d, g->counted.at);
             i < d->token_count && d->tokens[i].span.end <= g->counted.end; i++) {
            const char *sort = sense_sort_of_token(d, i);
            what = sort ? sort : what;
        }
    else if (x->to < d->token_count && d->tokens[x->to].sentence == d->tokens[x->from].sentence)
        what = sense_sort_of_token(d, x->to);
    uint32_t head = g->counted.end ? sense_counted_head(d, g) : 0;
    if (what && g->counted.end && sense_is_other_sense(d, sense_token_at(d, g->counted.at), head))
        what = NULL;
    /* "five of the bodies": some of those that were counted before. */
    if (what && g->counted.end && norm_is(d, x->to, "of") &&
        norm_in(d, (int64_t)x->to + 1, WORDS("the", "these", "those", "its", "their")))
        return;
    bool person = what && (strcmp(what, "attacks") == 0 || strcmp(what, "homes") == 0 ||
                           strcmp(what, "held") == 0);
    const struct figure *last = f->figures.n ? &f->figures.v[f->figures.n - 1] : NULL;
    bool same = last && d->tokens[x->from].sentence == (uint32_t)last->sentence &&
                last->kind == FIGURE_COUNT;
    const char *verb = what && !person ? NULL : sort_of_verbs(d, x, g, same ? last : NULL);
    /* "Freed all nine hostages": what befell them. */
    bool befell = verb && (strcmp(verb, "freed") == 0 || strcmp(verb, "dead") == 0 ||
                           strcmp(verb, "hurt") == 0);
    what = what && !(befell && strcmp(what, "held") == 0) ? what : verb ? verb : what;
    if (!what && !g->counted.end)
        what = sort_of_tally(d, x);
    if (what && g->counted.end && sense_befalls_the_living(what) && sense_is_thing(d, head) &&
        !sense_sort_of_token(d, head))
        what = NULL; /* "released 3,000 e-mails", "held 22 meetings" */
    if (what && same && !g->counted.end && strcmp(what, "held") == 0 && votes_before(f, last))
        what = NULL; /* "33 seats are open, seven held by the Labour League" */
    /* "including 23 security personnel", "18 soldiers, three staff and five civilians were killed".
     */
    if (!what && same && norm_is(d, (int64_t)x->from - 1, "including") && last->what.n) {
        g->what = last->what;
        return;
    }
    if (what)
        g->what = str_c(what);
}
