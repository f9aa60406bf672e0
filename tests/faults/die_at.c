/* die_at: preloaded; counts what is written to files (writes, cuts, flushes, new names) in the
 * int64_t of the file DIE_AT, and kills its process when the count reaches 0. */
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile int64_t *count;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("DIE_AT");
    int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    void *p = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (p != MAP_FAILED)
        count = p;
}

static void step(void)
{
    if (count && *count < 0 && ++*count == 0)
        kill(getpid(), SIGKILL);
}

static void step_file(int fd)
{
    struct stat st;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
        step();
}

#define REAL(name, type, ...)                                                                      \
    static type (*real)(__VA_ARGS__);                                                              \
    if (!real)                                                                                     \
    real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t pwrite64(int fd, const void *p, size_t n, off_t at)
{
    REAL("pwrite64", ssize_t, int, const void *, size_t, off_t);
    step_file(fd);
    return real(fd, p, n, at);
}
ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    return pwrite64(fd, p, n, at);
}
int ftruncate64(int fd, off_t n)
{
    REAL("ftruncate64", int, int, off_t);
    step_file(fd);
    return real(fd, n);
}
int ftruncate(int fd, off_t n)
{
    return ftruncate64(fd, n);
}
int fdatasync(int fd)
{
    REAL("fdatasync", int, int);
    step_file(fd);
    return real(fd);
}
int fsync(int fd)
{
    REAL("fsync", int, int);
    step_file(fd);
    return real(fd);
}
int unlink(const char *path)
{
    REAL("unlink", int, const char *);
    step();
    return real(path);
}
int link(const char *from, const char *to)
{
    REAL("link", int, const char *, const char *);
    step();
    return real(from, to);
}
int rename(const char *from, const char *to)
{
    REAL("rename", int, const char *, const char *);
    step();
    return real(from, to);
}
int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    REAL("renameat2", int, int, const char *, int, const char *, unsigned);
    step();
    return real(a, from, b, to, flags);
}
