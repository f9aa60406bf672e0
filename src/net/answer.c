/* answer: what came of a hop: the next hop of a redirect, or the outcome in plain words. */
#include "net/flight.h"

void flight_fail(struct flight *f, enum net_fault fault, const char *why, const char *detail)
{
    struct net_response *r = &f->response;
    r->outcome = NET_FAILED;
    r->fault = fault;
    r->reason =
        detail && *detail ? str_fmt(&f->a, "%s (%s)", why, detail) : str_fmt(&f->a, "%s", why);
    buf_done(&f->body);
    buf_init(&f->body, 0);
    r->body = STR_NONE;
}

static const struct {
    CURLcode code;
    enum net_fault fault;
    const char *why;
} curl_faults[] = {
    {CURLE_COULDNT_RESOLVE_HOST, NET_FAULT_DNS, "the name does not resolve"},
    {CURLE_COULDNT_CONNECT, NET_FAULT_CONNECT, "nobody answers there"},
    {CURLE_OPERATION_TIMEDOUT, NET_FAULT_TIMEOUT, "it took too long"},
    {CURLE_FILESIZE_EXCEEDED, NET_FAULT_LIMIT, "the answer is too large"},
    {CURLE_SSL_CONNECT_ERROR, NET_FAULT_TLS, "no secure connection"},
    {CURLE_PEER_FAILED_VERIFICATION, NET_FAULT_TLS, "the certificate is not valid"},
    {CURLE_SSL_CACERT_BADFILE, NET_FAULT_TLS, "this machine has no certificates (ca-certificates)"},
    {CURLE_SSL_CERTPROBLEM, NET_FAULT_TLS, "no secure connection"},
    {CURLE_SSL_CIPHER, NET_FAULT_TLS, "no secure connection"},
    {CURLE_PARTIAL_FILE, NET_FAULT_PROTOCOL, "the answer was cut short"},
    {CURLE_GOT_NOTHING, NET_FAULT_PROTOCOL, "the server closed without an answer"},
    {CURLE_RECV_ERROR, NET_FAULT_PROTOCOL, "the connection broke off"},
    {CURLE_SEND_ERROR, NET_FAULT_PROTOCOL, "the connection broke off"},
};

static void fail_curl(struct flight *f, CURLcode code)
{
    if (f->fault) {
        flight_fail(f, f->fault, f->why, NULL);
        return;
    }
    const char *detail = f->curl_words[0] ? f->curl_words : curl_easy_strerror(code);
    for (size_t i = 0; i < sizeof curl_faults / sizeof *curl_faults; i++) {
        if (curl_faults[i].code == code) {
            flight_fail(f, curl_faults[i].fault, curl_faults[i].why, detail);
            return;
        }
    }
    flight_fail(f, NET_FAULT_PROTOCOL, "the answer is no sound HTTP", detail);
}

/* ----------------------------------------------------------------------------- redirects */
static bool is_redirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* True: done (it leads nowhere). */
static bool redirected(struct flight *f)
{
    struct url next;
    if (f->request.as == NET_MODEL) {
        flight_fail(f, NET_FAULT_HTTP, "it answers with a redirect, which is not followed", NULL);
        return true;
    }
    /* A copy: the next hop's takes its room. */
    struct str location = str_dup(&f->a, f->kept.location.value);
    if (location.n == 0) {
        flight_fail(f, NET_FAULT_HTTP, "a redirect that does not say where to", NULL);
        return true;
    }
    if (!url_parse(&f->a, location, &f->url, &next)) {
        flight_fail(f, NET_FAULT_PROTOCOL, "a redirect to what is no address", NULL);
        return true;
    }
    if (++f->hops > REDIRECTS_MOST) {
        flight_fail(f, NET_FAULT_LIMIT, "too many redirects", NULL);
        return true;
    }
    f->permanent = (f->hops == 1 || f->permanent) && (f->status == 301 || f->status == 308);
    if (f->status != 307 && f->status != 308)
        f->post = false;
    f->url = next;
    if (f->permanent) {
        next.fragment = STR_NONE;
        next.has_fragment = false;
        f->moved = url_str(&f->a, &next);
    }
    return false;
}

