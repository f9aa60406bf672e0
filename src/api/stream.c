/* stream: how reader apps name items, feeds and streams, as Google Reader did. What is not known is
 * refused (a stream) or means nothing (a filter), and no number leaves its range. */
#include "api/internal.h"

/* An article that says it is older than that when it comes is not looked for by `ot`: so the index
 * by time bounds the search. */
#define LATE_MOST (60 * US_DAY)

int64_t api_item_id(struct str s)
{
    uint64_t v = 0;
    if (!str_starts(s, STR(API_ITEM_LONG)))
        return str_u64(s, INT64_MAX, &v) ? (int64_t)v : 0;
    s = str_from(s, sizeof API_ITEM_LONG - 1);
    if (s.n == 0 || s.n > 16)
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        char x = s.p[i];
        unsigned digit = x >= '0' && x <= '9'   ? (unsigned)(x - '0')
                         : x >= 'a' && x <= 'f' ? (unsigned)(x - 'a') + 10
                         : x >= 'A' && x <= 'F' ? (unsigned)(x - 'A') + 10
                                                : 16;
        if (digit > 15)
            return 0;
        v = v << 4 | digit;
    }
    return v <= INT64_MAX ? (int64_t)v : 0;
}

struct str api_state(struct str s)
{
    if (!str_starts(s, STR("user/")))
        return STR_NONE;
    size_t at = str_find(s, STR("/state/com.google/"));
    return at == SIZE_MAX ? STR_NONE : str_from(s, at + 18);
}

struct str api_label(struct str s)
{
    size_t at = str_starts(s, STR("user/")) ? str_find(s, STR("/label/")) : SIZE_MAX;
    return at == SIZE_MAX ? STR_NONE : str_from(s, at + 7);
}

int64_t api_feed_id(struct str s)
{
    uint64_t id;
    return str_starts(s, STR("feed/")) && str_u64(str_from(s, 5), INT64_MAX, &id) ? (int64_t)id : 0;
}

/* A filter of what the stream holds: xt takes a state out, it leaves only that one in. */
static void narrow(struct desk_list *l, bool out, struct str state)
{
    bool read = str_eq(state, STR("read")), unread = str_eq(state, STR("kept-unread"));
    l->unread |= out ? read : unread;
    l->read |= out ? unread : read;
    l->starred |= !out && str_eq(state, STR("starred"));
}

static int64_t seconds(struct str s)
{
    uint64_t v;
    return str_u64(s, INT64_MAX / US_SECOND - 1, &v) ? (int64_t)v : 0;
}

static bool narrow_by(const struct http_field *f, struct desk_list *l)
{
    if (str_eq(f->name, STR("xt")) || str_eq(f->name, STR("it")))
        narrow(l, f->name.p[0] == 'x', api_state(f->value));
    else if (str_eq(f->name, STR("r")))
        l->oldest = str_eq(f->value, STR("o"));
    else if (str_eq(f->name, STR("ot"))) {
        l->seen_from = seconds(f->value) * US_SECOND;
        l->from = l->seen_from > LATE_MOST ? l->seen_from - LATE_MOST : 0;
    } else if (str_eq(f->name, STR("nt"))) {
        int64_t newest = seconds(f->value);
        l->to = newest ? (newest + 1) * US_SECOND : 0;
    } else if (str_eq(f->name, STR("c")))
        return !f->value.n || desk_key_parse(f->value, &l->after);
    return true;
}

bool api_stream(struct str s, int64_t user, const struct http_field *v, size_t n,
                struct desk_list *ret)
{
    struct str state = api_state(s);
    struct desk_list l = {.user = user, .feed = api_feed_id(s), .folder = api_label(s)};
    l.starred = str_eq(state, STR("starred"));
    l.unread = str_eq(state, STR("kept-unread"));
    l.read = str_eq(state, STR("read"));
    if (!l.feed && !l.folder.n && !l.starred && !l.unread && !l.read &&
        !str_eq(state, STR("reading-list")))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!narrow_by(&v[i], &l))
            return false;
    *ret = l;
    return true;
}
