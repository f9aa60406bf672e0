/* sense.c: an article becomes a reading. The table of faculties, and the running of them. */
#include "sense/find.h"
#include "sense/linear.h"

/* In the order in which they run: a later one reads what an earlier one found. */
#define FACULTIES(X)                                                                               \
    X("ground", "*", "lang, words, sentences", "language, sentences and words", NULL)              \
    X("names", "*", "entities", "people, organisations and places, resolved inside the article",   \
      NULL)                                                                                        \
    X("keyphrases", "*", "keyphrases", "the phrases that the article is about", sense_keyphrases)  \
    X("hashtags", "*", "hashtags", "five to eight names and phrases that a person would choose",   \
      sense_hashtags)                                                                              \
    X("summary", "*", "summary, keypoints", "at most three sentences, and three to five points",   \
      sense_summary)                                                                               \
    X("quotes", "en", "quotes", "who says what, in whose words", sense_quotes)                     \
    X("figures", "en", "figures", "numbers with what they count and who says so", sense_figures)   \
    X("claims", "en", "claims", "what is asserted, denied or confirmed, and by whom",              \
      sense_claims)                                                                                \
    X("incidents", "en", "incidents", "attacks, disasters and the like, with who, whom and where", \
      sense_incidents)                                                                             \
    X("agreements", "en", "agreements", "parties, subject, sum and stage", sense_agreements)

const struct sense_faculty sense_faculties[] = {
#define X(name, languages, fills, summary, run) {name, languages, fills, summary},
    FACULTIES(X)
#undef X
};
static void (*const runs[])(struct sense_find *f) = {
#define X(name, languages, fills, summary, run) run,
    FACULTIES(X)
#undef X
};
const size_t sense_faculty_count = sizeof sense_faculties / sizeof *sense_faculties;

static void fill_ground(const struct sense_find *f, struct reading *ret)
{
    const struct sense_doc *d = f->d;
    struct sentence *list = ARENA_ARRAY(f->a, d->sentence_count, struct sentence);
    for (size_t i = 0; i < d->sentence_count; i++)
        list[i] = (struct sentence){.span = d->sentences[i].span,
                                    .paragraph = d->sentences[i].paragraph,
                                    .kind = d->sentences[i].kind,
                                    .weight = f->weights ? f->weights[i] : 0};
    ret->lang = d->lang.n ? d->lang : STR("und");
    ret->lang_sure = d->lang_sure;
    ret->words = d->words;
    ret->sentences = list;
    ret->sentence_count = d->sentence_count;
    ret->entities = d->entities;
    ret->entity_count = d->entity_count;
}

struct str sense_models_missing(struct arena *a)
{
    static const char *const linear[LINEAR_COUNT] = {[LINEAR_SPEECH] = "speech",
                                                     [LINEAR_ROLES] = "roles",
                                                     [LINEAR_VIOLENCE] = "violence",
                                                     [LINEAR_TELLING] = "telling"};
    struct buf b;
    buf_arena(&b, a, 1000);
    for (int i = 0; i < MODEL_COUNT; i++)
        if (!sense_model_get((enum sense_model_id)i))
            buf_fmt(&b, "%s%s", b.n ? ", " : "", sense_model_name((enum sense_model_id)i));
    for (int i = 0; i < LINEAR_COUNT; i++)
        if (sense_linear_get((enum sense_linear_id)i).labels == 0)
            buf_fmt(&b, "%s%s", b.n ? ", " : "", linear[i]);
    if (!sense_words_version().n)
        buf_fmt(&b, "%swords", b.n ? ", " : "");
    return buf_str(&b);
}

#define CODE_VERSION "9"

struct str sense_version(struct arena *a)
{
    return str_fmt(a, "sense %s; %.*s", CODE_VERSION, STR_ARG(sense_model_versions(a)));
}

void sense_read(struct arena *a, const struct article *article, int64_t now, struct reading *ret)
{
    struct sense_doc doc;
    struct sense_find f;
    sense_find_make(a, article, now, &doc, &f);
    for (size_t i = 0; i < sense_faculty_count; i++) {
        const struct sense_faculty *faculty = &sense_faculties[i];
        if (!doc.english && faculty->languages[0] != '*')
            LIST_PUSH(a, &f.missing, str_c(faculty->name));
        else if (runs[i] && doc.token_count > 0)
            runs[i](&f);
    }
    struct reading r = {0};
    fill_ground(&f, &r);
    r.version = sense_version(a);
#define LISTED(list, member, count) (r.member = f.list.v, r.count = f.list.n)
    LISTED(hashtags, hashtags, hashtag_count);
    LISTED(keyphrases, keyphrases, keyphrase_count);
    LISTED(summary, summary, summary_count);
    LISTED(keypoints, keypoints, keypoint_count);
    LISTED(quotes, quotes, quote_count);
    LISTED(claims, claims, claim_count);
    LISTED(figures, figures, figure_count);
    LISTED(incidents, incidents, incident_count);
    LISTED(agreements, agreements, agreement_count);
    LISTED(missing, missing, missing_count);
#undef LISTED
    *ret = r;
}
