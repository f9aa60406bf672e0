/* frame: the bytes of a frame. u32 length of the payload, u16 kind, u32 id; the payload is u32 head
 * length, head, raw bytes; little-endian. Lengths are checked here and nowhere else, so that a
 * process that was taken over cannot make another one reach beyond its buffer. */
#include "proc/internal.h"

bool frame_lead(const struct frame *f, char *p)
{
    if (f->head.n > FRAME_HEAD_MOST || f->bytes.n > FRAME_MOST ||
        4 + f->head.n + f->bytes.n > FRAME_MOST)
        return false;
    store_u32(p, (uint32_t)(4 + f->head.n + f->bytes.n));
    p[4] = (char)(f->kind & 0xFF);
    p[5] = (char)(f->kind >> 8);
    store_u32(p + 6, f->id);
    store_u32(p + FRAME_HEADER, (uint32_t)f->head.n);
    return true;
}

bool frame_header(const char *p, struct frame *ret, size_t *ret_length)
{
    size_t length = load_u32(p);
    if (length < 4 || length > FRAME_MOST)
        return false;
    *ret = (struct frame){.kind = (uint16_t)((unsigned char)p[4] | (unsigned char)p[5] << 8),
                          .id = load_u32(p + 6)};
    *ret_length = length;
    return true;
}

bool frame_payload(const char *p, size_t n, struct frame *f)
{
    size_t head = load_u32(p);
    if (head > n - 4 || head > FRAME_HEAD_MOST)
        return false;
    f->head = str_of(p + 4, head);
    f->bytes = str_of(p + 4 + head, n - 4 - head);
    return true;
}

void frame_done(struct frame *f)
{
    free(f->own);
    *f = (struct frame){0};
}

bool frame_write(struct buf *out, const struct frame *f)
{
    char lead[FRAME_HEADER + 4];
    if (!frame_lead(f, lead))
        return false;
    buf_put(out, str_of(lead, sizeof lead));
    buf_put(out, f->head);
    buf_put(out, f->bytes);
    return !out->failed;
}

enum err_code frame_parse(struct str *s, struct frame *ret, struct err *e)
{
    struct frame f;
    size_t length = 0;
    if (s->n < FRAME_HEADER || !frame_header(s->p, &f, &length))
        return err_set(e, ERR_INPUT, "this is no frame");
    if (length > s->n - FRAME_HEADER || !frame_payload(s->p + FRAME_HEADER, length, &f))
        return err_set(e, ERR_INPUT, "the frame is cut short");
    *ret = f;
    *s = str_from(*s, FRAME_HEADER + length);
    return ERR_OK;
}
