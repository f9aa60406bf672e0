/* taken_over: preloaded; plays an attacker who has taken over a process of Octavo. As soon as it
 * has shut itself in (seccomp(2)), it tries everything that it must not be able to do, and notes
 * in the mapped file TAKEN_OVER what the kernel said: for each role and deed, tries and how many
 * were let. With TAKEN_OVER_HANGS_UP the first fetch process and the first reader then close all
 * that they have, and stay. */
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROLES = 3, DEEDS = 16 };
static struct {
    _Atomic int32_t tried, let;
} (*book)[DEEDS];
static const char *database;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("TAKEN_OVER");
    database = getenv("TAKEN_OVER_DATABASE");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    void *p = mmap(NULL, ROLES * sizeof *book, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (p != MAP_FAILED)
        book = p;
}

static int got(int fd)
{
    if (fd < 0)
        return 0;
    close(fd);
    return 1;
}

static int connects(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(9)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (s < 0)
        return 0;
    int rc = connect(s, (struct sockaddr *)&a, sizeof a), no = errno;
    close(s);
    return rc == 0 || no == ECONNREFUSED;
}

static int listens(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET};
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (s < 0)
        return 0;
    int rc = bind(s, (struct sockaddr *)&a, sizeof a) == 0 && listen(s, 1) == 0;
    close(s);
    return rc;
}

static int forks(void)
{
    pid_t p = fork();
    if (p == 0)
        _exit(0);
    if (p > 0)
        waitpid(p, NULL, 0);
    return p > 0;
}

static void note(int role, int deed, int let)
{
    book[role][deed].tried++;
    book[role][deed].let += let != 0;
}

/* The order is that of sandbox_test.py. */
static void try_all(int role)
{
    char *const argv[] = {(char[]){"true"}, NULL};
    int d = 0;
    execve("/bin/true", argv, NULL); /* what it becomes would not come back */
    note(role, d++, 0);
    note(role, d++, got(open("/etc/passwd", O_RDONLY)));
    note(role, d++, database && got(open(database, O_RDONLY)));
    note(role, d++, database && got(open(database, O_RDWR)));
    note(role, d++, got(open("/tmp/octavo-taken-over", O_WRONLY | O_CREAT, 0600)));
    note(role, d++, connects());
    note(role, d++, listens());
    note(role, d++, forks());
    note(role, d++, kill(getppid(), 0) == 0);
    note(role, d++, ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0);
    void *p =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    note(role, d++, p != MAP_FAILED);
    note(role, d++, unlink(getenv("TAKEN_OVER")) == 0);
    note(role, d++,
         syscall(SYS_mount, "none", "/", "tmpfs", 0, NULL) == 0 ||
             (errno != EPERM && errno != ENOSYS));
    note(role, d++, syscall(SYS_setuid, 0) == 0);
}

static void hang_up(void)
{
    for (int fd = 3; fd < 1024; fd++)
        close(fd);
    for (;;)
        pause();
}

long syscall(long number, ...)
{
    long (*real)(long, ...) = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    long a[6];
    va_list ap;
    va_start(ap, number);
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(ap, long);
    va_end(ap);
    char name[17] = "";
    if (number == SYS_seccomp)
        prctl(PR_GET_NAME, name);
    long rc = real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    int role = !strcmp(name, "octavo-reader")  ? 2
               : !strcmp(name, "octavo-fetch") ? 1
               : !strcmp(name, "octavo-desk")  ? 0
                                               : -1;
    if (number == SYS_seccomp && rc == 0 && book && role >= 0)
        try_all(role);
    if (number == SYS_seccomp && rc == 0 && book && role > 0 && book[role][0].tried == 1 &&
        getenv("TAKEN_OVER_HANGS_UP"))
        hang_up();
    return rc;
}
