/* query: the language of the search field.
 *
 *   words             all must occur            "a phrase"   in this order
 *   -word -"phrase"   must not occur            word*        begins so
 *   publisher:name  tag:key  person:name  organisation:name (org:)  place:name
 *                     (also with "…" and after '-'; of a name any words in a row)
 *   before:2025-03-14  after:2025-03  (also a year; before is up to the day, after from the day on)
 *
 * Every input means something: signs that say nothing are passed over, a quote that does not end
 * ends with the text, an unknown "x:y" is two words. What goes to the database is built from folded
 * words alone (letters and digits, each quoted), so that nothing typed is ever read as syntax. */
#include "desk/internal.h"
#include "text/text.h"

enum { QUERY_MOST = 1000, TERMS_MOST = 32, FILTERS_MOST = 8, EXPRESSION_MOST = 16384 };

struct parser {
    struct arena *a;
    struct desk_query *q;
    struct str s;
    size_t at;
};

static struct str words_of(struct arena *a, struct str s)
{
    struct buf b;
    buf_arena(&b, a, 4 * QUERY_MOST);
    desk_words(&b, a, s);
    return str_trim(buf_str(&b));
}

/* From the opening quote to the closing one or the end. */
static struct str quoted(struct parser *p)
{
    size_t from = ++p->at;
    while (p->at < p->s.n && p->s.p[p->at] != '"')
        p->at++;
    struct str s = str_sub(p->s, from, p->at);
    if (p->at < p->s.n)
        p->at++;
    return s;
}

static bool is_blank(char c)
{
    return is_space(c) || c == '\0';
}

static struct str bare(struct parser *p)
{
    size_t from = p->at;
    while (p->at < p->s.n && !is_blank(p->s.p[p->at]) && p->s.p[p->at] != '"')
        p->at++;
    return str_sub(p->s, from, p->at);
}

static void note(struct parser *p, const char *words)
{
    if (!p->q->note.n)
        p->q->note = str_c(words);
}

static void add_filter(struct parser *p, struct str **list, size_t *n, struct str value)
{
    if (*n == FILTERS_MOST) {
        note(p, "Only the first filters of a kind were used.");
        return;
    }
    if (!*list)
        *list = ARENA_ARRAY(p->a, FILTERS_MOST, struct str);
    (*list)[(*n)++] = value;
}

/* "2025", "2025-03" or "2025-03-14": the instant where it begins. */
static bool date_of(struct str s, int64_t *ret)
{
    struct when w;
    if (!when_parse(s, &w)) {
        uint64_t year = 0, month = 1;
        struct str head = s, rest;
        bool two = str_split(&head, '-', &rest) && head.p != NULL;
        if (!str_u64(two ? rest : s, 9999, &year) || year < 1000 ||
            (two && (!str_u64(head, 12, &month) || month == 0)))
            return false;
        return civil_to((struct civil){.year = (int)year, .month = (int)month, .day = 1}, ret);
    }
    *ret = w.us;
    return true;
}

static bool org_word(struct str name, enum entity_kind *ret)
{
    *ret = ENTITY_ORG;
    return str_eq_fold(name, STR("org")) || str_eq_fold(name, STR("organization"));
}

/* What other programs filter by, and people type here. */
static void tell_foreign(struct parser *p, struct str name)
{
    static const struct str foreign[] = {
        STR_INIT("title"),   STR_INIT("intitle"), STR_INIT("author"), STR_INIT("url"),
        STR_INIT("inurl"),   STR_INIT("label"),   STR_INIT("lang"),   STR_INIT("date"),
        STR_INIT("pubdate"), STR_INIT("is"),      STR_INIT("folder")};
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (str_eq_fold(name, foreign[i]) && !p->q->note.n)
            p->q->note = str_fmt(p->a, "There is no filter %.*s:, so these are words to be found.",
                                 STR_ARG(foreign[i]));
}

static bool publisher_word(struct str name)
{
    return str_eq_fold(name, STR("publisher")) || str_eq_fold(name, STR("source")) ||
           str_eq_fold(name, STR("feed")) || str_eq_fold(name, STR("site"));
}

