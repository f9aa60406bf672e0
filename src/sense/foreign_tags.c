/* foreign_tags.c: what an article in another language is about, in single common words, and what
 * Chinese and Japanese articles are about.
 *
 * Without parts of speech, a noun is a word that stands right behind an article or a preposition
 * (in German: one with a capital), and a matter is one that the title has and the text says, too,
 * or that the text says again and again; forms of a word that differ only in their ends count as
 * one. Chinese and Japanese have no spaces: there it is what is written twice, cut where small
 * words stand, and what ends like a name of a place or an office. */
#include "sense/foreign.h"

#include <math.h>

/* Long texts say what they are about at their beginning; counting there bounds the time. */
enum { TOKENS_LOOKED_AT = 4000, TERMS_LOOKED_AT = 120 };

struct work {
    const struct sense_find *f;
    uint32_t tokens; /* looked at */
    struct str text; /* of these */
    const struct sense_doc *d;
    const struct foreign_words *w;
    struct sense_topic *v;
    size_t n;
};

static size_t letters_in(struct str s)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n; n++)
        (void)utf8_next(s, &at);
    return n;
}

static void add(struct work *x, struct span span, struct str label, double weight)
{
    if (x->n < SENSE_TOPICS_MOST)
        x->v[x->n++] = (struct sense_topic){.label = label, .weight = weight, .span = span};
}

/* ---- with spaces ---- */

static bool is_language(const struct sense_doc *d, const char *list)
{
    return foreign_in(list, d->lang);
}

static bool says(const struct work *x, uint32_t i, const struct sense_token *word)
{
    const struct sense_token *t = &x->d->tokens[i];
    if (!(t->flags & TOK_ALPHA))
        return false;
    if (str_eq(t->stem, word->stem))
        return true;
    if (is_language(x->d, "ko ar he"))
        return str_eq(foreign_bare(x->d, t->norm), foreign_bare(x->d, word->norm)) ||
               str_eq(foreign_bare(x->d, t->norm), word->norm) ||
               str_eq(t->norm, foreign_bare(x->d, word->norm));
    if (is_language(x->d, "pl cs sk uk bg hr sr sl ru el sv da no tr fi hu nl ro"))
        return foreign_same_word(t->norm, word->norm);
    return false;
}

/* Does the word at i stand as a noun does? */
static bool as_noun(const struct work *x, uint32_t i)
{
    const struct sense_doc *d = x->d;
    const struct sense_token *t = &d->tokens[i];
    bool first = i == d->sentences[t->sentence].from;
    if (is_language(d, "de"))
        return t->flags & TOK_CAP && !foreign_begins(d, i);
    if (is_language(d, "ar"))
        return str_starts(t->norm, STR("ال"));
    if (is_language(d, "ro") && (str_ends(t->norm, STR("ul")) || str_ends(t->norm, STR("ului"))))
        return true;
    if (is_language(d, "sv da no") && str_ends(t->norm, STR("en")) && t->norm.n > 5)
        return true;
    /* "obrigou a evacuar": an infinitive. */
    if (!first && is_language(d, "pt es gl ca") && foreign_in("a de", d->tokens[i - 1].norm) &&
        (str_ends(t->norm, STR("ar")) || str_ends(t->norm, STR("er")) ||
         str_ends(t->norm, STR("ir"))))
        return false;
    return !first && foreign_in(x->w->leads, d->tokens[i - 1].norm);
}

/* A form that no title of a dictionary has, and which a tag does not show: Slavic plurals in the
 * instrumental and locative ("пожарами"), Polish "ogniem", Finnish verbs ("avattiin"). */
static bool is_bent(const struct work *x, struct str norm)
{
    static const char *const slavic[] = {"ами", "ями", "ах",  "ях", "ami",
                                         "ách", "ech", "iem", NULL};
    static const char *const finnish[] = {"tiin", "taan", "tään", "vat", "vät",
                                          "nut",  "nyt",  "uva",  "yvä", NULL};
    const char *const *ends = is_language(x->d, "ru uk pl cs sk") ? slavic
                              : is_language(x->d, "fi")           ? finnish
                                                                  : NULL;
    for (size_t i = 0; ends && ends[i]; i++)
        if (str_ends(norm, str_c(ends[i])) && norm.n > strlen(ends[i]) + 2)
            return true;
    return false;
}

struct uses {
    uint32_t count, nouns, small, first, best; /* tokens; best: where it stands as a noun */
    bool name;
};

