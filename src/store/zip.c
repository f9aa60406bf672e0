/* zip: blobs in the database are zstd frames of level 3 (news text shrinks to 35 to 40 %, unpacked
 * at some 900 MB/s). Contexts are kept and used again, since making one costs more than a page. */
#include "store/store.h"

#include <zstd.h>

struct store_zip {
    ZSTD_CCtx *pack; /* made at the first packing: readers never pack */
    ZSTD_DCtx *unpack;
};

struct store_zip *store_zip_new(void)
{
    struct store_zip *z = calloc(1, sizeof *z);
    if (z && !(z->unpack = ZSTD_createDCtx())) {
        free(z);
        return NULL;
    }
    return z;
}

void store_zip_free(struct store_zip *z)
{
    if (!z)
        return;
    ZSTD_freeCCtx(z->pack);
    ZSTD_freeDCtx(z->unpack);
    free(z);
}

struct str store_zip_pack(struct store_zip *z, struct arena *a, struct str s)
{
    if (!z->pack)
        z->pack = ZSTD_createCCtx();
    size_t most = ZSTD_compressBound(s.n);
    char *p = arena_alloc(a, most);
    size_t n = z->pack ? ZSTD_compressCCtx(z->pack, p, most, s.p, s.n, 3) : 0;
    if (!z->pack || ZSTD_isError(n))
        arena_fail(a);
    return str_of(p, n);
}

enum err_code store_zip_unpack(struct store_zip *z, struct arena *a, struct str s, size_t most,
                               struct str *ret)
{
    unsigned long long n = ZSTD_getFrameContentSize(s.p, s.n);
    if (n == ZSTD_CONTENTSIZE_ERROR || n == ZSTD_CONTENTSIZE_UNKNOWN || n > most)
        return ERR_INPUT;
    char *p = arena_alloc(a, (size_t)n + 1);
    size_t got = ZSTD_decompressDCtx(z->unpack, p, (size_t)n, s.p, s.n);
    if (ZSTD_isError(got) || got != n)
        return ERR_INPUT;
    *ret = str_of(p, (size_t)n);
    return ERR_OK;
}
