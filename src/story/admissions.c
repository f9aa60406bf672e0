/* admissions.c: who says later that it is so, after all, or that it is not.
 *
 * Three ways lead there. Who denied confirms it in words of the denial or of the charge ("admitted
 * that its powder was the cause"). Who denied, or was accused, merely says it ("the valve did not
 * close properly"): the words are those of the charge and turned neither more nor less, or they are
 * those of what he said against it, turned round. Or the words are others, and the same by their
 * antonyms (contrary.c): "was faulty", "did not work". Only the side that denied, and who is
 * accused, can admit: what another says of it repeats the charge. */
#include "story/claims.h"

enum { SUPPORT_SENTENCES = 2, COMPARED_MOST = 2000000, CHARGED_BYTES = 120, CONTRASTED_MOST = 20 };
static const double admits_least = 0.7, admits_own = 0.6, says_least = 0.5, same_least = 6,
                    self_least = 3, plain_least = 0.3, subject_least = 2, charge_least = 0.5;

/* How likely does `d` confirm later what `c` denies? "Lactina admitted that its powder was the
 * cause." Both must say what it is about, and neither the opposite of it. */
double statement_admits(const struct statement *d, const struct statement *c)
{
    if (d->voice.side != STORY_CONFIRMS || c->voice.side != STORY_DENIES ||
        !statement_is_later(d, c) || d->empty || d->pronoun || c->pronoun ||
        d->negated != c->negated)
        return 0;
    if (c->empty)
        return statements_of_one(d, c) && bag_holds(&d->matter, &c->matter) ? admits_own : 0;
    if (!statements_one_thing(c, d))
        return 0;
    double score = bag_within(&d->said, &c->said);
    if (statements_of_one(d, c))
        return bag_same_matter(&d->matter, &c->matter) ? (score > admits_own ? score : admits_own)
                                                       : 0;
    return score >= admits_least ? score : 0;
}

/* Who denied it says later of himself that it is so: "I took the money." */
void statements_find_turns(struct statements *all)
{
    for (size_t i = 0; i < all->n; i++) {
        struct statement *x = &all->v[i];
        if (x->answers || x->claim->by < 0 || x->accuses || !x->of_self)
            continue;
        x->voice.side = STORY_CONFIRMS;
        bool turns = false;
        for (size_t k = 0; k < i && !turns; k++)
            turns = all->v[k].claim->by >= 0 && statements_of_one(x, &all->v[k]) &&
                    bag_same_matter(&x->matter, &all->v[k].matter) &&
                    statement_admits(x, &all->v[k]) > 0;
        x->answers = turns;
        x->voice.side = turns ? STORY_CONFIRMS : STORY_ASSERTS;
    }
}

/* Does the statement say later what its own speaker denied in the issue? Of a denial without words
 * of its own ("denied the charge") what it answers tells what that was. Who admits one thing and
 * denies another in the same breath admits nothing of that. */
static bool is_admission(const struct statements *all, const struct statement *s)
{
    bool denied = false, bare = false, matches = false;
    for (size_t i = 0; i < all->n && s->voice.side == STORY_CONFIRMS; i++) {
        const struct statement *o = &all->v[i];
        if (o->voice.side != STORY_DENIES || !statements_of_one(s, o))
            continue;
        if (o->voice.spot.report == s->voice.spot.report &&
            o->voice.spot.sentence == s->voice.spot.sentence)
            return false;
        if (o->issue != s->issue || !statement_is_later(s, o))
            continue;
        denied = true;
        bare |= o->empty;
        matches |= o->negated == s->negated && (o->empty ? bag_holds(&s->matter, &o->matter)
                                                         : bag_same_matter(&s->matter, &o->said));
    }
    for (size_t i = 0; i < all->n && denied && bare && !matches; i++)
        matches = all->v[i].issue == s->issue && all->v[i].voice.side == STORY_ASSERTS &&
                  all->v[i].negated == s->negated && bag_same_matter(&s->matter, &all->v[i].said);
    return denied && matches;
}

/* ---- of whose side ---- */

