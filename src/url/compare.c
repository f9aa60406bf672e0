/* compare.c: which addresses mean the same page, and which belong together. Publishers hang
 * parameters on their links that only say where a reader came from; two links that differ in them,
 * in "www.", or in the scheme lead to one article. */
#include "url/internal.h"

/* Parameters that only track. A '*' at the end stands for any rest. */
static const struct str tracking[] = {
    STR_INIT("utm_*"),
    STR_INIT("fbclid"),
    STR_INIT("gclid"),
    STR_INIT("gclsrc"),
    STR_INIT("dclid"),
    STR_INIT("gbraid"),
    STR_INIT("wbraid"),
    STR_INIT("msclkid"),
    STR_INIT("yclid"),
    STR_INIT("ysclid"),
    STR_INIT("twclid"),
    STR_INIT("ttclid"),
    STR_INIT("igshid"),
    STR_INIT("igsh"),
    STR_INIT("mc_cid"),
    STR_INIT("mc_eid"),
    STR_INIT("mkt_tok"),
    STR_INIT("_hsenc"),
    STR_INIT("_hsmi"),
    STR_INIT("hsctatracking"),
    STR_INIT("__hstc"),
    STR_INIT("__hssc"),
    STR_INIT("__hsfp"),
    STR_INIT("oly_anon_id"),
    STR_INIT("oly_enc_id"),
    STR_INIT("vero_id"),
    STR_INIT("vero_conv"),
    STR_INIT("wickedid"),
    STR_INIT("rb_clickid"),
    STR_INIT("s_cid"),
    STR_INIT("ncid"),
    STR_INIT("cmpid"),
    STR_INIT("cmp"),
    STR_INIT("icid"),
    STR_INIT("int_cmp"),
    STR_INIT("ocid"),
    STR_INIT("xtor"),
    STR_INIT("at_*"),
    STR_INIT("pk_*"),
    STR_INIT("mtm_*"),
    STR_INIT("matomo_*"),
    STR_INIT("piwik_*"),
    STR_INIT("ga_*"),
    STR_INIT("_ga"),
    STR_INIT("_gl"),
    STR_INIT("spm"),
    STR_INIT("guccounter"),
    STR_INIT("guce_*"),
    STR_INIT("wt_mc"),
    STR_INIT("wt.mc_id"),
    STR_INIT("wt_zmc"),
    STR_INIT("wt.tsrc"),
    STR_INIT("ns_*"),
    STR_INIT("__twitter_impression"),
    STR_INIT("ref_src"),
    STR_INIT("ref_url"),
    STR_INIT("taid"),
    STR_INIT("tpcc"),
    STR_INIT("traffic_source"),
    STR_INIT("smid"),
    STR_INIT("smtyp"),
    STR_INIT("feature_share"),
    STR_INIT("cvid"),
    STR_INIT("sr_share"),
    STR_INIT("share_from"),
    STR_INIT("srnd"),
    STR_INIT("partnerid"),
    STR_INIT("sref"),
    STR_INIT("amp_js_v"),
    STR_INIT("amp_gsa"),
    STR_INIT("usqp"),
    STR_INIT("fb_action_ids"),
    STR_INIT("fb_action_types"),
    STR_INIT("fb_source"),
    STR_INIT("fb_ref"),
    STR_INIT("trk"),
    STR_INIT("trkid"),
    STR_INIT("trkcampaign"),
    STR_INIT("elqtrackid"),
    STR_INIT("elqtrack"),
    STR_INIT("soc_src"),
    STR_INIT("soc_trk"),
    STR_INIT("campaign_id"),
    STR_INIT("mbid"),
    STR_INIT("echobox"),
    STR_INIT("sc_channel"),
    STR_INIT("sc_campaign"),
    STR_INIT("maca"),
};

/* Two-level suffixes under which people register: generic second levels of country domains, and the
 * hosts of blogs where each name is another owner. */
