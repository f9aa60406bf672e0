/* wrong_clock: preloaded; adds the seconds in the file WRONG_CLOCK to the wall clock, so that it
 * can jump while the program runs. The file holds one int64_t and is mapped before any sandbox. */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *ahead;
static int (*real)(clockid_t, struct timespec *);

__attribute__((constructor)) static void begin(void)
{
    real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    const char *path = getenv("WRONG_CLOCK");
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0)
        return;
    void *p = mmap(NULL, sizeof *ahead, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    if (p != MAP_FAILED)
        ahead = p;
}

int clock_gettime(clockid_t id, struct timespec *t)
{
    int rc = real(id, t);
    if (rc == 0 && id == CLOCK_REALTIME && ahead)
        t->tv_sec += *ahead;
    return rc;
}

time_t time(time_t *ret)
{
    struct timespec t = {0};
    clock_gettime(CLOCK_REALTIME, &t);
    if (ret)
        *ret = t.tv_sec;
    return t.tv_sec;
}
