/* child: what every forked process does before its own program: it dies with its parent, leaves the
 * terminal's signals to the keeper, and closes what it has no business with. And proc_spawn: one
 * child with a channel, for commands and tests. */
#include "proc/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* File descriptors open before main with close-on-exec set belong to a preloaded library (a test's
 * network guard writes its log to one): children keep them. */
enum { PRELOADED_MOST = 64 };
static bool preloaded[PRELOADED_MOST];

__attribute__((constructor)) static void note_preloaded(void)
{
    for (int fd = 3; fd < PRELOADED_MOST; fd++) {
        int flags = fcntl(fd, F_GETFD);
        preloaded[fd] = flags >= 0 && (flags & FD_CLOEXEC);
    }
}

static void close_others(const int *keep, size_t n)
{
    int from = 3;
    int highest = PRELOADED_MOST;
    for (size_t i = 0; i < n; i++)
        highest = keep[i] > highest ? keep[i] : highest;
    for (int fd = 3; fd <= highest; fd++) {
        bool kept = fd < PRELOADED_MOST && preloaded[fd];
        for (size_t i = 0; i < n && !kept; i++)
            kept = keep[i] == fd;
        if (!kept)
            continue;
        if (fd > from)
            close_range((unsigned)from, (unsigned)fd - 1, 0);
        from = fd + 1;
    }
    close_range((unsigned)from, ~0U, 0);
}

void child_setup(const struct child_setup *s)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != s->parent)
        _exit(1); /* the parent died before the line above */
    prctl(PR_SET_NAME, s->name);
    static const int ignored[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
        signal(ignored[i], SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (s->quiet) {
        int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (null >= 0)
            dup2(null, STDIN_FILENO);
        dup2(STDERR_FILENO, STDOUT_FILENO);
    }
    close_others(s->keep, s->keep_count);
}

void child_exit(int status)
{
    fflush(NULL);
    _exit(status);
}

enum err_code proc_spawn(int (*main)(struct channel *c, void *ctx), void *ctx,
                         struct proc_child *ret, struct err *e)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return err_errno(e, errno, "cannot make a channel");
    fflush(NULL);
    pid_t parent = getpid(), pid = fork();
    if (pid < 0) {
        int why = errno;
        close(pair[0]);
        close(pair[1]);
        return err_errno(e, why, "cannot start a process");
    }
    if (pid == 0) {
        struct child_setup s = {.parent = parent,
                                .name = "octavo-child",
                                .keep = &pair[1],
                                .keep_count = 1,
                                .quiet = true};
        child_setup(&s);
        struct channel *c = channel_new(pair[1], 2 * (size_t)FRAME_MOST);
        child_exit(c ? main(c, ctx) : 1);
    }
    close(pair[1]);
    struct channel *c = channel_new(pair[0], 2 * (size_t)FRAME_MOST);
    *ret = (struct proc_child){.pid = pid, .channel = c};
    if (c)
        return ERR_OK;
    proc_child_end(ret, 0);
    return err_set(e, ERR_MEMORY, "no memory for a channel");
}

int proc_child_end(struct proc_child *child, int64_t wait_us)
{
    channel_free(child->channel);
    child->channel = NULL;
    if (child->pid <= 0)
        return -1;
    int status = -1;
    int64_t end = clock_mono() + wait_us;
    pid_t got;
    while ((got = waitpid(child->pid, &status, WNOHANG)) == 0 && clock_mono() < end)
        poll(NULL, 0, 2);
    if (got == 0) {
        kill(child->pid, SIGKILL);
        while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
            ;
    }
    child->pid = 0;
    return status;
}
