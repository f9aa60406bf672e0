/* ask_rank.c: how well a sentence answers a question: a linear function of how much of the question
 * it has (names count too where it has only a pronoun for them, and a little what the sentence
 * before has), of whether it holds an answer of the kind wanted and how near that stands, of
 * whether the question's words stand together and in its order, and of where the sentence stands.
 * The weights are learnt from pairs of sentences of which one answers (train/sense_fit.c); the
 * questions are our own, those of tests/gold and of train/asked.txt. */
#include "sense/ask.h"

#include <math.h>

/* More than all that a sentence without it can have; too rare among the questions to be learnt. */
static const double NOT_SO = 4;
static const double rank_weights[SENSE_ASK_RANK_FEATURES] = {
    0.2226, -1.274, 1.925,  1,       0.9882,  0.3977, 0.3607,  0.2088,   0.6689,   1.057,  1.86,
    -1.653, -1.397, 0.5993, 2.07,    0.4348,  1.058,  0.02855, -0.06409, -0.03023, 0.3776, 0.6764,
    -1.055, 0.1265, -1.033, -0.2116, 0.04404, 0.3428, -0.5748, -0.6054,  0.9175,   0.3348, 0.5853,
    1.433,  1.534,  0.4699, 0.6199,  -0.3228, 1.334,  2.111,   0.5398,   -1.725};

/* How near each other the question's words stand: 0..1. */
static double closeness(const struct ask *k, uint32_t sentence)
{
    double sum = 0;
    uint32_t pairs = 0;
    for (size_t j = 0; j < k->n; j++) {
        uint32_t at = k->at[sentence * k->n + j], best = UINT32_MAX;
        if (at == UINT32_MAX)
            continue;
        for (size_t m = 0; m < k->n; m++) {
            uint32_t other = k->at[sentence * k->n + m];
            if (m == j || other == UINT32_MAX || other == at)
                continue;
            uint32_t apart = other > at ? other - at : at - other;
            best = apart < best ? apart : best;
        }
        sum += best == UINT32_MAX ? 0 : 1 / (1 + (best - 1) / 4.0);
        pairs++;
    }
    return pairs > 1 ? sum / pairs : 0;
}

/* Of the words that are neighbours in the question, the share that are so in the sentence. */
static double neighbours(const struct ask *k, uint32_t sentence)
{
    double met = 0, all = 0;
    for (size_t j = 0; j + 1 < k->n; j++) {
        uint32_t apart = k->terms[j + 1].token - k->terms[j].token;
        uint32_t x = k->at[sentence * k->n + j], y = k->at[sentence * k->n + j + 1];
        if (apart > 2)
            continue;
        all++;
        met += x != UINT32_MAX && y != UINT32_MAX && y > x && y - x <= apart + 1;
    }
    return all > 0 ? met / all : 0;
}

/* Does the question's name stand before its verb, as in the question? */
static bool in_order(const struct ask *k, uint32_t sentence)
{
    for (size_t j = 0; j + 1 < k->n; j++)
        for (size_t m = j + 1; m < k->n; m++) {
            uint32_t x = k->at[sentence * k->n + j], y = k->at[sentence * k->n + m];
            if (k->terms[j].name && k->terms[m].verb && x != UINT32_MAX && y != UINT32_MAX)
                return x < y;
        }
    return false;
}

/* "What did Nina Jones say about the tax?": *ret_speaker, does she speak in the sentence, and
 * *ret_direct, in her own words; *ret_about, how much of the rest of the question is in what is
 * said there. */
