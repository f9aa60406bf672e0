/* desk: opening and closing, readers, listeners, and signatures. */
#include "desk/ledger.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void desk_folder_of(const char *path, char *ret, size_t size)
{
    snprintf(ret, size, "%s", path);
    char *slash = strrchr(ret, '/');
    if (!slash)
        snprintf(ret, size, ".");
    else
        slash[slash == ret] = '\0';
}

enum err_code desk_make_folder(const char *file, struct err *e)
{
    char path[1024];
    int n = snprintf(path, sizeof path, "%s", file);
    if (n < 0 || (size_t)n >= sizeof path)
        return err_set(e, ERR_CONFIG, "the database's path is too long");
    for (char *p = path + 1; (p = strchr(p, '/')); p++) {
        *p = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            return err_errno(e, errno,
                             "the folder %s cannot be made; choose another with --data-dir", path);
        *p = '/';
    }
    char *slash = strrchr(path, '/');
    if (slash && slash != path) {
        *slash = '\0';
        if (access(path, W_OK | X_OK) != 0)
            return err_errno(e, errno,
                             "the folder %s is not writable; choose another with --data-dir", path);
    }
    return ERR_OK;
}

/* The key of all signatures: drawn once, kept in the database. */
static enum err_code load_secret(struct desk *d, struct err *e)
{
    struct store *s = desk_writer_store(d);
    struct arena a;
    arena_init(&a, 1 << 20);
    enum err_code code = store_begin(s, e);
    if (code != ERR_OK) {
        arena_done(&a);
        return code;
    }
    struct str hex = store_meta(s, &a, "secret");
    if (hex.n != 64) {
        unsigned char drawn[32];
        char text[64];
        random_bytes(drawn, sizeof drawn);
        for (int i = 0; i < 64; i++)
            text[i] = "0123456789abcdef"[drawn[i / 2] >> (i % 2 ? 0 : 4) & 15];
        hex = str_dup(&a, str_of(text, 64));
        code = store_meta_set(s, "secret", hex, e);
    }
    for (size_t i = 0; i < 32; i++)
        d->secret[i] = (unsigned char)(hex_value(hex.p[2 * i]) << 4 | hex_value(hex.p[2 * i + 1]));
    if (code == ERR_OK)
        code = store_commit(s, e);
    else
        store_rollback(s);
    arena_done(&a);
    return code;
}

static enum err_code open_to_write(struct desk *d, struct err *e)
{
    mode_t mask = umask(0077);
    enum err_code code = desk_make_folder(d->path, e);
    if (code == ERR_OK)
        code = desk_stories_new(d, e);
    if (code == ERR_OK)
        code = desk_writer_start(d, e);
    umask(mask);
    if (code == ERR_OK)
        code = load_secret(d, e);
    return code == ERR_OK ? desk_writer_run(d, e) : code;
}

/* Is there a database that cannot be written, since it or a folder that has to do with it cannot?
 */
static bool is_read_only(const char *path)
{
    char real[PATH_MAX], folder[PATH_MAX], real_folder[PATH_MAX];
    if (!realpath(path, real))
        return false;
    desk_folder_of(path, folder, sizeof folder);
    desk_folder_of(real, real_folder, sizeof real_folder);
    return access(real, W_OK) != 0 || access(folder, W_OK | X_OK) != 0 ||
           access(real_folder, W_OK | X_OK) != 0;
}

/* Without a writer: desk_write says why. Its schema must be this program's already. */
static enum err_code open_to_read(struct desk *d, struct err *e)
{
    struct store *s = NULL;
    d->read_only = true;
    enum err_code code = desk_stories_new(d, e);
    if (code == ERR_OK)
        code = store_open(d->path, STORE_KEEP, &s, e);
    if (code != ERR_OK)
        return code;
    const int at = store_schema(s);
    if (at >= 0 && at < STORE_MIGRATIONS)
        code = err_set(e, ERR_CONFIG,
                       "the database was made by an older Octavo, and is not writable, so that it "
                       "cannot be upgraded: copy it to another folder, and name that with "
                       "--data-dir");
    else
        code = store_migrate(s, e); /* there is nothing to do, or it says what is wrong */
    store_close(s);
    return code;
}

static enum err_code open_desk(const struct desk_conf *conf, bool may_read_only, struct desk **ret,
                               struct err *e)
{
    const char *path = desk_conf_str(conf, DESK_SET_DATABASE);
    if (strstr(path, "://"))
        return err_set(e, ERR_CONFIG, "database: only a file is possible so far, not \"%.100s\"",
                       path);
    struct desk *d = calloc(1, sizeof *d);
    if (!d)
        return err_set(e, ERR_MEMORY, "no memory");
    d->conf = conf;
    snprintf(d->path, sizeof d->path, "%s", path);
    pthread_mutex_init(&d->lock, NULL);
    const bool reads = may_read_only && is_read_only(d->path);
    enum err_code code = reads ? open_to_read(d, e) : open_to_write(d, e);
    if (code != ERR_OK) {
        desk_close(d);
        return code;
    }
    *ret = d;
    return ERR_OK;
}

enum err_code desk_open(const struct desk_conf *conf, struct desk **ret, struct err *e)
{
    return open_desk(conf, false, ret, e);
}

