/* listen: one listening socket from an address in words, with errors that say what to do. */
#include "proc/internal.h"

#include <errno.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 512, PORT_PATIENCE = 150 /* times 20 ms */ };

/* A socket file that nobody answers at is left over from a run that was killed. */
static bool stale(const struct sockaddr_un *where)
{
    struct stat st;
    if (lstat(where->sun_path, &st) != 0 || !S_ISSOCK(st.st_mode))
        return false;
    int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool dead = s >= 0 && connect(s, (const struct sockaddr *)where, sizeof *where) != 0 &&
                errno == ECONNREFUSED;
    if (s >= 0)
        close(s);
    return dead;
}

static enum err_code listen_unix(const char *path, int *ret_fd, struct err *e)
{
    struct sockaddr_un where = {.sun_family = AF_UNIX};
    size_t n = strlen(path);
    if (n == 0 || n >= sizeof where.sun_path)
        return err_set(e, ERR_CONFIG, "the path of the socket must have 1 to %zu bytes: unix:%s",
                       sizeof where.sun_path - 1, path);
    memcpy(where.sun_path, path, n);
    if (stale(&where))
        unlink(path);
    int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (s < 0 || bind(s, (const struct sockaddr *)&where, sizeof where) != 0 ||
        listen(s, BACKLOG) != 0) {
        int why = errno;
        if (s >= 0)
            close(s);
        if (why == EADDRINUSE)
            return err_set(e, ERR_EXISTS,
                           "%s is there already: another octavo may be running; stop it, or choose "
                           "another path",
                           path);
        return err_errno(e, why, "cannot listen on unix:%s", path);
    }
    *ret_fd = s;
    return ERR_OK;
}

/* "host:port" or "[v6]:port" into terminated parts. */
static bool split(const char *address, char host[256], char port[8])
{
    const char *colon = strrchr(address, ':');
    if (!colon || strlen(colon + 1) == 0 || strlen(colon + 1) > 5)
        return false;
    uint64_t number;
    if (!str_u64(str_c(colon + 1), 65535, &number))
        return false;
    struct str h = str_of(address, (size_t)(colon - address));
    if (h.n >= 2 && h.p[0] == '[' && h.p[h.n - 1] == ']')
        h = str_sub(h, 1, h.n - 1);
    else if (str_find_char(h, ':') != SIZE_MAX)
        return false;
    if (h.n >= 256)
        return false;
    memcpy(host, h.p, h.n);
    host[h.n] = 0;
    snprintf(port, 8, "%s", colon + 1);
    return true;
}

static enum err_code refused(int why, const char *address, const char *port, struct err *e)
{
    switch (why) {
    case EADDRINUSE:
        return err_set(e, ERR_EXISTS,
                       "port %s is taken by another program (wanted: %s): stop that one, or choose "
                       "another with --listen ADDRESS:PORT",
                       port, address);
    case EACCES:
        return err_set(e, ERR_DENIED,
                       "port %s is not open to this user: choose one above 1023, and let a reverse "
                       "proxy answer on it",
                       port);
    case EADDRNOTAVAIL:
        return err_set(e, ERR_CONFIG,
                       "this machine does not have the address %s: look at `ip addr`", address);
    default: return err_errno(e, why, "cannot listen on %s", address);
    }
}

/* A listening socket, or -errno. */
static int listen_to(const struct addrinfo *at)
{
    int s = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), one = 1;
    if (s < 0)
        return -errno;
    if (setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0 &&
        bind(s, at->ai_addr, at->ai_addrlen) == 0 && listen(s, BACKLOG) == 0)
        return s;
    int why = errno;
    close(s);
    return -why;
}

enum err_code proc_listen(const char *address, int *ret_fd, struct err *e)
{
    if (strncmp(address, "unix:", 5) == 0)
        return listen_unix(address + 5, ret_fd, e);
    char host[256], port[8];
    if (!split(address, host, port))
        return err_set(e, ERR_CONFIG,
                       "\"%s\" is no address to listen on: 127.0.0.1:8008, [::1]:8008 or unix:PATH",
                       address);
    struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
    struct addrinfo *list = NULL;
    int no = getaddrinfo(*host ? host : NULL, port, &hints, &list);
    if (no != 0)
        return err_set(e, ERR_CONFIG, "cannot listen on %s: %s", address, gai_strerror(no));
    /* A server that was killed a moment ago may still be on its way out, and hold the port. */
    int s = listen_to(list);
    for (int i = 0; s == -EADDRINUSE && i < PORT_PATIENCE; i++) {
        usleep(20000);
        s = listen_to(list);
    }
    freeaddrinfo(list);
    if (s < 0)
        return refused(-s, address, port, e);
    *ret_fd = s;
    return ERR_OK;
}
