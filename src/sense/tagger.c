/* tagger.c: parts of speech and lemmas for English.
 *
 * A greedy averaged-perceptron tagger (Collins 2002; features after Toutanova et al. 2003 and
 * Owoputi et al. 2013): words and their shapes around, endings, the two tags before, and clusters
 * of words that occur alike in newspaper text, which know words that the treebank has not. One
 * label is a pair of universal and treebank tag. Lemmas are made by rules with a table of irregular
 * forms. */
#include "sense/internal.h"
#include "sense/model.h"

#include <math.h>

/* ---- features ---- */

static uint64_t hash_at(const struct sense_doc *d, int64_t i, int64_t from, int64_t to)
{
    return i < from ? 11 : i >= to ? 13 : d->tokens[i].hash;
}

static struct sense_clusters cluster_at(const struct sense_doc *d, int64_t i, int64_t from,
                                        int64_t to)
{
    return i < from || i >= to ? (struct sense_clusters){0, 0, 0} : d->tokens[i].cluster;
}

/* "Xx", "X.X.", "d,d": runs are made short. */
static uint64_t shape_of(struct str s)
{
    char out[24];
    size_t n = 0;
    char last = 0;
    for (size_t i = 0; i < s.n && n < sizeof out; i++) {
        unsigned char c = (unsigned char)s.p[i];
        char k = is_upper((char)c)   ? 'X'
                 : is_lower((char)c) ? 'x'
                 : is_digit((char)c) ? 'd'
                 : c >= 0x80         ? 'u'
                                     : (char)c;
        if (k != last || (n < 3 && k != 'u'))
            out[n++] = k;
        last = k;
    }
    return str_hash(str_of(out, n));
}

static uint64_t ending(struct str s, size_t n)
{
    return str_hash(s.n > n ? str_from(s, s.n - n) : s) + n;
}

size_t sense_tag_features(const struct sense_doc *d, uint32_t i, uint64_t f[SENSE_FEATURES_MOST])
{
    const struct sense_sentence *s = &d->sentences[d->tokens[i].sentence];
    const struct sense_token *t = &d->tokens[i];
    int64_t k = i, from = s->from, to = s->to;
    struct str w = span_str(d->text, t->span), norm = t->norm;
    uint64_t w0 = t->hash, wp = hash_at(d, k - 1, from, to), wn = hash_at(d, k + 1, from, to);
    uint64_t wpp = hash_at(d, k - 2, from, to), wnn = hash_at(d, k + 2, from, to);
    uint64_t tp = k > from ? d->tokens[k - 1].xpos + 100u * d->tokens[k - 1].upos : 9999;
    uint64_t tpp = k - 1 > from ? d->tokens[k - 2].xpos + 100u * d->tokens[k - 2].upos : 9999;
    uint64_t shape = shape_of(w);
    bool first = k == from;
    struct sense_clusters c0 = t->cluster, cp = cluster_at(d, k - 1, from, to),
                          cn = cluster_at(d, k + 1, from, to), cnn = cluster_at(d, k + 2, from, to);
    uint64_t en = k + 1 < to ? ending(d->tokens[k + 1].norm, 3) : 3;
    uint64_t fn = k + 1 < to ? d->tokens[k + 1].flags & 0x1F : 0x20;
    size_t n = 0;
#define F(id, v) f[n++] = sense_feature((id), (v))
    F(100, 1);
    F(101, w0);
    F(102, w0 ^ shape * 3);
    F(103, ending(norm, 1));
    F(104, ending(norm, 2));
    F(105, ending(norm, 3));
    F(106, ending(norm, 4));
    F(130, ending(norm, 5));
    F(107, str_hash(str_sub(norm, 0, 1)));
    F(108, str_hash(str_sub(norm, 0, 3)));
    F(109, shape * 2 + first);
    F(110, tp);
    F(111, tp * 10007 + tpp);
    F(112, tp ^ w0);
    F(113, wp);
    F(114, wpp);
    F(115, wn);
    F(116, wnn);
    F(117, wp ^ w0 * 31);
    F(118, wn ^ w0 * 31);
    F(119, wp ^ wn * 31);
    F(120, en);
    F(121, en ^ tp * 7);
    F(122, c0.fine);
    F(123, cp.fine);
    F(124, cn.fine);
    F(125, cn.fine * 1000u + c0.fine);
    F(126, cn.fine * 20000u + tp);
    F(127, c0.fine * 20000u + tp);
    F(128, (c0.coarse * 256u + cn.coarse) * 256u + cnn.coarse);
    F(129, (uint64_t)(t->flags & 0x1F) * 64 + fn);
    F(131, ending(norm, 3) ^ tp * 7);
    F(132, cn.coarse * 70000u + tp + tpp * 10007);
    F(133, ending(norm, 2) ^ (uint64_t)(t->flags & TOK_CAP) * 3 ^ (uint64_t)first * 5);
    uint64_t caps = (uint64_t)(t->flags & TOK_CAP) * 16 + c0.caps * 2u + first;
    F(135, caps);
    F(136, caps ^ c0.coarse * 1009u);
    F(137, caps * 64 + cn.caps * 8u + (k + 1 < to ? d->tokens[k + 1].flags & TOK_CAP : 2));
    F(138, caps ^ ending(norm, 3));
    F(139, caps * 1000003 + tp);
    if (str_find_char(norm, '-') != SIZE_MAX)
        F(134, ending(norm, 3));
#undef F
    return n;
}

