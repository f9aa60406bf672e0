/* sandbox: what each process may never do again. Three layers, each of which holds alone:
 *   rlimits    memory, files written, core dumps
 *   Landlock   which files may be opened, which TCP ports bound or connected (as far as the kernel
 *              offers: ABI 1 files, 4 TCP ports, 6 signals and abstract sockets)
 *   seccomp    an allow-list of system calls; all else is EPERM
 * Refusals are errors and not death, so that a library that looks for an optional file goes on.
 * clone3 says ENOSYS, because its flags lie in memory where seccomp cannot see them and glibc then
 * falls back to clone. */
#include "proc/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#define COUNT(t) (sizeof(t) / sizeof *(t))

/* ------------------------------------------------------------------------------- Landlock */
/* Rights by the ABI that brought them; the header here may be older than the kernel. */
#define FS_ABI1     ((UINT64_C(1) << 13) - 1)
#define FS_REFER    (UINT64_C(1) << 13) /* ABI 2 */
#define FS_TRUNCATE (UINT64_C(1) << 14) /* ABI 3 */
#define FS_IOCTL    (UINT64_C(1) << 15) /* ABI 5 */
#define NET_BIND    (UINT64_C(1) << 0)  /* ABI 4 */
#define NET_CONNECT (UINT64_C(1) << 1)
#define SCOPE_ALL   UINT64_C(3) /* ABI 6 */
#define FS_READ     (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
/* Rights that mean something for a file that is no folder. */
#define FS_OF_FILE                                                                                 \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |   \
     FS_TRUNCATE | FS_IOCTL)
struct ruleset {
    uint64_t fs, net, scope;
};
struct port_rule {
    uint64_t access, port;
};
enum { RULE_PORT = 2 };

static int landlock_abi(void)
{
    long n = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    return n < 0 ? 0 : (int)n;
}

/* A path that is not there needs no rule. */
static void allow_path(int rules, const char *path, uint64_t rights)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return;
    int dir = open(path, O_PATH | O_CLOEXEC | O_DIRECTORY);
    struct landlock_path_beneath_attr rule = {
        .allowed_access = dir >= 0 ? rights : rights & FS_OF_FILE, .parent_fd = fd};
    syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    if (dir >= 0)
        close(dir);
    close(fd);
}

/* What a resolver and a TLS library look at. Not all of /etc: it may hold others' passwords. */
static const char *const fetch_reads[] = {"/etc/resolv.conf",
                                          "/etc/hosts",
                                          "/etc/host.conf",
                                          "/etc/nsswitch.conf",
                                          "/etc/gai.conf",
                                          "/etc/services",
                                          "/etc/protocols",
                                          "/etc/localtime",
                                          "/etc/ld.so.cache",
                                          "/etc/ssl",
                                          "/etc/pki",
                                          "/etc/ca-certificates",
                                          "/etc/resolvconf",
                                          "/run/systemd/resolve",
                                          "/run/NetworkManager",
                                          "/run/resolvconf",
                                          "/usr/share/ca-certificates",
                                          "/usr/local/share/ca-certificates",
                                          "/usr/lib",
                                          "/usr/lib64",
                                          "/lib",
                                          "/lib64",
                                          "/usr/local/lib",
                                          "/dev/null",
                                          "/dev/urandom"};

static void path_rules(int rules, const struct proc_sandbox *s, uint64_t handled)
{
    if (s->role == PROC_FETCH)
        for (size_t i = 0; i < COUNT(fetch_reads); i++)
            allow_path(rules, fetch_reads[i], FS_READ);
    if (s->role != PROC_DESK)
        return;
    uint64_t all = handled & ~(uint64_t)LANDLOCK_ACCESS_FS_EXECUTE;
    if (!s->writable) {
        allow_path(rules, "/", all);
        return;
    }
    allow_path(rules, "/", FS_READ);
    allow_path(rules, "/dev/null", all);
    for (size_t i = 0; s->writable[i]; i++)
        allow_path(rules, s->writable[i], all);
}

static enum err_code enter_landlock(const struct proc_sandbox *s, struct err *e)
{
    int abi = landlock_abi();
    if (abi == 0)
        return ERR_OK;
    struct ruleset r = {.fs = FS_ABI1 | (abi >= 2 ? FS_REFER : 0) | (abi >= 3 ? FS_TRUNCATE : 0) |
                              (abi >= 5 ? FS_IOCTL : 0)};
    /* The fetch process connects anywhere; where to is the guard's to say. */
    if (abi >= 4)
        r.net = NET_BIND | (s->role == PROC_FETCH ? 0 : NET_CONNECT);
    if (abi >= 6)
        r.scope = SCOPE_ALL;
    size_t size = abi >= 6 ? sizeof r : abi >= 4 ? 16 : 8;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &r, size, 0);
    if (rules < 0)
        return err_errno(e, errno, "cannot make a Landlock ruleset");
    path_rules(rules, s, r.fs);
    if (s->role == PROC_DESK && s->database_port && abi >= 4) {
        struct port_rule p = {NET_CONNECT, s->database_port};
        syscall(SYS_landlock_add_rule, rules, RULE_PORT, &p, 0);
    }
    long no = syscall(SYS_landlock_restrict_self, rules, 0);
    int why = errno;
    close(rules);
    return no == 0 ? ERR_OK : err_errno(e, why, "cannot enter Landlock");
}

