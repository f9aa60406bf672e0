/* field.c: single fields of feeds, the same for every format: plain titles out of text that was
 * escaped no, one or two times, names of authors, addresses, dates, tags, pictures. */
#include "feed/internal.h"

struct str field_line(struct arena *a, struct str s)
{
    s = str_trim(s);
    size_t i = 0;
    /* Mostly there is nothing to do: single spaces only. */
    for (; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 || c == 0x7F || (c == ' ' && s.p[i + 1] == ' '))
            break;
    }
    if (i == s.n)
        return utf8_cut(s, FEED_LINE_MOST);
    struct buf b;
    buf_arena(&b, a, 2 * FEED_LINE_MOST);
    for (i = 0; i < s.n && b.n <= FEED_LINE_MOST; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c > 0x20 && c != 0x7F)
            buf_char(&b, s.p[i]);
        else if (b.n && b.p[b.n - 1] != ' ')
            buf_char(&b, ' ');
    }
    return utf8_cut(str_trim(buf_str(&b)), FEED_LINE_MOST);
}

struct str field_id(struct arena *a, struct str text)
{
    text = str_trim(text);
    if (text.n <= FEED_LINE_MOST)
        return field_line(a, text);
    return str_fmt(a, "octavo:%016llx", (unsigned long long)str_hash(text));
}

/* Is there "&name;" or "&#1;" in it? */
static bool has_reference(struct str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t and = str_find_char(str_from(s, at), '&');
        if (and == SIZE_MAX)
            return false;
        at += and+1;
        size_t i = at;
        while (i < s.n && i - at < 32 && (is_alnum(s.p[i]) || s.p[i] == '#'))
            i++;
        if (i > at + 1 && i < s.n && s.p[i] == ';')
            return true;
    }
    return false;
}

struct str field_plain_text(struct arena *a, struct str s)
{
    s = utf8_cut(s, 4 * FEED_LINE_MOST);
    return field_line(a, has_reference(s) ? html_unescape(a, s) : s);
}

struct str field_plain(struct arena *a, struct str s)
{
    s = utf8_cut(s, 4 * FEED_LINE_MOST);
    if (s.n && (memchr(s.p, '<', s.n) || memchr(s.p, '&', s.n)))
        s = html_to_plain(a, s);
    return field_plain_text(a, s);
}

bool field_looks_like_html(struct str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t lt = str_find_char(str_from(s, at), '<');
        if (lt == SIZE_MAX)
            return false;
        at += lt + 1;
        size_t i = at;
        if (i < s.n && s.p[i] == '/')
            i++;
        size_t from = i;
        while (i < s.n && i - from < 16 && is_alnum(s.p[i]))
            i++;
        char lower[16];
        for (size_t k = from; k < i; k++)
            lower[k - from] = to_lower(s.p[k]);
        if (i > from && i < s.n && (is_space(s.p[i]) || s.p[i] == '>' || s.p[i] == '/') &&
            html_tag_find(str_of(lower, i - from)) != HTML_TAG_OTHER)
            return true;
    }
    return false;
}

struct str field_escape(struct arena *a, struct str text)
{
    struct buf b;
    buf_arena(&b, a, text.n * 6 + 16);
    buf_html(&b, text);
    return buf_str(&b);
}

struct str field_html(struct feed_reader *r, struct str html)
{
    if (html.n <= FEED_HTML_MOST)
        return str_trim(html);
    feed_problem(r, r->x.at, STR("the text of an entry is longer than 2 MiB and is cut"));
    return str_trim(utf8_cut(html, FEED_HTML_MOST));
}

struct str field_url(const struct feed_reader *r, struct str ref)
{
    ref = str_trim(ref);
    if (!ref.n)
        return STR_NONE;
    struct str url = url_resolve(r->a, r->base, ref);
    return str_starts(url, STR("mailto:")) ? STR_NONE : url;
}

struct when field_date(const struct feed_reader *r, struct str text)
{
    struct when w;
    struct date_hint hint = {.lang = r->feed.lang};
    if (text_date_parse(text, &hint, &w))
        return w;
    return (struct when){.us = TIME_NONE};
}

uint64_t field_number(struct str s)
{
    uint64_t v = 0;
    size_t n = 0;
    s = str_trim(s);
    while (n < s.n && is_digit(s.p[n]))
        n++;
    return str_u64(str_sub(s, 0, n), INT64_MAX, &v) ? v : 0;
}

static void add_once(struct arena *a, struct str_list *to, struct str s, size_t most)
{
    if (!s.n || to->n >= most)
        return;
    for (size_t i = 0; i < to->n; i++)
        if (str_eq(to->v[i], s))
            return;
    LIST_PUSH(a, to, s);
}

/* The name in "a@b (Name)", "Name (a@b)", "Name <a@b>"; "a@b" where there is nothing else. */
static struct str name_of(struct str s)
{
    size_t open = str_find_char(s, '('), angle = str_find_char(s, '<');
    if (angle != SIZE_MAX && angle > 0)
        s = str_sub(s, 0, angle);
    if (open == SIZE_MAX || open >= s.n)
        return str_trim(s);
    size_t close = str_rfind_char(s, ')');
    struct str before = str_trim(str_sub(s, 0, open));
    struct str inside = str_trim(str_sub(s, open + 1, close == SIZE_MAX ? s.n : close));
    if (str_find_char(before, '@') != SIZE_MAX && inside.n)
        return inside;
    if (str_find_char(inside, '@') != SIZE_MAX)
        return before;
    return str_trim(s);
}

