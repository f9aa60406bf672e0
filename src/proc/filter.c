/* filter: a seccomp filter, made of rules "this call, if that argument is so" one behind the other.
 * It is assembled here and not by libseccomp, which leaves the heap broken where memory runs out,
 * in the very process that is to be shut in; this takes no memory at all. What a rule does not let
 * through is refused with EPERM.
 *
 * Each rule compares and returns by itself, so no jump is long. The kernel remembers for each call
 * without conditions what came of it (since 5.11), so the length costs nothing; older ones run
 * some 200 compiled comparisons.
 *
 *     ld nr; jeq CALL, next rule otherwise; (ld half of the argument; and mask; jeq value)*; ret */
#include "proc/internal.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

static void put(struct filter *f, uint16_t code, uint8_t yes, uint8_t no, uint32_t k)
{
    if (f->n < FILTER_MOST)
        f->code[f->n] = (struct sock_filter){code, yes, no, k};
    f->n++;
}

static void load(struct filter *f, size_t at)
{
    put(f, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)at);
}

void filter_begin(struct filter *f)
{
    f->n = 0;
    /* Numbers mean something else in another architecture's calls (x32, i386). */
    load(f, offsetof(struct seccomp_data, arch));
    put(f, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, seccomp_arch_native());
    put(f, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS);
    load(f, offsetof(struct seccomp_data, nr));
}

void filter_call(struct filter *f, int call, uint32_t action)
{
    if (call < 0) /* this architecture does not have it */
        return;
    put(f, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, (uint32_t)call);
    put(f, BPF_RET | BPF_K, 0, 0, action);
}

/* Half of an argument: the low one first where the machine stores it so. */
static size_t half_at(unsigned arg, bool high)
{
    bool second = high == (__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__);
    return offsetof(struct seccomp_data, args) + 8 * (size_t)arg + (second ? 4 : 0);
}

void filter_masked(struct filter *f, int call, unsigned arg, uint64_t mask, uint64_t value)
{
    if (call < 0)
        return;
    put(f, BPF_JMP | BPF_JEQ | BPF_K, 0, 8, (uint32_t)call);
    for (int high = 0; high < 2; high++) {
        load(f, half_at(arg, high));
        put(f, BPF_ALU | BPF_AND | BPF_K, 0, 0, (uint32_t)(mask >> (high ? 32 : 0)));
        put(f, BPF_JMP | BPF_JEQ | BPF_K, 0, high ? 1 : 4, (uint32_t)(value >> (high ? 32 : 0)));
    }
    put(f, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW);
    load(f, offsetof(struct seccomp_data, nr)); /* for the next rule */
}

enum err_code filter_enter(struct filter *f, struct err *e)
{
    put(f, BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | EPERM);
    if (f->n > FILTER_MOST)
        return err_set(e, ERR_LIMIT, "the seccomp filter is too long");
    struct sock_fprog program = {.len = (unsigned short)f->n, .filter = f->code};
    long rc = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
    if (rc == 0)
        return ERR_OK;
    if (rc < 0 && errno == ENOMEM)
        return err_set(e, ERR_MEMORY, "no memory for a seccomp filter");
    return err_errno(e, rc < 0 ? errno : ESRCH, "cannot enter seccomp");
}
