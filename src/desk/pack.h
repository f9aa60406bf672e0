/* desk/pack: the binary form of an article and its reading: its numbers and texts (pack.c), what
 * the page shows (pack_page.c), the rest (pack_rest.c). Numbers are LEB128, texts have their length
 * in front. Reading checks every count and place against what is there: what is wrong sets `bad`,
 * and 0 or nothing is read from then on. */
#ifndef OCTAVO_DESK_PACK_H
#define OCTAVO_DESK_PACK_H
#include "desk/internal.h"

enum { PACK_VERSION = 1 };

void pack_put_u(struct buf *b, uint64_t v);
void pack_put_s(struct buf *b, struct str s);
void pack_put_span(struct buf *b, struct span s);
/* From 0 to 1, in ten-thousandths. */
void pack_put_share(struct buf *b, double v);
/* Eight bytes, as this machine has them. */
void pack_put_f(struct buf *b, double v);
/* An index may be -1. */
void pack_put_index(struct buf *b, reading_index i);

struct pack_in {
    struct arena *a;
    struct str s;    /* what is left */
    struct str text; /* of the article: spans lie in it */
    bool bad;
};
uint64_t pack_get_u(struct pack_in *in);
/* A count of things of at least one byte each: bounded by what is left. */
size_t pack_get_count(struct pack_in *in);
/* A view into what is read. */
struct str pack_get_s(struct pack_in *in);
uint32_t pack_get_below(struct pack_in *in, uint64_t most);
struct span pack_get_span(struct pack_in *in);
double pack_get_share(struct pack_in *in);
double pack_get_f(struct pack_in *in);
/* One of a list of n, or -1. */
reading_index pack_get_index(struct pack_in *in, size_t n);
#endif
