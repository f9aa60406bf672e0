/* counted.c: what kind of thing a figure counts, by its words.
 *
 * "Released" is said of hostages and of e-mails, "held" of prisoners and of meetings: only who
 * lives can be freed, hurt or arrested. The nouns that news counts most and that do not live are
 * listed; whatever is not listed may be a person. */
#include "sense/find.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

bool sense_befalls_the_living(const char *sort)
{
    static const char *const sorts[] = {"dead",    "hurt",     "freed",    "trapped",  "missing",
                                        "held",    "arrested", "aboard",   "infected", "displaced",
                                        "charged", "ill",      "stranded", NULL};
    for (const char *const *s = sorts; *s; s++)
        if (strcmp(sort, *s) == 0)
            return true;
    return false;
}

bool sense_is_thing(const struct sense_doc *d, uint32_t noun)
{
    /* Lemmas, each line a matter. */
    static const char *const things[] = {
        /* what is written, shown and said */
        "document", "email", "e-mail", "mail", "page", "file", "record", "paper", "letter",
        "message", "text", "tweet", "post", "photo", "photograph", "picture", "image", "video",
        "clip", "tape", "recording", "statement", "report", "transcript", "book", "bible", "copy",
        "album", "song", "film", "movie", "episode", "ad", "advert", "advertisement", "poll",
        "survey", "study", "article", "story", "word", "line", "question", "answer",
        /* meetings and votes */
        "meeting", "talk", "talks", "hearing", "rally", "event", "debate", "election", "caucus",
        "primary", "vote", "seat", "referendum", "session", "interview", "conference", "summit",
        "concert", "show", "discussion", "negotiation", "hall", "ceremony", "service",
        /* games */
        "game", "match", "race", "lap", "point", "goal", "inning", "set", "round", "title", "medal",
        "trophy", "season", "championship",
        /* law and business */
        "settlement", "deal", "contract", "treaty", "agreement", "bill", "law", "rule", "measure",
        "amendment", "order", "sanction", "charge", "count", "crime", "offence", "offense",
        "felony", "misdemeanor", "violation", "indictment", "lawsuit", "appeal", "complaint",
        "company", "firm", "business", "bank", "organization", "organisation", "agency",
        "committee", "department", "association", "institution", "product", "device", "phone",
        "bond", "stock", "share", "loan", "fund", "grant", "gift", "donation", "account",
        /* places and buildings */
        "state", "district", "country", "county", "nation", "region", "province", "island", "area",
        "site", "acre", "house", "home", "building", "flat", "apartment", "shop", "store", "office",
        "school", "church", "mosque", "bridge", "road", "street", "tree", "plant", "field",
        "property", "checkpoint", "position",
        /* vehicles, arms, machines */
        "car", "vehicle", "truck", "bus", "aircraft", "helicopter", "rocket", "satellite",
        "missile", "weapon", "gun", "rifle", "bomb", "shell", "drone", "engine", "machine",
        "computer", "server", "balloon",
        /* everything else that is counted */
        "job", "item", "issue", "piece", "part", "type", "kind", "sort", "step", "reason", "way",
        "version", "update", "feature", "figure", "number", "result", "project", "plan", "proposal",
        "investigation", "inquiry", "incident", "storm", "fire", "flood", "earthquake", "attempt",
        "threat", "risk", "danger", "change", "objection", "case", "bottle", "bag", "box", "gallon",
        "barrel", "ton", "tonne", "percent", "percentage", "year", "month", "week", "day", "hour",
        "minute", "time", NULL};
    uint8_t u = d->tokens[noun].upos;
    return (u == SENSE_NOUN || u == SENSE_PROPN) && sense_lemma_in(d, noun, things);
}

/* "Bodies" are dead people, "legislative bodies" not; "injuries" are people hurt, "knee injuries"
 * hardly. */