static void fill_speech(const struct ask *k, uint32_t sentence, double *ret_speaker,
                        double *ret_about, double *ret_direct)
{
    const struct sense_sentence *s = &k->d.sentences[sentence];
    *ret_speaker = *ret_about = *ret_direct = 0;
    for (size_t i = 0; i < k->r->quote_count; i++) {
        const struct quote *q = &k->r->quotes[i];
        bool here = false;
        double speaks = 0, about = 0, all = 0;
        for (size_t c = 0; c < q->content_count; c++)
            here |= q->content[c].at < s->span.end && q->content[c].end > s->span.at;
        for (size_t j = 0; here && j < k->n; j++) {
            const struct ask_term *t = &k->terms[j];
            uint32_t at = k->at[sentence * k->n + j];
            struct span span = at == UINT32_MAX ? (struct span){0, 0} : k->d.tokens[at].span;
            bool source = span.end && span.at >= q->source.at && span.end <= q->source.end;
            if (source || (t->entity >= 0 && t->entity == q->speaker)) {
                speaks = 1;
                continue;
            }
            all += t->weight;
            for (size_t c = 0; c < q->content_count && span.end; c++)
                about +=
                    span.at >= q->content[c].at && span.end <= q->content[c].end ? t->weight : 0;
        }
        *ret_speaker = fmax(*ret_speaker, speaks);
        if (q->kind != QUOTE_INDIRECT)
            *ret_direct = fmax(*ret_direct, speaks);
        *ret_about = fmax(*ret_about, all > 0 ? fmin(1, about / all) : 0);
    }
}

/* "Nina Jones, a lawyer,", "lawyer Nina Jones", "the tax is a levy on", "known as": does the
 * sentence say who or what somebody or something is? */
static double definition(const struct ask *k, uint32_t sentence)
{
    static const char *const be[] = {"is", "was", "are", "were", NULL};
    static const char *const so[] = {"known", "called", "dubbed", "named", "means", NULL};
    const struct sense_sentence *s = &k->d.sentences[sentence];
    double best = 0;
    for (size_t j = 0; j < k->n; j++) {
        uint32_t at = k->at[sentence * k->n + j];
        if (at == UINT32_MAX)
            continue;
        uint32_t end = at + 1;
        while (end < s->to && (k->d.tokens[end].flags & TOK_CAP || k->alike[end] ||
                               sense_norm_in(&k->d, end, (const char *const[]){"\"", "'", NULL})))
            end++;
        if (at > s->from &&
            (k->d.tokens[at - 1].upos == SENSE_NOUN || k->d.tokens[at - 1].upos == SENSE_PROPN))
            best = fmax(best, 0.6);
        for (uint32_t i = at > s->from + 4 ? at - 4 : s->from; i < at; i++)
            best = sense_norm_in(&k->d, i, so) ? 1 : best;
        if (end + 1 >= s->to)
            continue;
        if (k->d.tokens[end].xpos == XPOS_COMMA)
            best = fmax(best, k->d.tokens[end + 1].upos == SENSE_DET ||
                                      k->d.tokens[end + 1].upos == SENSE_NOUN ||
                                      sense_norm_in(&k->d, end + 1,
                                                    (const char *const[]){"who", "which", NULL})
                                  ? 1
                                  : 0.5);
        if (sense_norm_in(&k->d, end, be) && k->d.tokens[end + 1].upos == SENSE_DET)
            best = 1;
    }
    return best;
}

static bool is_question(const struct ask *k, const struct sense_sentence *s)
{
    for (uint32_t i = s->to; i-- > s->from && i + 3 > s->to;)
        if (str_eq(sense_token_str(&k->d, i), STR("?")))
            return true;
    return false;
}

/* What of the question is in the sentence and in the one before it. */
struct covered {
    double all, here, rare, exact, most, names, verb, head, rarest, share, topic, kin, kin_rare;
};
static struct covered covered_by(const struct ask *k, uint32_t i)
{
    struct covered c = {0};
    double names = 0, met = 0, rare = 1e-9, verbs = 0, heads = 0, top = 0;
    bool same = i > 0 && k->d.sentences[i - 1].paragraph == k->d.sentences[i].paragraph;
    for (size_t j = 0; j < k->n; j++) {
        const struct ask_term *t = &k->terms[j];
        double in = k->in[i * k->n + j], before = i > 0 ? k->in[(i - 1) * k->n + j] : 0;
        double got = fmax(in, before * (same ? 0.45 : 0.25));
        c.all += t->weight * got;
        c.here += t->weight * in;
        c.topic += t->weight * fmax(got, t->topic ? 0.8 : 0);
        c.exact += in >= 1 ? t->weight : 0;
        c.rare += t->weight * t->rare * got;
        rare += t->weight * t->rare;
        c.most = fmax(c.most, t->soft ? 0 : (1 - got) * t->weight);
        c.share += in > 0.5;
        c.kin += t->weight * fmax(k->kin[i * k->n + j], in);
        c.kin_rare += t->weight * t->rare * fmax(k->kin[i * k->n + j], in);
        names += t->name;
        met += t->name ? fmin(1, in + 0.5 * before) : 0;
        verbs += t->verb;
        c.verb = t->verb ? fmax(c.verb, in) : c.verb;
        heads += t->head;
        c.head = t->head ? in : c.head;
        if (!t->soft && t->weight * t->rare > top) {
            top = t->weight * t->rare;
            c.rarest = got;
        }
    }
    double total = k->total > 0 ? k->total : 1;
    c.all /= total;
    c.here /= total;
    c.topic /= total;
    c.exact /= total;
    c.kin /= total;
    c.kin_rare /= rare;
    c.rare /= rare;
    c.share /= (double)(k->n ? k->n : 1);
    c.names = names > 0 ? met / names : 1;
    c.verb = verbs > 0 ? c.verb : 0.5;
    c.head = heads > 0 ? c.head : 0.5;
    return c;
}

