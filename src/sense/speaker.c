/* speaker.c: which entity speaks: whom the source names before anything else, or whom it stands
 * for.
 */
#include "sense/persons.h"
#include "sense/quoting.h"

/* "Rolf Steen's lawyer": the name only says whose. */
static bool says_whose(const struct sense_doc *d, uint32_t i, uint32_t to)
{
    return i + 2 < to && d->tokens[i + 1].xpos == XPOS_POS && d->tokens[i + 2].upos == SENSE_NOUN;
}

/* "Farmers in Velland", "economists at the University of Brack": the name says where they are. */
static bool says_where(const struct sense_doc *d, uint32_t from, uint32_t i)
{
    uint32_t at =
        i > from && sense_norm_in(d, i - 1, (const char *const[]){"the", NULL}) ? i - 1 : i;
    return at > from &&
           sense_norm_in(d, at - 1, (const char *const[]){"in", "at", "near", "across", NULL});
}

/* "A member of the Velland delegation": one of many, and not the body. */
static bool is_one_of(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    return from + 3 < to && sense_norm_in(d, from, (const char *const[]){"a", "an", "one", NULL}) &&
           sense_norm_in(d, from + 1,
                         (const char *const[]){"member", "resident", "citizen", "witness",
                                               "survivor", "passenger", "supporter", "worker",
                                               "employee", "opponent", "critic", NULL}) &&
           sense_norm_in(d, from + 2, (const char *const[]){"of", "in", "from", "at", "on", NULL});
}

/* "Her colleague from Korrin", "a spokesman for Ann Lee": another name may tell who speaks. */
static bool hangs_on(const struct sense_doc *d, uint32_t from, uint32_t i)
{
    while (i > from && d->tokens[i - 1].upos != SENSE_ADP && d->tokens[i - 1].xpos != XPOS_COMMA)
        i--;
    return i > from && d->tokens[i - 1].upos == SENSE_ADP;
}

/* "The fishermen's union of Estova", "the army of Orlanda": a body of that place, and not the
 * place, which may be no place that is known. */
static bool is_body_of(const struct sense_doc *d, uint32_t from, const struct sense_name *x,
                       enum entity_kind kind)
{
    static const char *const bodies[] = {
        "army",   "government", "police",    "ministry", "court",    "parliament", "university",
        "navy",   "union",      "bank",      "council",  "board",    "authority",  "assembly",
        "school", "hospital",   "committee", "brigade",  "district", "chamber",    NULL};
    uint32_t i = x->from;
    i -= i > from && sense_norm_in(d, i - 1, (const char *const[]){"the", NULL});
    return i > from + 1 && sense_norm_in(d, i - 1, (const char *const[]){"of", NULL}) &&
           d->tokens[i - 2].upos == SENSE_NOUN &&
           (kind == ENTITY_PLACE || (x->to == x->from + 1 && sense_norm_in(d, i - 2, bodies)));
}

/* "The former Alaska governor": the name says of where, and a person speaks. */
static bool says_of_where(const struct sense_doc *d, const struct sense_name *x, uint32_t to)
{
    uint32_t last = to - 1;
    return x->to < to && d->tokens[last].xpos == XPOS_NN && d->tokens[last].chunk >= 0 &&
           d->tokens[last].chunk == d->tokens[x->from].chunk &&
           d->chunks[d->tokens[last].chunk].head == last && x->to == last &&
           sense_person_noun(d->tokens[last].lemma) != 0;
}

/* "His wife", "her office": somebody else, and who is not told. Not "his statement". */
static bool is_of_somebody(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    static const char *const theirs[] = {
        "office",   "team",    "campaign",   "company",   "firm",   "party", "administration",
        "family",   "club",    "government", "ministry",  "agency", "staff", "foundation",
        "employer", "camp",    "department", "side",      "band",   "label", "publicist",
        "wife",     "fiancee", "girlfriend", "boyfriend", "boss",   "crew",  NULL};
    int32_t chunk = d->tokens[from].chunk;
    if (d->tokens[from].xpos != XPOS_PRPS || chunk < 0 || d->chunks[chunk].to > to)
        return false;
    uint32_t head = d->chunks[chunk].head;
    return sense_lemma_in(d, head, theirs) || sense_person_noun(d->tokens[head].lemma) != 0;
}

/* Who the source is: a person named in it before anything else ("Ann Lee, of the University of
 * Brack"), then an organisation, else whatever it names or stands for. */
static reading_index speaker_of(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    reading_index group = -1, whose = -1, behind = -1;
    for (uint32_t i = from; i < to; i++) {
        int32_t name = d->tokens[i].name;
        if (name < 0 || d->names[name].entity < 0)
            continue;
        enum entity_kind kind = d->entities[d->names[name].entity].kind;
        if (kind == ENTITY_PERSON && says_whose(d, d->names[name].to - 1, to))
            whose = d->names[name].entity;
        else if (is_body_of(d, from, &d->names[name], kind) ||
                 (kind == ENTITY_PLACE && says_of_where(d, &d->names[name], to)))
            whose = d->names[name].entity;
        else if (kind == ENTITY_PERSON && hangs_on(d, from, d->names[name].from))
            behind = behind < 0 ? d->names[name].entity : behind;
        else if (kind == ENTITY_PERSON)
            return d->names[name].entity;
        else if (says_where(d, from, d->names[name].from) || is_one_of(d, from, to))
            whose = d->names[name].entity;
        else if (kind == ENTITY_ORG && group < 0)
            group = d->names[name].entity;
    }
    if (group >= 0 || behind >= 0)
        return behind >= 0 ? behind : group;
    if (from + 1 < to && is_of_somebody(d, from, to))
        return -1;
    reading_index any = from < to ? sense_entity_at(d, sense_span(d, from, to)) : -1;
    return whose >= 0 && any == whose ? -1 : any;
}