static const struct str generic_second[] = {
    STR_INIT("co"),  STR_INIT("com"),  STR_INIT("org"),  STR_INIT("net"),   STR_INIT("gov"),
    STR_INIT("edu"), STR_INIT("ac"),   STR_INIT("or"),   STR_INIT("ne"),    STR_INIT("go"),
    STR_INIT("gob"), STR_INIT("gouv"), STR_INIT("govt"), STR_INIT("mil"),   STR_INIT("nom"),
    STR_INIT("asn"), STR_INIT("id"),   STR_INIT("ltd"),  STR_INIT("plc"),   STR_INIT("me"),
    STR_INIT("in"),  STR_INIT("web"),  STR_INIT("info"), STR_INIT("press"),
};
static const struct str shared_hosts[] = {
    STR_INIT("blogspot.com"),  STR_INIT("wordpress.com"),   STR_INIT("tumblr.com"),
    STR_INIT("github.io"),     STR_INIT("gitlab.io"),       STR_INIT("substack.com"),
    STR_INIT("netlify.app"),   STR_INIT("vercel.app"),      STR_INIT("pages.dev"),
    STR_INIT("herokuapp.com"), STR_INIT("livejournal.com"), STR_INIT("typepad.com"),
    STR_INIT("neocities.org"), STR_INIT("bearblog.dev"),    STR_INIT("micro.blog"),
    STR_INIT("ghost.io"),      STR_INIT("medium.com"),      STR_INIT("workers.dev"),
    STR_INIT("web.app"),       STR_INIT("readthedocs.io"),
};

static bool in_list(const struct str *list, size_t n, struct str s)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(list[i], s))
            return true;
    return false;
}

bool url_param_tracks(struct str name)
{
    for (size_t i = 0; i < sizeof tracking / sizeof *tracking; i++) {
        struct str t = tracking[i];
        if (t.p[t.n - 1] == '*' ? str_starts_fold(name, str_sub(t, 0, t.n - 1))
                                : str_eq_fold(name, t))
            return true;
    }
    return false;
}

struct str url_site(struct str host)
{
    if (host.n && host.p[host.n - 1] == '.')
        host.n--;
    struct ip_addr ip;
    if (!host.n || host.p[0] == '[' || ip_parse(host, &ip))
        return host;
    size_t dot[3], dots = 0; /* the last three dots, from the right */
    for (size_t i = host.n; i-- > 0 && dots < 3;)
        if (host.p[i] == '.')
            dot[dots++] = i;
    if (dots < 2)
        return host;
    struct str two = str_from(host, dot[1] + 1);
    struct str second = str_sub(host, dot[1] + 1, dot[0]), top = str_from(host, dot[0] + 1);
    bool country = top.n == 2 &&
                   in_list(generic_second, sizeof generic_second / sizeof *generic_second, second);
    if (!country && !in_list(shared_hosts, sizeof shared_hosts / sizeof *shared_hosts, two))
        return two;
    return dots == 3 ? str_from(host, dot[2] + 1) : host;
}

static bool same_host(struct str x, struct str y)
{
    if (str_eq(x, y))
        return true;
    struct str more = x.n > y.n ? x : y, bare = x.n > y.n ? y : x;
    return more.n == bare.n + 4 && str_starts(more, STR("www.")) && str_ends(more, bare) &&
           str_eq(url_site(more), url_site(bare));
}

bool url_is_home(const struct url *home, const struct url *to)
{
    bool same = str_eq(home->scheme, to->scheme);
    bool safer = str_eq(home->scheme, STR("http")) && str_eq(to->scheme, STR("https"));
    return home->host.n && (same || safer) && same_host(home->host, to->host) &&
           (url_port(home) == url_port(to) || (safer && home->port < 0 && to->port < 0));
}

/* Letters of other scripts among ASCII ones could pass for them: such a host is shown coded. */
static bool may_mislead(struct str host)
{
    struct str rest = host.p ? host : STR(""), label;
    while (str_split(&rest, '.', &label)) {
        bool ascii = false, foreign = false;
        for (size_t at = 0; at < label.n;) {
            uint32_t rune = utf8_next(label, &at);
            ascii |= rune < 0x80 && is_alpha((char)rune);
            foreign |= rune >= 0x250; /* behind the Latin blocks */
        }
        if (ascii && foreign)
            return true;
    }
    return false;
}