/* -------------------------------------------------------------------------------- seccomp */
/* Memory, time, signals to oneself, and file descriptors that are open already. */
static const int calls_all[] = {SCMP_SYS(read),
                                SCMP_SYS(write),
                                SCMP_SYS(readv),
                                SCMP_SYS(writev),
                                SCMP_SYS(close),
                                SCMP_SYS(fstat),
                                SCMP_SYS(lseek),
                                SCMP_SYS(poll),
                                SCMP_SYS(ppoll),
                                SCMP_SYS(recvmsg),
                                SCMP_SYS(sendmsg),
                                SCMP_SYS(recvfrom),
                                SCMP_SYS(sendto),
                                SCMP_SYS(brk),
                                SCMP_SYS(munmap),
                                SCMP_SYS(mremap),
                                SCMP_SYS(madvise),
                                SCMP_SYS(mincore),
                                SCMP_SYS(futex),
                                SCMP_SYS(clock_gettime),
                                SCMP_SYS(clock_getres),
                                SCMP_SYS(clock_nanosleep),
                                SCMP_SYS(nanosleep),
                                SCMP_SYS(gettimeofday),
                                SCMP_SYS(time),
                                SCMP_SYS(getpid),
                                SCMP_SYS(gettid),
                                SCMP_SYS(rt_sigaction),
                                SCMP_SYS(rt_sigprocmask),
                                SCMP_SYS(rt_sigreturn),
                                SCMP_SYS(sigaltstack),
                                SCMP_SYS(getrandom),
                                SCMP_SYS(setitimer),
                                SCMP_SYS(getitimer),
                                SCMP_SYS(getrusage),
                                SCMP_SYS(sched_yield),
                                SCMP_SYS(sched_getaffinity),
                                SCMP_SYS(sysinfo),
                                SCMP_SYS(uname),
                                SCMP_SYS(restart_syscall),
                                SCMP_SYS(exit),
                                SCMP_SYS(exit_group)};
/* Threads, loops, looking at files and sockets: the fetch process and the desk. */
static const int calls_loops[] = {SCMP_SYS(set_robust_list),
                                  SCMP_SYS(get_robust_list),
                                  SCMP_SYS(rseq),
                                  SCMP_SYS(membarrier),
                                  SCMP_SYS(set_tid_address),
                                  SCMP_SYS(epoll_create1),
                                  SCMP_SYS(epoll_create),
                                  SCMP_SYS(epoll_ctl),
                                  SCMP_SYS(epoll_wait),
                                  SCMP_SYS(epoll_pwait),
                                  SCMP_SYS(select),
                                  SCMP_SYS(pselect6),
                                  SCMP_SYS(eventfd2),
                                  SCMP_SYS(pipe),
                                  SCMP_SYS(pipe2),
                                  SCMP_SYS(socketpair),
                                  SCMP_SYS(connect),
                                  SCMP_SYS(getsockname),
                                  SCMP_SYS(getpeername),
                                  SCMP_SYS(getsockopt),
                                  SCMP_SYS(setsockopt),
                                  SCMP_SYS(shutdown),
                                  SCMP_SYS(sendmmsg),
                                  SCMP_SYS(recvmmsg),
                                  SCMP_SYS(fcntl),
                                  SCMP_SYS(dup),
                                  SCMP_SYS(dup2),
                                  SCMP_SYS(dup3),
                                  SCMP_SYS(newfstatat),
                                  SCMP_SYS(stat),
                                  SCMP_SYS(lstat),
                                  SCMP_SYS(statx),
                                  SCMP_SYS(access),
                                  SCMP_SYS(faccessat),
                                  SCMP_SYS(faccessat2),
                                  SCMP_SYS(readlink),
                                  SCMP_SYS(readlinkat),
                                  SCMP_SYS(getdents64),
                                  SCMP_SYS(getcwd),
                                  SCMP_SYS(pread64),
                                  SCMP_SYS(getuid),
                                  SCMP_SYS(geteuid),
                                  SCMP_SYS(getgid),
                                  SCMP_SYS(getegid),
                                  SCMP_SYS(getppid),
                                  SCMP_SYS(timerfd_create),
                                  SCMP_SYS(timerfd_settime),
                                  SCMP_SYS(timerfd_gettime),
                                  SCMP_SYS(close_range),
                                  SCMP_SYS(sched_getparam),
                                  SCMP_SYS(sched_getscheduler),
                                  SCMP_SYS(sched_setaffinity),
                                  SCMP_SYS(getcpu)};