/* -------------------------------------------------------------------------------- headers */
static void type_of(struct flight *f, struct net_response *r)
{
    struct str rest = str_lower(&f->a, f->kept.type.value), part;
    if (!rest.p || !str_split(&rest, ';', &part))
        return;
    r->type = str_trim(part);
    while (rest.p && str_split(&rest, ';', &part)) {
        part = str_trim(part);
        if (!str_starts(part, STR("charset=")) || r->charset.n)
            continue;
        part = str_trim(str_from(part, 8));
        if (part.n >= 2 && (part.p[0] == '"' || part.p[0] == '\'') &&
            part.p[part.n - 1] == part.p[0])
            part = str_sub(part, 1, part.n - 1);
        r->charset = str_sub(part, 0, 64);
    }
}

static int64_t max_age(struct str cache)
{
    size_t at = str_find_fold(cache, STR("max-age="));
    if (at == SIZE_MAX)
        return 0;
    struct str digits = str_from(cache, at + 8);
    size_t n = 0;
    while (n < digits.n && is_digit(digits.p[n]))
        n++;
    uint64_t seconds;
    if (n == 0)
        return 0;
    return str_u64(str_sub(digits, 0, n), RETRY_MOST_US / US_SECOND, &seconds)
               ? (int64_t)seconds * US_SECOND
               : RETRY_MOST_US;
}

/* What goes back to the server word for word must be short and printable. */
static struct str returnable(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || (unsigned char)s.p[i] > 0x7E)
            return STR_NONE;
    return s.n <= ETAG_MOST ? s : STR_NONE;
}

static const struct {
    int status;
    enum net_outcome outcome;
    const char *words;
} statuses[] = {
    {400, NET_FAILED, "the server does not understand the request"},
    {401, NET_REFUSED, "it wants a name and a password"},
    {402, NET_REFUSED, "it wants payment"},
    {403, NET_REFUSED, "the publisher refuses us"},
    {404, NET_MISSING, "there is nothing at this address"},
    {407, NET_REFUSED, "a proxy wants a password"},
    {410, NET_GONE, "it is gone for good"},
    {429, NET_LATER, "the publisher asks us to come less often"},
    {451, NET_REFUSED, "it is not available for legal reasons"},
    {500, NET_FAILED, "the server has an error"},
    {502, NET_FAILED, "the server behind it does not answer"},
    {503, NET_LATER, "the server is busy"},
    {504, NET_FAILED, "the server behind it does not answer"},
};

static void judge_status(struct flight *f)
{
    struct net_response *r = &f->response;
    bool conditional = f->request.etag.n || f->request.modified.n;
    if (f->status >= 200 && f->status <= 299 && f->status != 206) {
        r->outcome = NET_OK;
        return;
    }
    if (f->status == 304 && conditional && !f->post) {
        r->outcome = NET_SAME;
        return;
    }
    if (f->status == 304) {
        flight_fail(f, NET_FAULT_HTTP, "\"not modified\" (304) to a question without conditions",
                    NULL);
        return;
    }
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        if (statuses[i].status != f->status)
            continue;
        char detail[16];
        snprintf(detail, sizeof detail, "%d", f->status);
        flight_fail(f, NET_FAULT_HTTP, statuses[i].words, detail);
        r->outcome = statuses[i].outcome;
        return;
    }
    char words[60];
    snprintf(words, sizeof words, "the server answers with status %d", f->status);
    flight_fail(f, NET_FAULT_HTTP, words, NULL);
}

bool flight_landed(struct flight *f, CURLcode code, int64_t now)
{
    bool not_good = f->status < 200 || f->status > 299;
    bool told = f->headers_done && not_good && !f->fault; /* the status says it all */
    if (told && is_redirect(f->status) && !redirected(f))
        return false;
    struct net_response *r = &f->response;
    struct url shown = f->url;
    shown.user = shown.password = STR_NONE;
    r->url = url_str(&f->a, &shown);
    r->moved = f->moved;
    r->hops = f->hops;
    r->status = f->status;
    r->wire = f->body.n;
    if (r->outcome == NET_FAILED)
        return true; /* redirected() said why */
    if (code != CURLE_OK && !told) {
        fail_curl(f, code);
        return true;
    }
    judge_status(f);
    type_of(f, r);
    r->encoding = str_lower(&f->a, f->kept.encoding.value);
    r->etag = returnable(f->kept.etag.value);
    r->modified = returnable(f->kept.modified.value);
    r->link = f->kept.link.value;
    r->max_age_us = max_age(f->kept.cache.value);
    if (r->outcome == NET_LATER)
        r->retry_us = net_retry_after(f->kept.retry.value, now);
    return true;
}
