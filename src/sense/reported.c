/* reported.c: does an article report violence, or does it only speak of it?
 *
 * A logistic regression over what incidents.c found and how it is told; make
 * sense-violence-weights fits it to MUC's DEV articles and calm ones, read by models that did not
 * see them. Who is hit by whom tells most of what a report of an attack has and one of a fight has
 * not: soldiers and fighters against each other are at war. */
#include "sense/incidents.h"

#include <math.h>

/* In the order of sense_reported_row(). */
static const double LEAST = -0.289;
static const double weights[SENSE_VIOLENCE_FEATURES] = {
    0.4168, 0.8545,   0.5288,   0.1976, 0.4334,  -0.08107, 0.2429,  -0.252, 0.5726,
    -0.535, -0.00129, -0.01867, 0.242,  0.0638,  -0.1057,  -0.1418, 0.1344, 0.4257,
    0.1746, -0.4112,  -0.7597,  0.7255, -0.1269, 0.4384,   -0.3156};

enum side { SIDE_OTHER, SIDE_SOLDIERS, SIDE_FIGHTERS, SIDES };

static bool any_in(const struct sense_doc *d, uint32_t from, uint32_t to, const char *const *words)
{
    for (uint32_t i = from; i < to; i++)
        if (sense_norm_in(d, i, words))
            return true;
    return false;
}

static enum side side_of(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    static const char *const soldiers[] = {
        "soldier",  "soldiers",   "troop",     "troops",   "army",    "military",
        "patrol",   "patrols",    "battalion", "brigade",  "marines", "garrison",
        "unit",     "units",      "forces",    "barracks", "captain", "colonel",
        "corporal", "lieutenant", "sergeant",  NULL};
    static const char *const fighters[] = {
        "guerrilla",   "guerrillas",  "rebel",      "rebels",      "insurgent", "insurgents",
        "subversive",  "subversives", "terrorist",  "terrorists",  "extremist", "extremists",
        "combatant",   "combatants",  "fighters",   "contras",     "militants", "militiamen",
        "gunmen",      "hitmen",      "trafficker", "traffickers", "criminals", "jihadists",
        "separatists", NULL};
    return any_in(d, from, to, soldiers)   ? SIDE_SOLDIERS
           : any_in(d, from, to, fighters) ? SIDE_FIGHTERS
                                           : SIDE_OTHER;
}

static double share_of(double n, double all)
{
    return all > 0 ? n / all : 0;
}

/* Does somebody say all of it? */
static bool in_quote(const struct sense_find *f, uint32_t from, uint32_t to)
{
    struct span all = sense_span(f->d, from, to);
    for (size_t i = 0; i < f->quotes.n; i++)
        for (size_t k = 0; k < f->quotes.v[i].content_count; k++)
            if (f->quotes.v[i].content[k].at <= all.at + 2 &&
                f->quotes.v[i].content[k].end + 2 >= all.end)
                return true;
    return false;
}

/* Where it is told: how often, how early, by whom, and where; and how much the likeliest sentence
 * that nobody says tells of an attack. */
static void fill_telling(const struct working *w, double x[6])
{
    const struct sense_doc *d = w->d;
    double telling = 0, quoted = 0, placed = 0, first = (double)d->sentence_count;
    bool *said = ARENA_ARRAY(w->f->a, d->sentence_count, bool);
    for (size_t i = 0; i < d->sentence_count; i++) {
        const struct sense_sentence *s = &d->sentences[i];
        said[i] = w->roles.counts[i] > 0 && in_quote(w->f, s->body_from, s->to);
        if (!w->tells[i])
            continue;
        telling++;
        first = (double)i < first ? (double)i : first;
        placed += sense_place_in(d, s).span.end > 0;
        quoted += said[i];
    }
    x[0] = log1p(telling);
    x[1] = share_of(telling, (double)d->sentence_count);
    x[2] = 1 / (1 + first);
    x[3] = share_of(quoted, telling);
    x[4] = share_of(placed, telling);
    x[5] = sense_telling_best(&w->roles, said);
}

/* Sentences with a word of violence in which each side is hit, does it, or owns what is hit. */
static void fill_sides(const struct working *w, double x[6])
{
    const struct sense_doc *d = w->d;
    double n[ROLE_LABELS][SIDES] = {0};
    for (size_t k = 0; k < d->sentence_count; k++) {
        const struct sense_sentence *s = &d->sentences[k];
        bool met[ROLE_LABELS][SIDES] = {0};
        for (uint32_t from = s->from, to; w->roles.counts[k] > 0 && from < s->to; from = to) {
            for (to = from + 1; to < s->to && w->labels[to] == w->labels[from];)
                to++;
            if (w->labels[from] != ROLE_NONE)
                met[w->labels[from]][side_of(d, from, to)] = true;
        }
        for (int r = 0; r < ROLE_LABELS; r++)
            for (int side = 0; side < SIDES; side++)
                n[r][side] += met[r][side];
    }
    x[0] = log1p(n[ROLE_VICTIM][SIDE_OTHER]);
    x[1] = log1p(n[ROLE_VICTIM][SIDE_SOLDIERS]);
    x[2] = log1p(n[ROLE_VICTIM][SIDE_FIGHTERS]);
    x[3] = log1p(n[ROLE_TARGET][SIDE_OTHER]);
    x[4] = log1p(n[ROLE_PERSON][SIDE_SOLDIERS] + n[ROLE_GROUP][SIDE_SOLDIERS]);
    x[5] = log1p(n[ROLE_PERSON][SIDE_FIGHTERS] + n[ROLE_GROUP][SIDE_FIGHTERS]);
}

/* Words of fighting among a hundred. */
static double fighting_of(const struct sense_doc *d)
{
    static const char *const words[] = {"clash",   "clashes",    "clashed", "combat",
                                        "combats", "fighting",   "fought",  "battle",
                                        "battles", "casualties", NULL};
    double n = 0;
    for (uint32_t i = 0; i < d->token_count; i++)
        n += sense_norm_in(d, i, words);
    return 100 * share_of(n, (double)d->token_count);
}

void sense_reported_row(const struct working *w, const struct filling l[4], float margin,
                        double row[SENSE_VIOLENCE_FEATURES])
{
    const struct sense_doc *d = w->d;
    bool named = false;
    for (size_t i = 0; i < l[0].n; i++)
        named |= sense_has_person(d, l[0].from[i], l[0].to[i]);
    row[0] = 1;
    row[1] = margin / 1000;
    row[2] = l[0].n > 0;
    row[3] = l[1].n > 0;
    row[4] = l[2].n > 0;
    row[5] = w->f->violence_persons > 0;
    row[6] = l[3].n > w->f->violence_persons;
    row[7] = fighting_of(d);
    row[8] = named;
    row[9] = w->harm;
    row[10] = log1p((double)d->sentence_count);
    row[11] = log1p((double)(l[0].n + l[1].n));
    fill_telling(w, row + 12);
    fill_sides(w, row + 18);
    row[24] = log1p((double)d->token_count);
}

bool sense_is_reported(const double row[SENSE_VIOLENCE_FEATURES])
{
    double sum = 0;
    for (size_t i = 0; i < SENSE_VIOLENCE_FEATURES; i++)
        sum += weights[i] * row[i];
    return sum >= LEAST;
}