/* Words of a body that has no name, "the education ministry", in what is known of the other. */
static bool describes(const struct party *body, struct str described)
{
    for (size_t i = 0; body->word_count >= 2 && i < body->word_count; i++)
        if (str_find_fold(described, body->words[i]) == SIZE_MAX)
            return false;
    return body->word_count >= 2;
}

/* Its names; "the" stands before it, since the first word of a text may have its capital for that.
 */
static struct bag names_of(const struct statements *all, struct str words)
{
    struct bag all_words = bag_of(all->a, str_fmt(all->a, "the %.*s", STR_ARG(words)), STR("en"));
    return bag_without(all->a, &all_words, &all->noise, true);
}

/* Names of whom the accusation is: "Lee" of "Lee of taking bribes". */
static struct bag charged_of(const struct statements *all, const struct statement *charge)
{
    struct str said = span_str(all->reports[charge->voice.spot.report].text, charge->claim->span);
    for (size_t i = 0; i < 2; i++) {
        size_t at = str_find(said, i ? STR(" for ") : STR(" of "));
        said = at == SIZE_MAX ? said : str_sub(said, 0, at);
    }
    return said.n < CHARGED_BYTES ? names_of(all, said) : (struct bag){0};
}

void statement_know_party(const struct statements *all, struct statement *s)
{
    struct party p = {.officer = s->described.n && statement_is_officer(all->a, s->described)};
    struct text_words it = text_words(s->voice.who);
    struct text_word w;
    p.words = ARENA_ARRAY(all->a, s->voice.who.n / 2 + 1, struct str);
    while (text_word_next(&it, &w)) {
        struct str word = str_lower(all->a, str_sub(it.s, w.at, w.end));
        if (AMONG(word, "the", "a", "an", "of", "s"))
            continue;
        p.words[p.word_count++] = AMONG(word, "ministry", "ministries") ? STR("minister") : word;
    }
    if (s->voice.who.n)
        p.names = names_of(all, s->voice.who);
    if (s->accuses && !s->answers)
        p.charged = charged_of(all, s);
    s->party = p;
}

/* Does x speak for y, a body? */
static bool speaks_for(const struct statement *x, const struct statement *y)
{
    if (!y->voice.who.n || !x->described.n)
        return false;
    if (str_eq_fold(x->voice.who, y->voice.who))
        return describes(&y->party, x->described);
    if (!x->party.officer)
        return false;
    return y->party.names.n
               ? bag_shared_names(&y->party.names, &x->about) >= y->party.names.sum * 0.99
               : describes(&y->party, x->described);
}

bool statements_one_party(const struct statement *x, const struct statement *y)
{
    return statements_of_one(x, y) || speaks_for(x, y) || speaks_for(y, x) ||
           describes(&y->party, x->voice.who) || describes(&x->party, y->voice.who);
}

/* Is the speaker whom the accusation is of: "accused Lee of taking bribes"? */
static bool is_accused(const struct statement *d, const struct statement *charge)
{
    return charge->accuses && !charge->answers && d->claim->by >= 0 &&
           bag_shared_names(&d->party.names, &charge->party.charged) > 0 &&
           !statements_one_party(d, charge);
}

/* ---- does it say the same? ---- */

static bool agree(const struct stand *x, const struct stand *y)
{
    return (x->good & y->good) || (x->bad & y->bad);
}
static bool differ(const struct stand *x, const struct stand *y)
{
    return (x->good & y->bad) || (x->bad & y->good);
}

/* Weight of the words of both, besides names, and besides those by which they may be contrary. */
static double subject_of(const struct statements *all, const struct statement *x,
                         const struct statement *y)
{
    struct bag rest = bag_without(all->a, &x->matter, &all->contrary, false);
    return bag_shared(&rest, &y->matter) - bag_shared_names(&rest, &y->matter);
}