static struct uses uses_of(const struct work *x, const struct sense_token *word)
{
    struct uses u = {.first = UINT32_MAX, .best = UINT32_MAX};
    for (uint32_t i = 0; i < x->tokens; i++) {
        if (!says(x, i, word))
            continue;
        u.count++;
        u.first = u.first == UINT32_MAX ? i : u.first;
        u.name |= x->d->tokens[i].name >= 0;
        struct str norm = x->d->tokens[i].norm;
        bool noun = as_noun(x, i) || (is_language(x->d, "he") && !str_eq(norm, word->norm) &&
                                      str_eq(foreign_bare(x->d, norm), word->norm)); /* "בשביתה" */
        u.nouns += noun;
        u.small += !(x->d->tokens[i].flags & TOK_CAP) && str_eq(norm, word->norm);
        /* The shortest form is mostly the one that a dictionary has. */
        if ((noun || !is_language(x->d, "de")) &&
            (u.best == UINT32_MAX || x->d->tokens[i].norm.n < x->d->tokens[u.best].norm.n))
            u.best = i;
    }
    return u;
}

/* Languages of which nothing is known that tells a noun: there it must be said twice. */
static bool tells_nouns(const struct work *x)
{
    return is_language(x->d, "de ar ro he") || (x->w->leads && x->w->leads[0]);
}

static void consider(struct work *x, const struct sense_doc *in, uint32_t i, bool titled)
{
    const struct sense_token *t = &in->tokens[i];
    size_t least = is_language(x->d, "ko ar fa he hi ur") ? 2 : 4;
    struct str bare = foreign_bare(x->d, t->norm);
    if (!(t->flags & TOK_ALPHA) || t->flags & TOK_STOP || letters_in(bare) < least ||
        foreign_is_vague(in, x->w, i) || foreign_in(x->w->vague, bare) ||
        text_is_abbreviation(t->norm, x->d->lang))
        return;
    struct uses u = uses_of(x, t);
    if (u.first == UINT32_MAX || (u.name && !x->w->heads))
        return;
    bool noun = tells_nouns(x) ? u.nouns > 0 : titled || u.count > 1;
    if (is_language(x->d, "de") && (u.small || !(t->flags & TOK_CAP)))
        return; /* "deutsche", "lesen" */
    if (!noun || (!titled && u.count < (x->w->heads ? 2 : 3)))
        return;
    uint32_t at = u.best == UINT32_MAX ? u.first : u.best;
    if (is_bent(x, x->d->tokens[at].norm))
        return;
    struct str label = sense_token_str(x->d, at);
    struct span span = x->d->tokens[at].span;
    if (is_language(x->d, "ko") && !str_eq(x->d->tokens[at].norm, t->norm)) {
        label = foreign_bare(x->d, label);
        span.end = span.at + (uint32_t)label.n;
    }
    struct str noun_form = foreign_noun(x->d, at);
    if (noun_form.n)
        label = noun_form;
    double early = x->d->tokens[u.first].sentence < 2 ? 0.15 : 0;
    add(x, span, label, 0.3 + (titled ? 0.2 : 0) + 0.12 * log(u.count) + early);
}

static struct work work_of(const struct sense_find *f, struct sense_topic *ret)
{
    const struct sense_doc *d = f->d;
    uint32_t most = d->token_count < TOKENS_LOOKED_AT ? (uint32_t)d->token_count : TOKENS_LOOKED_AT;
    return (struct work){.f = f,
                         .d = d,
                         .w = foreign_words_find(d->lang),
                         .v = ret,
                         .tokens = most,
                         .text = str_sub(d->text, 0, most ? d->tokens[most - 1].span.end : 0)};
}

size_t foreign_topics(const struct sense_find *f, struct sense_topic *ret)
{
    struct work x = work_of(f, ret);
    uint32_t least = x.w->heads && x.w->heads[0] ? 2 : x.w->tails ? 1 : 3, looked = 0;
    for (uint32_t i = 0; f->d->title && i < f->d->title->token_count; i++)
        consider(&x, f->d->title, i, true);
    for (size_t i = 0; i < f->terms.n && looked < TERMS_LOOKED_AT; i++) {
        if (f->terms.v[i].in_title || f->terms.v[i].count < least ||
            f->terms.v[i].first >= x.tokens)
            continue;
        looked++;
        consider(&x, f->d, f->terms.v[i].first, false);
    }
    return x.n;
}

/* ---- Chinese and Japanese ---- */

enum { GRAM_MOST = 8 }; /* characters */

/* Characters of small words, at which Chinese is cut. */
static const char zh_cuts[] =
    "的了是在和与與将將有不也就都而及但对對从從把被这這那他她它们們我你您已为為以于於并並或"
    "说說称稱使后後前等约約可能会會要到由向给給还還又再之所其此该該让讓";
