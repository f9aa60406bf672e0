/* desk/process: the program as its processes. */
#ifndef OCTAVO_DESK_PROCESS_H
#define OCTAVO_DESK_PROCESS_H
#include "desk/pipeline.h"

/* How pages are served: given by cli, since web and api stand above this room. */
struct desk_site {
    /* Starts serving on the listening sockets with threads of its own; returns something for stop.
     * Must be quick: the first page is asked for at once. */
    enum err_code (*start)(struct desk *d, const int *listen_fds, size_t n, void **ret_server,
                           struct err *e);
    void (*stop)(void *server);
};
/* What the program is to do. Either `site` (serve: listen, poll, until told to stop) or `once`
 * (one-shot: the function runs in the desk process, on its main thread, with the pipeline at hand;
 * its return is the exit status; all else ends with it). */
struct desk_start {
    struct desk_conf *conf; /* read again at SIGHUP */
    const struct desk_site *site;
    int (*once)(struct desk *d, struct desk_pipeline *p, void *ctx);
    void *ctx;
};
/* Becomes the keeper: starts the desk, fetch and reader processes and runs until all is done.
 * Returns the program's exit status; where it cannot begin (database, port) 1 with the words in *e.
 * No thread may have been started, and no desk opened, before. */
int desk_run(const struct desk_start *s, struct err *e);
/* The desk process itself, as proc_programs.desk_main; start: const struct desk_start *. */
int desk_main(struct proc_desk *proc, void *start);
#endif