/* name:value that means something; false: it is words. */
static bool filter(struct parser *p, struct str name, struct str value, bool not_)
{
    struct desk_query *q = p->q;
    if (publisher_word(name)) {
        if (not_)
            add_filter(p, &q->not_publishers, &q->not_publisher_count, value);
        else
            add_filter(p, &q->publishers, &q->publisher_count, value);
        return true;
    }
    if (str_eq_fold(name, STR("tag"))) {
        if (value.n && value.p[0] == '#')
            value = str_from(value, 1);
        struct str key = text_fold(p->a, value);
        if (not_)
            add_filter(p, &q->not_tags, &q->not_tag_count, key);
        else
            add_filter(p, &q->tags, &q->tag_count, key);
        return true;
    }
    enum entity_kind kind;
    if (desk_entity_kind_find(str_lower(p->a, name), &kind) || org_word(name, &kind)) {
        if (q->name_count == FILTERS_MOST) {
            note(p, "Only the first filters of a kind were used.");
            return true;
        }
        if (!q->names)
            q->names = ARENA_ARRAY(p->a, FILTERS_MOST, struct desk_named);
        q->names[q->name_count++] = (struct desk_named){kind, not_, value};
        return true;
    }
    bool before = str_eq_fold(name, STR("before")), after = str_eq_fold(name, STR("after"));
    if (!before && !after) {
        tell_foreign(p, name);
        return false;
    }
    int64_t us;
    if (!date_of(value, &us))
        note(p, "Dates are written like 2025, 2025-03 or 2025-03-14.");
    else if (before && (q->before == TIME_NONE || us < q->before))
        q->before = us;
    else if (after && us > q->after)
        q->after = us;
    return true;
}

static void add_term(struct parser *p, struct str text, bool not_, bool phrase)
{
    struct str words = words_of(p->a, text);
    if (!words.n)
        return;
    if (p->q->term_count == TERMS_MOST) {
        note(p, "The question is long: only its first words were used.");
        return;
    }
    bool prefix = !phrase && text.n > 1 && text.p[text.n - 1] == '*';
    p->q->terms[p->q->term_count++] =
        (struct desk_term){.not_ = not_, .phrase = phrase, .prefix = prefix, .words = words};
}

static void parse_one(struct parser *p)
{
    bool not_ = p->s.p[p->at] == '-';
    if (not_)
        p->at++;
    if (p->at == p->s.n || is_blank(p->s.p[p->at]))
        return;
    if (p->s.p[p->at] == '"') {
        add_term(p, quoted(p), not_, true);
        return;
    }
    struct str word = bare(p);
    size_t colon = str_find_char(word, ':');
    if (colon != SIZE_MAX && colon > 0) {
        struct str value = str_from(word, colon + 1);
        size_t back = p->at;
        if (!value.n && p->at < p->s.n && p->s.p[p->at] == '"')
            value = quoted(p);
        if (str_trim(value).n && filter(p, str_sub(word, 0, colon), str_trim(value), not_))
            return;
        p->at = back;
    }
    add_term(p, word, not_, false);
}

void desk_query_parse(struct arena *a, struct str s, struct desk_query *ret)
{
    *ret = (struct desk_query){.after = TIME_NONE, .before = TIME_NONE};
    ret->terms = ARENA_ARRAY(a, TERMS_MOST, struct desk_term);
    struct parser p = {.a = a, .q = ret, .s = utf8_cut(s, QUERY_MOST)};
    if (s.n > QUERY_MOST)
        note(&p, "The question is long: only its beginning was used.");
    while (p.at < p.s.n) {
        if (is_blank(p.s.p[p.at]))
            p.at++;
        else
            parse_one(&p);
    }
}

/* -------------------------------------------------------------------------- the expression */

/* "a b" as an FTS5 phrase; it holds letters, digits and single spaces only. */
static void put_term(struct buf *b, const struct desk_term *t)
{
    buf_lit(b, "{title text} : \"");
    buf_put(b, t->words);
    buf_lit(b, "\"");
    if (t->prefix)
        buf_lit(b, " *");
}

static void put_publishers(struct buf *b, const struct desk_ids *ids)
{
    buf_lit(b, "facet : (");
    for (size_t i = 0; i < ids->n; i++) {
        buf_fmt(b, "%s\"p%lld\"", i ? " OR " : "", (long long)ids->v[i]);
    }
    buf_lit(b, ")");
}

static void put_tag(struct buf *b, struct str key)
{
    buf_fmt(b, "facet : \"t%016llx\"", (unsigned long long)str_hash(key));
}

/* The words of the name in a row; false where it has none. */
static bool put_name(struct buf *b, struct arena *a, const struct desk_named *v)
{
    struct buf words;
    buf_arena(&words, a, QUERY_MOST * 8);
    desk_facet_name(&words, a, v->kind, v->name);
    if (!words.n)
        return false;
    buf_fmt(b, "facet : \"%.*s\"", STR_ARG(str_trim(buf_str(&words))));
    return true;
}