/* Ends of names of places, bodies and things. */
static const char *const zh_ends[] = {
    "市",   "县",   "縣",   "镇",   "鎮",   "省",     "州",     "公司",   "集团",
    "集團", "大学", "大學", "银行", "銀行", "管理局", "委员会", "委員會", "法院",
    "医院", "醫院", "机场", "機場", "协会", "協會",   "研究所", "研究院", NULL};
static const char *const ja_ends[] = {"市",     "県",   "町",     "村",   "区",     "省",   "庁",
                                      "大学",   "会社", "電力",   "銀行", "党",     "局",   "署",
                                      "研究所", "協会", "委員会", "病院", "裁判所", "空港", "電機",
                                      "自動車", "国",   "湾",     "島",   NULL};
static const char *const ja_vague[] = {
    "午後",   "午前", "今年", "昨年",   "来年",   "今月", "昨日", "今日", "明日", "影響",
    "発表",   "原因", "予定", "関係",   "場合",   "問題", "必要", "可能", "状況", "会見",
    "調査",   "対応", "開始", "発生",   "一方",   "今回", "自分", "人々", "時間", "以上",
    "以下",   "以内", "以降", "同日",   "会社員", "見通", "研究", "実験", "論文", "値段",
    "同教授", "同氏", "彼女", "万世帯", "世帯",   "開発", NULL};
static const char *const zh_vague[] = {
    "表示", "首日", "时间", "公司",   "市政府", "政府", "记者", "今天", "昨天", "明天",
    "今年", "去年", "公里", "正式",   "目前",   "其中", "进行", "问题", "情况", "工作",
    "人次", "部门", "专家", "预计",   "分别",   "相关", "方面", "影响", "以前", "每天",
    "个月", "万人", "认为", "名居民", "道路",   "投入", "使用", "开通", "举行", "发生",
    "实现", "启动", "完成", "建设",   "出现",   "开始", "结束", "通过", NULL};
static const char zh_numbers[] = "一二三四五六七八九十百千万萬亿億两兩零〇首第个個名座月日年时時";
static const char *const ja_persons[] = {"さん", "氏",   "教授", "市長",   "首相", "大臣", "社長",
                                         "議員", "知事", "被告", "容疑者", "選手", "監督", NULL};
static const char *const zh_says[] = {"表示", "说", "說", "称", "稱", "指出", "认为", "認為", NULL};
static const char zh_surnames[] = "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭"
                                  "梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘于蒋蔡余"
                                  "杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦"
                                  "韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺顾毛"
                                  "郝龚邵万钱严武戴莫孔向汤";

static bool has_char(const char *list, struct str one)
{
    return str_find(str_c(list), one) != SIZE_MAX;
}

static bool ends_like(struct str s, const char *const *ends)
{
    for (size_t i = 0; ends[i]; i++)
        if (str_ends(s, str_c(ends[i])) && s.n > strlen(ends[i]) + 2)
            return true;
    return false;
}

static bool is_one_of(struct str s, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (str_eq(s, str_c(words[i])))
            return true;
    return false;
}

enum wide { WIDE_NONE, WIDE_HAN, WIDE_KATAKANA };
static enum wide wide_at(const struct sense_doc *d, uint32_t i)
{
    struct str s = sense_token_str(d, i);
    size_t at = 0;
    uint32_t r = utf8_next(s, &at);
    if (at != s.n)
        return WIDE_NONE;
    return (r >= 0x3400 && r < 0xA000) || r == 0x3005    ? WIDE_HAN
           : (r >= 0x30A1 && r <= 0x30FA) || r == 0x30FC ? WIDE_KATAKANA
                                                         : WIDE_NONE;
}

static uint32_t times_in(struct str text, struct str part)
{
    uint32_t n = 0;
    for (size_t at; (at = str_find(text, part)) != SIZE_MAX; text = str_from(text, at + part.n))
        n++;
    return n;
}

static void weigh(struct work *x, struct str s, struct span span, bool ended, double more)
{
    uint32_t count = times_in(x->text, s);
    bool titled = str_find(x->d->article->title, s) != SIZE_MAX;
    bool early = span.at < (x->d->sentence_count > 1 ? x->d->sentences[1].span.end : span.end);
    if (more <= 0 && count + titled < 2 && !(ended && early))
        return;
    add(x, span, s,
        0.2 + more + 0.15 * log(count) + (titled ? 0.25 : 0) + (ended ? 0.12 : 0) +
            (early ? 0.1 : 0) + 0.03 * (double)(letters_in(s) > 2));
}

