/* internal: what the files of proc/ share. */
#ifndef OCTAVO_PROC_INTERNAL_H
#define OCTAVO_PROC_INTERNAL_H
#include "proc/proc.h"

#include <linux/filter.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { PROC_SANITIZER = 1 };
#else
enum { PROC_SANITIZER = 0 };
#endif

/* Little-endian numbers of a frame. */
static inline uint32_t load_u32(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}
static inline void store_u32(char *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (char)(v >> (8 * i) & 0xFF);
}
/* The header and the head's length: FRAME_HEADER + 4 bytes at p. False where a limit is passed. */
bool frame_lead(const struct frame *f, char *p);
/* Checks a received header; gives kind, id and payload length. */
bool frame_header(const char *p, struct frame *ret, size_t *ret_length);
/* Sets head and bytes of f from a whole payload. False where it is unsound. */
bool frame_payload(const char *p, size_t n, struct frame *f);

/* Messages between keeper and desk, one a packet of a SOCK_SEQPACKET pair. */
enum control_kind {
    CONTROL_UP,
    CONTROL_DOWN,
    CONTROL_STOP,
    CONTROL_RELOAD,
    CONTROL_KILL, /* desk -> keeper */
};
struct control {
    int32_t kind; /* enum control_kind */
    int32_t role;
    uint32_t index;
    int32_t pid;
    char why[96];
};
/* Sends one message, with a file descriptor where fd >= 0 (it stays the caller's). Never waits. */
bool control_send(int sock, const struct control *m, int fd);
/* ERR_BUSY: nothing there, or no memory for it now; ERR_CLOSED: the other side has gone. *ret_fd is
 * -1 where none came. */
enum err_code control_next(int sock, struct control *ret, int *ret_fd);

/* Made ready in a forked child before its program runs: dies with `parent`, takes no terminal
 * signals, holds no file descriptors but standard ones, `keep` and those that were
 * there before main (a preloaded library's). */
struct child_setup {
    pid_t parent;
    const char *name; /* for ps(1), at most 15 bytes */
    const int *keep;
    size_t keep_count;
    bool quiet; /* standard input is /dev/null, standard output goes to standard error */
};
void child_setup(const struct child_setup *s);
/* Flushes and ends a forked child without the parent's exit handlers. */
_Noreturn void child_exit(int status);

/* ---- filter.c: a seccomp filter ---- */
enum { FILTER_MOST = 2000 };
struct filter {
    struct sock_filter code[FILTER_MOST];
    size_t n; /* more than FILTER_MOST: it did not fit */
};
void filter_begin(struct filter *f);
/* `action` for this call, whatever its arguments; numbers below 0 are passed over. */
void filter_call(struct filter *f, int call, uint32_t action);
/* Allowed when argument `arg`, seen through `mask`, is `value`. */
void filter_masked(struct filter *f, int call, unsigned arg, uint64_t mask, uint64_t value);
/* For all threads, for ever. ERR_MEMORY; ERR_IO where the kernel has no seccomp. */
enum err_code filter_enter(struct filter *f, struct err *e) must_check;
#endif
