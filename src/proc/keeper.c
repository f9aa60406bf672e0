/* keeper: the parent of all. One thread, one loop over three things: signals (signalfd), what the
 * desk asks for (control socket), and the next moment at which something is due (a restart, the end
 * of a stop's patience). It never parses, connects or touches the database, so there is nothing in
 * it that could crash; what dies is started again, slower and slower while it keeps dying.
 *
 * A child's channel is made before its fork; the desk's end travels to the desk over the control
 * socket and is then closed here, so that a channel has exactly two holders and the death of either
 * is seen by the other. When the desk dies all channels are dead with it: everybody is ended, and
 * all are started again. */
#include "proc/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SLOTS_MOST = 2 + PROC_READERS_MOST,
    SLOT_DESK = 0,
    SLOT_FETCH = 1,
    SLOT_READERS = 2,
    DESK_DEATHS_MOST = 8, /* within a minute; then the keeper gives up */
    CHANNEL_OUT_MOST = 64 << 20,
};
#define YOUNG_US       US_SECOND /* a child that dies younger than this waits before the next start */
#define SAME_STOP_US   (US_SECOND / 2)
#define DELAY_FIRST_US (10 * INT64_C(1000))
#define DELAY_MOST_US  (5 * US_SECOND)
/* Reached after eight starts, one after the other, that lived for less than a second. A reader,
 * which documents may have killed, gets two more. */
#define ONCE_DELAY_MOST_US US_SECOND

struct slot {
    enum proc_role role;
    unsigned index;
    pid_t pid;            /* 0: not running */
    int64_t started, due; /* due: when to start it, while pid is 0 */
    int64_t delay;
};
struct keeper {
    const struct proc_config *config;
    struct slot slots[SLOTS_MOST];
    size_t slot_count;
    int listen[PROC_LISTEN_MOST];
    size_t listen_count;
    int signals;   /* signalfd */
    int control;   /* our end; -1: no desk */
    bool draining; /* the desk died: waiting for all to end before all start again */
    bool stopping, finished;
    int64_t stop_at, kill_at; /* while stopping: since when, and when it is over */
    int64_t deaths[DESK_DEATHS_MOST];
    size_t death_count;
    int status;
};

static unsigned cores(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < 1 ? 1 : (unsigned)n;
}

/* ------------------------------------------------------------------------------- starting */
static const char *const names[PROC_ROLE_COUNT] = {"octavo-desk", "octavo-fetch", "octavo-reader"};

_Noreturn static void run_desk(struct keeper *k, int control, pid_t parent)
{
    int keep[PROC_LISTEN_MOST + 1];
    size_t n = 0;
    struct proc_desk desk = {.control = control,
                             .listen_count = k->listen_count,
                             .readers = (unsigned)(k->slot_count - SLOT_READERS),
                             .once = k->config->once};
    memcpy(desk.listen, k->listen, sizeof desk.listen);
    for (size_t i = 0; i < k->listen_count; i++)
        keep[n++] = k->listen[i];
    keep[n++] = control;
    struct child_setup s = {
        .parent = parent, .name = names[PROC_DESK], .keep = keep, .keep_count = n};
    child_setup(&s);
    child_exit(k->config->programs.desk_main(&desk, k->config->programs.desk_ctx));
}

_Noreturn static void run_child(struct keeper *k, const struct slot *slot, int fd, pid_t parent)
{
    struct child_setup s = {
        .parent = parent, .name = names[slot->role], .keep = &fd, .keep_count = 1, .quiet = true};
    child_setup(&s);
    const struct proc_programs *p = &k->config->programs;
    struct channel *c = channel_new(fd, CHANNEL_OUT_MOST);
    if (!c)
        child_exit(1);
    child_exit(slot->role == PROC_FETCH ? p->fetch_main(c, p->fetch_ctx)
                                        : p->reader_main(c, p->reader_ctx));
}

static void later(struct slot *slot)
{
    slot->delay = slot->delay ? slot->delay * 2 : DELAY_FIRST_US;
    if (slot->delay > DELAY_MOST_US)
        slot->delay = DELAY_MOST_US;
    slot->due = clock_mono() + slot->delay;
}

static void start(struct keeper *k, struct slot *slot)
{
    bool desk = slot->role == PROC_DESK;
    int pair[2];
    if (socketpair(AF_UNIX, (desk ? SOCK_SEQPACKET : SOCK_STREAM) | SOCK_CLOEXEC, 0, pair) != 0) {
        log_say(LOG_ERROR, "proc", "cannot make a channel: %s", strerror(errno));
        later(slot);
        return;
    }
    fflush(NULL);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) {
        if (desk)
            run_desk(k, pair[1], parent);
        run_child(k, slot, pair[1], parent);
    }
    close(pair[1]);
    if (pid < 0) {
        log_say(LOG_ERROR, "proc", "cannot start a process: %s", strerror(errno));
        close(pair[0]);
        later(slot);
        return;
    }
    slot->pid = pid;
    slot->started = clock_mono();
    if (desk) {
        fcntl(pair[0], F_SETFL, O_NONBLOCK);
        k->control = pair[0];
        return;
    }
    struct control m = {
        .kind = CONTROL_UP, .role = (int32_t)slot->role, .index = slot->index, .pid = (int32_t)pid};
    /* A desk that does not empty its control socket hangs; ending it is all that can help. */
    if (!control_send(k->control, &m, pair[0]) && k->slots[SLOT_DESK].pid)
        kill(k->slots[SLOT_DESK].pid, SIGKILL);
    close(pair[0]);
}