enum err_code desk_open_any(const struct desk_conf *conf, struct desk **ret, struct err *e)
{
    return open_desk(conf, true, ret, e);
}

enum err_code desk_writable(const struct desk *d, struct err *e)
{
    return d->read_only ? err_set(e, ERR_IO,
                                  "the database is not writable, only to be read: check the "
                                  "rights of the file and of its folder")
                        : ERR_OK;
}

void desk_close(struct desk *d)
{
    if (!d)
        return;
    desk_writer_stop(d);
    desk_stories_free(d);
    desk_facts_free(d);
    for (size_t i = 0; i < DESK_TAG_LISTS; i++) {
        free(d->tags[i].v);
        free(d->tags[i].text);
    }
    pthread_mutex_destroy(&d->lock);
    for (size_t i = 0; i < DESK_FRONTS; i++)
        free(d->fronts[i].v);
    free(d);
}

const struct desk_conf *desk_conf(const struct desk *d)
{
    return d->conf;
}

enum err_code desk_reader_open(struct desk *d, struct desk_reader **ret, struct err *e)
{
    struct desk_reader *r = calloc(1, sizeof *r);
    if (!r)
        return err_set(e, ERR_MEMORY, "no memory");
    r->desk = d;
    r->zip = store_zip_new();
    enum err_code code = r->zip ? store_open(d->path, desk_reading(d), &r->store, e)
                                : err_set(e, ERR_MEMORY, "no memory");
    if (code != ERR_OK) {
        desk_reader_close(r);
        return code;
    }
    *ret = r;
    return ERR_OK;
}

void desk_reader_close(struct desk_reader *r)
{
    if (!r)
        return;
    store_close(r->store);
    store_zip_free(r->zip);
    free(r);
}

void desk_reader_begin(struct desk_reader *r, struct arena *a)
{
    store_reset(r->store);
    r->a = a;
}

const struct err *desk_reader_failure(const struct desk_reader *r)
{
    return store_last(r->store);
}

struct desk *desk_reader_desk(struct desk_reader *r)
{
    return r->desk;
}

struct str desk_base_url(const struct desk *d, struct arena *a, bool secure, struct str host)
{
    struct str set = str_c(desk_conf_str(d->conf, DESK_SET_URL));
    while (set.n && set.p[set.n - 1] == '/')
        set.n--;
    return set.n ? set : str_fmt(a, "%s://%.*s", secure ? "https" : "http", STR_ARG(host));
}

uint64_t desk_changes(struct desk *d)
{
    pthread_mutex_lock(&d->lock);
    uint64_t n = d->changes;
    pthread_mutex_unlock(&d->lock);
    return n;
}

void desk_changed(struct desk *d)
{
    pthread_mutex_lock(&d->lock);
    d->changes++;
    pthread_mutex_unlock(&d->lock);
}

int desk_listen(struct desk *d, void (*fn)(void *ctx, const struct desk_event *ev), void *ctx)
{
    int handle = 0;
    pthread_mutex_lock(&d->lock);
    for (int i = 0; i < DESK_LISTENERS_MOST && !handle; i++) {
        if (d->listeners[i].fn)
            continue;
        d->listeners[i].fn = fn;
        d->listeners[i].ctx = ctx;
        handle = i + 1;
    }
    pthread_mutex_unlock(&d->lock);
    return handle;
}

void desk_unlisten(struct desk *d, int handle)
{
    if (handle < 1 || handle > DESK_LISTENERS_MOST)
        return;
    pthread_mutex_lock(&d->lock);
    d->listeners[handle - 1].fn = NULL;
    pthread_mutex_unlock(&d->lock);
}

const char *desk_event_name(enum desk_event_kind k)
{
    static const char *const names[] = {"article", "feed", "comment", "story"};
    return names[k];
}

/* ---- signatures ---- */

/* Compares without telling by its time how much was right. */
static bool same_secret(const char *x, size_t n, struct str y)
{
    unsigned diff = 0;
    if (y.n != n)
        return false;
    for (size_t i = 0; i < n; i++)
        diff |= (unsigned char)x[i] ^ (unsigned char)y.p[i];
    return diff == 0;
}

void desk_sign(struct desk *d, const char *purpose, struct str data, char ret[DESK_SIGN_SIZE])
{
    unsigned char mac[32];
    sha256_hmac(d->secret, sizeof d->secret, str_c(purpose), data, mac);
    base64_url(mac, 16, ret);
}

bool desk_sign_check(struct desk *d, const char *purpose, struct str data, struct str given)
{
    char want[DESK_SIGN_SIZE];
    desk_sign(d, purpose, data, want);
    return same_secret(want, DESK_SIGN_SIZE - 1, given);
}

void desk_csrf(struct desk *d, struct str session_token, char ret[DESK_TOKEN_SIZE])
{
    unsigned char mac[32];
    sha256_hmac(d->secret, sizeof d->secret, STR("csrf"), session_token, mac);
    base64_url(mac, 32, ret);
}

bool desk_csrf_check(struct desk *d, struct str session_token, struct str given)
{
    char want[DESK_TOKEN_SIZE];
    desk_csrf(d, session_token, want);
    return session_token.n && same_secret(want, DESK_TOKEN_SIZE - 1, given);
}