/* Files and connections that come in: the desk. */
static const int calls_desk[] = {SCMP_SYS(open),
                                 SCMP_SYS(openat),
                                 SCMP_SYS(creat),
                                 SCMP_SYS(pwrite64),
                                 SCMP_SYS(preadv),
                                 SCMP_SYS(pwritev),
                                 SCMP_SYS(preadv2),
                                 SCMP_SYS(pwritev2),
                                 SCMP_SYS(fsync),
                                 SCMP_SYS(fdatasync),
                                 SCMP_SYS(sync_file_range),
                                 SCMP_SYS(ftruncate),
                                 SCMP_SYS(truncate),
                                 SCMP_SYS(fallocate),
                                 SCMP_SYS(fadvise64),
                                 SCMP_SYS(readahead),
                                 SCMP_SYS(flock),
                                 SCMP_SYS(msync),
                                 SCMP_SYS(unlink),
                                 SCMP_SYS(unlinkat),
                                 SCMP_SYS(rename),
                                 SCMP_SYS(renameat),
                                 SCMP_SYS(renameat2),
                                 SCMP_SYS(mkdir),
                                 SCMP_SYS(mkdirat),
                                 SCMP_SYS(rmdir),
                                 SCMP_SYS(link),
                                 SCMP_SYS(linkat),
                                 SCMP_SYS(symlink),
                                 SCMP_SYS(symlinkat),
                                 SCMP_SYS(chmod),
                                 SCMP_SYS(fchmod),
                                 SCMP_SYS(fchmodat),
                                 SCMP_SYS(chown),
                                 SCMP_SYS(fchown),
                                 SCMP_SYS(fchownat),
                                 SCMP_SYS(umask),
                                 SCMP_SYS(utimensat),
                                 SCMP_SYS(statfs),
                                 SCMP_SYS(fstatfs),
                                 SCMP_SYS(getdents),
                                 SCMP_SYS(sendfile),
                                 SCMP_SYS(splice),
                                 SCMP_SYS(copy_file_range),
                                 SCMP_SYS(accept),
                                 SCMP_SYS(accept4),
                                 SCMP_SYS(signalfd4),
                                 SCMP_SYS(rt_sigtimedwait),
                                 SCMP_SYS(rt_sigpending),
                                 SCMP_SYS(rt_sigsuspend),
                                 SCMP_SYS(pause),
                                 SCMP_SYS(inotify_init1),
                                 SCMP_SYS(inotify_add_watch),
                                 SCMP_SYS(inotify_rm_watch),
                                 SCMP_SYS(memfd_create),
                                 SCMP_SYS(mlock),
                                 SCMP_SYS(munlock),
                                 SCMP_SYS(wait4),
                                 SCMP_SYS(getgroups),
                                 SCMP_SYS(chdir),
                                 SCMP_SYS(fchdir),
                                 SCMP_SYS(getpriority),
                                 SCMP_SYS(setpriority),
                                 SCMP_SYS(ioprio_set),
                                 SCMP_SYS(times)};

static void allow(struct filter *f, const int *calls, size_t n)
{
    for (size_t i = 0; i < n; i++)
        filter_call(f, calls[i], SECCOMP_RET_ALLOW);
}
static void allow_arg(struct filter *f, int call, unsigned arg, uint64_t value)
{
    filter_masked(f, call, arg, UINT64_MAX, value);
}

static void memory_rules(struct filter *f, bool libraries)
{
    filter_masked(f, SCMP_SYS(mmap), 2, PROT_EXEC, 0);
    filter_masked(f, SCMP_SYS(mprotect), 2, PROT_EXEC, 0);
    /* A name service library is loaded when it is first needed: code, but never writable code. */
    if (libraries)
        filter_masked(f, SCMP_SYS(mmap), 2, PROT_EXEC | PROT_WRITE, PROT_EXEC);
}

static void self_rules(struct filter *f)
{
    allow_arg(f, SCMP_SYS(tgkill), 0, (uint64_t)getpid()); /* abort() */
    allow_arg(f, SCMP_SYS(prctl), 0, PR_SET_NAME);
    allow_arg(f, SCMP_SYS(prlimit64), 2, 0); /* asking, not setting */
    filter_call(f, SCMP_SYS(clone3), SECCOMP_RET_ERRNO | ENOSYS);
}

