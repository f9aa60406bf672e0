/* main: the desk process, and the whole program around it. The keeper forks desk, fetch and
 * readers; the desk opens the database, serves at once, and starts the pipeline; nothing heavy
 * happens before the first page can be had. In one-shot mode the command's own function runs
 * instead of the server. */
#include "desk/pipe.h"
#include "desk/stories.h"
#include "net/net.h"
#include "reader/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

enum { LOCK_PATIENCE = 150 /* times 20 ms */ };

/* One server a database: its leases are taken back at start (due.c). Held until the process
 * ends. */
static enum err_code only_server(const char *database, int *ret_fd, struct err *e)
{
    char path[1100];
    snprintf(path, sizeof path, "%s.lock", database);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_errno(e, errno, "the lock %s cannot be made", path);
    /* One that was killed a moment ago may still be on its way out. */
    for (int i = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; i++) {
        if (i < LOCK_PATIENCE) {
            usleep(20000);
            continue;
        }
        close(fd);
        return err_set(e, ERR_BUSY, "another `octavo serve` is running on this database");
    }
    *ret_fd = fd;
    return ERR_OK;
}

/* Before any thread is started, since Landlock holds only for the thread that enters it and for
 * those it makes later; without memory for it the desk does not start. The keeper has made the
 * database already. SQLite writes beside the file that a symbolic link leads to, so its folder
 * counts too. */
static enum err_code shut_in(const char *database, struct err *e)
{
    char folder[PATH_MAX], real[PATH_MAX], real_folder[PATH_MAX];
    desk_folder_of(database, folder, sizeof folder);
    desk_folder_of(realpath(database, real) ? real : database, real_folder, sizeof real_folder);
    const char *const writable[] = {folder, real_folder, NULL};
    enum err_code code =
        proc_sandbox_enter(&(struct proc_sandbox){.role = PROC_DESK, .writable = writable}, e);
    if (code == ERR_OK || code == ERR_MEMORY)
        return code;
    /* The kernel has nothing of the kind: better to serve than not; `octavo doctor` says it too. */
    log_say(LOG_WARN, "desk", "%s", e->words);
    *e = (struct err){0};
    return ERR_OK;
}

static int serve(struct desk *d, struct proc_desk *proc, const struct desk_start *s, struct err *e)
{
    void *server = NULL;
    struct desk_pipeline *p = NULL;
    struct desk_warm *warm = NULL;
    enum err_code code = s->site->start(d, proc->listen, proc->listen_count, &server, e);
    if (code != ERR_OK)
        return 1;
    code = desk_stories_start(d, e);
    if (code == ERR_OK)
        code = desk_warm_start(d, &warm, e);
    if (code == ERR_OK)
        code = desk_pipeline_start(d, proc, true, &p, e);
    if (code == ERR_OK)
        desk_pipeline_wait(p);
    s->site->stop(server);
    desk_pipeline_stop(p);
    desk_warm_stop(warm);
    desk_stories_stop(d);
    return code == ERR_OK ? 0 : 1;
}

static int once(struct desk *d, struct proc_desk *proc, const struct desk_start *s, struct err *e)
{
    struct desk_pipeline *p = NULL;
    if (desk_pipeline_start(d, proc, false, &p, e) != ERR_OK)
        return 1;
    int status = s->once(d, p, s->ctx);
    desk_pipeline_stop(p);
    return status;
}

static unsigned log_level(const char *name)
{
    static const char *const names[] = {"error", "warn", "info", "debug"};
    for (unsigned i = 0; i < 4; i++)
        if (strcmp(name, names[i]) == 0)
            return i;
    return LOG_INFO;
}

/* What the fetch process is told, from the settings. */
static void fill_net(const struct desk_conf *c, struct net_settings *ret)
{
    static char agent[300];
    const char *contact = desk_conf_str(c, DESK_SET_CONTACT),
               *allow = desk_conf_str(c, DESK_SET_FETCH_ALLOW);
    *ret = net_settings_default();
    if (*contact) {
        snprintf(agent, sizeof agent, "Octavo/%s (+%.200s)", OCTAVO_VERSION, contact);
        ret->user_agent = agent;
    }
    if (*allow)
        ret->allow = allow;
    ret->most = (unsigned)desk_conf_int(c, DESK_SET_FETCH_MOST);
    static char model[DESK_MODEL_URL_MOST];
    ret->model = desk_model_address(c, model) ? model : NULL;
    ret->model_us = desk_conf_int(c, DESK_SET_MODEL_TIMEOUT) * US_SECOND;
}