/* ---- the model ---- */

static void tag_label(const struct sense_model *m, unsigned label, uint8_t *ret_upos,
                      uint8_t *ret_xpos)
{
    const uint8_t *extra = sense_model_extra(m);
    *ret_upos = extra[label * 2];
    *ret_xpos = extra[label * 2 + 1];
}

uint64_t sense_tag_word(const struct sense_doc *d, uint32_t i)
{
    return sense_feature(99, str_hash(sense_token_str(d, i)));
}

static void tag_token(struct sense_doc *d, const struct sense_model *m, uint32_t i)
{
    UNSET uint64_t f[SENSE_FEATURES_MOST];
    UNSET int32_t scores[SENSE_LABELS_MOST];
    if (d->tokens[i].xpos != XPOS_NONE)
        return;
    memset(scores, 0, m->head.labels * sizeof *scores);
    sense_model_score(m, f, sense_tag_features(d, i, f), scores);
    unsigned best = 0;
    for (unsigned k = 1; k < m->head.labels; k++)
        best = scores[k] > scores[best] ? k : best;
    tag_label(m, best, &d->tokens[i].upos, &d->tokens[i].xpos);
}

/* ---- lemmas ---- */

/* "form lemma" of irregular words, by tag group. */
static const char *const irregular_verbs[][2] = {
    {"am", "be"},
    {"is", "be"},
    {"are", "be"},
    {"was", "be"},
    {"were", "be"},
    {"been", "be"},
    {"being", "be"},
    {"'m", "be"},
    {"'re", "be"},
    {"'s", "be"},
    {"has", "have"},
    {"had", "have"},
    {"having", "have"},
    {"'ve", "have"},
    {"'d", "would"},
    {"'ll", "will"},
    {"wo", "will"},
    {"ca", "can"},
    {"does", "do"},
    {"did", "do"},
    {"done", "do"},
    {"goes", "go"},
    {"went", "go"},
    {"gone", "go"},
    {"said", "say"},
    {"says", "say"},
    {"saying", "say"},
    {"made", "make"},
    {"got", "get"},
    {"gotten", "get"},
    {"took", "take"},
    {"taken", "take"},
    {"came", "come"},
    {"saw", "see"},
    {"seen", "see"},
    {"knew", "know"},
    {"known", "know"},
    {"gave", "give"},
    {"given", "give"},
    {"found", "find"},
    {"thought", "think"},
    {"told", "tell"},
    {"became", "become"},
    {"shown", "show"},
    {"left", "leave"},
    {"felt", "feel"},
    {"brought", "bring"},
    {"began", "begin"},
    {"begun", "begin"},
    {"kept", "keep"},
    {"held", "hold"},
    {"wrote", "write"},
    {"written", "write"},
    {"stood", "stand"},
    {"heard", "hear"},
    {"meant", "mean"},
    {"met", "meet"},
    {"ran", "run"},
    {"paid", "pay"},
    {"sat", "sit"},
    {"spoke", "speak"},
    {"spoken", "speak"},
    {"led", "lead"},
    {"grew", "grow"},
    {"grown", "grow"},
    {"lost", "lose"},
    {"fell", "fall"},
    {"fallen", "fall"},
    {"sent", "send"},
    {"built", "build"},
    {"understood", "understand"},
    {"drew", "draw"},
    {"drawn", "draw"},
    {"broke", "break"},
    {"broken", "break"},
    {"spent", "spend"},
    {"rose", "rise"},
    {"risen", "rise"},
    {"drove", "drive"},
    {"driven", "drive"},
    {"bought", "buy"},
    {"wore", "wear"},
    {"worn", "wear"},
    {"chose", "choose"},
    {"chosen", "choose"},
    {"sought", "seek"},
    {"threw", "throw"},
    {"thrown", "throw"},
    {"caught", "catch"},
    {"dealt", "deal"},
    {"won", "win"},
    {"forgot", "forget"},
    {"forgotten", "forget"},
    {"fought", "fight"},
    {"taught", "teach"},
    {"ate", "eat"},
    {"eaten", "eat"},
    {"sold", "sell"},
    {"laid", "lay"},
    {"lay", "lie"},
    {"lain", "lie"},
    {"lying", "lie"},
    {"flew", "fly"},
    {"flown", "fly"},
    {"shot", "shoot"},
    {"struck", "strike"},
    {"stricken", "strike"},
    {"bound", "bind"},
    {"slept", "sleep"},
    {"hidden", "hide"},
    {"hid", "hide"},
    {"died", "die"},
    {"dying", "die"},
    {"tying", "tie"},
    {"sang", "sing"},
    {"sung", "sing"},
    {"swore", "swear"},
    {"sworn", "swear"},
    {"stole", "steal"},
    {"stolen", "steal"},
    {"shook", "shake"},
    {"shaken", "shake"},
    {"froze", "freeze"},
    {"frozen", "freeze"},
    {"sank", "sink"},
    {"sunk", "sink"},
    {"swept", "sweep"},
    {"bore", "bear"},
    {"born", "bear"},
    {"borne", "bear"},
    {"beaten", "beat"},
    {"bitten", "bite"},
    {"blew", "blow"},
    {"blown", "blow"},
    {"dug", "dig"},
    {"drank", "drink"},
    {"drunk", "drink"},
    {"fed", "feed"},
    {"fled", "flee"},
    {"forbade", "forbid"},
    {"forbidden", "forbid"},
    {"forgave", "forgive"},
    {"forgiven", "forgive"},
    {"hung", "hang"},
    {"lent", "lend"},
    {"lit", "light"},
    {"overcame", "overcome"},
    {"overthrew", "overthrow"},
    {"overthrown", "overthrow"},
    {"rang", "ring"},
    {"rung", "ring"},
    {"rode", "ride"},
    {"ridden", "ride"},
    {"shone", "shine"},
    {"shrank", "shrink"},
    {"slid", "slide"},
    {"spun", "spin"},
    {"sprang", "spring"},
    {"stuck", "stick"},
    {"stung", "sting"},
    {"swam", "swim"},
    {"swung", "swing"},
    {"tore", "tear"},
    {"torn", "tear"},
    {"undertook", "undertake"},
    {"undertaken", "undertake"},
    {"undergone", "undergo"},
    {"underwent", "undergo"},
    {"withdrew", "withdraw"},
    {"withdrawn", "withdraw"},
    {"withheld", "withhold"},
    {"woke", "wake"},
    {"woken", "wake"},
    {"wound", "wind"},
    {"arose", "arise"},
    {"arisen", "arise"},
    {"awoke", "awake"},
    {"bent", "bend"},
    {"bred", "breed"},
    {"clung", "cling"},
    {"crept", "creep"},
    {"foresaw", "foresee"},
    {"foreseen", "foresee"},
    {"mistook", "mistake"},
    {"mistaken", "mistake"},
    {"misled", "mislead"},
    {"retook", "retake"},
    {"retaken", "retake"},
    {"rebuilt", "rebuild"},
    {"resold", "resell"},
    {"slain", "slay"},
    {"sped", "speed"},
    {"upheld", "uphold"},
    {"wept", "weep"},
    {"using", "use"},
    {"used", "use"},
    {"agreed", "agree"},
    {"freed", "free"},
    {"ended", "end"},
    {"added", "add"},
    {"led", "lead"},
    {"focused", "focus"},
    {"focusing", "focus"},
    {"seeing", "see"},
    {"fleeing", "flee"},
    {"killing", "kill"},
    {"calling", "call"},
    {"selling", "sell"},
    {"telling", "tell"},
    {"falling", "fall"},
    {"passed", "pass"},
    {"offered", "offer"},
    {"suffered", "suffer"},
    {"targeted", "target"},
    {"created", "create"},
    {"creating", "create"},
    {"travelled", "travel"},
    {"travelling", "travel"},
    {"cancelled", "cancel"},
    {"labelled", "label"},
    {"modelled", "model"},
    {"controlled", "control"},
    {"controlling", "control"},
    {"phoned", "phone"},
    {"postponed", "postpone"},
    {"postponing", "postpone"},
    {"completed", "complete"},
    {"completing", "complete"},
    {"deleted", "delete"},
    {"competed", "compete"},
    {"competing", "compete"},
    {"invited", "invite"},
    {"inviting", "invite"},
    {"writing", "write"},
    {"united", "unite"},
    {"cited", "cite"},
    {"citing", "cite"},
    {"excited", "excite"},
    {"ignited", "ignite"},
    {"changed", "change"},
    {"changing", "change"},
    {"arranged", "arrange"},
    {"arranging", "arrange"},
    {"challenged", "challenge"},
    {"challenging", "challenge"},
    {"ranging", "range"},
    {"ranged", "range"},
    {"exchanged", "exchange"},
    {"plunged", "plunge"},
    {"avenged", "avenge"},
    {"hoped", "hope"},
    {"hoping", "hope"},
    {"coping", "cope"},
    {"coped", "cope"},
    {"interfered", "interfere"},
    {"adhered", "adhere"},
    {"persevered", "persevere"},
    {"stored", "store"},
    {"restored", "restore"},
    {"ignored", "ignore"},
    {"ignoring", "ignore"},
    {"explored", "explore"},
    {"exploring", "explore"},
    {"scored", "score"},
    {"scoring", "score"},
    {"restoring", "restore"},
    {"implored", "implore"},
    {"adored", "adore"},
    {"based", "base"},
    {"closed", "close"},
};
static const char *const irregular_nouns[][2] = {
    {"men", "man"},
    {"women", "woman"},
    {"children", "child"},
    {"people", "people"},
    {"feet", "foot"},
    {"teeth", "tooth"},
    {"mice", "mouse"},
    {"geese", "goose"},
    {"lives", "life"},
    {"wives", "wife"},
    {"knives", "knife"},
    {"leaves", "leaf"},
    {"halves", "half"},
    {"thieves", "thief"},
    {"wolves", "wolf"},
    {"selves", "self"},
    {"shelves", "shelf"},
    {"loaves", "loaf"},
    {"criteria", "criterion"},
    {"phenomena", "phenomenon"},
    {"crises", "crisis"},
    {"analyses", "analysis"},
    {"bases", "base"},
    {"theses", "thesis"},
    {"policemen", "policeman"},
    {"gunmen", "gunman"},
    {"spokesmen", "spokesman"},
    {"congressmen", "congressman"},
    {"servicemen", "serviceman"},
    {"businessmen", "businessman"},
    {"policewomen", "policewoman"},
    {"fishermen", "fisherman"},
    {"lawmen", "lawman"},
    {"tribesmen", "tribesman"},
    {"militiamen", "militiaman"},
    {"indices", "index"},
    {"media", "media"},
    {"data", "data"},
    {"news", "news"},
    {"series", "series"},
    {"species", "species"},
    {"movies", "movie"},
    {"cookies", "cookie"},
    {"ties", "tie"},
    {"buses", "bus"},
    {"gases", "gas"},
    {"viruses", "virus"},
    {"campuses", "campus"},
    {"bonuses", "bonus"},
    {"statuses", "status"},
    {"heroes", "hero"},
    {"potatoes", "potato"},
    {"tomatoes", "tomato"},
    {"vetoes", "veto"},
    {"echoes", "echo"},
    {"torpedoes", "torpedo"},
    {"headquarters", "headquarters"},
    {"troops", "troop"},
    {"shoes", "shoe"},
    {"axes", "axe"},
    {"cases", "case"},
    {"houses", "house"},
};

