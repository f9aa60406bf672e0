/* channel: frames whole, split, too large, cut off; bodies handed over without a copy. */
#include "check.h"
#include "proc/proc.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

static struct channel *left, *right;
static int raw; /* the bare other end of `left`, in tests that write bytes by hand */

static int setup(void **state)
{
    (void)state;
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
    left = channel_new(pair[0], 1 << 20);
    right = channel_new(pair[1], 1 << 20);
    raw = pair[1];
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    channel_free(left);
    channel_free(right);
    return 0;
}

static void there_and_back(void **state)
{
    (void)state;
    struct frame f = {.kind = FRAME_JOB, .id = 7, .head = STR("{}"), .bytes = STR("a\0b")};
    check_ok(channel_send(left, &f));
    check_int(channel_waiting(left), 0);
    check_ok(channel_next(right, &f));
    check_int(f.kind, FRAME_JOB);
    check_int(f.id, 7);
    check_strz(f.head, "{}");
    check_str(f.bytes, STR("a\0b"));
    frame_done(&f);
    check_int(channel_next(right, &f), ERR_BUSY);
    f = (struct frame){.kind = FRAME_READY};
    check_ok(channel_put(right, &f, US_SECOND));
    check_ok(channel_get(left, &f, US_SECOND));
    check_int(f.head.n + f.bytes.n, 0);
    frame_done(&f);
    check_int(channel_get(left, &f, 2000), ERR_TIMEOUT);
}

static void byte_by_byte(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1000);
    struct frame f = {.kind = 300, .id = UINT32_MAX, .head = STR("[1]"), .bytes = STR("body")};
    check_true(frame_write(&b, &f));
    check_true(frame_write(&b, &f));
    for (size_t i = 0; i < b.n; i++) {
        assert_int_equal(write(raw, b.p + i, 1), 1);
        enum err_code want = i + 1 == b.n / 2 || i + 1 == b.n ? ERR_OK : ERR_BUSY;
        check_int(channel_next(left, &f), want);
        if (want == ERR_OK) {
            check_int(f.kind, 300);
            check_strz(f.bytes, "body");
            frame_done(&f);
        }
    }
    struct str s = buf_str(&b);
    check_ok(frame_parse(&s, &f, NULL));
    check_strz(f.head, "[1]");
    s.n--;
    struct str before = s;
    check_int(frame_parse(&s, &f, NULL), ERR_INPUT);
    check_true(s.p == before.p && s.n == before.n);
    buf_done(&b);
}

static void unsound_frames(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        const char *what;
    } cases[] = {
        {STR_INIT("\x00\x00\x00\x00\x01\x00\x01\x00\x00\x00"), "no room for the head's length"},
        {STR_INIT("\xFF\xFF\xFF\xFF\x01\x00\x01\x00\x00\x00"), "4 GiB"},
        {STR_INIT("\x01\x00\x00\x03\x01\x00\x01\x00\x00\x00"), "a byte more than FRAME_MOST"},
        {STR_INIT("\x06\x00\x00\x00\x01\x00\x01\x00\x00\x00\x03\x00\x00\x00{}"), "head too long"},
        {STR_INIT("\x06\x00\x00\x00\x01\x00\x01\x00\x00\x00\xFF\xFF\xFF\xFF{}"), "head 4 GiB"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int pair[2];
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
        struct channel *c = channel_new(pair[0], 1000);
        check_true(write(pair[1], cases[i].bytes.p, cases[i].bytes.n) > 0);
        struct frame f;
        check_int(channel_next(c, &f), ERR_INPUT);
        struct str s = cases[i].bytes;
        check_int(frame_parse(&s, &f, NULL), ERR_INPUT);
        channel_free(c);
        close(pair[1]);
    }
}

static void too_large_to_send(void **state)
{
    (void)state;
    struct frame f = {.kind = 1, .bytes = {"", FRAME_MOST}};
    check_int(channel_send(left, &f), ERR_LIMIT);
    f = (struct frame){.kind = 1, .head = {"", FRAME_HEAD_MOST + 1}};
    check_int(channel_send(left, &f), ERR_LIMIT);
}

static void a_full_channel_says_busy(void **state)
{
    (void)state;
    enum { N = 700000 };
    char *body = calloc(1, N);
    struct frame f = {.kind = 1, .id = 1, .bytes = {body, N}};
    check_ok(channel_send(left, &f)); /* more than the socket takes: waits */
    check_true(channel_waiting(left) > 0 && (channel_events(left) & POLLOUT));
    f = (struct frame){.kind = 1, .id = 2, .bytes = {body, N}};
    enum err_code code = channel_send(left, &f);
    check_int(code, ERR_BUSY);
    body[N - 1] = 'z';
    f = (struct frame){.kind = 1, .id = 3, .bytes = {body, 1000}};
    check_ok(channel_send(left, &f));
    size_t got = 0;
    while (got < 2) {
        check_true(channel_flush(left) != ERR_CLOSED);
        code = channel_next(right, &f);
        if (code == ERR_BUSY)
            continue;
        check_ok(code);
        check_int(f.id, got ? 3 : 1);
        check_int(f.bytes.n, got ? 1000 : N);
        got++;
        frame_done(&f);
    }
    check_ok(channel_flush(left));
    free(body);
}

static void a_body_is_passed_on(void **state)
{
    (void)state;
    struct frame f = {
        .kind = FRAME_FETCHED, .id = 4, .head = STR("{\"a\":1}"), .bytes = STR("text")};
    check_ok(channel_send(left, &f));
    check_ok(channel_next(right, &f));
    f.kind = FRAME_JOB;
    f.head = STR("{\"b\":22}");
    check_ok(channel_send(right, &f));
    check_true(f.own == NULL);
    check_ok(channel_next(left, &f));
    check_int(f.kind, FRAME_JOB);
    check_strz(f.head, "{\"b\":22}");
    check_strz(f.bytes, "text");
    frame_done(&f);
}

static void the_other_side_goes(void **state)
{
    (void)state;
    struct frame f = {.kind = 5, .id = 9, .bytes = STR("last words")};
    check_ok(channel_send(right, &f));
    f = (struct frame){.kind = 5, .bytes = STR("never read")};
    check_ok(channel_send(left, &f));
    channel_free(right);
    right = NULL;
    check_ok(channel_next(left, &f));
    check_strz(f.bytes, "last words");
    frame_done(&f);
    check_int(channel_next(left, &f), ERR_CLOSED);
    f = (struct frame){.kind = 5};
    check_int(channel_send(left, &f), ERR_CLOSED);
    f = (struct frame){.kind = 5};
    check_int(channel_put(left, &f, 1000), ERR_CLOSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
        T(there_and_back),           T(byte_by_byte),
        T(unsound_frames),           T(too_large_to_send),
        T(a_full_channel_says_busy), T(a_body_is_passed_on),
        T(the_other_side_goes),
    };
    return cmocka_run_group_tests_name("channel", tests, NULL, NULL);
}
