/* each_allocation: preloaded; makes one allocation of the program fail.
 *
 *   ALLOC_AT=N    the Nth fails, and counted on from its fork that of each child; 0: none
 *   ALLOC_TOP=F   F, of 16 bytes, gets the most allocations a process counted (int64), and the
 * signal of a fault of which any of them died (int64)
 *
 * With ALLOC_RUNS="FROM TO STEP" the program is loaded once and forked for each of these
 * allocations just before main(): most of the time of a short command is its loading. Each run then
 * has a new folder, ALLOC_HOME, for its working directory, with a copy of ALLOC_DB in it as
 * data/octavo/octavo.db where that is given, and ALLOC_STDIN for its standard input; with
 * ALLOC_CHECK=1 SQLite checks the database that a run leaves. Ends with the number of runs on
 * standard output, after a line "BAD N what" for each that died, hung or broke the database,
 * and for run 0, where none fails, if the program does not know such a command. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { HANGS_AFTER = 90, TAIL = 300 };

struct seen {
    _Atomic int64_t most, died;
};

static void *(*real_malloc)(size_t), *(*real_calloc)(size_t, size_t),
    *(*real_realloc)(void *, size_t);
static void (*real_free)(void *);
static pid_t (*real_waitpid)(pid_t, int *, int);
static char first[1 << 16]; /* dlsym allocates before there is anything to allocate with */
static size_t first_used;
static _Atomic int64_t count;
static int64_t fail_at;
static bool counting;
static struct seen *seen;

static void *from_first(size_t size)
{
    size = (size + 15) & ~(size_t)15;
    if (first_used + size > sizeof first)
        return NULL;
    first_used += size;
    return first + first_used - size;
}

static bool is_first(const void *p)
{
    return (const char *)p >= first && (const char *)p < first + sizeof first;
}

static bool fails(void)
{
    if (!counting)
        return false;
    int64_t n = atomic_fetch_add(&count, 1) + 1;
    if (seen) {
        int64_t most = atomic_load(&seen->most);
        while (most < n && !atomic_compare_exchange_weak(&seen->most, &most, n))
            ;
    }
    if (n != fail_at)
        return false;
    errno = ENOMEM;
    return true;
}

/* The loader's constructors allocate before the one of this file runs. */
static bool resolve(void)
{
    static bool begun;
    if (begun)
        return real_malloc != NULL;
    begun = true;
    *(void **)&real_waitpid = dlsym(RTLD_NEXT, "waitpid");
    *(void **)&real_realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)&real_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&real_free = dlsym(RTLD_NEXT, "free");
    *(void **)&real_malloc = dlsym(RTLD_NEXT, "malloc");
    return real_malloc != NULL;
}

void *malloc(size_t size)
{
    if (!resolve())
        return from_first(size);
    return fails() ? NULL : real_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    if (!resolve())
        return from_first(n * size); /* never given out before: zero */
    return fails() ? NULL : real_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    if (!resolve() || is_first(p)) {
        void *q = malloc(size);
        size_t room = is_first(p) ? (size_t)(first + sizeof first - (char *)p) : 0;
        if (q && room)
            memcpy(q, p, size < room ? size : room);
        return q;
    }
    return fails() ? NULL : real_realloc(p, size);
}

void free(void *p)
{
    if (p && !is_first(p) && real_free)
        real_free(p);
}

static bool is_fault(int sig)
{
    return sig == SIGSEGV || sig == SIGABRT || sig == SIGBUS || sig == SIGFPE || sig == SIGILL ||
           sig == SIGSYS || sig == SIGTRAP;
}

/* A child that died of a fault is seen here, whatever the program makes of it. */
pid_t waitpid(pid_t pid, int *status, int options)
{
    int own = 0;
    pid_t got = real_waitpid(pid, &own, options);
    if (got > 0 && WIFSIGNALED(own) && is_fault(WTERMSIG(own)) && seen)
        atomic_store(&seen->died, WTERMSIG(own));
    if (status)
        *status = own;
    return got;
}

/* ------------------------------------------------------------------------------ many runs */

static const char *home, *db, *input;
static bool checks;

static void give_up(const char *what)
{
    perror(what);
    _exit(3);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind;
    return at->level > 0 ? remove(path) : 0;
}

