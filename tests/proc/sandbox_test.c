/* sandbox: in a child, each profile is entered and everything it forbids is tried; all must be
 * refused with an error, the process must live, and what it needs must still work. */
#include "check.h"
#include "proc/proc.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each try returns true where the kernel let it happen. */
static bool opens(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}
static bool reads_passwd(void)
{
    return opens("/etc/passwd", O_RDONLY);
}
static bool reads_hosts(void)
{
    return opens("/etc/hosts", O_RDONLY);
}
static bool writes_file(void)
{
    bool did = opens("/tmp/octavo-sandbox-test", O_WRONLY | O_CREAT);
    unlink("/tmp/octavo-sandbox-test");
    return did;
}
static bool makes_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}
/* Refused by a closed port is "let happen". */
static bool connects(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(1)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    return s >= 0 && (connect(s, (struct sockaddr *)&a, sizeof a) == 0 || errno == ECONNREFUSED);
}
static bool listens(void)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a = {.sin_family = AF_INET};
    return s >= 0 && bind(s, (struct sockaddr *)&a, sizeof a) == 0 && listen(s, 1) == 0;
}
static bool connects_unix(void)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX, .sun_path = "/nowhere"};
    int s = socket(AF_UNIX, SOCK_STREAM, 0);
    return s >= 0 && (connect(s, (struct sockaddr *)&a, sizeof a) == 0 || errno == ENOENT);
}
static bool forks(void)
{
    pid_t p = fork();
    if (p == 0)
        _exit(0);
    if (p > 0)
        waitpid(p, NULL, 0);
    return p > 0;
}
/* What exec'd would end this child with another status than the test's. */
static bool execs(void)
{
    char *const argv[] = {(char[]){"true"}, NULL};
    execv("/bin/true", argv);
    return errno != EPERM && errno != EACCES;
}
static bool makes_code(void)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                0) != MAP_FAILED;
}
static bool turns_code(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p != MAP_FAILED && mprotect(p, 4096, PROT_READ | PROT_EXEC) == 0;
}
static bool signals_parent(void)
{
    return kill(getppid(), 0) == 0;
}
static void *nothing(void *ctx)
{
    return ctx;
}
static bool threads(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, nothing, NULL) == 0 && pthread_join(t, NULL) == 0;
}
static bool resolves(void)
{
    struct addrinfo *list = NULL;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    bool good = getaddrinfo("localhost", "80", &hints, &list) == 0;
    if (list)
        freeaddrinfo(list);
    return good;
}
static bool allocates(void)
{
    char *p = malloc(20 << 20);
    bool good = p != NULL;
    if (p)
        memset(p, 1, 20 << 20);
    free(p);
    return good;
}
static bool allocates_much(void)
{
    void *p =
        mmap(NULL, (size_t)300 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p != MAP_FAILED;
}

enum { Y = 1, N = 0, ANY = 2 };
static const struct {
    const char *name;
    bool (*try)(void);
    char may[PROC_ROLE_COUNT]; /* desk, fetch, reader */
} tries[] = {
    {"read /etc/passwd", reads_passwd, {Y, N, N}},
    {"read /etc/hosts", reads_hosts, {Y, Y, N}},
    {"write a file", writes_file, {N, N, N}},
    {"make an internet socket", makes_socket, {N, Y, N}},
    {"connect", connects, {N, Y, N}},
    {"listen", listens, {N, N, N}},
    {"connect to a local socket", connects_unix, {Y, N, N}},
    {"fork", forks, {N, N, N}},
    {"exec", execs, {N, N, N}},
    {"map writable code", makes_code, {N, N, N}},
    {"turn memory into code", turns_code, {N, N, N}},
    {"signal the parent", signals_parent, {N, N, N}},
    {"start a thread", threads, {Y, Y, N}},
    {"resolve a name", resolves, {ANY, Y, N}},
    {"allocate 20 MiB", allocates, {Y, Y, Y}},
    {"map 300 MiB", allocates_much, {Y, Y, N}},
};

/* The child's status: 100 + index of the first try that went wrong, 0 all right. */
static int try_all(struct channel *c, void *ctx)
{
    (void)c;
    enum proc_role role = *(const enum proc_role *)ctx;
    static const char *const writable[] = {"/var/empty-for-this-test", NULL};
    struct proc_sandbox s = {.role = role, .writable = writable};
    struct err e;
    if (proc_sandbox_enter(&s, &e) != ERR_OK) {
        log_say(LOG_ERROR, "proc", "%s", e.words);
        return 99;
    }
    struct proc_sandbox_report r;
    proc_sandbox_report(&r);
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        char may = tries[i].may[role];
        /* Files are Landlock's to refuse; the reader's memory limit is off with sanitizers. */
        if (may == ANY || (role != PROC_READER && may == N && !r.landlock && i < 3) ||
            (r.sanitizer && tries[i].try == allocates_much))
            continue;
        if (tries[i].try() != (may == Y))
            return 100 + (int)i;
    }
    return 0;
}