/* "The finance minister", "the Briton": whom the words that say it describe; -1 where they do not,
 * or name a person behind it ("the spokesman at the time, Ann Lee"). */
static reading_index described_in(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    int32_t chunk = from < to && d->described ? d->tokens[from].chunk : -1;
    if (chunk < 0 || d->chunks[chunk].from != from || d->chunks[chunk].to > to)
        return -1;
    for (uint32_t i = d->chunks[chunk].to; i < to; i++) {
        int32_t name = d->tokens[i].name;
        if (name >= 0 && d->names[name].kind == ENTITY_PERSON)
            return -1;
    }
    reading_index who = d->described[d->chunks[chunk].head];
    return who >= 0 ? who : -1;
}

/* May "he" or "she", the token, be the entity? Not where a title ("Mr") says otherwise. */
static bool may_mean(const struct sense_doc *d, uint32_t token, reading_index who)
{
    char gender = sense_norm_in(d, token, (const char *const[]){"he", NULL}) ? 'm' : 'f';
    const struct entity *e = &d->entities[who];
    for (size_t i = 0; i < e->mention_count; i++) {
        char told = e->mentions[i].pronoun
                        ? 0
                        : sense_title_gender(d, sense_token_at(d, e->mentions[i].span.at));
        if (told && told != gender)
            return false;
    }
    return true;
}

/* "She said ... It denied ...": a pronoun that nothing else tells of goes on with who spoke last.
 */
static reading_index same_speaker(const struct quoting *q, const struct pending *p,
                                  const struct quote *last)
{
    const struct sense_doc *d = q->d;
    uint32_t apart = p->sentence - (uint32_t)last->sentence, i = p->source_from;
    if (p->source_to != i + 1 || last->speaker < 0)
        return -1;
    enum entity_kind kind = d->entities[last->speaker].kind;
    bool person = apart <= 2 && kind == ENTITY_PERSON &&
                  sense_norm_in(d, i, (const char *const[]){"he", "she", NULL}) &&
                  may_mean(d, i, last->speaker);
    bool body = apart <= 1 && kind == ENTITY_ORG &&
                sense_norm_in(d, i, (const char *const[]){"it", "they", NULL});
    return person || body ? last->speaker : -1;
}

/* Is the quote's source a person named in it, and its verb one of plain saying? */
static bool is_said_by_name(const struct sense_doc *d, const struct quote *x)
{
    static const char *const says[] = {"say",  "tell",  "add",    "write", "explain", "warn",
                                       "note", "argue", "insist", "claim", NULL};
    bool named = false, said = false;
    for (uint32_t i = sense_token_at(d, x->source.at);
         i < d->token_count && d->tokens[i].span.end <= x->source.end; i++)
        named |= d->tokens[i].name >= 0 && d->names[d->tokens[i].name].entity == x->speaker;
    for (uint32_t i = sense_token_at(d, x->cue.at);
         i < d->token_count && d->tokens[i].span.end <= x->cue.end; i++)
        said |= sense_lemma_in(d, i, says);
    return named && said;
}

/* "Ann Lee said that May Frost was late. She said ...": who begins the next sentence goes on,
 * whoever else is named. */
static reading_index next_of_speaker(const struct quoting *q, const struct pending *p,
                                     const struct quote *last)
{
    const struct sense_doc *d = q->d;
    const struct sense_sentence *s = &d->sentences[p->sentence];
    if (p->source_from != s->from || (uint32_t)last->sentence + 1 != p->sentence ||
        last->speaker < 0 || d->entities[last->speaker].kind != ENTITY_PERSON ||
        p->cue_from < p->source_to || !is_said_by_name(d, last))
        return -1;
    return same_speaker(q, p, last);
}

/* "Owen Marsh visited her. 'I teach arithmetic,' he said": the one person whom the sentence before
 * names, where the pronoun stands for nobody that is known. */
static reading_index named_before(const struct quoting *q, const struct pending *p)
{
    const struct sense_doc *d = q->d;
    reading_index who = -1;
    if (p->source_to != p->source_from + 1 || p->sentence == 0 ||
        !sense_norm_in(d, p->source_from, (const char *const[]){"he", "she", NULL}) ||
        sense_quoting_kind(q, p) == QUOTE_INDIRECT ||
        sense_sentence_at(d, p->content[0].at) != p->sentence)
        return -1;
    for (size_t i = 0; i < d->name_count; i++) {
        const struct sense_name *x = &d->names[i];
        if (x->sentence + 1 != p->sentence || x->entity < 0 || x->kind != ENTITY_PERSON)
            continue;
        bool owner = x->to < d->token_count && d->tokens[x->to].xpos == XPOS_POS;
        if (owner || (who >= 0 && who != x->entity))
            return -1;
        who = x->entity;
    }
    return who >= 0 && may_mean(d, p->source_from, who) ? who : -1;
}

reading_index sense_quoting_speaker(const struct quoting *q, const struct pending *p,
                                    const struct quote *last)
{
    reading_index who = last ? next_of_speaker(q, p, last) : -1;
    if (who < 0)
        who = described_in(q->d, p->source_from, p->source_to);
    if (who < 0)
        who = speaker_of(q->d, p->source_from, p->source_to);
    if (who < 0 && last)
        who = same_speaker(q, p, last);
    return who >= 0 ? who : named_before(q, p);
}
