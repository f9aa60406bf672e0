/* decode: unpacking Content-Encoding. The limits count what comes out, against what came over the
 * wire: brotli packs a million to one. A body that claims a packing but does not begin with its
 * mark is taken as it is, as browsers do for servers that pack nothing and say so all the same.
 *
 * A body is unpacked twice: first to count what comes out, then into just that much memory, since
 * a buffer that grows leaves as much again behind in the arena. Nothing is taken from the arena
 * while a library holds memory of its own. */
#include "reader/internal.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

enum coding { CODING_NONE, CODING_GZIP, CODING_DEFLATE, CODING_BR, CODING_ZSTD, CODING_UNKNOWN };
enum { ZSTD_WINDOW_LOG = 23 }; /* 8 MiB: RFC 8878, 3.1.1.1.2, and what browsers take */

struct decoder {
    enum coding coding;
    struct str in;
    size_t wire; /* bytes of the first layer, for the ratio */
    z_stream z;
    BrotliDecoderState *br;
    ZSTD_DStream *zstd;
    struct err *e;
};

static enum coding coding_of(struct str name)
{
    static const struct {
        struct str name;
        enum coding coding;
    } table[] = {{STR_INIT("gzip"), CODING_GZIP},       {STR_INIT("x-gzip"), CODING_GZIP},
                 {STR_INIT("deflate"), CODING_DEFLATE}, {STR_INIT("br"), CODING_BR},
                 {STR_INIT("zstd"), CODING_ZSTD},       {STR_INIT("identity"), CODING_NONE}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_eq_fold(name, table[i].name))
            return table[i].coding;
    return name.n ? CODING_UNKNOWN : CODING_NONE;
}

static bool marked(enum coding coding, struct str s)
{
    if (coding == CODING_GZIP)
        return str_starts(s, STR("\x1F\x8B"));
    return coding != CODING_ZSTD || str_starts(s, STR("\x28\xB5\x2F\xFD")) ||
           (s.n >= 4 && str_eq(str_sub(s, 1, 4), STR("\x2A\x4D\x18"))); /* a skippable frame */
}

static bool begin(struct decoder *d)
{
    const unsigned char *p = (const unsigned char *)d->in.p;
    bool framed = d->in.n >= 2 && (p[0] & 15) == 8 && ((unsigned)p[0] << 8 | p[1]) % 31 == 0;
    switch (d->coding) {
    case CODING_GZIP: return inflateInit2(&d->z, 15 + 16) == Z_OK;
    case CODING_DEFLATE: /* RFC 9110 means zlib's frame; some servers send the bare stream */
        return inflateInit2(&d->z, framed ? 15 : -15) == Z_OK;
    case CODING_BR: d->br = BrotliDecoderCreateInstance(NULL, NULL, NULL); return d->br != NULL;
    case CODING_ZSTD:
        d->zstd = ZSTD_createDStream();
        return d->zstd &&
               !ZSTD_isError(ZSTD_DCtx_setParameter(d->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG));
    case CODING_NONE:
    case CODING_UNKNOWN: break;
    }
    return false;
}

static void end(struct decoder *d)
{
    if (d->coding == CODING_GZIP || d->coding == CODING_DEFLATE)
        inflateEnd(&d->z);
    if (d->br)
        BrotliDecoderDestroyInstance(d->br);
    ZSTD_freeDStream(d->zstd);
}

enum step { STEP_MORE, STEP_END, STEP_BROKEN };
/* Each decodes from d->in (moved on) into p[0..n), *ret bytes of it. */
static enum step step_zlib(struct decoder *d, char *p, size_t n, size_t *ret)
{
    d->z.next_in = (unsigned char *)(uintptr_t)d->in.p;
    d->z.avail_in = (unsigned)d->in.n;
    d->z.next_out = (unsigned char *)p;
    d->z.avail_out = (unsigned)n;
    int code = inflate(&d->z, Z_NO_FLUSH);
    d->in = str_from(d->in, d->in.n - d->z.avail_in);
    *ret = n - d->z.avail_out;
    if (code == Z_STREAM_END && d->coding == CODING_GZIP && marked(CODING_GZIP, d->in))
        return inflateReset(&d->z) == Z_OK ? STEP_MORE : STEP_BROKEN; /* another member */
    return code == Z_STREAM_END ? STEP_END : code == Z_OK ? STEP_MORE : STEP_BROKEN;
}
static enum step step_br(struct decoder *d, char *p, size_t n, size_t *ret)
{
    const uint8_t *in = (const uint8_t *)d->in.p;
    size_t in_n = d->in.n, room = n;
    uint8_t *out = (uint8_t *)p;
    BrotliDecoderResult code = BrotliDecoderDecompressStream(d->br, &in_n, &in, &room, &out, NULL);
    d->in = str_from(d->in, d->in.n - in_n);
    *ret = n - room;
    return code == BROTLI_DECODER_RESULT_SUCCESS             ? STEP_END
           : code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT ? STEP_MORE
                                                             : STEP_BROKEN;
}
static enum step step_zstd(struct decoder *d, char *p, size_t n, size_t *ret)
{
    ZSTD_inBuffer in = {d->in.p, d->in.n, 0};
    ZSTD_outBuffer out = {p, n, 0};
    size_t code = ZSTD_decompressStream(d->zstd, &out, &in);
    d->in = str_from(d->in, in.pos);
    *ret = out.pos;
    if (ZSTD_isError(code))
        return STEP_BROKEN;
    if (code == 0)
        return d->in.n && marked(CODING_ZSTD, d->in) ? STEP_MORE : STEP_END;
    return in.pos == 0 && out.pos == 0 ? STEP_BROKEN : STEP_MORE;
}