static void start_due(struct keeper *k)
{
    if (k->stopping || k->finished)
        return;
    int64_t now = clock_mono();
    for (size_t i = 0; i < k->slot_count; i++) {
        bool wanted = k->slots[i].pid == 0 && k->slots[i].due <= now;
        if (i == SLOT_DESK ? wanted && !k->draining : wanted && k->control >= 0)
            start(k, &k->slots[i]);
    }
}

/* --------------------------------------------------------------------------------- ending */
static void kill_all(const struct keeper *k, bool desk_too)
{
    for (size_t i = desk_too ? SLOT_DESK : SLOT_FETCH; i < k->slot_count; i++)
        if (k->slots[i].pid)
            kill(k->slots[i].pid, SIGKILL);
}

static void say_why(int status, char *out, size_t n)
{
    if (WIFSIGNALED(status))
        snprintf(out, n, "killed by SIG%s", sigabbrev_np(WTERMSIG(status)) ?: "?");
    else
        snprintf(out, n, "ended with status %d", WEXITSTATUS(status));
}

/* Too many deaths of the desk within a minute? */
static bool hopeless(struct keeper *k)
{
    int64_t now = clock_mono();
    k->deaths[k->death_count++ % DESK_DEATHS_MOST] = now;
    return k->death_count >= DESK_DEATHS_MOST &&
           now - k->deaths[k->death_count % DESK_DEATHS_MOST] < US_MINUTE;
}

static void desk_ended(struct keeper *k, int status)
{
    char why[96];
    say_why(status, why, sizeof why);
    close(k->control);
    k->control = -1;
    kill_all(k, false);
    k->draining = true;
    if (WIFEXITED(status)) {
        k->finished = true;
        k->status = WEXITSTATUS(status);
        return;
    }
    if (k->stopping || k->config->once || hopeless(k)) {
        log_say(LOG_ERROR, "proc", "the desk was %s%s", why,
                k->stopping || k->config->once ? "" : " again and again; giving up");
        k->finished = true;
        k->status = 1;
        return;
    }
    log_say(LOG_ERROR, "proc", "the desk was %s; starting again", why);
    k->slots[SLOT_DESK].due = clock_mono() + k->slots[SLOT_DESK].delay;
}

static void child_ended(struct keeper *k, const struct slot *slot, int status)
{
    if (k->draining || k->finished || k->stopping)
        return;
    struct control m = {.kind = CONTROL_DOWN,
                        .role = (int32_t)slot->role,
                        .index = slot->index,
                        .pid = (int32_t)slot->pid};
    say_why(status, m.why, sizeof m.why);
    /* A child that ends by itself has seen the desk close its channel: nothing to warn of. */
    log_say(status == 0 ? LOG_DEBUG : LOG_WARN, "proc", "%s %u (process %d) %s",
            proc_role_name(slot->role), slot->index, (int)slot->pid, m.why);
    if (k->control >= 0)
        control_send(k->control, &m, -1);
    /* A server waits for better times; somebody at a terminal is told. */
    int64_t patience = slot->role == PROC_FETCH ? ONCE_DELAY_MOST_US : DELAY_MOST_US - 1;
    if (k->config->once && slot->delay > patience) {
        log_say(LOG_ERROR, "proc", "the %s process cannot be kept running (%s); giving up",
                proc_role_name(slot->role), m.why);
        k->finished = true;
        k->status = 1;
    }
}

static void reap(struct keeper *k)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        for (size_t i = 0; i < k->slot_count; i++) {
            struct slot *slot = &k->slots[i];
            if (slot->pid != pid)
                continue;
            if (clock_mono() - slot->started >= YOUNG_US) {
                slot->delay = 0;
                slot->due = 0;
            } else {
                later(slot);
            }
            if (i == SLOT_DESK)
                desk_ended(k, status);
            else
                child_ended(k, slot, status);
            slot->pid = 0;
        }
    }
    bool any = false;
    for (size_t i = 0; i < k->slot_count; i++)
        any = any || k->slots[i].pid != 0;
    if (k->draining && !any) {
        k->draining = false;
        for (size_t i = SLOT_FETCH; i < k->slot_count; i++)
            k->slots[i].due = 0; /* they were ended by us */
    }
}

/* --------------------------------------------------------------------------------- events */
static void stop(struct keeper *k)
{
    int64_t now = clock_mono();
    if (k->stopping) { /* twice at once is once: timeout(1) tells the process, and then its group */
        if (now - k->stop_at >= SAME_STOP_US)
            kill_all(k, true);
        return;
    }
    k->stopping = true;
    k->stop_at = now;
    k->kill_at = now + (k->config->stop_us ? k->config->stop_us : 10 * US_SECOND);
    struct control m = {.kind = CONTROL_STOP};
    if (k->control < 0) { /* between two desks: nothing to finish */
        k->finished = true;
        kill_all(k, true);
    } else if (!control_send(k->control, &m, -1)) {
        kill_all(k, true);
    }
}

