/* The messages between keeper and desk, where the system has no room for one. */
#include "check.h"
#include "proc/internal.h"

#include <errno.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static int refuses; /* the errno of the next recvmsg; 0: it works */

ssize_t recvmsg(int fd, struct msghdr *m, int flags)
{
    if (refuses) {
        errno = refuses;
        refuses = 0;
        return -1;
    }
    return syscall(SYS_recvmsg, fd, m, flags);
}

static int ends[2];
static int setup(void **state)
{
    (void)state;
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}
static int teardown(void **state)
{
    (void)state;
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static void without_memory_it_comes_later(void **state)
{
    (void)state;
    struct control sent = {.kind = CONTROL_RELOAD, .pid = 7}, got;
    int fd;
    check_true(control_send(ends[0], &sent, -1));
    refuses = ENOMEM;
    check_int(control_next(ends[1], &got, &fd), ERR_BUSY);
    refuses = ENOBUFS;
    check_int(control_next(ends[1], &got, &fd), ERR_BUSY);
    check_ok(control_next(ends[1], &got, &fd));
    check_int(got.pid, 7);
    check_int(control_next(ends[1], &got, &fd), ERR_BUSY);
    shutdown(ends[0], SHUT_WR);
    check_int(control_next(ends[1], &got, &fd), ERR_CLOSED);
}

/* The end of a channel that there is no descriptor for is lost: its process is to be replaced. */
static void without_descriptors_there_is_no_channel(void **state)
{
    (void)state;
    struct control sent = {.kind = CONTROL_UP, .role = PROC_READER}, got;
    struct rlimit before, none;
    int fd = 0;
    check_true(control_send(ends[0], &sent, STDIN_FILENO));
    check_int(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = 3;
    check_int(setrlimit(RLIMIT_NOFILE, &none), 0);
    enum err_code code = control_next(ends[1], &got, &fd);
    check_int(setrlimit(RLIMIT_NOFILE, &before), 0);
    check_ok(code);
    check_int(fd, -1);
    check_true(channel_new(fd, 100) == NULL);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_memory_it_comes_later, setup, teardown),
        cmocka_unit_test_setup_teardown(without_descriptors_there_is_no_channel, setup, teardown),
    };
    return cmocka_run_group_tests_name("control", tests, NULL, NULL);
}
