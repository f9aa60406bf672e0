/* proc: processes. The keeper forks all others and never has a thread; the others talk in frames
 * over socket pairs; each shuts itself into a sandbox before it reads what strangers wrote.
 *
 * Frames.  u32 length, u16 kind, u32 id, then `length` bytes of payload: u32 head length, the head
 * (JSON), and the rest raw bytes (a fetched body, a document). All numbers little-endian. Because
 * the bytes need no escaping a body is never copied into JSON, and because a frame is plain bytes
 * it can be kept in a file and replayed. What the kinds mean: `enum frame_kind`; what the heads
 * hold: net/net.h and reader/reader.h.
 *
 * Who speaks.  Desk and fetch, desk and each reader: one channel each, made by the keeper, handed
 * to the desk over its control socket as a file descriptor. The desk asks, the child answers with
 * the same id. A child that dies closes its channel; the keeper starts another and hands over a new
 * one. */
#ifndef OCTAVO_PROC_H
#define OCTAVO_PROC_H
#include "base/base.h"

#include <sys/types.h>

/* ---------------------------------------------------------------------------------- frames */
enum frame_kind {
    FRAME_NONE,
    FRAME_FETCH,   /* desk -> fetch: net_request */
    FRAME_FETCHED, /* fetch -> desk: net_response, body as bytes */
    FRAME_CANCEL,  /* desk -> fetch: forget request `id`; no answer comes any more */
    FRAME_JOB,     /* desk -> reader: reader_job, document as bytes */
    FRAME_RESULT,  /* reader -> desk: reader_result */
    FRAME_READY,   /* child -> desk, id 0: warmed up and in its sandbox; head {"credits":N} is how
                      many requests it takes at a time */
};
enum {
    FRAME_HEADER = 10,          /* bytes before the payload */
    FRAME_HEAD_MOST = 40 << 20, /* a head larger than this is refused when sending and receiving */
    FRAME_MOST = 48 << 20,      /* payload likewise */
};

/* One frame. When received, `head` and `bytes` are views into `own`; frame_done releases it. */
struct frame {
    uint16_t kind;
    uint32_t id;
    struct str head;  /* JSON, or empty */
    struct str bytes; /* raw */
    void *own;        /* malloc block that holds both, or NULL */
};
void frame_done(struct frame *f);
/* The frame as it goes over a channel, added to `out` (for files to replay). False where it is too
 * large. */
bool frame_write(struct buf *out, const struct frame *f);
/* Reads the frame at the start of *s and moves *s behind it; views, `own` is NULL. ERR_INPUT where
 * it is cut short or unsound; *s and *ret are then untouched. */
enum err_code frame_parse(struct str *s, struct frame *ret, struct err *e) must_check;

/* --------------------------------------------------------------------------------- channels */
struct channel; /* one end of a socket pair; not for sharing between threads */
/* Takes over fd (made non-blocking and close-on-exec). `out_most` bounds what may wait to be sent.
 * NULL: no memory, or fd is none (-1), having been lost for want of descriptors. */
struct channel *channel_new(int fd, size_t out_most);
/* Closes it and drops what waits. NULL is accepted. */
void channel_free(struct channel *c);
int channel_fd(const struct channel *c);
/* What to poll for: POLLIN, and POLLOUT while something waits. */
short channel_events(const struct channel *c);
size_t channel_waiting(const struct channel *c); /* bytes not yet sent */

/* Queues a frame and sends what fits without waiting. `head` is copied. `bytes` is not: where
 * f->own is set the channel takes it over and frees it after sending (always, also on failure);
 * where it is NULL the bytes are copied too. A body so goes from socket to socket without a copy.
 * ERR_LIMIT: larger than the limits. ERR_BUSY: more than out_most is waiting. ERR_CLOSED: the other
 * side has gone. */
enum err_code channel_send(struct channel *c, struct frame *f) must_check;
/* Sends what waits and fits. ERR_OK: nothing waits any more; ERR_BUSY: poll for POLLOUT. */
enum err_code channel_flush(struct channel *c) must_check;
/* The next whole frame, reading what has come, never waiting. ERR_BUSY: none yet. ERR_CLOSED: the
 * other side has gone and nothing is left. ERR_INPUT: broken framing, too large: close it.
 * The receiver calls frame_done. */
enum err_code channel_next(struct channel *c, struct frame *ret) must_check;

/* The waiting forms, for programs that do one thing at a time. wait_us < 0 waits for ever;
 * ERR_TIMEOUT when the time is over. channel_put returns when all is sent. */
enum err_code channel_put(struct channel *c, struct frame *f, int64_t wait_us) must_check;
enum err_code channel_get(struct channel *c, struct frame *ret, int64_t wait_us) must_check;

/* ----------------------------------------------------------------------------------- keeper */
enum proc_role { PROC_DESK, PROC_FETCH, PROC_READER, PROC_ROLE_COUNT };
const char *proc_role_name(enum proc_role role); /* "desk", "fetch", "reader" */

enum { PROC_LISTEN_MOST = 8, PROC_READERS_MOST = 64 };