/* Could this be the whole name of one person: two to four words, none in small letters but the
 * particles of names, no digits? */
static bool is_full_name(struct str s)
{
    static const struct str particles[] = {STR_INIT("de"),  STR_INIT("da"),  STR_INIT("di"),
                                           STR_INIT("van"), STR_INIT("von"), STR_INIT("der"),
                                           STR_INIT("al"),  STR_INIT("bin"), STR_INIT("la"),
                                           STR_INIT("le"),  STR_INIT("del"), STR_INIT("dos")};
    size_t words = 0;
    struct str rest = s.p ? s : STR(""), word;
    while (str_split(&rest, ' ', &word)) {
        bool small = word.n && is_lower(word.p[0]), known = !small;
        for (size_t i = 0; small && i < sizeof particles / sizeof *particles; i++)
            known |= str_eq(word, particles[i]);
        if (!word.n || !known || is_digit(word.p[0]))
            return false;
        words++;
    }
    return words >= 2 && words <= 4;
}

/* Where the next joint of a list of names is ("," "and" "&" ...), and how long it is. */
static size_t next_joint(struct str s, size_t *length)
{
    static const struct str joints[] = {STR_INIT(", and "), STR_INIT(", "),    STR_INIT(" and "),
                                        STR_INIT(" & "),    STR_INIT(" und "), STR_INIT(" et "),
                                        STR_INIT(" y ")};
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t at = str_find(s, joints[i]);
        if (at < best) {
            best = at;
            *length = joints[i].n;
        }
    }
    return best;
}

/* One author, or several where every part is a whole name: "Ann Lee, Bo Ray and Cy Fox", but not
 * "Lee, Ann" or "Ministry of Health and Safety". */
static void add_names(struct feed_reader *r, struct str_list *to, struct str names)
{
    size_t length = 0;
    struct str rest = names;
    for (size_t at; (at = next_joint(rest, &length)) != SIZE_MAX;
         rest = str_from(rest, at + length))
        if (!is_full_name(str_sub(rest, 0, at)))
            break;
    bool several = rest.p != names.p && next_joint(rest, &length) == SIZE_MAX && is_full_name(rest);
    rest = names;
    for (size_t at; several && (at = next_joint(rest, &length)) != SIZE_MAX;
         rest = str_from(rest, at + length))
        add_once(r->a, to, str_sub(rest, 0, at), FEED_AUTHORS_MOST);
    add_once(r->a, to, rest, FEED_AUTHORS_MOST);
}

void field_author(struct feed_reader *r, struct str_list *to, struct str raw)
{
    struct str rest = utf8_cut(str_trim(raw), FEED_LINE_MOST), one;
    if (!rest.n)
        return;
    /* Names are parted by semicolons, but so do references end. */
    char sep = has_reference(rest) ? '\0' : ';';
    while (str_split(&rest, sep, &one)) {
        struct str name = field_plain(r->a, name_of(str_trim(one)));
        if (str_starts_fold(name, STR("by ")))
            name = str_trim(str_from(name, 3));
        bool address = str_starts_fold(name, STR("http")) && str_find(name, STR("://")) != SIZE_MAX;
        bool nobody = str_starts_fold(name, STR("noreply@")) ||
                      str_starts_fold(name, STR("no-reply@")) ||
                      str_starts_fold(name, STR("donotreply@"));
        if (!address && !nobody)
            add_names(r, to, name);
    }
}

void field_tag(struct feed_reader *r, struct entry_build *b, struct str text)
{
    add_once(r->a, &b->tags, text, FEED_TAGS_MOST);
}

void field_tags(struct feed_reader *r, struct entry_build *b, struct str raw)
{
    struct str rest = utf8_cut(str_trim(raw), 4 * FEED_LINE_MOST), one;
    if (rest.n)
        while (str_split(&rest, ',', &one))
            field_tag(r, b, field_plain(r->a, one));
}

bool field_image_is_useless(struct str address)
{
    static const struct str parts[] = {
        STR_INIT("feedburner.com/~"), STR_INIT("pixel"),
        STR_INIT("doubleclick"),      STR_INIT("emoji"),
        STR_INIT("smilies"),          STR_INIT("/1x1"),
        STR_INIT("spacer"),           STR_INIT("feedsportal"),
        STR_INIT("gravatar.com/"),
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_find(address, parts[i]) != SIZE_MAX)
            return true;
    return false;
}

void field_image(struct feed_reader *r, struct entry_build *b, struct str ref, enum image_rank rank,
                 uint64_t width)
{
    if (rank < b->image_rank || (rank == b->image_rank && width <= b->image_width) ||
        field_image_is_useless(ref))
        return;
    struct str url = field_url(r, ref);
    if (!url.n)
        return;
    b->e.image_url = url;
    b->image_rank = rank;
    b->image_width = width;
}

void field_enclosure(struct feed_reader *r, struct entry_build *b, struct str ref, struct str type,
                     uint64_t length)
{
    struct str url = b->enclosures.n < FEED_ENCLOSURES_MOST ? field_url(r, ref) : STR_NONE;
    if (!url.n)
        return;
    for (size_t i = 0; i < b->enclosures.n; i++)
        if (str_eq(b->enclosures.v[i].url, url))
            return;
    struct enclosure e = {.url = url, .type = field_line(r->a, type), .length = length};
    LIST_PUSH(r->a, &b->enclosures, e);
    if (str_starts_fold(e.type, STR("image/")))
        field_image(r, b, ref, IMAGE_ENCLOSURE, 0);
}