static void new_home(void)
{
    char path[PATH_MAX];
    nftw(home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    const char *folders[] = {"", "/data", "/data/octavo"};
    for (int i = 0; i < (db ? 3 : 1); i++) {
        snprintf(path, sizeof path, "%s%s", home, folders[i]);
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            give_up(path);
    }
    if (!db)
        return;
    snprintf(path, sizeof path, "%s/data/octavo/octavo.db", home);
    struct stat st;
    int from = open(db, O_RDONLY | O_CLOEXEC),
        to = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (from < 0 || to < 0 || fstat(from, &st) != 0)
        give_up(db);
    for (off_t left = st.st_size; left > 0;) {
        ssize_t n = sendfile(to, from, NULL, (size_t)left);
        if (n <= 0)
            give_up(path);
        left -= n;
    }
    close(from);
    close(to);
}

static void redirect(const char *path, int flags, int fd)
{
    int f = open(path, flags, 0600);
    if (f < 0 || dup2(f, fd) < 0)
        give_up(path);
    close(f);
}

/* The child's side: goes back to the loader, and so to main(). */
static void begin_run(int64_t n, int errors)
{
    signal(SIGCHLD, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setpgid(0, 0);
    if (chdir(home) != 0 || dup2(errors, STDERR_FILENO) < 0)
        give_up(home);
    close(errors);
    redirect(input ? input : "/dev/null", O_RDONLY, STDIN_FILENO);
    redirect("/dev/null", O_WRONLY, STDOUT_FILENO);
    fail_at = n;
    atomic_store(&count, 0);
    counting = true;
}

static int check_one(const char *path)
{
    sqlite3 *s = NULL;
    sqlite3_stmt *q = NULL;
    if (access(path, F_OK) != 0)
        return 0;
    if (sqlite3_open_v2(path, &s, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(s, "pragma quick_check", -1, &q, NULL) != SQLITE_OK)
        return 1;
    bool ok =
        sqlite3_step(q) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(q, 0), "ok") == 0;
    return ok ? 0 : 1;
}

/* Whether the database that a run left is whole: looked at by a process of its own. */
static bool is_whole(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/data/octavo/octavo.db", home);
        _exit(check_one(path));
    }
    int status = -1;
    return pid > 0 && real_waitpid(pid, &status, 0) == pid && status == 0;
}

/* Waits for a run's end; one that takes too long is killed, as is what it leaves behind. */
static int wait_run(pid_t pid)
{
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    int status = -1;
    time_t end = time(NULL) + HANGS_AFTER;
    while (real_waitpid(pid, &status, WNOHANG) == 0) {
        if (time(NULL) >= end) {
            kill(-pid, SIGKILL);
            real_waitpid(pid, &status, 0);
            return -1;
        }
        sigtimedwait(&child, NULL, &(struct timespec){.tv_sec = 1});
    }
    kill(-pid, SIGKILL);
    return status;
}

static void say_bad(int64_t n, const char *what, int number, int errors)
{
    char tail[TAIL + 1];
    off_t size = lseek(errors, 0, SEEK_END);
    ssize_t got = pread(errors, tail, TAIL, size > TAIL ? size - TAIL : 0);
    for (ssize_t i = 0; i < got; i++)
        if (tail[i] == '\n')
            tail[i] = ' ';
    dprintf(STDOUT_FILENO, "BAD %lld %s %d: %.*s\n", (long long)n, what, number,
            got > 0 ? (int)got : 0, tail);
}

static void judge(int64_t n, int status, int errors)
{
    if (status == -1)
        say_bad(n, "does not end within seconds", HANGS_AFTER, errors);
    else if (WIFSIGNALED(status))
        say_bad(n, "died of signal", WTERMSIG(status), errors);
    else if (WEXITSTATUS(status) >= 99 || (n == 0 && WEXITSTATUS(status) == 2)) /* no such usage */
        say_bad(n, "status", WEXITSTATUS(status), errors);
    else if (atomic_load(&seen->died))
        say_bad(n, "a child died of signal", (int)atomic_load(&seen->died), errors);
    else if (checks && !is_whole())
        say_bad(n, "database not whole", 1, errors);
}

/* Returns in each child, and in no parent. */
static void run_each(const char *runs)
{
    long long from = 0, to = 0, step = 1, done = 0;
    int errors = memfd_create("stderr", MFD_CLOEXEC);
    if (sscanf(runs, "%lld %lld %lld", &from, &to, &step) != 3 || step < 1 || errors < 0 ||
        fcntl(errors, F_SETFL, O_APPEND) != 0 || !home || !seen)
        give_up("ALLOC_RUNS");
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, NULL);
    for (long long n = from; n <= to; n += step, done++) {
        new_home();
        atomic_store(&seen->died, 0);
        if (ftruncate(errors, 0) != 0)
            give_up("stderr");
        pid_t pid = fork();
        if (pid == 0) {
            begin_run(n, errors);
            return;
        }
        judge(n, pid < 0 ? -1 : wait_run(pid), errors);
    }
    dprintf(STDOUT_FILENO, "%lld runs\n", done);
    _exit(0);
}

static void see(const char *path)
{
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    void *p = mmap(NULL, sizeof *seen, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    seen = p == MAP_FAILED ? NULL : p;
}

__attribute__((constructor)) static void begin(void)
{
    resolve();
    see(getenv("ALLOC_TOP"));
    home = getenv("ALLOC_HOME");
    db = getenv("ALLOC_DB");
    input = getenv("ALLOC_STDIN");
    checks = getenv("ALLOC_CHECK") != NULL;
    const char *runs = getenv("ALLOC_RUNS"), *at = getenv("ALLOC_AT");
    if (runs) {
        run_each(runs);
    } else if (at) {
        fail_at = atoll(at);
        counting = true;
    }
}