static void profile(enum proc_role role)
{
    struct proc_child child;
    struct err e;
    check_ok(proc_spawn(try_all, &role, &child, &e));
    int status = proc_child_end(&child, 20 * US_SECOND);
    if (WIFEXITED(status) && WEXITSTATUS(status) >= 100)
        print_error("%s: \"%s\" went wrong\n", proc_role_name(role),
                    tries[WEXITSTATUS(status) - 100].name);
    check_int(status, 0);
}
static void reader_profile(void **state)
{
    (void)state;
    profile(PROC_READER);
}
static void fetch_profile(void **state)
{
    (void)state;
    profile(PROC_FETCH);
}
static void desk_profile(void **state)
{
    (void)state;
    profile(PROC_DESK);
}

/* A desk with its own folder and a database on a port. */
static int desk_at_work(struct channel *c, void *ctx)
{
    (void)c;
    const char *folder = ctx;
    const char *const writable[] = {folder, NULL};
    struct proc_sandbox s = {.role = PROC_DESK, .writable = writable, .database_port = 1};
    if (proc_sandbox_enter(&s, NULL) != ERR_OK)
        return 99;
    char path[300];
    snprintf(path, sizeof path, "%s/x.db", folder);
    if (!opens(path, O_RDWR | O_CREAT))
        return 1;
    if (unlink(path) != 0)
        return 2;
    if (!connects()) /* to port 1, which is the database's here */
        return 3;
    return resolves() ? 0 : 4;
}
static void desk_reaches_its_own(void **state)
{
    (void)state;
    char folder[] = "/tmp/octavo-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    struct proc_child child;
    check_ok(proc_spawn(desk_at_work, folder, &child, NULL));
    check_int(proc_child_end(&child, 10 * US_SECOND), 0);
    rmdir(folder);
}

static int spin(struct channel *c, void *ctx)
{
    (void)c;
    (void)ctx;
    if (proc_sandbox_enter(&(struct proc_sandbox){.role = PROC_READER}, NULL) != ERR_OK)
        return 99;
    proc_cpu_limit(100000);
    for (volatile uint64_t i = 0;; i = i + 1)
        ;
}
static void endless_work_is_killed(void **state)
{
    (void)state;
    struct proc_child child;
    check_ok(proc_spawn(spin, NULL, &child, NULL));
    int status = proc_child_end(&child, 10 * US_SECOND);
    check_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF);
}

static void report_is_one_line(void **state)
{
    (void)state;
    struct proc_sandbox_report r;
    proc_sandbox_report(&r);
    check_true(strlen(r.words) > 10 && !strchr(r.words, '\n'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reader_profile),         cmocka_unit_test(fetch_profile),
        cmocka_unit_test(desk_profile),           cmocka_unit_test(desk_reaches_its_own),
        cmocka_unit_test(endless_work_is_killed), cmocka_unit_test(report_is_one_line),
    };
    return cmocka_run_group_tests_name("sandbox", tests, NULL, NULL);
}