static bool irregular(const char *const (*table)[2], size_t n, struct str w, struct str *ret)
{
    for (size_t i = 0; i < n; i++)
        if (table[i][0][0] == w.p[0] && str_eq(w, str_c(table[i][0]))) {
            *ret = str_c(table[i][1]);
            return true;
        }
    return false;
}
#define IRREGULAR(table, w, ret) irregular(table, sizeof table / sizeof *table, w, ret)

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool ends_any(struct str s, const char *list)
{
    while (*list) {
        size_t n = strcspn(list, " ");
        if (str_ends(s, str_of(list, n)))
            return true;
        list += n;
        list += *list == ' ';
    }
    return false;
}

/* Has a stem lost an e before -ed or -ing? By its ending; the exceptions are in the table above. */
static bool lost_e(struct str s)
{
    if (s.n < 2)
        return true;
    char a = s.p[s.n - 1], b = s.p[s.n - 2], c = s.n > 2 ? s.p[s.n - 3] : 0;
    bool two_vowels = is_vowel(b) && is_vowel(c) && !(c == 'u' && s.n > 3 && s.p[s.n - 4] == 'q');
    if (a == 'v' || a == 'c' || a == 'z' || a == 'u')
        return true;
    if (a == 's')
        return b != 's';
    if (a == 'g')
        return b == 'd' || b == 'r' || b == 'l' || is_vowel(b);
    if (a == 'l' && strchr("bptdgcfkz", b))
        return true;
    if (two_vowels || !is_vowel(b))
        return false;
    if (ends_any(s, "ced")) /* conceded */
        return true;
    if (ends_any(
            s, "at ut ot ir ur ar id ud ad od ul il um am om im in un ak ik ok ib ab ap yp ip ag"))
        return !ends_any(s, "combat format ship vot") || ends_any(s, "vot");
    return false;
}