/* Does d say, or if `turned` say the opposite of, what x is about? */
static bool says(const struct statements *all, const struct statement *d, const struct statement *x,
                 bool turned)
{
    const struct arena_mark scratch = arena_mark(all->a);
    double shared = bag_shared(&d->matter, &x->matter) - bag_shared_names(&d->matter, &x->matter);
    bool self = d->of_self && statements_of_one(d, x); /* "I gave them tablets" needs no more */
    bool same = shared >= (self ? self_least : same_least) &&
                shared >= says_least * bag_no_names(&x->matter) &&
                shared >= plain_least * bag_no_names(&d->matter);
    bool agrees = agree(&d->stand, &x->stand), differs = differ(&d->stand, &x->stand), ret;
    if (turned)
        ret = (same && d->negated != x->negated && !agrees) || (differs && !agrees);
    else
        ret = (same && d->negated == x->negated && !differs) || (agrees && !differs);
    ret = ret && (same || subject_of(all, d, x) >= subject_least);
    arena_back(all->a, scratch);
    return ret;
}

/* The statements of the same report as x: [from, to). They stand together. */
static void report_of(const struct statements *all, const struct statement *x, size_t *ret_from,
                      size_t *ret_to)
{
    size_t from = (size_t)(x - all->v), to = from;
    while (from > 0 && all->v[from - 1].voice.spot.report == x->voice.spot.report)
        from--;
    while (to < all->n && all->v[to].voice.spot.report == x->voice.spot.report)
        to++;
    *ret_from = from;
    *ret_to = to;
}

/* What the party said for itself right before or after its denial: "The valve closed properly." */
static bool is_support(const struct statement *x, const struct statement *denial)
{
    reading_index apart = x->voice.spot.sentence - denial->voice.spot.sentence;
    return x != denial && x->voice.spot.report == denial->voice.spot.report && !x->answers &&
           apart <= SUPPORT_SENTENCES && apart >= -SUPPORT_SENTENCES && !x->accuses &&
           statements_one_party(x, denial);
}

/* Is the charge what the denial denies? What has words of its own must have some of the charge's.
 */
static bool is_of(const struct statement *denial, const struct statement *charge)
{
    return denial->empty || denial->pronoun || denial->contrast ||
           bag_shared(&denial->matter, &charge->matter) -
                   bag_shared_names(&denial->matter, &charge->matter) >=
               subject_least;
}

/* Does d, later, say what the denial denies, or the charge that it answers, or the opposite of what
 * was said for it? What repeats the latter admits nothing. */
static bool owns_up(const struct statements *all, const struct statement *d,
                    const struct statement *denial, size_t *compared)
{
    bool says_so = !denial->empty && !denial->pronoun && says(all, d, denial, false);
    size_t from, to;
    report_of(all, denial, &from, &to);
    *compared += to - from + 1;
    for (size_t i = from; i < to; i++) {
        const struct statement *x = &all->v[i];
        if (x == d || !is_support(x, denial))
            continue;
        if (says(all, d, x, false))
            return false;
        says_so |= says(all, d, x, true);
    }
    const struct statement *charge = denial->answered >= 0 ? &all->v[denial->answered] : NULL;
    if (charge && charge != d && !charge->pronoun && is_of(denial, charge) &&
        !statements_one_party(charge, denial))
        says_so |= says(all, d, charge, false);
    return says_so;
}

/* "The brakes of another bus", "the water of Lisk, not that of Norrby": of something else. */
static bool is_of_another(struct arena *a, struct str said)
{
    const struct arena_mark scratch = arena_mark(a);
    struct text_words it = text_words(said);
    struct text_word w;
    bool another = str_find(said, STR(", not ")) != SIZE_MAX;
    while (text_word_next(&it, &w))
        another |= AMONG(str_lower(a, str_sub(it.s, w.at, w.end)), "another", "elsewhere", "rival",
                         "rivals", "competitor", "competitors");
    arena_back(a, scratch);
    return another;
}

/* May it be an admission of what is denied: later, in another report, plainly said? */
static bool may_own_up(const struct statements *all, const struct statement *d)
{
    const struct story_report *r = &all->reports[d->voice.spot.report];
    struct str said = span_str(r->text, d->claim->span);
    bool plain = (d->claim->stance == STANCE_SAYS || d->claim->stance == STANCE_ACCUSES) &&
                 d->voice.side == STORY_ASSERTS;
    /* "A staffer at the clinic said": not the clinic. */
    bool somebody = (str_starts_fold(d->described, STR("the a ")) ||
                     str_starts_fold(d->described, STR("the an "))) &&
                    d->claim->by >= 0 && !d->party.officer;
    if (plain && (somebody || !statement_speaks(r, d->claim) || is_of_another(all->a, said)))
        return false;
    return (plain || d->voice.side == STORY_CONFIRMS) && !d->accuses && !d->pronoun &&
           d->matter.n > 0 && d->voice.who.n && !statement_hedges(all->a, said);
}