/* The desk's side of the keeper. */
struct proc_desk {
    int control;                  /* poll for POLLIN, then call proc_desk_next until ERR_BUSY */
    int listen[PROC_LISTEN_MOST]; /* listening sockets, non-blocking; none in one-shot mode */
    size_t listen_count;
    unsigned readers; /* reader slots: indexes 0 .. readers-1 */
    bool once;        /* do the one job, then return from desk_main */
};
enum proc_event_kind {
    PROC_UP,   /* a child has been started: fd is the desk's end of its channel (channel_new it) */
    PROC_DOWN, /* a child ended; its channel is of no use any more; an UP follows by itself */
    PROC_STOP, /* SIGTERM or SIGINT: finish and return from desk_main, within stop_us */
    PROC_RELOAD, /* SIGHUP: read the settings again */
};
struct proc_event {
    enum proc_event_kind kind;
    enum proc_role role; /* UP, DOWN */
    unsigned index;      /* which reader; 0 for fetch */
    int fd;              /* UP; now the receiver's */
    pid_t pid;           /* UP, DOWN */
    char why[96];        /* DOWN: "killed by SIGSEGV", "ended with status 1" */
};
/* The next event, never waiting. ERR_BUSY: none. ERR_CLOSED: the keeper has gone: end at once. */
enum err_code proc_desk_next(struct proc_desk *d, struct proc_event *ret) must_check;
/* Asks the keeper to kill a child that overran its time; DOWN and UP follow. Safe when it is dead
 * already: `pid` must match. */
void proc_desk_kill(struct proc_desk *d, enum proc_role role, unsigned index, pid_t pid);

/* The programs of the children, given by who knows them (they are of higher rank). Each returns its
 * exit status; the reader's and the fetch's end when their channel closes. */
struct proc_programs {
    int (*desk_main)(struct proc_desk *desk, void *ctx);
    int (*fetch_main)(struct channel *c, void *ctx);  /* net_main */
    void *fetch_ctx;                                  /* const struct net_settings * */
    int (*reader_main)(struct channel *c, void *ctx); /* reader_main */
    void *reader_ctx;                                 /* const struct reader_settings * */
    void *desk_ctx;
};
struct proc_config {
    struct proc_programs programs;
    const char *const *listen; /* "127.0.0.1:8008", "[::1]:8008", "localhost:8008", "unix:/path" */
    size_t listen_count;
    unsigned readers; /* 0: one a core */
    bool once; /* one-shot: no listening socket, SIGHUP ends, a desk that dies is not restarted */
    int64_t stop_us; /* how long a stop may take before children are killed; 0: 10 s */
    /* Called in the keeper on SIGHUP before PROC_RELOAD goes out (may be NULL). */
    void (*reload)(void *ctx);
    void *reload_ctx;
};
/* Runs until the desk's work is done or a stop was asked for, and returns the exit status for the
 * whole program. Must be called before any thread is started. Where it cannot begin (port taken,
 * too many addresses) it returns 1 with the words in *e and nothing started.
 *   - fetch or a reader dies: started again at once; one that dies within a second of its start
 *     waits 10 ms, doubling up to 5 s.
 *   - the desk is killed by a signal: all children are ended and all are started again, likewise
 *     slower and slower; after 8 deaths within a minute the keeper gives up (status 1). In one-shot
 *     mode it is not started again.
 *   - the desk returns: the keeper ends the rest and returns the desk's status.
 *   - SIGTERM, SIGINT: PROC_STOP to the desk; after stop_us, or at a second signal, SIGKILL to all.
 */
int proc_keep(const struct proc_config *config, struct err *e);

/* Opens one listening socket as `listen` above: non-blocking, close-on-exec, with SO_REUSEADDR.
 * A port that is taken is tried for three seconds: who held it may be on its way out.
 * The words of *e name what is wrong and what to do ("port 8008 is taken ..."). */
enum err_code proc_listen(const char *address, int *ret_fd, struct err *e) must_check;

/* One child outside a keeper: for commands and tests. The child runs main(channel, ctx) and ends
 * with its status; it dies when we die. */
struct proc_child {
    pid_t pid;
    struct channel *channel; /* ours */
};
enum err_code proc_spawn(int (*main)(struct channel *c, void *ctx), void *ctx,
                         struct proc_child *ret, struct err *e) must_check;
/* Closes the channel, gives the child `wait_us` to end by itself, kills it then. Returns its wait
 * status (-1: was none). */
int proc_child_end(struct proc_child *child, int64_t wait_us);

/* ---------------------------------------------------------------------------------- sandbox */
/* What each process may never do again once it has said so. Refusals are EPERM/EACCES, not death:
 * a library that probes for a file goes on without it.
 *   reader  no files, no sockets, no new processes or threads, no memory that is code; `memory`
 *           bytes of address space beyond what is mapped now
 *   fetch   internet sockets and DNS; reads /etc, certificates and name service libraries; no
 *           other file, no writing, no listening, no AF_UNIX connection, no exec
 *   desk    no exec, no fork, no sockets but AF_UNIX (and to the database's port), writes only
 *           below `writable`
 * In a build with sanitizers the memory limit is off (the shadow map needs all addresses). */
struct proc_sandbox {
    enum proc_role role;
    uint64_t memory;             /* reader: 0 = 256 MiB */
    uint16_t database_port;      /* desk: TCP port of the database, 0 = none */
    const char *const *writable; /* desk: folders and files, NULL-ended; NULL = anywhere */
};
/* Shuts this process (all of its threads) in. Call after warming up and before the first byte from
 * outside is parsed. ERR_IO where the kernel refuses; the caller decides (readers end). A kernel
 * without Landlock is no error: seccomp holds alone. */
enum err_code proc_sandbox_enter(const struct proc_sandbox *s, struct err *e) must_check;

/* What the kernel offers, for `octavo doctor`. */
struct proc_sandbox_report {
    bool seccomp;
    int landlock;        /* ABI version, 0 = none */
    bool landlock_net;   /* ABI 4: TCP ports too */
    bool landlock_scope; /* ABI 6: signals and abstract sockets too */
    bool sanitizer;      /* this build is looser, see above */
    char words[300];     /* one line for a person */
};
void proc_sandbox_report(struct proc_sandbox_report *ret);
/* A limit on CPU time from now on: the process is killed (SIGPROF) after it. 0 takes it back. */
void proc_cpu_limit(int64_t us);
#endif
