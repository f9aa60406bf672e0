/* callings.c: common nouns that say what a name beside them is: "the insurer X", "X, a port".
 *
 * The words are the everyday ones of news; which of them stand with names of one kind only was
 * looked up in what names.c finds in the texts of the language data. */
#include "sense/namer.h"
#include "sense/persons.h"

int sense_noun_kind(const struct sense_doc *d, uint32_t i)
{
    static const char *const bodies[] = {
        "firm",         "carmaker",   "automaker",    "chipmaker",    "drugmaker",  "steelmaker",
        "toymaker",     "planemaker", "reinsurer",    "company",      "insurer",    "bank",
        "airline",      "charity",    "newspaper",    "daily",        "magazine",   "band",
        "club",         "party",      "retailer",     "maker",        "brewer",     "broadcaster",
        "network",      "agency",     "union",        "militia",      "cartel",     "startup",
        "manufacturer", "publisher",  "website",      "subsidiary",   "chain",      "supermarket",
        "lender",       "supplier",   "utility",      "orchestra",    "movement",   "conglomerate",
        "brewery",      "foundation", "organisation", "organization", "university", "consultancy",
        "weekly",       "thinktank",  "watchdog",     "giant",        "studio",     NULL};
    static const char *const places[] = {
        "town",        "village", "city",    "province",  "island",        "region",
        "district",    "suburb",  "port",    "river",     "lake",          "mountain",
        "volcano",     "valley",  "county",  "peninsula", "resort",        "hamlet",
        "capital",     "desert",  "bay",     "quarter",   "neighbourhood", "neighborhood",
        "archipelago", "oasis",   "seaport", NULL};
    static const char *const works[] = {
        "series", "film",    "movie",    "drama",  "sitcom",      "novel",  "album",       "song",
        "opera",  "musical", "thriller", "sequel", "documentary", "single", "blockbuster", NULL};
    if (sense_lemma_in(d, i, bodies))
        return ENTITY_ORG;
    if (sense_lemma_in(d, i, works))
        return ENTITY_OTHER;
    if (sense_lemma_in(d, i, places))
        return ENTITY_PLACE;
    return sense_person_noun(d->tokens[i].lemma) & SENSE_CALLING ? ENTITY_PERSON : SENSE_NO_KIND;
}

bool sense_name_is_called(const struct sense_doc *d, uint32_t token)
{
    static const char *const firms[] = {"carmaker",    "automaker", "chipmaker",  "drugmaker",
                                        "steelmaker",  "toymaker",  "planemaker", "insurer",
                                        "reinsurer",   "retailer",  "brewer",     "lender",
                                        "broadcaster", NULL};
    return sense_noun_kind(d, token) == ENTITY_PERSON || sense_lemma_in(d, token, firms);
}