/* Into out[0..room), or, where `out` is NULL, nowhere. *ret_n: the bytes that came. */
static enum err_code run(struct decoder *d, char *out, size_t room, size_t *ret_n)
{
    enum { PIECE = 32 << 10 };
    char piece[PIECE];
    for (size_t n = 0;;) {
        char *p = out ? out + n : piece;
        size_t most = out ? room - n : PIECE, got = 0;
        enum step step = d->coding == CODING_BR     ? step_br(d, p, most, &got)
                         : d->coding == CODING_ZSTD ? step_zstd(d, p, most, &got)
                                                    : step_zlib(d, p, most, &got);
        n += got;
        if (n > READER_DECODED_MOST)
            return err_set(d->e, ERR_LIMIT, "unpacked it is larger than %d MiB",
                           READER_DECODED_MOST >> 20);
        if (n > READER_RATIO_FROM && n / READER_RATIO_MOST > d->wire)
            return err_set(d->e, ERR_LIMIT,
                           "a packing bomb: %zu bytes unpack to more than %d times as many",
                           d->wire, READER_RATIO_MOST);
        if (step == STEP_END || (out && n == room)) {
            *ret_n = n;
            return ERR_OK;
        }
        if (step == STEP_BROKEN || (got == 0 && d->in.n == 0))
            return err_set(d->e, ERR_INPUT, "the packed body is broken or cut short");
    }
}

static enum err_code once(struct decoder d, char *out, size_t room, size_t *ret_n)
{
    enum err_code code =
        begin(&d) ? run(&d, out, room, ret_n) : err_set(d.e, ERR_MEMORY, "no memory to unpack it");
    end(&d);
    return code;
}

static enum err_code decode_one(struct arena *a, enum coding coding, size_t wire, struct str *s,
                                struct err *e)
{
    struct decoder d = {.coding = coding, .in = *s, .wire = wire, .e = e};
    size_t n = 0;
    enum err_code code = once(d, NULL, 0, &n);
    if (code != ERR_OK)
        return code;
    char *out = arena_alloc(a, n);
    code = n ? once(d, out, n, &n) : ERR_OK;
    if (code == ERR_OK)
        *s = str_of(out, n);
    return code;
}

enum err_code reader_decode(struct arena *a, struct str bytes, struct str encoding, struct str *ret,
                            struct err *e)
{
    enum coding list[READER_ENCODINGS_MOST];
    size_t n = 0;
    struct str rest = encoding, part;
    while (rest.p && str_split(&rest, ',', &part)) {
        enum coding coding = coding_of(str_trim(part));
        if (coding == CODING_UNKNOWN)
            return err_set(e, ERR_INPUT, "packed in a way that is not known: %.*s",
                           STR_ARG(str_sub(str_trim(part), 0, 40)));
        if (coding == CODING_NONE)
            continue;
        if (n == READER_ENCODINGS_MOST)
            return err_set(e, ERR_LIMIT, "packed more than %d times", READER_ENCODINGS_MOST);
        list[n++] = coding;
    }
    size_t wire = bytes.n;
    while (n-- > 0) {
        if (bytes.n == 0 || !marked(list[n], bytes))
            continue;
        enum err_code code = decode_one(a, list[n], wire, &bytes, e);
        if (code != ERR_OK)
            return code;
    }
    if (bytes.n > READER_DECODED_MOST)
        return err_set(e, ERR_LIMIT, "it is larger than %d MiB", READER_DECODED_MOST >> 20);
    *ret = bytes;
    return ERR_OK;
}
