/* no_exchange: preloaded; a file system on which two names cannot change places. */
#define _GNU_SOURCE 1
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    static int (*real)(int, const char *, int, const char *, unsigned);
    if (flags & RENAME_EXCHANGE) {
        errno = EINVAL;
        return -1;
    }
    if (!real)
        real =
            (int (*)(int, const char *, int, const char *, unsigned))dlsym(RTLD_NEXT, "renameat2");
    return real(a, from, b, to, flags);
}