static struct str verb_base(struct arena *a, struct str w, size_t cut)
{
    struct str s = str_sub(w, 0, w.n - cut);
    char last = s.n ? s.p[s.n - 1] : 0;
    bool vowel = false;
    for (size_t i = 0; i < s.n; i++)
        vowel |= is_vowel(s.p[i]) || s.p[i] == 'y';
    if (!vowel || s.n < 2)
        return w;
    if (s.n > 3 && last == s.p[s.n - 2] && !is_vowel(last) && !strchr("lszf", last))
        return str_sub(s, 0, s.n - 1);
    if (s.n > 2 && last == s.p[s.n - 2])
        return s;
    if (lost_e(s))
        return str_fmt(a, "%.*se", STR_ARG(s));
    return s;
}

static struct str without_s(struct arena *a, struct str w)
{
    if (w.n < 4 || w.p[w.n - 1] != 's' || str_ends(w, STR("ss")) || str_ends(w, STR("us")) ||
        str_ends(w, STR("is")))
        return w.n == 3 && w.p[2] == 's' && w.p[1] != 's' && w.p[1] != 'u' && w.p[1] != 'i'
                   ? str_sub(w, 0, 2)
                   : w;
    if (str_ends(w, STR("ies")) && w.n > 4)
        return str_fmt(a, "%.*sy", (int)(w.n - 3), w.p);
    if (ends_any(w, "sses shes ches xes zzes oes") && !ends_any(w, "aches headaches toes"))
        return str_sub(w, 0, w.n - 2);
    return str_sub(w, 0, w.n - 1);
}