/* A run of Chinese characters or of katakana in Japanese; a person without what he is. */
static void japanese_run(struct work *x, uint32_t from, uint32_t to)
{
    struct span span = sense_span(x->d, from, to);
    struct str s = span_str(x->d->text, span);
    double person = 0;
    for (size_t i = 0; ja_persons[i]; i++) {
        struct str p = str_c(ja_persons[i]);
        if (str_ends(s, p) && s.n > p.n + 5) {
            s.n -= p.n;
            person = 0.3;
        } else if (str_starts(str_from(x->d->text, span.end), p) && s.n > 5 && s.n < 16) {
            person = 0.3;
        }
    }
    span.end = span.at + (uint32_t)s.n;
    if (s.n < 6 || is_one_of(s, ja_vague) || has_char(zh_numbers, str_sub(s, 0, 3)))
        return;
    weigh(x, s, span, ends_like(s, ja_ends), person);
}

static void japanese(struct work *x)
{
    for (uint32_t i = 0; i < x->tokens;) {
        enum wide kind = wide_at(x->d, i);
        uint32_t from = i++;
        if (kind == WIDE_NONE)
            continue;
        while (i < x->tokens && wide_at(x->d, i) == kind &&
               x->d->tokens[i].sentence == x->d->tokens[from].sentence)
            i++;
        if (i - from > 1 && (kind == WIDE_HAN || i - from > 2))
            japanese_run(x, from, i);
    }
}

/* "周立民表示": two or three characters that begin with a family name, before a verb of saying. */
static void chinese_person(struct work *x, uint32_t from, uint32_t to)
{
    struct str behind = str_from(x->d->text, x->d->tokens[to - 1].span.end);
    bool speaks = false;
    for (size_t i = 0; zh_says[i]; i++)
        speaks |= str_starts(behind, str_c(zh_says[i]));
    for (uint32_t n = to - from < 3 ? to - from : 3; speaks && n >= 2; n--) {
        struct span span = sense_span(x->d, to - n, to);
        struct str s = span_str(x->d->text, span);
        if (has_char(zh_surnames, str_sub(s, 0, 3))) {
            weigh(x, s, span, false, 0.35);
            return;
        }
    }
}

static bool is_cut(const struct sense_doc *d, uint32_t i)
{
    return wide_at(d, i) != WIDE_HAN || has_char(zh_cuts, sense_token_str(d, i));
}

/* The longest stretch from character i that is said again, else the shortest that ends like a name,
 * where the run begins; how many characters, 0 where there is none. */
static uint32_t chinese_stretch(const struct work *x, uint32_t i, uint32_t to, bool begins)
{
    uint32_t most = to - i < GRAM_MOST ? to - i : GRAM_MOST;
    for (uint32_t n = most; n >= 2; n--) {
        struct str s = span_str(x->d->text, sense_span(x->d, i, i + n));
        if (times_in(x->text, s) + (str_find(x->d->article->title, s) != SIZE_MAX) >= 2)
            return n;
    }
    for (uint32_t n = 3; begins && n <= most; n++)
        if (ends_like(span_str(x->d->text, sense_span(x->d, i, i + n)), zh_ends))
            return n;
    return 0;
}

static void chinese_run(struct work *x, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i + 1 < to;) {
        uint32_t n = chinese_stretch(x, i, to, i == from);
        struct span span = sense_span(x->d, i, i + n);
        struct str s = span_str(x->d->text, span);
        i += n ? n : 1;
        /* Two characters are often a verb. */
        bool short_one =
            n == 2 && str_find(x->d->article->title, s) == SIZE_MAX && times_in(x->text, s) < 3;
        if (n && !short_one && !is_one_of(s, zh_vague) && !has_char(zh_numbers, str_sub(s, 0, 3)))
            weigh(x, s, span, ends_like(s, zh_ends), 0);
    }
}

static void chinese(struct work *x)
{
    const struct sense_doc *d = x->d;
    for (uint32_t i = 0; i < x->tokens;) {
        uint32_t from = i++;
        if (is_cut(d, from))
            continue;
        while (i < x->tokens && !is_cut(d, i) && d->tokens[i].sentence == d->tokens[from].sentence)
            i++;
        chinese_run(x, from, i);
    }
    for (uint32_t i = 2; i < x->tokens; i++) {
        uint32_t from = i;
        while (from > 0 && i - from < 3 && wide_at(d, from - 1) == WIDE_HAN)
            from--;
        if (i - from >= 2)
            chinese_person(x, from, i);
    }
}

size_t foreign_unspaced(const struct sense_find *f, struct sense_topic *ret)
{
    struct work x = work_of(f, ret);
    if (str_eq(f->d->lang, STR("ja")))
        japanese(&x);
    else
        chinese(&x);
    return x.n;
}
