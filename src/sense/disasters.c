/* disasters.c: incidents of other kinds than violence (earthquake, flood, crash, fire, protest),
 * told by their words in the title, in the lead, or often in the text; and whether an article tells
 * of a mishap rather than of a will to harm. */
#include "sense/incidents.h"

static const struct kind {
    const char *kind;
    bool mishap; /* nobody wills it, as a rule */
    const char *words[16];
} kinds[] = {
    {"hijacking", false, {"hijacking", "hijacked", "hijackers", "hijack"}},
    {"explosion", false, {"explosion", "explosions", "blast", "exploded"}},
    {"earthquake", true, {"earthquake", "quake", "aftershock", "aftershocks"}},
    {"flood", true, {"flood", "floods", "flooded", "flooding", "floodwaters", "inundated"}},
    {"storm", true, {"hurricane", "cyclone", "typhoon", "tornado", "storm", "storms", "tornadoes"}},
    {"fire", true, {"fire", "wildfire", "wildfires", "blaze", "firefighters", "bushfire"}},
    {"landslide", true, {"landslide", "mudslide", "avalanche", "landslides"}},
    {"crash",
     true,
     {"crash", "crashed", "collision", "collided", "derailed", "derailment", "capsized", "sank"}},
    {"shooting", false, {"shooting", "gunman", "shootings"}},
    {"stabbing", false, {"stabbing", "stabbed", "stabbings"}},
    {"protest",
     false,
     {"protest", "protests", "protesters", "demonstrators", "demonstration", "rally"}},
    {"outbreak", true, {"outbreak", "epidemic"}},
};

/* Words of disasters in another sense: by the word before ("market crash"), the word behind ("crash
 * course"), or behind "of" and "in" ("an explosion of interest", "an outbreak of fighting"). */
static const struct other_sense {
    const char *words[8], *before[20], *behind[16], *of[24];
} other_senses[] = {
    {{"fire"},
     {"open", "opens", "opened", "opening", "under", "return", "returned", "friendly", "enemy",
      "gun", "machine-gun", "artillery", "rocket", "rifle", "small-arms", "cease", "exchange", "of",
      NULL},
     {"sale", NULL},
     {NULL}},
    {{"crash", "crashed", "crashes"},
     {"market", "markets", "stock", "stocks", "share", "shares", "price", "prices", "financial",
      "property", "housing", "computer", "system", "website", "bank", "currency", NULL},
     {"course", "courses", "diet", "diets", "test", "tests", "barrier", "barriers", "helmet",
      "helmets", "out", NULL},
     {"shares", "prices", NULL}},
    {{"explosion", "explosions", "blast"},
     {"traffic", "population", "data", "information", "growth", "credit", "cambrian", NULL},
     {"off", NULL},
     {"interest", "demand", "traffic", "growth", "use", "sales", "popularity", "colour", "color",
      "debt", "creativity", "activity", "numbers", "anger", "violence", "cases", "laughter", NULL}},
    {{"storm", "storms"},
     {"perfect", "political", "media", "twitter", "financial", "diplomatic", NULL},
     {NULL},
     {"protest", "protests", "criticism", "controversy", "outrage", "abuse", "publicity", NULL}},
    {{"flood", "floods", "flooded", "avalanche", "landslide"},
     {"colorado", NULL},
     {"victory", "win", "defeat", "majority", "election", NULL},
     {"people",     "refugees", "migrants", "immigrants", "emails",  "letters",     "calls",
      "complaints", "money",    "cash",     "goals",      "imports", "information", "memories",
      "criticism",  "abuse",    "tears",    "requests",   "claims",  NULL}},
    {{"earthquake", "quake"}, {"political", "electoral", "financial", NULL}, {NULL}, {NULL}},
    {{"outbreak", "epidemic"},
     {NULL},
     {NULL},
     {"war", "violence", "fighting", "hostilities", "peace", "rioting", "unrest", NULL}},
    {{"shooting"},
     {"film", "photo", "clay", "target", "skeet", "trap", "pistol", "rifle", "olympic", "started",
      "began", "finished", NULL},
     {"club", "clubs", "range", "ranges", "star", "stars", "guard", "team", "sport", "sports",
      "competition", "federation", "schedule", "script", "percentage", NULL},
     {NULL}},
    {{"rally"}, {NULL}, {"behind", "around", "from", NULL}, {NULL}},
    {{"protest", "protests"},
     {"under", "lodge", "lodged", "file", "filed", "official", "formal", NULL},
     {"vote", "votes", "song", "songs", "letter", "candidate", NULL},
     {NULL}},
};

/* Nouns of markets, which crash and sink as ships do. */
static const char *const markets[] = {"shares",   "stocks", "index",   "profits", "sales",
                                      "currency", "dollar", "euro",    "pound",   "prices",
                                      "price",    "rating", "ratings", NULL};

