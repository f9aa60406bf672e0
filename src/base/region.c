/* region.c: see region.h. */
#include "base/base.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>

enum { EXT_MAGIC = 0xEF53, XFS_MAGIC = 0x58465342 };

static size_t whole_pages(size_t bytes)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return (bytes + page - 1) / page * page;
}

/* Room that was allocated stays the file's when it is written to, and written to again. */
static bool keeps_room(int fd)
{
    struct statfs s;
    return fstatfs(fd, &s) == 0 && (s.f_type == EXT_MAGIC || s.f_type == XFS_MAGIC);
}

void region_init(struct region *r, int folder, size_t most)
{
    *r = (struct region){.fd = -1};
    int fd = folder < 0 ? -1 : openat(folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    size_t room = whole_pages(most);
    void *p = MAP_FAILED;
    if (keeps_room(fd))
        p = mmap(NULL, room, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED) {
        close(fd);
        return;
    }
    *r = (struct region){.p = p, .most = room, .fd = fd};
}

static bool grow_in_memory(struct region *r, size_t bytes)
{
    char *p = realloc(r->p, bytes);
    if (!p)
        return false;
    memset(p + r->bytes, 0, bytes - r->bytes);
    r->p = p;
    r->bytes = bytes;
    return true;
}

/* Once the disk had no room the file stays as long as it is: what follows is memory. */
static bool grow_mapped(struct region *r, size_t bytes)
{
    bytes = whole_pages(bytes);
    if (bytes > r->most)
        return false;
    char *at = r->p + r->bytes;
    size_t more = bytes - r->bytes;
    if (r->filed == r->bytes && fallocate(r->fd, 0, (off_t)r->bytes, (off_t)more) == 0 &&
        mmap(at, more, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, r->fd, (off_t)r->bytes) !=
            MAP_FAILED)
        r->filed = bytes;
    else if (mmap(at, more, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
                  0) == MAP_FAILED)
        return false;
    r->bytes = bytes;
    return true;
}

bool region_grow(struct region *r, size_t bytes)
{
    if (bytes <= r->bytes)
        return true;
    return r->most ? grow_mapped(r, bytes) : grow_in_memory(r, bytes);
}

void region_rest(struct region *r)
{
    if (r->filed)
        (void)madvise(r->p, r->filed, MADV_DONTNEED);
}

void region_done(struct region *r)
{
    if (r->most) {
        munmap(r->p, r->most);
        close(r->fd);
    } else {
        free(r->p);
    }
    *r = (struct region){.fd = -1};
}