static void put_and(struct buf *b)
{
    if (b->n)
        buf_lit(b, " AND ");
}

/* What must not be; false where there is nothing of the kind. */
static bool put_nots(struct buf *b, struct arena *a, const struct desk_query *q,
                     const struct desk_ids *not_publishers)
{
    size_t n = 0;
    for (size_t i = 0; i < q->term_count; i++) {
        if (!q->terms[i].not_)
            continue;
        if (n++)
            buf_lit(b, " OR ");
        put_term(b, &q->terms[i]);
    }
    for (size_t i = 0; i < q->not_publisher_count; i++) {
        if (!not_publishers[i].n)
            continue;
        if (n++)
            buf_lit(b, " OR ");
        put_publishers(b, &not_publishers[i]);
    }
    for (size_t i = 0; i < q->not_tag_count; i++) {
        if (n++)
            buf_lit(b, " OR ");
        put_tag(b, q->not_tags[i]);
    }
    for (size_t i = 0; i < q->name_count; i++) {
        if (!q->names[i].not_)
            continue;
        size_t before = b->n;
        if (n)
            buf_lit(b, " OR ");
        if (put_name(b, a, &q->names[i]))
            n++;
        else
            b->n = before;
    }
    return n > 0;
}

bool desk_query_fts(struct arena *a, const struct desk_query *q, const struct desk_ids *publishers,
                    const struct desk_ids *not_publishers, struct str *ret)
{
    struct buf must, nots, all;
    buf_arena(&must, a, EXPRESSION_MOST);
    buf_arena(&nots, a, EXPRESSION_MOST);
    buf_arena(&all, a, 3 * EXPRESSION_MOST);
    for (size_t i = 0; i < q->term_count; i++) {
        if (q->terms[i].not_)
            continue;
        put_and(&must);
        put_term(&must, &q->terms[i]);
    }
    for (size_t i = 0; i < q->publisher_count; i++) {
        if (!publishers[i].n)
            return false;
        put_and(&must);
        put_publishers(&must, &publishers[i]);
    }
    for (size_t i = 0; i < q->tag_count; i++) {
        put_and(&must);
        put_tag(&must, q->tags[i]);
    }
    for (size_t i = 0; i < q->name_count; i++) {
        if (q->names[i].not_)
            continue;
        put_and(&must);
        if (!put_name(&must, a, &q->names[i]))
            return false;
    }
    bool has_not = put_nots(&nots, a, q, not_publishers);
    bool dated = q->after != TIME_NONE || q->before != TIME_NONE;
    if (!must.n && !has_not && !dated)
        return false;
    /* FTS5 knows no bare NOT: "every" is a facet of all articles. */
    if (!must.n)
        buf_lit(&must, "facet : \"every\"");
    if (has_not)
        buf_fmt(&all, "(%.*s) NOT (%.*s)", STR_ARG(buf_str(&must)), STR_ARG(buf_str(&nots)));
    else
        buf_put(&all, buf_str(&must));
    if (must.failed || nots.failed || all.failed)
        return false;
    *ret = buf_str(&all);
    return true;
}

/* -------------------------------------------------------------------------- snippets */

enum { SNIPPET_BEFORE = 60, SNIPPET_BYTES = 240, HITS_MOST = 12, SNIPPET_LOOK = 64 << 10 };

static size_t term_words(struct str words)
{
    size_t n = 1;
    for (size_t i = 0; i < words.n; i++)
        n += words.p[i] == ' ';
    return n;
}

static bool stands_alone(enum text_class class)
{
    return class == TEXT_IDEOGRAPH || class == TEXT_COMPLEX;
}

static bool word_fits(struct arena *a, struct str text, struct span w, struct str want, bool prefix)
{
    /* Nearly every word is told apart by its first letter. */
    char first = text.p[w.at];
    if (is_alnum(first) && (!want.n || to_lower(first) != want.p[0]))
        return false;
    struct str have = words_of(a, span_str(text, w));
    return prefix ? str_starts(have, want) : str_eq(have, want);
}