bool sense_is_other_sense(const struct sense_doc *d, uint32_t from, uint32_t noun)
{
    static const char *const of_the_dead[] = {"more",      "other",    "further",    "new",
                                              "dead",      "human",    "burnt",      "burned",
                                              "charred",   "lifeless", "female",     "male",
                                              "mutilated", "naked",    "decomposed", "decomposing",
                                              "frozen",    "adult",    "buried",     "unidentified",
                                              "headless",  "drowned",  "bloodied",   "dismembered",
                                              "floating",  NULL};
    if (sense_norm_in(d, noun, WORDS("bodies")))
        for (uint32_t i = from; i < noun; i++) {
            if (d->tokens[i].upos == SENSE_ADV)
                continue; /* "badly burned" */
            if (d->tokens[i].xpos == XPOS_POS)
                return false; /* "two children's bodies" */
            if (i + 1 < noun && d->tokens[i + 1].xpos == XPOS_POS)
                continue;
            if (!sense_norm_in(d, i, of_the_dead))
                return true;
        }
    if (sense_norm_in(d, noun, WORDS("injuries", "wounds")) && noun > from &&
        (d->tokens[noun - 1].upos == SENSE_NOUN || d->tokens[noun - 1].upos == SENSE_PROPN))
        return true;
    if (sense_norm_in(d, noun, WORDS("cases")))
        return !sense_tells_of_illness(d, d->tokens[noun].sentence);
    return false;
}

bool sense_tells_of_illness(const struct sense_doc *d, uint32_t sentence)
{
    static const char *const words[] = {
        "virus",      "coronavirus", "infection",  "outbreak",  "disease",    "epidemic",
        "pandemic",   "illness",     "cholera",    "measles",   "flu",        "influenza",
        "fever",      "malaria",     "ebola",      "covid",     "covid-19",   "polio",
        "plague",     "zika",        "dengue",     "mumps",     "hepatitis",  "salmonella",
        "patient",    "vaccine",     "infect",     "mpox",      "meningitis", "tuberculosis",
        "diphtheria", "norovirus",   "typhoid",    "anthrax",   "sars",       "mers",
        "bacteria",   "contagion",   "quarantine", "poisoning", "symptom",    NULL};
    uint32_t near[] = {sentence, sentence ? sentence - 1 : 0, 0};
    for (size_t k = 0; k < sizeof near / sizeof *near; k++)
        for (uint32_t i = d->sentences[near[k]].from; i < d->sentences[near[k]].to; i++)
            if (sense_lemma_in(d, i, words) || sense_norm_in(d, i, words))
                return true;
    return false;
}

/* Pounds are a weight where the text says so: "a 400-pound gorilla", "weighs 30 pounds", "140,000
 * pounds (63,500 kg)", "5 million pounds of thrust". */
bool sense_is_weight(const struct sense_doc *d, uint32_t number, uint32_t unit)
{
    static const char *const money[] = {
        "money",  "funding",  "fund",        "aid",       "debt",     "damage",       "investment",
        "profit", "revenue",  "saving",      "public",    "tax",      "taxpayer",     "pay",
        "income", "cash",     "benefit",     "grant",     "cut",      "compensation", "sale",
        "trade",  "property", "loss",        "loan",      "spending", "worth",        "earnings",
        "budget", "subsidy",  "expenditure", "jewellery", "jewelry",  "earning",      NULL};
    uint32_t end = d->sentences[d->tokens[unit].sentence].to, at = unit + 1;
    if (unit > number + 1 && sense_norm_in(d, unit - 1, WORDS("-")) &&
        sense_norm_in(d, unit, WORDS("pound")) && at < end && d->tokens[at].upos == SENSE_NOUN)
        return !sense_lemma_in(d, at, money) &&
               !sense_lemma_in(d, at,
                               WORDS("note", "coin", "fine", "fee", "deal", "bill", "contract",
                                     "bid", "transfer", "budget", "project", "ticket", "reward",
                                     "house", "home", "prize", "jackpot", "bonus", "scheme"));
    if (at + 1 < end && sense_norm_in(d, at, WORDS("(")))
        for (uint32_t i = at + 1; i < end && i < at + 5; i++)
            if (sense_lemma_in(d, i, WORDS("kilogram", "kg", "kilo", "tonne", "ton")) ||
                str_ends(d->tokens[i].norm, STR("kg")))
                return true;
    for (uint32_t i = number, steps = 0;
         i-- > d->sentences[d->tokens[unit].sentence].from && steps < 6; steps++)
        if (sense_lemma_in(d, i, WORDS("weigh", "weight", "thrust")))
            return true;
    if (at + 1 >= end || !sense_norm_in(d, at, WORDS("of")))
        return false;
    for (uint32_t i = at + 1; i < end && i < at + 4; i++)
        if (sense_lemma_in(d, i, money) || d->tokens[i].upos == SENSE_DET)
            return false;
    return true;
}