static bool is_later_report(const struct statement *d, const struct statement *c)
{
    return d->voice.spot.report != c->voice.spot.report && d->voice.time != TIME_NONE &&
           c->voice.time != TIME_NONE && d->voice.time - c->voice.time >= US_HOUR;
}

/* Does its speaker deny in the same report? "It admitted that ..., but denied that ..." */
static bool denies_there(const struct statements *all, const struct statement *d)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct statement *o = &all->v[i];
        if (o->voice.spot.report == d->voice.spot.report && o->voice.side == STORY_DENIES &&
            !o->retold && o->issue == d->issue && d->issue >= 0 && statements_of_one(o, d))
            return true;
    }
    return false;
}

/* Does it say the opposite of what its own speaker asserted in an issue: "no votes had been
 * forged"? */
static bool takes_back(const struct statements *all, const struct statement *d,
                       const struct statement *x)
{
    return x->issue >= 0 && !x->answers && d->claim->by >= 0 && !d->answers &&
           is_later_report(d, x) && statements_of_one(d, x) && d->negated != x->negated &&
           says(all, d, x, true);
}

/* Does another say the opposite of what was said for a denial: "the log lists the pumps as out of
 * service"? It is one voice more for the charge. */
static bool contradicts(const struct statements *all, const struct statement *d,
                        const struct statement *denial, size_t *compared)
{
    if (d->issue >= 0 || d->voice.side != STORY_ASSERTS || statements_one_party(d, denial))
        return false;
    size_t from, to;
    report_of(all, denial, &from, &to);
    *compared += to - from;
    for (size_t i = from; i < to; i++)
        if (is_support(&all->v[i], denial) && differ(&d->stand, &all->v[i].stand) &&
            says(all, d, &all->v[i], true))
            return true;
    return false;
}

static bool party_to(const struct statements *all, const struct statement *d,
                     const struct statement *denial)
{
    return statements_one_party(d, denial) ||
           (denial->answered >= 0 && is_accused(d, &all->v[denial->answered]));
}

/* What d, an admission or a withdrawal, makes of what its side said before. */
static void overtake(struct statements *all, const struct statement *d, size_t *compared)
{
    for (size_t i = 0; i < all->n; i++) {
        struct statement *s = &all->v[i];
        bool withdraws = d->voice.side == STORY_WITHDRAWS;
        bool before = statement_is_later(d, s) || s->retold;
        if (s != d && before && s->issue == d->issue &&
            s->voice.side == (withdraws ? STORY_ASSERTS : STORY_DENIES) &&
            statements_one_party(d, s))
            s->overtaken = true;
        if (!s->overtaken || withdraws)
            continue;
        size_t from, to;
        report_of(all, s, &from, &to);
        *compared += to - from;
        for (size_t k = from; k < to; k++)
            if (is_support(&all->v[k], s) && says(all, d, &all->v[k], true))
                all->v[k].overtaken = true;
    }
}

/* "Brandt said that the prosecutor had taken bribes": the charge is given back, not admitted; nor
 * does the accused admit what "a former engineer" did. */
static bool charges_back(const struct statements *all, const struct statement *d, int32_t issue)
{
    struct str said = str_trim(span_str(all->reports[d->voice.spot.report].text, d->claim->span));
    said = str_starts_fold(said, STR("that ")) ? str_from(said, 5) : said;
    bool somebody = str_starts_fold(said, STR("a ")) || str_starts_fold(said, STR("an "));
    for (size_t i = 0; i < all->n; i++) {
        const struct statement *o = &all->v[i];
        if (o->issue != issue || o->voice.side == STORY_DENIES)
            continue;
        if (o->voice.who.n && str_starts_fold(said, o->voice.who) && !statements_one_party(d, o))
            return true;
        if (somebody && is_accused(d, o))
            return true;
    }
    return false;
}