static struct str verb_lemma(struct arena *a, struct str w, enum sense_xpos tag)
{
    struct str r;
    if (IRREGULAR(irregular_verbs, w, &r))
        return r;
    if (tag == XPOS_VBZ)
        return without_s(a, w);
    if (w.n > 4 && str_ends(w, STR("ied")))
        return str_fmt(a, "%.*sy", (int)(w.n - 3), w.p);
    if (w.n > 4 && str_ends(w, STR("eed")))
        return w.n > 5 ? str_sub(w, 0, w.n - 1) : w;
    if (w.n > 3 && str_ends(w, STR("ed")))
        return verb_base(a, w, 2);
    if (w.n > 4 && str_ends(w, STR("ing")))
        return verb_base(a, w, 3);
    return w;
}

static struct str lemma_of(struct arena *a, const struct sense_token *t)
{
    struct str w = t->norm, r;
    uint8_t x = t->xpos;
    if (x == XPOS_VBD || x == XPOS_VBG || x == XPOS_VBN || x == XPOS_VBP || x == XPOS_VBZ ||
        x == XPOS_MD)
        return verb_lemma(a, w, (enum sense_xpos)x);
    if (x == XPOS_NNS)
        return IRREGULAR(irregular_nouns, w, &r) ? r : without_s(a, w);
    return x == XPOS_RB && str_eq(w, STR("n't")) ? STR("not") : w;
}

