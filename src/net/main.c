/* main: the fetch process. Warms up (curl, TLS, threads), shuts itself in, serves. It ends by
 * itself, to be started again, when the machine's name service settings were replaced: its sandbox
 * lets it read the files that were there when it began, and no new ones. */
#include "net/internal.h"

#include <curl/curl.h>
#include <sys/stat.h>

enum { CREDITS = 256 };
#define LOOK_EVERY_US (5 * US_SECOND)
#define WAIT_MOST_US  (60 * US_SECOND) /* for flights to end before leaving all the same */

struct net_settings net_settings_default(void)
{
    const char *allow = getenv("OCTAVO_NET_ALLOW");
    return (struct net_settings){
        .user_agent = "Octavo/" OCTAVO_VERSION " (+https://octavo.example/)",
        .allow = allow,
        .own_host_most = 16,
        .most = 64,
        .host_pause_us = US_SECOND,
        .connect_us = 10 * US_SECOND,
        .total_us = 28 * US_SECOND,
        .model_us = 120 * US_SECOND,
        .body_most = 16 << 20,
    };
}

/* A number that changes when one of the files is replaced. */
static uint64_t name_service_stamp(void)
{
    static const char *const files[] = {"/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf"};
    uint64_t stamp = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct stat st;
        if (stat(files[i], &st) == 0)
            stamp = stamp * 31 + (uint64_t)st.st_ino;
    }
    return stamp;
}

/* Takes all frames that have come. ERR_BUSY: go on. */
static enum err_code take_frames(struct engine *g, struct channel *c)
{
    struct frame f;
    enum err_code code;
    while ((code = channel_next(c, &f)) == ERR_OK) {
        engine_take(g, &f);
        frame_done(&f);
    }
    return code;
}

static int serve(struct engine *g, struct channel *c)
{
    uint64_t stamp = name_service_stamp();
    int64_t look = clock_mono() + LOOK_EVERY_US, leave = 0;
    for (;;) {
        enum err_code code = take_frames(g, c);
        if (code != ERR_BUSY)
            return code == ERR_CLOSED ? 0 : 1;
        engine_turn(g, US_SECOND);
        int64_t now = clock_mono();
        if (!leave && now >= look) {
            look = now + LOOK_EVERY_US;
            if (name_service_stamp() != stamp)
                leave = now + WAIT_MOST_US;
        }
        if (leave && (engine_busy(g) == 0 || now > leave))
            return 0;
    }
}

static void say_ready(struct channel *c)
{
    char head[40];
    int n = snprintf(head, sizeof head, "{\"credits\":%d}", CREDITS);
    struct frame f = {.kind = FRAME_READY, .head = {head, (size_t)n}};
    if (channel_put(c, &f, -1) != ERR_OK)
        log_say(LOG_DEBUG, "net", "the desk has gone already");
}

int net_main(struct channel *c, void *ctx)
{
    const struct net_settings *s = ctx;
    struct err e;
    if (curl_global_init(CURL_GLOBAL_ALL) != CURLE_OK) {
        log_say(LOG_ERROR, "net", "curl does not start");
        return 1;
    }
    /* Landlock holds for threads that are started after it, so first the sandbox. */
    struct proc_sandbox box = {.role = PROC_FETCH};
    if (!s->no_sandbox && proc_sandbox_enter(&box, &e) != ERR_OK) {
        log_say(LOG_ERROR, "net", "%s", e.words);
        return 1;
    }
    struct engine *g = engine_new(s, c);
    if (!g) {
        log_say(LOG_ERROR, "net", "no memory to start");
        return 1;
    }
    say_ready(c); /* where the desk has ended already, serve sees the channel closed */
    return serve(g, c);
}