static void find_plain_turn(struct statements *all, struct statement *d, size_t *compared)
{
    for (size_t k = 0; k < all->n && *compared < COMPARED_MOST; k++) {
        const struct statement *c = &all->v[k];
        ++*compared;
        if (takes_back(all, d, c)) {
            d->issue = c->issue;
            d->answers = true;
            d->voice.side = STORY_WITHDRAWS;
            return;
        }
        if (c->voice.side == STORY_DENIES && c->issue >= 0 && contradicts(all, d, c, compared)) {
            d->issue = c->issue;
            return;
        }
        if (c->voice.side != STORY_DENIES || c->issue < 0 || !is_later_report(d, c) ||
            !party_to(all, d, c) || !owns_up(all, d, c, compared) || denies_there(all, d) ||
            charges_back(all, d, c->issue))
            continue;
        d->issue = c->issue;
        d->answers = true;
        d->voice.side = STORY_ADMITS;
        return;
    }
}

/* "Accused Granwerk of buying votes. Granwerk said that it had bought none": who is accused says
 * the same, turned round. */
static bool negates_charge(const struct statement *y, const struct statement *x)
{
    double all = bag_no_names(&y->matter);
    return y->negated && !x->negated && all >= self_least && is_accused(y, x) &&
           bag_shared(&y->matter, &x->matter) - bag_shared_names(&y->matter, &x->matter) >=
               charge_least * all;
}

/* "The engine stopped twice", says the crew; the owner says that it was in perfect order: so he
 * denies it, though no word says so. */
void statements_find_contrasts(struct statements *all)
{
    all->contrary = statement_stand_words(all->a);
    for (size_t i = 0; i < all->n; i++) {
        struct statement *y = &all->v[i];
        for (size_t k = i; k-- > 0 && !y->answers && !y->accuses && i - k < CONTRASTED_MOST;) {
            const struct statement *x = &all->v[k];
            reading_index apart = y->voice.spot.sentence - x->voice.spot.sentence;
            if (x->voice.spot.report != y->voice.spot.report || apart < 0 ||
                apart > SUPPORT_SENTENCES || x->answers || !y->voice.who.n ||
                y->claim->stance != STANCE_SAYS)
                continue;
            if (!negates_charge(y, x) &&
                (!differ(&y->stand, &x->stand) || agree(&y->stand, &x->stand) ||
                 statements_one_party(x, y) || subject_of(all, y, x) < subject_least))
                continue;
            y->voice.side = STORY_DENIES;
            y->voice.by_words = y->answers = y->contrast = true;
            y->negated = !y->negated;
            y->stand = (struct stand){y->stand.bad, y->stand.good};
            y->to = (int32_t)k;
        }
    }
}

/* "Admitted", "conceded" by who denied, of what was joined with it already. */
static bool concedes(const struct statements *all, const struct statement *d)
{
    if (d->voice.side != STORY_CONFIRMS || d->issue < 0 ||
        !statement_concedes(&all->reports[d->voice.spot.report], d->claim))
        return false;
    for (size_t i = 0; i < all->n; i++) {
        const struct statement *o = &all->v[i];
        if (o->issue == d->issue && o->voice.side == STORY_DENIES && is_later_report(d, o) &&
            statements_one_party(d, o) && !differ(&d->stand, &o->stand))
            return true;
    }
    return false;
}

void statements_find_admissions(struct statements *all)
{
    size_t compared = 0;
    for (size_t i = 0; i < all->n; i++) {
        struct statement *d = &all->v[i];
        if (is_admission(all, d) || concedes(all, d))
            d->voice.side = STORY_ADMITS;
        else if (may_own_up(all, d))
            find_plain_turn(all, d, &compared);
        bool turns = d->voice.side == STORY_ADMITS || d->voice.side == STORY_WITHDRAWS;
        if (turns && d->issue >= 0 && compared < COMPARED_MOST)
            overtake(all, d, &compared);
    }
}
