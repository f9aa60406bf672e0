/* model_conf: where the language model is, and the key that its server wants. The key is read anew
 * for each request, is kept by nobody, and is written nowhere. */
#include "desk/internal.h"
#include "desk/model.h"
#include "url/url.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

bool desk_model_address(const struct desk_conf *c, char ret[DESK_MODEL_URL_MOST])
{
    static const struct str end = STR_INIT("/chat/completions");
    struct str s = str_trim(str_c(desk_conf_str(c, DESK_SET_MODEL_URL)));
    while (s.n && s.p[s.n - 1] == '/')
        s.n--;
    if (!s.n || s.n + end.n >= DESK_MODEL_URL_MOST)
        return false;
    snprintf(ret, DESK_MODEL_URL_MOST, "%.*s%s", STR_ARG(s), str_ends(s, end) ? "" : end.p);
    return true;
}

/* Does what is sent there stay on this machine or in its own network, as far as the address says?
 */
static bool is_near(const struct url *u)
{
    if (u->host_kind != URL_HOST_IPV4 && u->host_kind != URL_HOST_IPV6)
        return str_eq(u->host, STR("localhost"));
    enum ip_class c = ip_class(&u->ip);
    return c == IP_LOOPBACK || c == IP_UNSPECIFIED || c == IP_PRIVATE || c == IP_LINK_LOCAL;
}

enum err_code desk_model_conf_check(struct arena *a, const struct desk_conf *c, struct err *e)
{
    char address[DESK_MODEL_URL_MOST];
    struct url u;
    const char *set = desk_conf_str(c, DESK_SET_MODEL_URL);
    if (!*set)
        return ERR_OK;
    const char *from = desk_conf_from(c, DESK_SET_MODEL_URL);
    if (!desk_model_address(c, address) || !url_parse(a, str_c(address), NULL, &u) ||
        !url_is_web(&u) || u.user.n || u.password.n || u.has_query || u.has_fragment)
        return err_set(e, ERR_CONFIG,
                       "%s: model_url must look like http://127.0.0.1:11434/v1, without a name, a "
                       "password or a question in it",
                       from);
    if (*desk_conf_str(c, DESK_SET_MODEL_KEY_FILE) && !str_eq(u.scheme, STR("https")) &&
        !is_near(&u))
        return err_set(e, ERR_CONFIG,
                       "%s: model_url must be https, since model_key_file names a key: it would go "
                       "over the network for all to read",
                       from);
    return ERR_OK;
}

static enum err_code read_key(int fd, char ret[DESK_MODEL_KEY_MOST], struct err *e)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return err_set(e, ERR_CONFIG, "model_key_file is no file");
    if (st.st_mode & 077)
        return err_set(e, ERR_CONFIG, "others may read model_key_file: chmod 600");
    ssize_t n = read(fd, ret, DESK_MODEL_KEY_MOST);
    if (n < 0)
        return err_errno(e, errno, "model_key_file cannot be read");
    if (n == DESK_MODEL_KEY_MOST)
        return err_set(e, ERR_CONFIG, "the key in model_key_file is too long");
    struct str s = str_trim(str_of(ret, (size_t)n));
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] <= ' ' || s.p[i] > '~')
            return err_set(e, ERR_CONFIG, "model_key_file holds more than a key");
    if (!s.n)
        return err_set(e, ERR_CONFIG, "model_key_file is empty");
    memmove(ret, s.p, s.n);
    ret[s.n] = '\0';
    return ERR_OK;
}

enum err_code desk_model_key(const struct desk_conf *c, char ret[DESK_MODEL_KEY_MOST],
                             struct err *e)
{
    const char *file = desk_conf_str(c, DESK_SET_MODEL_KEY_FILE);
    ret[0] = '\0';
    if (!*file)
        return ERR_OK;
    int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return err_errno(e, errno, "model_key_file cannot be read");
    enum err_code code = read_key(fd, ret, e);
    close(fd);
    if (code != ERR_OK)
        explicit_bzero(ret, DESK_MODEL_KEY_MOST);
    return code;
}
