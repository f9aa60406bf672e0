/* keeper: starts all, hands over channels, starts again what dies, stops in time, and says plainly
 * why it cannot listen. The keeper runs in a process of its own; the desk of each test speaks
 * through its exit status. */
#include "check.h"
#include "proc/proc.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child that answers every frame with its process id as the frame's id; kind 99 crashes it. */
static int echo_main(struct channel *c, void *ctx)
{
    (void)ctx;
    struct frame f;
    while (channel_get(c, &f, -1) == ERR_OK) {
        if (f.kind == 99)
            raise(SIGKILL);
        f.id = (uint32_t)getpid();
        if (channel_put(c, &f, -1) != ERR_OK)
            return 1;
    }
    return 0;
}

/* Waits for the next event; false after 5 s. */
static bool event(struct proc_desk *d, struct proc_event *ret)
{
    struct pollfd p = {.fd = d->control, .events = POLLIN};
    for (int64_t end = clock_mono() + 5 * US_SECOND; clock_mono() < end;) {
        enum err_code code = proc_desk_next(d, ret);
        if (code == ERR_OK)
            return true;
        if (code != ERR_BUSY)
            return false;
        poll(&p, 1, 100);
    }
    return false;
}
static bool ask(struct channel *c, uint16_t kind, uint32_t *ret_pid)
{
    struct frame f = {.kind = kind};
    if (channel_put(c, &f, US_SECOND) != ERR_OK || channel_get(c, &f, 5 * US_SECOND) != ERR_OK)
        return false;
    *ret_pid = f.id;
    frame_done(&f);
    return true;
}

/* Reader 1 is crashed, then killed by order, and each time a new one answers. */
static int restart_desk(struct proc_desk *d, void *ctx)
{
    (void)ctx;
    struct channel *reader = NULL;
    struct proc_event ev;
    unsigned ups = 0;
    if (d->readers != 2 || d->listen_count != 0 || !d->once)
        return 10;
    for (unsigned i = 0; i < 3; i++) {
        if (!event(d, &ev) || ev.kind != PROC_UP)
            return 11;
        struct channel *c = channel_new(ev.fd, 1000);
        uint32_t pid;
        if (!ask(c, 1, &pid) || pid != (uint32_t)ev.pid)
            return 12;
        ups += ev.role == PROC_READER ? 10 : 1;
        if (ev.role == PROC_READER && ev.index == 1)
            reader = c;
    }
    if (ups != 21 || !reader)
        return 13;
    for (int round = 0; round < 3; round++) {
        uint32_t pid = 0;
        if (round == 0 && ask(reader, 99, &pid))
            return 14;
        if (round > 0)
            proc_desk_kill(d, PROC_READER, 1, ev.pid);
        if (!event(d, &ev) || ev.kind != PROC_DOWN || ev.role != PROC_READER || ev.index != 1)
            return 15;
        if (strcmp(ev.why, "killed by SIGKILL") != 0)
            return 16;
        if (!event(d, &ev) || ev.kind != PROC_UP || ev.role != PROC_READER || ev.index != 1)
            return 17;
        channel_free(reader);
        reader = channel_new(ev.fd, 1000);
        if (!ask(reader, 1, &pid) || pid != (uint32_t)ev.pid)
            return 18;
    }
    return 42;
}

