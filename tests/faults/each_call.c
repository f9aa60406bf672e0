/* each_call: preloaded; one call to the system fails, in whichever process of the program comes to
 * it.
 *
 *   CALL=F        F holds a struct lever, which all processes share
 *
 * A call that can fail with an interrupted system call (EINTR) or without success counts; where the
 * count comes to `at`, it fails with `errnum` or, with 0, as that call mostly does. `died` gets the
 * signal of a fault (SIGSEGV, SIGABRT ...) of which any child died, `name` what failed. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct lever {
    _Atomic int64_t count;
    int64_t at, errnum;
    _Atomic int64_t died;
    char name[32];
};
static struct lever *lever;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("CALL");
    const int fd = path ? (int)open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    void *p = mmap(NULL, sizeof *lever, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (p != MAP_FAILED)
        lever = p;
}

static int fails(const char *name, int usual)
{
    if (!lever || atomic_fetch_add(&lever->count, 1) + 1 != lever->at)
        return 0;
    strncpy(lever->name, name, sizeof lever->name - 1);
    errno = lever->errnum ? (int)lever->errnum : usual;
    return 1;
}

/* CALL(type of the result, name, usual error, result of a failure, (parameters), (arguments)) */
#define CALL(type, name, usual, failure, params, args)                                             \
    type name params                                                                               \
    {                                                                                              \
        static type(*real) params;                                                                 \
        if (!real)                                                                                 \
            real = (type(*) params)dlsym(RTLD_NEXT, #name);                                        \
        return fails(#name, usual) ? failure : real args;                                          \
    }

/* Those that a signal can interrupt; with EINTR as the error, only these fail. */
CALL(ssize_t, read, EIO, -1, (int fd, void *p, size_t n), (fd, p, n))
CALL(ssize_t, write, EIO, -1, (int fd, const void *p, size_t n), (fd, p, n))
CALL(ssize_t, send, ECONNRESET, -1, (int fd, const void *p, size_t n, int f), (fd, p, n, f))
CALL(ssize_t, recv, ECONNRESET, -1, (int fd, void *p, size_t n, int f), (fd, p, n, f))
CALL(ssize_t, sendmsg, ENOBUFS, -1, (int fd, const struct msghdr *m, int f), (fd, m, f))
CALL(ssize_t, recvmsg, ENOMEM, -1, (int fd, struct msghdr *m, int f), (fd, m, f))
CALL(int, accept4, EMFILE, -1, (int fd, struct sockaddr *a, socklen_t *n, int f), (fd, a, n, f))
CALL(int, poll, ENOMEM, -1, (struct pollfd * v, nfds_t n, int ms), (v, n, ms))
CALL(int, epoll_wait, EBADF, -1, (int fd, struct epoll_event *v, int n, int ms), (fd, v, n, ms))
#ifdef ONLY_INTERRUPTED
/* Fails on no system that Octavo runs on, which ends itself rather than draw a weak key. */
CALL(ssize_t, getrandom, EINTR, -1, (void *p, size_t n, unsigned f), (p, n, f))
#else
CALL(ssize_t, pread64, EIO, -1, (int fd, void *p, size_t n, off_t at), (fd, p, n, at))
CALL(ssize_t, pwrite64, EIO, -1, (int fd, const void *p, size_t n, off_t at), (fd, p, n, at))
CALL(int, ftruncate64, EIO, -1, (int fd, off_t n), (fd, n))
CALL(int, fsync, EIO, -1, (int fd), (fd))
CALL(int, fdatasync, EIO, -1, (int fd), (fd))
CALL(int, stat, EACCES, -1, (const char *path, struct stat *st), (path, st))
CALL(int, stat64, EACCES, -1, (const char *path, struct stat64 *st), (path, st))
CALL(int, fstat64, EIO, -1, (int fd, struct stat64 *st), (fd, st))
CALL(int, access, EACCES, -1, (const char *path, int mode), (path, mode))
CALL(int, unlink, EIO, -1, (const char *path), (path))
CALL(int, mkdir, EROFS, -1, (const char *path, mode_t mode), (path, mode))
CALL(int, rename, EIO, -1, (const char *from, const char *to), (from, to))
CALL(int, renameat2, EIO, -1, (int a, const char *from, int b, const char *to, unsigned f),
     (a, from, b, to, f))
CALL(int, link, EPERM, -1, (const char *from, const char *to), (from, to))
CALL(int, flock, EINTR, -1, (int fd, int what), (fd, what))
CALL(void *, mmap64, ENOMEM, MAP_FAILED, (void *p, size_t n, int prot, int f, int fd, off_t at),
     (p, n, prot, f, fd, at))
CALL(int, connect, EHOSTUNREACH, -1, (int fd, const struct sockaddr *a, socklen_t n), (fd, a, n))
CALL(int, socket, EMFILE, -1, (int d, int t, int p), (d, t, p))
CALL(int, socketpair, EMFILE, -1, (int d, int t, int p, int v[2]), (d, t, p, v))
CALL(int, bind, EADDRINUSE, -1, (int fd, const struct sockaddr *a, socklen_t n), (fd, a, n))
CALL(int, listen, EADDRINUSE, -1, (int fd, int n), (fd, n))
CALL(int, epoll_create1, EMFILE, -1, (int f), (f))
CALL(int, epoll_ctl, ENOMEM, -1, (int fd, int op, int of, struct epoll_event *e), (fd, op, of, e))
CALL(int, eventfd, EMFILE, -1, (unsigned n, int f), (n, f))
CALL(int, signalfd, EMFILE, -1, (int fd, const sigset_t *m, int f), (fd, m, f))
CALL(pid_t, fork, EAGAIN, -1, (void), ())

int pthread_create(pthread_t *ret, const pthread_attr_t *a, void *(*run)(void *), void *ctx)
{
    static int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (!real)
        real = (int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *))dlsym(
            RTLD_NEXT, "pthread_create");
    return fails("pthread_create", EAGAIN) ? EAGAIN : real(ret, a, run, ctx);
}

/* What opens takes a mode or not, what controls a pointer or a number: all are one register. Of
 * what controls, taking a lock can fail, where the system has no room for more. */
#define OPENS(name)                                                                                \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        static int (*real)(const char *, int, ...);                                                \
        if (!real)                                                                                 \
            real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name);                       \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        const mode_t mode = va_arg(more, mode_t);                                                  \
        va_end(more);                                                                              \
        return fails(#name, EMFILE) ? -1 : real(path, flags, mode);                                \
    }
