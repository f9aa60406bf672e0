/* full_disk: preloaded; while the int32_t in the file FULL_DISK is not 0, every write to a file
 * says that the disk is full (errno is that number: ENOSPC, EDQUOT, EFBIG). Sockets and pipes go
 * on. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const volatile int32_t *full;
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_posix_fallocate)(int, off_t, off_t);
static int (*real_fallocate)(int, int, off_t, off_t);

__attribute__((constructor)) static void begin(void)
{
    real_write = (ssize_t(*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    real_pwrite = (ssize_t(*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite64");
    real_posix_fallocate = (int (*)(int, off_t, off_t))dlsym(RTLD_NEXT, "posix_fallocate");
    real_fallocate = (int (*)(int, int, off_t, off_t))dlsym(RTLD_NEXT, "fallocate");
    const char *path = getenv("FULL_DISK");
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    void *p = mmap(NULL, sizeof *full, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (p != MAP_FAILED)
        full = p;
}

static int refuses(int fd)
{
    struct stat st;
    if (!full || !*full || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return 0;
    errno = *full;
    return 1;
}

ssize_t write(int fd, const void *p, size_t n)
{
    return fd > 2 && refuses(fd) ? -1 : real_write(fd, p, n);
}
ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    return refuses(fd) ? -1 : real_pwrite(fd, p, n, at);
}
ssize_t pwrite64(int fd, const void *p, size_t n, off_t at)
{
    return pwrite(fd, p, n, at);
}
int posix_fallocate(int fd, off_t at, off_t n)
{
    return refuses(fd) ? *full : real_posix_fallocate(fd, at, n);
}
int fallocate(int fd, int mode, off_t at, off_t n)
{
    return refuses(fd) ? -1 : real_fallocate(fd, mode, at, n);
}
