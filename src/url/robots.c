/* robots.c: robots.txt by RFC 9309. Lines are "key: value"; user-agent lines open a group, rules
 * follow. Groups that name our product token are put together; where none does, those of "*" count.
 * A pattern may hold '*' (anything) and a last '$' (the end); the longest pattern that matches
 * wins, and on equal length allow wins. Patterns and paths are compared in one percent-encoded
 * form. */
#include "url/internal.h"

enum {
    DELAY_MOST = 3600,
    SITEMAPS_MOST = 100,
    PATTERN_MOST = 2048,       /* bytes of a pattern that are looked at */
    STEPS_MOST = 20 * 1000000, /* of matching one path; rules made to be slow allow nothing */
};

struct reader {
    struct arena *a;
    LIST(struct robots_rule) ours, all;
    uint32_t ours_delay, all_delay;
    bool ours_seen;
    bool to_ours, to_all; /* the group being read speaks to us / to everybody */
    bool agents;          /* the last line was a user-agent line */
    LIST(struct str) sitemaps;
};

/* One form for equal paths: escapes of unreserved characters decoded, others with capital digits,
 * bytes that must be escaped escaped. '*' and '$' stay. */
static void normal_path(struct buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        int hi = -1, lo = -1;
        if (c == '%' && i + 2 < s.n) {
            hi = hex_value(s.p[i + 1]);
            lo = hex_value(s.p[i + 2]);
        }
        if (hi >= 0 && lo >= 0) {
            char byte = (char)(hi * 16 + lo);
            if (url_in_set(byte, SET_UNRESERVED))
                buf_fmt(b, "%%%02X", (unsigned char)byte);
            else
                buf_char(b, byte);
            i += 2;
        } else if (url_in_set(c, SET_C0) || c == ' ') {
            buf_fmt(b, "%%%02X", (unsigned char)c);
        } else {
            buf_char(b, c);
        }
    }
}

/* Does the line's product token (up to a slash or space) name us? */
static bool names_us(struct str value, struct str agent)
{
    size_t n = 0;
    while (n < value.n && (is_alpha(value.p[n]) || value.p[n] == '-' || value.p[n] == '_'))
        n++;
    return n > 0 && str_eq_fold(str_sub(value, 0, n), agent);
}

static void take_agent(struct reader *r, struct str value, struct str agent)
{
    if (!r->agents)
        r->to_ours = r->to_all = false;
    r->agents = true;
    if (str_starts(value, STR("*")))
        r->to_all = true;
    if (names_us(value, agent))
        r->to_ours = r->ours_seen = true;
}

static void take_rule(struct reader *r, struct str value, bool allow)
{
    if (!value.n || (!r->to_ours && !r->to_all))
        return;
    struct buf b;
    buf_arena(&b, r->a, (size_t)3 * PATTERN_MOST);
    normal_path(&b, str_sub(value, 0, PATTERN_MOST));
    struct robots_rule rule = {.path = buf_str(&b), .allow = allow};
    if (r->to_ours && r->ours.n < ROBOTS_RULES_MOST)
        LIST_PUSH(r->a, &r->ours, rule);
    if (r->to_all && r->all.n < ROBOTS_RULES_MOST)
        LIST_PUSH(r->a, &r->all, rule);
}

static void take_delay(struct reader *r, struct str value)
{
    uint64_t v;
    size_t dot = str_find_char(value, '.');
    if (!str_u64(str_sub(value, 0, dot), UINT32_MAX, &v))
        return;
    v += dot != SIZE_MAX; /* "0.5": a part of a second counts as a whole one */
    uint32_t delay = v > DELAY_MOST ? DELAY_MOST : (uint32_t)v;
    if (r->to_ours)
        r->ours_delay = delay;
    if (r->to_all)
        r->all_delay = delay;
}

static void take_line(struct reader *r, struct str line, struct str agent)
{
    size_t hash = str_find_char(line, '#');
    line = str_sub(line, 0, hash);
    size_t colon = str_find_char(line, ':');
    if (colon == SIZE_MAX)
        return;
    struct str key = str_trim(str_sub(line, 0, colon)), value = str_trim(str_from(line, colon + 1));
    if (str_eq_fold(key, STR("user-agent")) || str_eq_fold(key, STR("useragent"))) {
        take_agent(r, value, agent);
        return;
    }
    if (str_eq_fold(key, STR("sitemap"))) {
        if (r->sitemaps.n < SITEMAPS_MOST && url_valid_web(r->a, value))
            LIST_PUSH(r->a, &r->sitemaps, value);
        return;
    }
    bool allow = str_eq_fold(key, STR("allow"));
    if (allow || str_eq_fold(key, STR("disallow"))) {
        r->agents = false;
        take_rule(r, value, allow);
    } else if (str_eq_fold(key, STR("crawl-delay"))) {
        r->agents = false;
        take_delay(r, value);
    }
}

void robots_parse(struct arena *a, struct str bytes, struct str agent, struct robots *ret)
{
    struct reader r = {.a = a};
    bytes = str_sub(bytes, 0, ROBOTS_BYTES_MOST);
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from(bytes, 3);
    while (bytes.n) {
        size_t end = 0;
        while (end < bytes.n && bytes.p[end] != '\n' && bytes.p[end] != '\r')
            end++;
        take_line(&r, str_sub(bytes, 0, end), agent);
        bytes = str_from(bytes, end + 1);
    }
    *ret = (struct robots){
        .rules = r.ours_seen ? r.ours.v : r.all.v,
        .rule_count = r.ours_seen ? r.ours.n : r.all.n,
        .delay_seconds = r.ours_seen ? r.ours_delay : r.all_delay,
        .sitemaps = r.sitemaps.v,
        .sitemap_count = r.sitemaps.n,
    };
}

/* Glob matching with one point of return (the last star): at most pattern times path steps, which
 * are counted down in *steps. */
static bool matches(struct str pattern, struct str path, int64_t *steps)
{
    bool whole = pattern.n && pattern.p[pattern.n - 1] == '$';
    if (whole)
        pattern.n--;
    size_t i = 0, k = 0, star = SIZE_MAX, from = 0;
    while (k < path.n && --*steps > 0) {
        if (i == pattern.n && !whole)
            return true;
        if (i < pattern.n && pattern.p[i] == '*') {
            star = i++;
            from = k;
        } else if (i < pattern.n && pattern.p[i] == path.p[k]) {
            i++;
            k++;
        } else if (star != SIZE_MAX) {
            i = star + 1;
            k = ++from;
        } else {
            return false;
        }
    }
    while (i < pattern.n && pattern.p[i] == '*')
        i++;
    return i == pattern.n;
}

bool robots_allows(const struct robots *r, struct str path)
{
    if (str_eq(path, STR("/robots.txt")))
        return true;
    char room[3 * URL_LENGTH_MOST];
    struct buf b = {.p = room, .cap = sizeof room, .max = sizeof room};
    normal_path(&b, str_sub(path, 0, URL_LENGTH_MOST));
    size_t best = 0;
    bool allow = true;
    int64_t steps = STEPS_MOST;
    for (size_t i = 0; i < r->rule_count && steps > 0; i++) {
        const struct robots_rule *rule = &r->rules[i];
        if (rule->path.n < best || !matches(rule->path, buf_str(&b), &steps))
            continue;
        allow = rule->path.n > best ? rule->allow : allow || rule->allow;
        best = rule->path.n;
    }
    return allow && steps > 0;
}