/* The words of the text as the index cuts them. */
static size_t cut_words(struct arena *a, struct str text, struct span **ret)
{
    LIST(struct span) list = {0};
    size_t at = 0;
    struct span w = {0, 0};
    while (at < text.n) {
        uint32_t from = (uint32_t)at;
        uint32_t rune = utf8_next(text, &at);
        enum text_class class = text_class(rune);
        bool inside = class == TEXT_LETTER || class == TEXT_DIGIT || class == TEXT_MARK ||
                      (w.end && (rune == '\'' || rune == 0x2019));
        bool alone = stands_alone(class);
        if ((!inside || alone) && w.end) {
            LIST_PUSH(a, &list, w);
            w = (struct span){0, 0};
        }
        if (alone)
            LIST_PUSH(a, &list, (struct span){from, (uint32_t)at});
        else if (inside)
            w = (struct span){w.end ? w.at : from, (uint32_t)at};
    }
    if (w.end)
        LIST_PUSH(a, &list, w);
    *ret = list.v;
    return list.n;
}

/* Does `term` stand at word i? */
static bool term_at(struct arena *a, struct str text, const struct span *words, size_t n, size_t i,
                    const struct desk_term *t)
{
    struct str rest = t->words, want;
    for (size_t k = i; str_split(&rest, ' ', &want); k++)
        if (k >= n || !word_fits(a, text, words[k], want, t->prefix && rest.p == NULL))
            return false;
    return true;
}

/* Behind the end of a sentence, and what else may stand between the two. */
static bool begins_sentence(struct str text, size_t at)
{
    bool gap = false;
    while (at > 0 &&
           (is_space(text.p[at - 1]) || str_find_char(STR("\"'([)]"), text.p[at - 1]) != SIZE_MAX))
        gap |= is_space(text.p[--at]);
    return gap && at > 0 && str_find_char(STR(".!?"), text.p[at - 1]) != SIZE_MAX;
}

/* The first sentence that begins between `from` and the first hit, else the first word there, and
 * never inside of a character. */
static size_t snippet_start(struct str text, const struct span *words, size_t n, size_t from,
                            size_t hit)
{
    size_t i = 0;
    while (i < n && words[i].at < from)
        i++;
    size_t first = i < n ? words[i].at : from;
    for (; i < n && words[i].at <= hit; i++)
        if (begins_sentence(text, words[i].at))
            return words[i].at;
    return first;
}

/* A word of a question that carries nothing of it ("the", "that"). */
static bool is_light(const struct desk_term *t)
{
    return !t->prefix && text_is_stop(t->words, STR("en"));
}

/* Are the light words to be passed over? Not where there are no others. */
static bool has_weight(const struct desk_query *q)
{
    for (size_t k = 0; k < q->term_count; k++)
        if (!q->terms[k].not_ && !is_light(&q->terms[k]))
            return true;
    return false;
}

void desk_snippet(struct arena *a, const struct desk_query *q, struct str text, struct str *ret,
                  const struct span **ret_hits, size_t *ret_n)
{
    struct str look = utf8_cut(text, SNIPPET_LOOK);
    struct span *words = NULL;
    size_t n = cut_words(a, look, &words);
    struct span *hits = ARENA_ARRAY(a, HITS_MOST, struct span);
    size_t hit_count = 0, start = 0, end = look.n;
    bool cut = false, weight = has_weight(q);
    for (size_t i = 0; i < n && hit_count < HITS_MOST && words[i].at < end; i++) {
        for (size_t k = 0; k < q->term_count; k++) {
            const struct desk_term *t = &q->terms[k];
            if (t->not_ || (weight && is_light(t)) || !term_at(a, look, words, n, i, t))
                continue;
            if (!cut) {
                start = words[i].at > SNIPPET_BEFORE ? words[i].at - SNIPPET_BEFORE : 0;
                end = start + SNIPPET_BYTES < look.n ? start + SNIPPET_BYTES : look.n;
                cut = true;
            }
            uint32_t to = words[i + term_words(t->words) - 1].end;
            if (to <= end)
                hits[hit_count++] = (struct span){words[i].at, to};
            i += term_words(t->words) - 1;
            break;
        }
    }
    if (!cut)
        end = look.n < SNIPPET_BYTES ? look.n : SNIPPET_BYTES;
    if (start)
        start = snippet_start(look, words, n, start, hit_count ? hits[0].at : 0);
    while (end < look.n && end > start && ((unsigned char)look.p[end] & 0xC0) == 0x80)
        end--;
    /* End with a word, and not inside of one. */
    for (size_t i = n; end < text.n && i-- > 0 && words[i].end > start;) {
        if (words[i].end <= end) {
            end = words[i].end;
            break;
        }
    }
    *ret = str_sub(look, start, end);
    for (size_t i = 0; i < hit_count; i++)
        hits[i] = (struct span){hits[i].at - (uint32_t)start, hits[i].end - (uint32_t)start};
    *ret_hits = hits;
    *ret_n = hit_count;
}