/* "Opened fire", "a market crash", "blasted the mayor", "shares sank" */
static bool is_other(const struct sense_doc *d, uint32_t i)
{
    const uint32_t to = d->sentences[d->tokens[i].sentence].to,
                   from = d->sentences[d->tokens[i].sentence].from;
    bool verb = d->tokens[i].upos == SENSE_VERB;
    if (verb &&
        sense_norm_in(d, i, (const char *const[]){"fire", "blast", "storm", "storms", NULL}))
        return true;
    if (verb && sense_norm_in(d, i, (const char *const[]){"sank", "crashed", NULL}) && i > from)
        for (uint32_t k = i; k-- > from && k + 5 > i;)
            if (sense_norm_in(d, k, markets))
                return true;
    if (verb && sense_norm_is(d, i, STR("shooting")) && i + 1 < to &&
        d->tokens[i + 1].upos == SENSE_DET) /* "was shooting a film" */
        return true;
    if (verb && sense_norm_is(d, i, STR("protest")) && i + 1 < to &&
        sense_norm_is(d, i + 1, STR("to"))) /* "will protest to the board" */
        return true;
    for (size_t k = 0; k < sizeof other_senses / sizeof *other_senses; k++) {
        const struct other_sense *o = &other_senses[k];
        if (!sense_norm_in(d, i, o->words))
            continue;
        if ((i > from && sense_norm_in(d, i - 1, o->before)) ||
            (i + 1 < to && sense_norm_in(d, i + 1, o->behind)))
            return true;
        for (uint32_t at = i + 2; at < to && at < i + 5; at++)
            if (sense_norm_in(d, i + 1, (const char *const[]){"of", "in", NULL}) &&
                sense_norm_in(d, at, o->of))
                return true;
    }
    return false;
}

static bool tells_of(const struct sense_doc *d, uint32_t i, const struct kind *k)
{
    return sense_norm_in(d, i, k->words) && !is_other(d, i);
}

/* Tokens that may be a word of some kind, by first letter and length: the others, nearly all, need
 * not be compared with the words. */
static uint32_t *likely_tokens(struct arena *a, const struct sense_doc *d, size_t *ret_n)
{
    uint32_t lengths[256] = {0}, *v = ARENA_ARRAY(a, d->token_count + 1, uint32_t);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (const char *const *word = kinds[k].words; *word; word++)
            lengths[(unsigned char)**word] |= 1u << strlen(*word);
    *ret_n = 0;
    for (uint32_t i = 0; i < d->token_count; i++) {
        struct str s = d->tokens[i].norm;
        if (s.n > 0 && s.n < 32 && (lengths[(unsigned char)s.p[0]] >> s.n & 1))
            v[(*ret_n)++] = i;
    }
    return v;
}

/* Counts its sentences; the title and the lead count for two. */
static uint32_t mentions_of(const struct disasters *w, const struct kind *k, bool *tells,
                            size_t *first)
{
    uint32_t n = 0;
    const struct sense_doc *title = w->f->d->title;
    for (uint32_t i = 0; title && i < title->token_count; i++)
        n += tells_of(title, i, k) ? 2 : 0;
    memset(tells, 0, w->f->d->sentence_count * sizeof *tells);
    for (size_t i = 0; i < w->likely_count; i++) {
        uint32_t t = w->likely[i], sentence = w->f->d->tokens[t].sentence;
        if (t >= w->f->d->sentences[sentence].body_from && tells_of(w->f->d, t, k))
            tells[sentence] = true;
    }
    for (size_t i = 0; i < w->f->d->sentence_count; i++) {
        if (tells[i] && *first == SIZE_MAX)
            *first = i;
        n += tells[i] ? (i == 0 ? 2 : 1) : 0;
    }
    return n;
}

/* Is the rally one of protest, and not of a campaign? */
static bool is_protest(const struct disasters *w)
{
    static const char *const words[] = {"protest",       "protests",      "protesters", "protester",
                                        "demonstration", "demonstrators", "marched",    "march",
                                        "marchers",      "picket",        NULL};
    for (uint32_t i = 0; i < w->f->d->token_count; i++)
        if (sense_norm_in(w->f->d, i, words) && !is_other(w->f->d, i))
            return true;
    return false;
}

/* Is the article about this kind: its word in the lead, and often? tells[i]: sentence i has one. */
static bool is_about(const struct disasters *w, const struct kind *k, bool *tells,
                     size_t *ret_first)
{
    *ret_first = SIZE_MAX;
    uint32_t n = mentions_of(w, k, tells, ret_first);
    return n >= 4 && *ret_first <= 3 && (strcmp(k->kind, "protest") != 0 || is_protest(w));
}

void sense_disasters_add(const struct disasters *w)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        bool *tells = ARENA_ARRAY(w->f->a, w->f->d->sentence_count, bool);
        size_t first;
        if (!is_about(w, &kinds[k], tells, &first))
            continue;
        struct incident x = {.kind = str_c(kinds[k].kind),
                             .where = {{0, 0}, -1},
                             .when = {.us = TIME_NONE},
                             .sentence = (reading_index)first};
        sense_circumstances(w->f, tells, &x);
        LIST_PUSH(w->f->a, &w->f->incidents, x);
    }
}

