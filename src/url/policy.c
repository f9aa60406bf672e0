/* policy.c: where may a fetch go? Only to http and https, on ports that are for the web, at names
 * that can exist on the public Internet, and only when every address of a name's answer is public.
 * An address whose spelling programs read differently is refused too: the guard would judge one
 * host and the fetcher could ask another (the attacks collected by Tsai, "A New Era of SSRF",
 * 2017). */
#include "url/internal.h"

/* Fetch standard, section 2.9 "port blocking". */
static const uint16_t bad_ports[] = {
    0,    1,    7,    9,    11,   13,   15,   17,   19,   20,   21,   22,   23,    25,
    37,   42,   43,   53,   69,   77,   79,   87,   95,   101,  102,  103,  104,   109,
    110,  111,  113,  115,  117,  119,  123,  135,  137,  139,  143,  161,  179,   389,
    427,  465,  512,  513,  514,  515,  526,  530,  531,  532,  540,  548,  554,   556,
    563,  587,  601,  636,  989,  990,  993,  995,  1719, 1720, 1723, 2049, 3659,  4045,
    4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
};

/* Names that the public DNS never has: RFC 6761, 6762 (and its appendix G), 7686, 8375, 9476, and
 * ICANN's reservation of .internal. */
static const struct str inner_names[] = {
    STR_INIT("localhost"), STR_INIT("localdomain"),  STR_INIT("local"),      STR_INIT("internal"),
    STR_INIT("intranet"),  STR_INIT("private"),      STR_INIT("corp"),       STR_INIT("home"),
    STR_INIT("lan"),       STR_INIT("home.arpa"),    STR_INIT("invalid"),    STR_INIT("onion"),
    STR_INIT("alt"),       STR_INIT("localdomain6"), STR_INIT("localhost6"),
};

bool url_port_refused(uint16_t port)
{
    for (size_t i = 0; i < sizeof bad_ports / sizeof *bad_ports; i++)
        if (bad_ports[i] == port)
            return true;
    return false;
}

/* Letters, digits, hyphens and underscores; at least two labels of 1 to 63 bytes; 253 in all. */
static const char *judge_name(struct str host)
{
    if (host.n && host.p[host.n - 1] == '.')
        host.n--;
    if (!host.n || host.n > 253)
        return "the host name is too long or empty";
    struct str rest = host, label;
    size_t labels = 0;
    for (; str_split(&rest, '.', &label); labels++) {
        if (!label.n || label.n > 63)
            return "a part of the host name is too long or empty";
        for (size_t i = 0; i < label.n; i++)
            if (!is_alnum(label.p[i]) && label.p[i] != '-' && label.p[i] != '_')
                return "the host name has characters that no host name may have";
    }
    if (labels < 2)
        return "the host name has no dot: it is a name of a local network";
    for (size_t i = 0; i < sizeof inner_names / sizeof *inner_names; i++) {
        struct str inner = inner_names[i];
        if (str_ends(host, inner) && (host.n == inner.n || host.p[host.n - inner.n - 1] == '.'))
            return "the host name is one of a local network";
    }
    return NULL;
}

static const char *judge_ip(const struct ip_addr *ip)
{
    switch (ip_class(ip)) {
    case IP_PUBLIC: return NULL;
    case IP_UNSPECIFIED: return "the address is the unspecified one";
    case IP_LOOPBACK: return "the address is this very machine";
    case IP_PRIVATE: return "the address is in a private network";
    case IP_SHARED: return "the address is in a provider's inner network";
    case IP_LINK_LOCAL: return "the address is link-local";
    case IP_MULTICAST: return "the address is a multicast one";
    case IP_DOCUMENTATION: return "the address is reserved for documentation";
    case IP_RESERVED: break;
    }
    return "the address is a reserved one";
}

const char *url_policy(const struct url *u)
{
    if (!url_is_web(u))
        return "only http and https addresses are fetched";
    if (u->odd & URL_ODD_CONTROL)
        return "the address has control characters inside";
    if (u->odd & (URL_ODD_BACKSLASH | URL_ODD_SLASHES))
        return "the slashes before or behind the host are not as they should be";
    if (u->odd & URL_ODD_IPV4)
        return "the number address is not written in the usual way";
    if (url_port_refused(url_port(u)))
        return "the port is for another service";
    if (u->host_kind == URL_HOST_NAME)
        return judge_name(u->host);
    if (u->host_kind == URL_HOST_IPV4 || u->host_kind == URL_HOST_IPV6)
        return judge_ip(&u->ip);
    return "the address has no host";
}

const char *url_policy_answer(const struct ip_addr *list, size_t n)
{
    if (!n)
        return "the host name has no address";
    for (size_t i = 0; i < n; i++) {
        const char *why = judge_ip(&list[i]);
        if (why)
            return why;
    }
    return NULL;
}