static void loop_rules(struct filter *f)
{
    allow(f, calls_loops, COUNT(calls_loops));
    filter_masked(f, SCMP_SYS(clone), 0, CLONE_THREAD, CLONE_THREAD);
    static const uint64_t ioctls[] = {0x541B /* FIONREAD */, 0x5421 /* FIONBIO */,
                                      0x5401 /* TCGETS: isatty */, 0x5413 /* TIOCGWINSZ */};
    for (size_t i = 0; i < COUNT(ioctls); i++)
        allow_arg(f, SCMP_SYS(ioctl), 1, ioctls[i]);
}

static void socket_rules(struct filter *f, const struct proc_sandbox *s)
{
    bool internet = s->role == PROC_FETCH || s->database_port;
    if (internet) {
        allow_arg(f, SCMP_SYS(socket), 0, AF_INET);
        allow_arg(f, SCMP_SYS(socket), 0, AF_INET6);
        allow_arg(f, SCMP_SYS(socket), 0,
                  AF_NETLINK); /* getaddrinfo asks which families there are */
    }
    if (s->role == PROC_DESK)
        allow_arg(f, SCMP_SYS(socket), 0, AF_UNIX);
}

static void role_rules(struct filter *f, const struct proc_sandbox *s)
{
    allow(f, calls_all, COUNT(calls_all));
    memory_rules(f, s->role != PROC_READER);
    self_rules(f);
    if (s->role == PROC_READER)
        return;
    loop_rules(f);
    socket_rules(f, s);
    if (s->role == PROC_FETCH) {
        static const uint64_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
        filter_masked(f, SCMP_SYS(openat), 2, writing, 0);
        filter_masked(f, SCMP_SYS(open), 1, writing, 0);
        return;
    }
    allow(f, calls_desk, COUNT(calls_desk));
}

static enum err_code enter_seccomp(const struct proc_sandbox *s, struct err *e)
{
    struct filter f;
    filter_begin(&f);
    role_rules(&f, s);
    return filter_enter(&f, e);
}

/* -------------------------------------------------------------------------------- rlimits */
static uint64_t mapped_now(void)
{
    char text[64] = "";
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    uint64_t pages = 0;
    for (ssize_t i = 0; i < n && is_digit(text[i]); i++)
        pages = pages * 10 + (uint64_t)(text[i] - '0');
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void set_limit(__rlimit_resource_t what, uint64_t n)
{
    struct rlimit r = {n, n};
    setrlimit(what, &r);
}

static void enter_limits(const struct proc_sandbox *s)
{
    if (s->role == PROC_DESK)
        return;
    set_limit(RLIMIT_CORE, 0);
    if (s->role == PROC_FETCH) {
        set_limit(RLIMIT_NOFILE, 1024);
        return;
    }
    set_limit(RLIMIT_FSIZE, 0);
    uint64_t memory = s->memory ? s->memory : UINT64_C(256) << 20;
    if (!PROC_SANITIZER)
        set_limit(RLIMIT_AS, mapped_now() + memory);
}

enum err_code proc_sandbox_enter(const struct proc_sandbox *s, struct err *e)
{
    enter_limits(s);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return err_errno(e, errno, "cannot give up new privileges");
    if (s->role == PROC_READER)
        prctl(PR_SET_DUMPABLE, 0);
    enum err_code code = enter_landlock(s, e);
    return code == ERR_OK ? enter_seccomp(s, e) : code;
}

void proc_sandbox_report(struct proc_sandbox_report *ret)
{
    int abi = landlock_abi();
    *ret = (struct proc_sandbox_report){.seccomp = prctl(PR_GET_SECCOMP) >= 0,
                                        .landlock = abi,
                                        .landlock_net = abi >= 4,
                                        .landlock_scope = abi >= 6,
                                        .sanitizer = PROC_SANITIZER};
    char landlock[80] = "no Landlock (seccomp holds alone)";
    if (abi)
        snprintf(landlock, sizeof landlock, "Landlock ABI %d (files%s%s)", abi,
                 abi >= 4 ? ", TCP ports" : "", abi >= 6 ? ", signals" : "");
    snprintf(ret->words, sizeof ret->words, "%s, %s%s",
             ret->seccomp ? "seccomp" : "NO seccomp: readers cannot be shut in", landlock,
             ret->sanitizer ? "; sanitizer build: no memory limit on readers" : "");
}

void proc_cpu_limit(int64_t us)
{
    struct itimerval t = {.it_value = {.tv_sec = us / US_SECOND, .tv_usec = us % US_SECOND}};
    setitimer(ITIMER_PROF, &t, NULL);
}