OPENS(open)
OPENS(open64)

#define CONTROLS(name)                                                                             \
    int name(int fd, int what, ...)                                                                \
    {                                                                                              \
        static int (*real)(int, int, ...);                                                         \
        if (!real)                                                                                 \
            real = (int (*)(int, int, ...))dlsym(RTLD_NEXT, #name);                                \
        va_list more;                                                                              \
        va_start(more, what);                                                                      \
        void *p = va_arg(more, void *);                                                            \
        va_end(more);                                                                              \
        const int locks = what == F_SETLK && ((struct flock *)p)->l_type != F_UNLCK;               \
        return locks && fails(#name, ENOLCK) ? -1 : real(fd, what, p);                             \
    }
CONTROLS(fcntl)
CONTROLS(fcntl64)
#endif

pid_t waitpid(pid_t pid, int *status, int options)
{
    static pid_t (*real)(pid_t, int *, int);
    int own = 0;
    if (!real)
        real = (pid_t(*)(pid_t, int *, int))dlsym(RTLD_NEXT, "waitpid");
    if (fails("waitpid", EINTR))
        return -1;
    const pid_t got = real(pid, &own, options);
    if (status)
        *status = own;
    if (got > 0 && lever && WIFSIGNALED(own)) {
        const int sig = WTERMSIG(own);
        if (sig == SIGSEGV || sig == SIGABRT || sig == SIGBUS || sig == SIGFPE || sig == SIGILL ||
            sig == SIGSYS)
            atomic_store(&lever->died, sig);
    }
    return got;
}