static void reload(struct keeper *k)
{
    if (k->config->once) {
        stop(k);
        return;
    }
    if (k->config->reload)
        k->config->reload(k->config->reload_ctx);
    struct control m = {.kind = CONTROL_RELOAD};
    if (k->control >= 0)
        control_send(k->control, &m, -1);
}

static void take_signals(struct keeper *k)
{
    struct signalfd_siginfo s;
    while (read(k->signals, &s, sizeof s) == sizeof s) {
        switch (s.ssi_signo) {
        case SIGCHLD: break; /* reap() runs each round */
        case SIGHUP: reload(k); break;
        default: stop(k);
        }
    }
}

static void take_wishes(struct keeper *k)
{
    struct control m;
    int fd;
    while (k->control >= 0 && control_next(k->control, &m, &fd) == ERR_OK) {
        if (fd >= 0)
            close(fd);
        for (size_t i = SLOT_FETCH; m.kind == CONTROL_KILL && i < k->slot_count; i++) {
            const struct slot *s = &k->slots[i];
            if (s->pid && s->pid == m.pid && (int32_t)s->role == m.role && s->index == m.index)
                kill(s->pid, SIGKILL);
        }
    }
}

/* Milliseconds until something is due; -1: nothing is. */
static int patience(const struct keeper *k)
{
    int64_t due = k->stopping ? k->kill_at : INT64_MAX;
    for (size_t i = 0; i < k->slot_count && !k->stopping; i++) {
        bool may = i == SLOT_DESK ? !k->draining : k->control >= 0;
        if (may && k->slots[i].pid == 0 && k->slots[i].due < due)
            due = k->slots[i].due;
    }
    if (due == INT64_MAX)
        return -1;
    int64_t left = due - clock_mono();
    return left <= 0 ? 0 : (int)(left / 1000 + 1);
}

static void wait_events(struct keeper *k)
{
    struct pollfd p[2] = {{.fd = k->signals, .events = POLLIN},
                          {.fd = k->control, .events = POLLIN}}; /* a negative fd is skipped */
    if (poll(p, 2, patience(k)) > 0) {
        take_signals(k);
        take_wishes(k);
    }
    reap(k);
    if (k->stopping && clock_mono() >= k->kill_at) {
        log_say(LOG_WARN, "proc", "not finished in time; ending it");
        kill_all(k, true);
        k->kill_at = clock_mono() + US_SECOND;
    }
}

static bool any_running(const struct keeper *k)
{
    for (size_t i = 0; i < k->slot_count; i++)
        if (k->slots[i].pid)
            return true;
    return false;
}

static void keep(struct keeper *k)
{
    while (!k->finished) {
        start_due(k);
        wait_events(k);
    }
    kill_all(k, true);
    while (any_running(k)) {
        int status;
        pid_t pid = waitpid(-1, &status, 0);
        if (pid < 0 && errno != EINTR)
            break;
        for (size_t i = 0; i < k->slot_count; i++)
            if (k->slots[i].pid == pid)
                k->slots[i].pid = 0;
    }
}

static enum err_code open_all(struct keeper *k, struct err *e)
{
    const struct proc_config *c = k->config;
    if (c->once)
        return ERR_OK;
    if (c->listen_count > PROC_LISTEN_MOST)
        return err_set(e, ERR_CONFIG, "at most %d addresses to listen on, not %zu",
                       PROC_LISTEN_MOST, c->listen_count);
    for (size_t i = 0; i < c->listen_count; i++) {
        enum err_code code = proc_listen(c->listen[i], &k->listen[i], e);
        if (code != ERR_OK)
            return code;
        k->listen_count++;
    }
    return ERR_OK;
}

int proc_keep(const struct proc_config *config, struct err *e)
{
    struct keeper k = {.config = config, .control = -1};
    unsigned readers = config->readers ? config->readers : cores();
    if (readers > PROC_READERS_MOST)
        readers = PROC_READERS_MOST;
    k.slot_count = SLOT_READERS + readers;
    for (size_t i = 0; i < k.slot_count; i++) {
        k.slots[i].role = i == SLOT_DESK ? PROC_DESK : i == SLOT_FETCH ? PROC_FETCH : PROC_READER;
        k.slots[i].index = i < SLOT_READERS ? 0 : (unsigned)(i - SLOT_READERS);
    }
    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, &before);
    k.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    enum err_code code = ERR_OK;
    if (k.signals < 0)
        code = err_errno(e, errno, "cannot wait for signals");
    if (code == ERR_OK)
        code = open_all(&k, e);
    if (code == ERR_OK)
        keep(&k);
    for (size_t i = 0; i < k.listen_count; i++)
        close(k.listen[i]);
    if (k.control >= 0)
        close(k.control);
    if (k.signals >= 0)
        close(k.signals);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return code == ERR_OK ? k.status : 1;
}
