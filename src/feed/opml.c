/* opml.c: OPML 1.0 and 2.0, read. An <outline> with an xmlUrl is a feed, one without is a folder
 * for those inside; a feed in none may name its folder as its category ("/News/World,Sport").
 * Programs write the address as xmlUrl, xmlurl, url or feedUrl, and the name as text or title. A
 * list is hostile input like any other: depth, number and lengths are bounded. */
#include "feed/internal.h"

enum { FOLDER_NAME_MOST = 200 }; /* bytes */

struct opml_list {
    struct opml_feed *v;
    size_t n, cap;
};
struct opml_reader {
    struct arena *a;
    struct xml x;
    struct opml_list feeds;
    struct map seen;                     /* folder path and address */
    struct str names[OPML_FOLDERS_MOST]; /* of the open folders */
    size_t depths[OPML_FOLDERS_MOST];    /* of their elements */
    size_t open;
    const struct str *path; /* copy of names, shared by the feeds of a folder; NULL = stale */
    uint64_t path_hash;
    size_t left_out; /* too many */
    size_t bad;      /* without an address that can be followed */
};

static struct str first_attr(const struct xml_event *e, const struct str *names, size_t n)
{
    struct str value = STR_NONE;
    for (size_t i = 0; i < n && !value.n; i++)
        value = str_trim(xml_attr(e, XML_NS_NONE, names[i]));
    return value;
}

/* The first of its categories; Newsboat writes tags so, and FreshRSS folders. */
static void take_category(struct opml_reader *r, const struct xml_event *e, struct opml_feed *f)
{
    struct str list = xml_attr(e, XML_NS_NONE, STR("category")), first, name;
    struct str *path = ARENA_ARRAY(r->a, OPML_FOLDERS_MOST, struct str);
    if (!str_split(&list, ',', &first))
        return;
    while (f->folder_count < OPML_FOLDERS_MOST && str_split(&first, '/', &name)) {
        name = utf8_cut(field_plain_text(r->a, name), FOLDER_NAME_MOST);
        if (name.n)
            path[f->folder_count++] = name;
    }
    f->folders = path;
}

static void take_feed(struct opml_reader *r, const struct xml_event *e, struct str address,
                      struct str name)
{
    /* "feed:" in front is an old custom of browsers. */
    if (str_starts_fold(address, STR("feed://")))
        address = str_fmt(r->a, "http://%.*s", STR_ARG(utf8_cut(str_from(address, 7), 8000)));
    else if (str_starts_fold(address, STR("feed:")))
        address = str_from(address, 5);
    struct opml_feed f = {.url = url_resolve(r->a, NULL, address), .title = name};
    if (!f.url.n || str_starts(f.url, STR("mailto:"))) {
        r->bad++;
        xml_problem(&r->x, e->at, STR("a feed's address is no http or https address"));
        return;
    }
    if (r->feeds.n == OPML_FEEDS_MOST) {
        r->left_out++;
        return;
    }
    struct str site = url_resolve(r->a, NULL, str_trim(xml_attr(e, XML_NS_NONE, STR("htmlUrl"))));
    f.site_url = str_starts(site, STR("mailto:")) ? STR_NONE : site;
    if (!r->path) {
        struct str *path = ARENA_ARRAY(r->a, r->open, struct str);
        for (size_t i = 0; i < r->open; i++)
            path[i] = r->names[i];
        r->path = path;
        r->path_hash = hash_seeded(str_join(r->a, path, r->open, STR("\n")));
    }
    f.folders = r->path;
    f.folder_count = r->open;
    if (!r->open)
        take_category(r, e, &f);
    struct str key =
        str_fmt(r->a, "%016llx %.*s", (unsigned long long)r->path_hash, STR_ARG(f.url));
    bool is_new;
    map_put(&r->seen, key, &is_new);
    if (is_new)
        LIST_PUSH(r->a, &r->feeds, f);
}

static void take_outline(struct opml_reader *r, const struct xml_event *e)
{
    static const struct str addresses[] = {STR_INIT("xmlUrl"), STR_INIT("feedUrl"),
                                           STR_INIT("url")};
    static const struct str names[] = {STR_INIT("title"), STR_INIT("text")};
    struct str address = first_attr(e, addresses, 3);
    struct str name = field_plain_text(r->a, first_attr(e, names, 2));
    struct str type = xml_attr(e, XML_NS_NONE, STR("type"));
    bool other = str_eq_fold(type, STR("link")) || str_eq_fold(type, STR("include"));
    if (address.n && !other) {
        take_feed(r, e, address, name);
    } else if (!address.n && name.n && r->open < OPML_FOLDERS_MOST) {
        r->names[r->open] = utf8_cut(name, FOLDER_NAME_MOST);
        r->depths[r->open++] = e->depth;
        r->path = NULL;
    }
}

static bool no_opml(struct opml *ret, struct opml_reader *r, struct str why)
{
    const struct str feed = STR(", not a feed");
    if (str_ends(why, feed)) /* whoever imports a list did not mean a feed */
        why = str_fmt(r->a, "%.*s, not a list of feeds (OPML)",
                      STR_ARG(str_sub(why, 0, why.n - feed.n)));
    xml_problem(&r->x, 0, why);
    *ret = (struct opml){.problems = r->x.problems, .problem_count = r->x.problem_count};
    return false;
}

bool feed_read_opml(struct arena *a, struct str bytes, struct opml *ret)
{
    struct str utf8, why = STR_NONE, title = STR_NONE;
    struct opml_reader r = {.a = a};
    struct xml_event e;
    xml_to_utf8(a, str_sub(bytes, 0, FEED_BYTES_MOST), STR_NONE, &utf8);
    xml_init(&r.x, a, utf8);
    map_init(&r.seen, a);
    if (document_find(utf8, &why) != DOCUMENT_XML)
        return no_opml(ret, &r, why.n ? why : STR("this is JSON, not OPML"));
    if (!document_root(&r.x, &e, &why) || !str_eq_fold(e.name, STR("opml")))
        return no_opml(ret, &r, STR("this is not OPML: its root is another element"));
    while (xml_next(&r.x, &e)) {
        if (e.kind == XML_CLOSE && r.open && e.depth == r.depths[r.open - 1]) {
            r.open--;
            r.path = NULL;
        } else if (e.kind == XML_OPEN && str_eq_fold(e.name, STR("outline"))) {
            take_outline(&r, &e);
        } else if (e.kind == XML_OPEN && str_eq_fold(e.name, STR("title")) && !title.n) {
            title = field_plain_text(a, xml_text(&r.x));
        }
    }
    if (r.left_out)
        xml_problem(&r.x, r.x.in.n,
                    str_fmt(a, "there are more than %d feeds; %zu are left out", OPML_FEEDS_MOST,
                            r.left_out));
    *ret = (struct opml){.title = title,
                         .feeds = r.feeds.v,
                         .feed_count = r.feeds.n,
                         .left = r.bad,
                         .over = r.left_out,
                         .problems = r.x.problems,
                         .problem_count = r.x.problem_count};
    return true;
}
