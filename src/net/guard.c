/* guard: where a fetch may go. The judgement itself is url/'s (url_policy, url_policy_answer); here
 * are its two exceptions: the list of private targets that the settings allow, by exact host and
 * port, and the one address of the language model, for requests to that only. */
#include "net/internal.h"

#include <netinet/in.h>

/* The next word of a list whose words are parted by commas, spaces or both. */
static bool next_word(struct str *list, struct str *ret)
{
    size_t n = 0;
    while (list->n && (list->p[0] == ',' || is_space(list->p[0])))
        *list = str_from(*list, 1);
    while (n < list->n && list->p[n] != ',' && !is_space(list->p[n]))
        n++;
    *ret = str_sub(*list, 0, n);
    *list = str_from(*list, n);
    return n > 0;
}

bool guard_allows(struct arena *a, const char *allow, const struct url *u)
{
    struct str rest = str_c(allow), part;
    while (url_is_web(u) && next_word(&rest, &part)) {
        struct url target;
        if (!url_parse(a, str_fmt(a, "%.*s://%.*s/", STR_ARG(u->scheme), STR_ARG(part)), NULL,
                       &target))
            continue;
        if (str_eq(target.host, u->host) && url_port(&target) == url_port(u))
            return true;
    }
    return false;
}

bool guard_is_model(struct arena *a, const char *model, const struct url *u)
{
    struct url want;
    if (!model || !url_is_web(u) || !url_parse(a, str_c(model), NULL, &want))
        return false;
    return str_eq(url_str(a, &want), url_str(a, u));
}

const char *guard_url(const struct url *u, bool allowed)
{
    if (!url_is_web(u))
        return "only http and https addresses are fetched";
    return allowed ? NULL : url_policy(u);
}

const char *guard_answer(const struct ip_addr *list, size_t n, bool allowed)
{
    if (allowed && n > 0)
        return NULL;
    return url_policy_answer(list, n);
}

bool ip_of_sockaddr(const struct sockaddr *sa, struct ip_addr *ret)
{
    struct ip_addr ip = {0};
    if (sa->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, sa, sizeof v4);
        ip.version = 4;
        memcpy(ip.b, &v4.sin_addr, 4);
    } else if (sa->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, sa, sizeof v6);
        ip.version = 6;
        memcpy(ip.b, &v6.sin6_addr, 16);
    } else {
        return false;
    }
    *ret = ip;
    return true;
}