/* "A fire killed two", "a blast killed five": no person did it, as a rule. */
static bool by_a_thing(const struct sense_doc *d, uint32_t i)
{
    static const char *const things[] = {
        "blast",    "fire",      "blaze",      "crash",     "collision", "quake",   "earthquake",
        "flood",    "floods",    "flooding",   "storm",     "storms",    "wave",    "hurricane",
        "typhoon",  "cyclone",   "tornado",    "landslide", "mudslide",  "leak",    "avalanche",
        "collapse", "outbreak",  "epidemic",   "disease",   "virus",     "heat",    "cold",
        "smoke",    "poisoning", "derailment", "wildfire",  "wildfires", "sinking", NULL};
    if (!sense_norm_in(d, i, (const char *const[]){"killed", NULL}))
        return false;
    for (uint32_t k = i; k-- > d->sentences[d->tokens[i].sentence].body_from;)
        if (d->tokens[k].chunk >= 0 && d->chunks[d->tokens[k].chunk].kind == CHUNK_NOUN)
            return sense_norm_in(d, d->chunks[d->tokens[k].chunk].head, things);
    return false;
}

/* "The bridge collapsed in 2019, killing six": what happened to it killed them. */
static bool by_what_happened(const struct sense_doc *d, uint32_t i)
{
    enum { REACH = 12 };
    static const char *const happens[] = {"collapse", "crash",  "sink",     "capsize", "derail",
                                          "overturn", "topple", "plunge",   "veer",    "burst",
                                          "erupt",    "flood",  "overflow", "swerve",  NULL};
    uint32_t from = d->sentences[d->tokens[i].sentence].body_from;
    if (!sense_norm_in(d, i, (const char *const[]){"killing", NULL}) ||
        d->tokens[i].upos != SENSE_VERB)
        return false;
    for (uint32_t k = i; k-- > from && i - k < REACH;)
        if (d->tokens[k].upos == SENSE_VERB)
            return sense_lemma_in(d, k, happens);
    return false;
}

/* "Died of natural causes" */
static bool is_natural(const struct sense_doc *d)
{
    for (uint32_t i = 1; i < d->token_count; i++)
        if (sense_norm_is(d, i, STR("causes")) && sense_norm_is(d, i - 1, STR("natural")))
            return true;
    return false;
}

/* "Four were killed when a bridge gave way": died, and nobody needs to have done it. */
static bool befell(const struct sense_doc *d, uint32_t i)
{
    int32_t chunk = d->tokens[i].chunk;
    if (!sense_norm_in(d, i, (const char *const[]){"killed", NULL}) || chunk < 0 ||
        !d->chunks[chunk].passive)
        return false;
    uint32_t end = d->sentences[d->tokens[i].sentence].to;
    for (uint32_t k = i + 1, steps = 0; k + 1 < end && steps < 8; k++, steps++) {
        if (sense_norm_in(d, k, (const char *const[]){"by", NULL}))
            return false;
        if (sense_norm_in(d, k, (const char *const[]){"when", "as", "after", NULL}))
            return true;
    }
    return false;
}

/* Does any word say that somebody did harm to others? */
static bool is_willed(const struct sense_doc *d)
{
    static const char *const words[] = {
        "attack",        "attacks",   "attacked",   "attackers", "bomb",      "bombs",
        "bombing",       "bombings",  "bombed",     "killed",    "killing",   "killings",
        "kill",          "killers",   "murder",     "murders",   "murdered",  "murderers",
        "shot",          "shots",     "shooting",   "gunmen",    "gunman",    "assassinated",
        "assassination", "kidnapped", "kidnapping", "abducted",  "abduction", "hostage",
        "hostages",      "massacre",  "ambush",     "ambushed",  "exploded",  "explosion",
        "explosions",    "explosive", "explosives", "dynamite",  "dynamited", "grenade",
        "grenades",      "guerrilla", "guerrillas", "rebels",    "terrorist", "terrorists",
        "terrorism",     "raid",      "raided",     "arson",     "rockets",   "missile",
        "missiles",      "militants", "insurgents", "clashes",   "stabbed",   "stabbing",
        "sabotage",      "hijacked",  "hijackers",  "executed",  "tortured",  "blown",
        "threatened",    "threats",   "armed",      "snipers",   "mortar",    "strafed",
        "machinegunned", "commandos", "assault",    "assaulted", NULL};
    for (uint32_t i = 0; i < d->token_count; i++)
        if (sense_norm_in(d, i, words) && !befell(d, i) && !by_a_thing(d, i) &&
            !by_what_happened(d, i))
            return true;
    return false;
}

bool sense_is_mishap(const struct disasters *w)
{
    if (!is_willed(w->f->d) || is_natural(w->f->d))
        return true;
    bool *tells = ARENA_ARRAY(w->f->a, w->f->d->sentence_count, bool), any = false;
    size_t first;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && !any; k++)
        any = kinds[k].mishap && is_about(w, &kinds[k], tells, &first);
    return any;
}

void sense_disasters_make(struct sense_find *f, struct disasters *ret)
{
    *ret = (struct disasters){.f = f};
    ret->likely = likely_tokens(f->a, f->d, &ret->likely_count);
}
