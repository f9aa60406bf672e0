/* url_parse: any text as an address, absolute and against a base. What parsed must read back as
 * itself; what the policy lets through has a host that cannot be an inner one; robots files. */
#include "url/url.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check(struct arena *a, const struct url *u)
{
    struct str once = url_str(a, u);
    for (size_t i = 0; i < once.n; i++)
        assert((unsigned char)once.p[i] < 0x80 && (unsigned char)once.p[i] >= 0x20);
    if (once.n > URL_LENGTH_MOST)
        return;
    struct url again;
    if (u->opaque_path) /* its spaces at the end are cut when it is read again */
        return;
    bool ok = url_parse(a, once, NULL, &again);
    assert(ok && str_eq(url_str(a, &again), once));
    url_clean(a, u);
    url_key(a, u);
    url_display(a, u);
    if (url_policy(u))
        return;
    assert(url_is_web(u) && u->host.n && !u->odd);
    assert(u->host_kind == URL_HOST_NAME || ip_class(&u->ip) == IP_PUBLIC);
    assert(!url_policy(&again) && again.host_kind == u->host_kind);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a;
    struct url base, u;
    struct str in = str_of((const char *)data, n);
    arena_init(&a, 64 << 20);
    bool ok = url_parse(&a, STR("https://h.example/a/b?c#d"), NULL, &base);
    assert(ok);
    if (url_parse(&a, in, NULL, &u))
        check(&a, &u);
    if (url_parse(&a, in, &base, &u))
        check(&a, &u);
    struct str s = url_resolve(&a, &base, in);
    assert(!s.n || str_starts(s, STR("http")) || str_starts(s, STR("mailto:")));
    struct ip_addr ip, same;
    if (ip_parse(in, &ip)) {
        struct buf b;
        buf_arena(&b, &a, 100);
        ip_write(&b, &ip);
        ok = ip_parse(buf_str(&b), &same);
        assert(ok && memcmp(&ip, &same, sizeof ip) == 0);
    }
    struct robots r;
    robots_parse(&a, in, STR("octavo"), &r);
    robots_allows(&r, str_sub(in, 0, 200));
    arena_done(&a);
    return 0;
}
