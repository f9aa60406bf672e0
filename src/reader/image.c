/* image: which image file is it, and how large? By the marks and size fields at its start (PNG,
 * GIF, JPEG, WebP, ICO, AVIF); no pixel is decoded. What browsers would run (SVG, HTML) is no
 * image. */
#include "reader/internal.h"

enum { SIDE_MOST = 16384, ICONS_MOST = 64 };

static uint32_t big16(const char *p)
{
    return (uint32_t)(unsigned char)p[0] << 8 | (unsigned char)p[1];
}
static uint32_t big32(const char *p)
{
    return big16(p) << 16 | big16(p + 2);
}
static uint32_t little16(const char *p)
{
    return (uint32_t)(unsigned char)p[1] << 8 | (unsigned char)p[0];
}
static uint32_t little24(const char *p)
{
    return little16(p) | (uint32_t)(unsigned char)p[2] << 16;
}

struct size {
    uint32_t w, h;
};
/* Each returns false where `s` is not its kind. */
static bool png(struct str s, struct size *ret)
{
    if (s.n < 24 || !str_starts(s, STR("\x89PNG\r\n\x1A\n")) ||
        !str_eq(str_sub(s, 12, 16), STR("IHDR")))
        return false;
    *ret = (struct size){big32(s.p + 16), big32(s.p + 20)};
    return true;
}
static bool gif(struct str s, struct size *ret)
{
    if (s.n < 10 || (!str_starts(s, STR("GIF87a")) && !str_starts(s, STR("GIF89a"))))
        return false;
    *ret = (struct size){little16(s.p + 6), little16(s.p + 8)};
    return true;
}
/* Segments until the frame header (ITU T.81, B.2.2). */
static bool jpeg(struct str s, struct size *ret)
{
    if (!str_starts(s, STR("\xFF\xD8\xFF")))
        return false;
    for (size_t at = 2; at + 9 < s.n;) {
        unsigned char kind = (unsigned char)s.p[at + 1];
        if ((unsigned char)s.p[at] != 0xFF)
            return false;
        if (kind == 0xFF) { /* a fill byte */
            at++;
            continue;
        }
        bool frame = kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC;
        if (frame) {
            *ret = (struct size){big16(s.p + at + 7), big16(s.p + at + 5)};
            return true;
        }
        uint32_t n = big16(s.p + at + 2);
        if (n < 2)
            return false;
        at += 2 + n;
    }
    return false;
}
/* RFC 9649. */
static bool webp(struct str s, struct size *ret)
{
    if (s.n < 30 || !str_starts(s, STR("RIFF")) || !str_eq(str_sub(s, 8, 12), STR("WEBP")))
        return false;
    struct str kind = str_sub(s, 12, 16);
    if (str_eq(kind, STR("VP8X"))) {
        *ret = (struct size){little24(s.p + 24) + 1, little24(s.p + 27) + 1};
    } else if (str_eq(kind, STR("VP8L"))) {
        uint32_t bits = little24(s.p + 21) | (uint32_t)(unsigned char)s.p[24] << 24;
        *ret = (struct size){(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1};
    } else if (str_eq(kind, STR("VP8 "))) {
        *ret = (struct size){little16(s.p + 26) & 0x3FFF, little16(s.p + 28) & 0x3FFF};
    } else {
        return false;
    }
    return true;
}
/* The largest of its pictures; a side of 0 means 256. */
static bool ico(struct str s, struct size *ret)
{
    if (s.n < 22 || !str_starts(s, str_of("\0\0\1\0", 4)))
        return false;
    size_t count = little16(s.p + 4);
    if (count == 0 || count > ICONS_MOST || s.n < 6 + count * 16)
        return false;
    struct size best = {0, 0};
    for (size_t i = 0; i < count; i++) {
        uint32_t w = (unsigned char)s.p[6 + i * 16], h = (unsigned char)s.p[7 + i * 16];
        w = w ? w : 256;
        h = h ? h : 256;
        if (w * h > best.w * best.h)
            best = (struct size){w, h};
    }
    *ret = best;
    return true;
}
/* ISO 14496-12; the size is in the first "ispe" box near the start. */
static bool avif(struct str s, struct size *ret)
{
    if (s.n < 32 || !str_eq(str_sub(s, 4, 8), STR("ftyp")) ||
        (!str_eq(str_sub(s, 8, 12), STR("avif")) && !str_eq(str_sub(s, 8, 12), STR("avis"))))
        return false;
    size_t at = str_find(str_sub(s, 0, 4096), STR("ispe"));
    if (at == SIZE_MAX || at + 16 > s.n)
        return false;
    *ret = (struct size){big32(s.p + at + 8), big32(s.p + at + 12)};
    return true;
}

static const struct {
    const char *type;
    bool (*look)(struct str s, struct size *ret);
} kinds[] = {{"image/png", png},   {"image/gif", gif},    {"image/jpeg", jpeg},
             {"image/webp", webp}, {"image/x-icon", ico}, {"image/avif", avif}};

enum err_code image_look(struct str bytes, struct reader_result *ret, struct err *e)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct size size;
        if (!kinds[i].look(bytes, &size))
            continue;
        if (size.w == 0 || size.h == 0)
            return err_set(e, ERR_INPUT, "an image without a size");
        if (size.w > SIDE_MOST || size.h > SIDE_MOST ||
            (uint64_t)size.w * size.h > READER_PIXELS_MOST)
            return err_set(e, ERR_LIMIT, "an image of %u x %u is too large", size.w, size.h);
        ret->image_type = str_c(kinds[i].type);
        ret->width = size.w;
        ret->height = size.h;
        return ERR_OK;
    }
    return err_set(e, ERR_INPUT, "not an image that is shown (PNG, GIF, JPEG, WebP, ICO, AVIF)");
}