void sense_ask_weigh(const struct ask *k, uint32_t i, struct ask_scored *ret)
{
    const struct sense_sentence *s = &k->d.sentences[i];
    struct covered c = covered_by(k, i);
    struct ask_found found;
    double speaker = 0, about = 0, direct = 0;
    bool says = k->kind == QUESTION_WHO_SAYS, pointed = k->kind == QUESTION_WHEN ||
                                                        k->kind == QUESTION_WHERE ||
                                                        k->kind == QUESTION_HOW_MANY;
    *ret = (struct ask_scored){.sentence = i, .cover = c.all, .names = c.names};
    ret->fit = sense_ask_fits_kind(k, i, &found);
    ret->near = found.found ? found.near : 0;
    ret->span = found.found ? found.span : s->span;
    if (says)
        fill_speech(k, i, &speaker, &about, &direct);
    double *x = ret->x;
    x[0] = c.all;
    x[1] = c.here;
    x[2] = c.rare;
    x[3] = ret->fit;
    x[4] = c.all * ret->fit;
    x[5] = c.names;
    x[6] = ret->near;
    x[7] = pointed ? ret->near : 0;
    x[8] = closeness(k, i);
    x[9] = neighbours(k, i);
    x[10] = 1 / (1.0 + i);
    x[11] = i == 0;
    x[12] = s->kind == SENTENCE_CREDIT || s->kind == SENTENCE_HEADING;
    x[13] = is_question(k, s);
    x[14] = says && ret->fit <= 0;
    x[15] = c.verb;
    x[16] = c.head;
    x[17] = c.exact;
    x[18] = log1p((double)(s->to - s->from));
    x[19] = c.most;
    x[20] = pointed || k->kind == QUESTION_WHO ? 0 : c.all;
    x[21] = speaker;
    x[22] = says ? about : 0;
    x[23] = k->defines ? definition(k, i) : 0;
    x[24] = c.here * c.here;
    x[25] = in_order(k, i);
    x[26] = pointed ? ret->fit * c.verb : 0;
    x[27] = k->d.tokens[s->from].flags & TOK_IN_QUOTES ? 1 : 0;
    x[28] = pointed ? ret->fit * c.here : 0;
    x[29] = c.rarest;
    x[30] = k->kind == QUESTION_WHO ? ret->fit : 0;
    x[31] = k->kind == QUESTION_WHY ? ret->fit : 0;
    x[32] = c.share;
    x[33] = k->kind == QUESTION_HOW_MANY ? ret->fit : 0;
    x[34] = c.topic;
    x[35] = direct;
    x[36] = c.topic * ret->fit;
    x[37] = pointed || k->kind == QUESTION_WHO ? c.topic * ret->fit * c.verb : 0;
    x[38] = c.kin;
    x[39] = c.kin_rare;
    x[40] = c.kin * ret->fit;
    x[41] = pointed && ret->fit <= 0;
    for (size_t f = 0; f < SENSE_ASK_RANK_FEATURES; f++)
        ret->score += rank_weights[f] * x[f];
    if (says && ret->fit <= 0)
        ret->score -= NOT_SO; /* "Who denied it?": nobody denies in the sentence */
}