/* Counts its lives in a file; dies twice, then ends well. */
static int mortal_desk(struct proc_desk *d, void *ctx)
{
    struct proc_event ev;
    uint32_t pid;
    for (unsigned i = 0; i < 1 + d->readers; i++) { /* every life gets all of its channels */
        if (!event(d, &ev) || ev.kind != PROC_UP)
            return 20;
        struct channel *c = channel_new(ev.fd, 1000);
        if (!ask(c, 1, &pid))
            return 21;
    }
    int fd = open(ctx, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (fd < 0 || write(fd, "x", 1) != 1)
        return 22;
    off_t lives = lseek(fd, 0, SEEK_END);
    close(fd);
    if (lives < 3)
        raise(SIGKILL);
    return 43;
}

/* Ends when it is told to. */
static int patient_desk(struct proc_desk *d, void *ctx)
{
    (void)ctx;
    struct proc_event ev;
    while (event(d, &ev))
        if (ev.kind == PROC_STOP)
            return 44;
    return 30;
}
/* Writes what it has, for a while. */
static int slow_desk(struct proc_desk *d, void *ctx)
{
    int status = patient_desk(d, ctx);
    usleep(300 * 1000);
    return status;
}
static int deaf_desk(struct proc_desk *d, void *ctx)
{
    (void)d;
    (void)ctx;
    while (pause() != 0)
        ;
    return 31;
}

struct play {
    int (*desk)(struct proc_desk *d, void *ctx);
    void *ctx;
    bool serve;
    int64_t stop_us;
    int stop_signal;
    int again_ms; /* the signal comes a second time, so much later */
};
/* Runs a keeper in a process of its own; its exit status. */
static int play(const struct play *p)
{
    const char *listen = "127.0.0.1:0";
    struct proc_config config = {.programs = {.desk_main = p->desk,
                                              .desk_ctx = p->ctx,
                                              .fetch_main = echo_main,
                                              .reader_main = echo_main},
                                 .listen = &listen,
                                 .listen_count = 1,
                                 .readers = 2,
                                 .once = !p->serve,
                                 .stop_us = p->stop_us};
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        log_set_level(LOG_ERROR);
        _exit(proc_keep(&config, NULL));
    }
    if (p->stop_signal) {
        poll(NULL, 0, 200);
        kill(pid, p->stop_signal);
        poll(NULL, 0, p->again_ms);
        if (p->again_ms)
            kill(pid, p->stop_signal);
    }
    int status;
    for (int i = 0; waitpid(pid, &status, WNOHANG) == 0; i++) {
        if (i > 3000) {
            kill(pid, SIGKILL);
            waitpid(pid, &status, 0);
            return -1;
        }
        poll(NULL, 0, 5);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static void what_dies_is_started_again(void **state)
{
    (void)state;
    check_int(play(&(struct play){.desk = restart_desk}), 42);
}
static void a_dead_desk_starts_all_again(void **state)
{
    (void)state;
    char file[] = "/tmp/octavo-lives-XXXXXX";
    int fd = mkstemp(file);
    check_true(fd >= 0);
    check_int(play(&(struct play){.desk = mortal_desk, .ctx = file, .serve = true}), 43);
    check_int(lseek(fd, 0, SEEK_END), 3);
    check_int(ftruncate(fd, 0), 0);
    check_int(play(&(struct play){.desk = mortal_desk, .ctx = file}), 1); /* not in one-shot mode */
    check_int(lseek(fd, 0, SEEK_END), 1);
    close(fd);
    unlink(file);
}
static void stops_when_told(void **state)
{
    (void)state;
    struct play p = {.desk = patient_desk, .serve = true, .stop_signal = SIGTERM};
    check_int(play(&p), 44);
    p.stop_signal = SIGINT;
    check_int(play(&p), 44);
}
/* timeout(1) tells the process and then its group: that is no second wish. */
static void told_twice_at_once_is_told_once(void **state)
{
    (void)state;
    struct play p = {.desk = slow_desk, .serve = true, .stop_signal = SIGTERM, .again_ms = 20};
    check_int(play(&p), 44);
    int64_t from = clock_mono();
    p = (struct play){.desk = deaf_desk, .serve = true, .stop_signal = SIGTERM, .again_ms = 700};
    check_int(play(&p), 1);
    check_true(clock_mono() - from < 5 * US_SECOND);
}
static void stops_also_a_deaf_desk(void **state)
{
    (void)state;
    int64_t from = clock_mono();
    check_int(play(&(struct play){.desk = deaf_desk,
                                  .serve = true,
                                  .stop_signal = SIGTERM,
                                  .stop_us = 300 * INT64_C(1000)}),
              1);
    check_true(clock_mono() - from < 3 * US_SECOND);
}

static void *close_soon(void *fd)
{
    usleep(300 * 1000);
    close(*(int *)fd);
    return NULL;
}

/* Who was killed a moment ago may hold the port until it has gone. */
static void a_port_is_waited_for(void **state)
{
    (void)state;
    struct err e;
    int held = -1, fd = -1;
    check_ok(proc_listen("127.0.0.1:0", &held, &e));
    struct sockaddr_in a;
    socklen_t n = sizeof a;
    getsockname(held, (struct sockaddr *)&a, &n);
    char address[40];
    snprintf(address, sizeof address, "127.0.0.1:%d", ntohs(a.sin_port));
    pthread_t thread;
    check_int(pthread_create(&thread, NULL, close_soon, &held), 0);
    check_ok(proc_listen(address, &fd, &e));
    pthread_join(thread, NULL);
    close(fd);
}

static void listening_errors_say_what_to_do(void **state)
{
    (void)state;
    struct err e;
    int fd = -1, other = -1;
    check_ok(proc_listen("127.0.0.1:0", &fd, &e));
    struct sockaddr_in a;
    socklen_t n = sizeof a;
    getsockname(fd, (struct sockaddr *)&a, &n);
    char address[40];
    snprintf(address, sizeof address, "127.0.0.1:%d", ntohs(a.sin_port));
    check_int(proc_listen(address, &other, &e), ERR_EXISTS);
    check_true(strstr(e.words, "is taken by another program") && strstr(e.words, address));
    close(fd);
    static const char *const wrong[] = {
        "",       "8008",       "localhost",  "1.2.3.4:x",
        "::1:80", "a:99999999", "127.0.0.1:", "no.such.host.invalid:80"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        check_int(proc_listen(wrong[i], &fd, &e), ERR_CONFIG);
    check_int(proc_listen("203.0.113.9:8008", &fd, &e), ERR_CONFIG);
    check_true(strstr(e.words, "does not have the address") != NULL);
}

static void a_stale_socket_file_is_replaced(void **state)
{
    (void)state;
    char folder[] = "/tmp/octavo-test-XXXXXX", address[100];
    assert_non_null(mkdtemp(folder));
    snprintf(address, sizeof address, "unix:%s/s", folder);
    struct err e;
    int fd = -1, again = -1;
    check_ok(proc_listen(address, &fd, &e));
    check_int(proc_listen(address, &again, &e), ERR_EXISTS);
    close(fd);
    check_ok(proc_listen(address, &again, &e));
    close(again);
    unlink(address + 5);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_dies_is_started_again),
        cmocka_unit_test(a_dead_desk_starts_all_again),
        cmocka_unit_test(stops_when_told),
        cmocka_unit_test(told_twice_at_once_is_told_once),
        cmocka_unit_test(stops_also_a_deaf_desk),
        cmocka_unit_test(listening_errors_say_what_to_do),
        cmocka_unit_test(a_port_is_waited_for),
        cmocka_unit_test(a_stale_socket_file_is_replaced),
    };
    return cmocka_run_group_tests_name("keeper", tests, NULL, NULL);
}