/* ---- a repair ---- */

static bool is_finite(const struct sense_doc *d, uint32_t i)
{
    uint8_t x = d->tokens[i].xpos;
    return x == XPOS_VBD || x == XPOS_VBZ || x == XPOS_VBP || x == XPOS_MD;
}

/* "The court ruled on Monday, but ...": a form in -ed behind a noun is the past tense where nothing
 * up to the next conjunction or mark has a tense; as a participle ("the men killed in it were ...")
 * it stands beside a main verb. */
static void past_forms(struct sense_doc *d, const struct sense_sentence *s)
{
    for (uint32_t i = s->from + 1; i < s->to; i++) {
        const struct sense_token *before = &d->tokens[i - 1];
        if (d->tokens[i].xpos != XPOS_VBN || !str_ends(d->tokens[i].norm, STR("ed")) ||
            (before->upos != SENSE_NOUN && before->upos != SENSE_PROPN))
            continue;
        bool finite = false;
        uint32_t from = i;
        while (from > s->from && d->tokens[from - 1].upos != SENSE_PUNCT &&
               d->tokens[from - 1].upos != SENSE_CCONJ)
            finite |= is_finite(d, --from);
        uint32_t to = i + 1;
        while (to < s->to && d->tokens[to].upos != SENSE_PUNCT && d->tokens[to].upos != SENSE_CCONJ)
            finite |= is_finite(d, to++);
        if (!finite && from == s->from)
            d->tokens[i].xpos = XPOS_VBD;
    }
}

void sense_tags_make(struct sense_doc *d)
{
    const struct sense_model *m = d->english ? sense_model_get(MODEL_TAG) : NULL;
    if (!m)
        return;
    for (uint32_t i = 0; i < d->token_count; i++) {
        const uint8_t *known = sense_model_row(m, sense_tag_word(d, i));
        d->tokens[i].upos = d->tokens[i].xpos = 0;
        if (known)
            tag_label(m, known[1], &d->tokens[i].upos, &d->tokens[i].xpos);
    }
    for (uint32_t i = 0; i < d->token_count; i++) {
        tag_token(d, m, i);
        d->tokens[i].lemma = lemma_of(d->arena, &d->tokens[i]);
    }
    for (size_t s = 0; s < d->sentence_count; s++)
        past_forms(d, &d->sentences[s]);
}