struct str url_display(struct arena *a, const struct url *u)
{
    struct str host = str_starts(u->host, STR("www.")) ? str_from(u->host, 4) : u->host;
    struct str unicode = url_idna_unicode(a, host);
    struct buf b;
    buf_arena(&b, a, (size_t)4 * URL_LENGTH_MOST);
    buf_put(&b, may_mislead(unicode) ? host : unicode);
    if (u->port >= 0)
        buf_fmt(&b, ":%d", u->port);
    if (!str_eq(u->path, STR("/"))) {
        struct str path = url_decode(a, u->path);
        bool plain = utf8_valid(path) == path.n;
        for (size_t i = 0; i < path.n; i++)
            plain = plain && (unsigned char)path.p[i] > 0x20 && path.p[i] != 0x7F;
        buf_put(&b, plain ? path : u->path);
    }
    if (u->has_query && u->query.n) {
        buf_char(&b, '?');
        buf_put(&b, u->query);
    }
    return buf_str(&b);
}

struct params {
    LIST(struct str) v;
};

/* The parameters that mean something, in order. */
static void kept_params(struct arena *a, struct str query, struct params *ret)
{
    struct str rest = query.p ? query : STR(""), pair;
    while (str_split(&rest, '&', &pair)) {
        struct str name = str_sub(pair, 0, str_find_char(pair, '='));
        if (pair.n && !url_param_tracks(name))
            LIST_PUSH(a, &ret->v, pair);
    }
}

static bool any_tracks(struct str query)
{
    struct str pair;
    struct str rest = query.p ? query : STR("");
    while (str_split(&rest, '&', &pair))
        if (url_param_tracks(str_sub(pair, 0, str_find_char(pair, '='))))
            return true;
    return false;
}

struct str url_clean(struct arena *a, const struct url *u)
{
    struct url clean = *u;
    clean.has_fragment = false;
    clean.fragment = STR_NONE;
    /* A query without tracking stays as it is: "?id" and "?a&&b" may mean something. */
    if (u->has_query && any_tracks(u->query)) {
        struct params p = {0};
        kept_params(a, u->query, &p);
        clean.query = str_join(a, p.v.v, p.v.n, STR("&"));
        clean.has_query = p.v.n > 0;
    }
    return url_str(a, &clean);
}

static int by_bytes(const void *x, const void *y, void *ctx)
{
    (void)ctx;
    return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

/* Without "www." and the like, unless nothing but the registered name would be cut. */
static struct str key_host(struct str host)
{
    static const struct str prefixes[] = {STR_INIT("www."), STR_INIT("m."), STR_INIT("amp."),
                                          STR_INIT("mobile.")};
    if (host.n && host.p[host.n - 1] == '.')
        host.n--;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        struct str rest = str_from(host, prefixes[i].n);
        if (str_starts(host, prefixes[i]) && str_find_char(rest, '.') != SIZE_MAX)
            return rest;
    }
    return host;
}

static struct str key_path(struct str path)
{
    static const struct str documents[] = {STR_INIT("/index.html"), STR_INIT("/index.htm"),
                                           STR_INIT("/index.php"), STR_INIT("/default.aspx")};
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++)
        if (str_ends(path, documents[i]))
            return str_sub(path, 0, path.n - documents[i].n);
    while (path.n && path.p[path.n - 1] == '/')
        path.n--;
    return path;
}

struct str url_key(struct arena *a, const struct url *u)
{
    struct params p = {0};
    kept_params(a, u->query, &p);
    sort_stable(a, p.v.v, p.v.n, sizeof *p.v.v, by_bytes, NULL);
    struct buf b;
    buf_arena(&b, a, (size_t)4 * URL_LENGTH_MOST);
    buf_put(&b, key_host(u->host));
    if (u->port >= 0)
        buf_fmt(&b, ":%d", u->port);
    buf_put(&b, key_path(u->path));
    for (size_t i = 0; i < p.v.n; i++) {
        buf_char(&b, i ? '&' : '?');
        buf_put(&b, p.v.v[i]);
    }
    return buf_str(&b);
}