/* The settings once more, in this process's memory. */
static enum err_code read_again(struct desk_conf *c, uint64_t *ret_changed, uint64_t *ret_waiting)
{
    struct err e = {0};
    char line[700];
    enum err_code code = desk_conf_reload(c, ret_changed, ret_waiting, &e);
    if (code != ERR_OK)
        log_say(LOG_ERROR, "desk", "the settings stay as they are: %s",
                err_line(&e, line, sizeof line));
    else
        log_set_level((enum log_level)log_level(desk_conf_str(c, DESK_SET_LOG)));
    return code;
}

static bool reload_desk(void *conf)
{
    uint64_t changed, waiting;
    if (read_again(conf, &changed, &waiting) != ERR_OK)
        return false;
    for (int i = 0; i < DESK_SETTING_COUNT; i++) {
        if (changed >> i & 1)
            log_say(LOG_INFO, "desk", "setting %s is %s now", desk_settings[i].name,
                    desk_conf_str(conf, (enum desk_setting_id)i));
        if (waiting >> i & 1)
            log_say(LOG_WARN, "desk", "setting %s changes with the next start",
                    desk_settings[i].name);
    }
    uint64_t fetch = UINT64_C(1) << DESK_SET_CONTACT | UINT64_C(1) << DESK_SET_FETCH_ALLOW |
                     UINT64_C(1) << DESK_SET_FETCH_MOST | UINT64_C(1) << DESK_SET_MODEL_URL |
                     UINT64_C(1) << DESK_SET_MODEL_TIMEOUT;
    return (changed & fetch) != 0;
}

/* Blocks of a job or a request, which are large and soon free again, come from the system one by
 * one and go back to it: else what lives long (the story index) would lie scattered between them.
 * All threads share one heap: they ask it seldom, and what each left free would stay with it. */
static void keep_memory_tidy(void)
{
    enum { GIVE_BACK = 256 << 10 };
    mallopt(M_MMAP_THRESHOLD, GIVE_BACK);
    mallopt(M_TRIM_THRESHOLD, 4 * GIVE_BACK);
    mallopt(M_ARENA_MAX, 1);
}

int desk_main(struct proc_desk *proc, void *start)
{
    keep_memory_tidy();
    const struct desk_start *s = start;
    struct desk *d = NULL;
    struct err e = {0};
    int lock = -1, status = 1;
    enum err_code code = shut_in(desk_conf_str(s->conf, DESK_SET_DATABASE), &e);
    if (code != ERR_OK) {
        log_say(LOG_ERROR, "desk", "%s", e.words);
        return 1;
    }
    code = desk_open(s->conf, &d, &e);
    if (code == ERR_OK) {
        d->reload = reload_desk;
        d->reload_ctx = s->conf;
    }
    if (code == ERR_OK && s->site)
        code = only_server(d->path, &lock, &e);
    if (code == ERR_OK)
        status = s->site ? serve(d, proc, s, &e) : once(d, proc, s, &e);
    if (e.words[0])
        log_say(LOG_ERROR, "desk", "%s", e.words);
    desk_close(d);
    if (lock >= 0)
        close(lock);
    return status;
}

/* Opened and closed once by the keeper before it forks, so that what is wrong with the database is
 * said in one line and nothing is started. No thread may live when it forks: the desk's writer has
 * ended. */
static enum err_code try_database(const struct desk_conf *conf, struct err *e)
{
    struct desk *d = NULL;
    enum err_code code = desk_open(conf, &d, e);
    desk_close(d);
    return code;
}

struct keeping {
    struct desk_conf *conf;
    struct net_settings net;
};

/* In the keeper, which will start other children: the desk says what changed. */
static void reload_keeper(void *ctx)
{
    struct keeping *k = ctx;
    uint64_t changed, waiting;
    if (read_again(k->conf, &changed, &waiting) == ERR_OK)
        fill_net(k->conf, &k->net);
}

int desk_run(const struct desk_start *s, struct err *e)
{
    const struct desk_conf *c = s->conf;
    if (try_database(c, e) != ERR_OK)
        return 1;
    log_set_level((enum log_level)log_level(desk_conf_str(c, DESK_SET_LOG)));
    struct keeping keeping = {.conf = s->conf};
    fill_net(c, &keeping.net);
    struct reader_settings reader = {0};
    const char *listen[1] = {desk_conf_str(c, DESK_SET_LISTEN)};
    struct desk_start copy = *s;
    struct proc_config config = {
        .programs = {.desk_main = desk_main,
                     .fetch_main = net_main,
                     .fetch_ctx = &keeping.net,
                     .reader_main = reader_main,
                     .reader_ctx = &reader,
                     .desk_ctx = &copy},
        .listen = s->site ? listen : NULL,
        .listen_count = s->site ? 1 : 0,
        .readers = (unsigned)desk_conf_int(c, DESK_SET_READERS),
        .once = !s->site,
        .reload = reload_keeper,
        .reload_ctx = &keeping,
    };
    return proc_keep(&config, e);
}
