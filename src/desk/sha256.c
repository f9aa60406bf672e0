/* sha256: FIPS 180-4, and HMAC by RFC 2104. For digests of tokens in the database, signatures of
 * image addresses, and keys of entries; passwords are argon2id's. */
#include "desk/internal.h"

static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static inline uint32_t turn(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static void mix(struct sha256 *s)
{
    uint32_t w[64];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)s->block[4 * i] << 24 | (uint32_t)s->block[4 * i + 1] << 16 |
               (uint32_t)s->block[4 * i + 2] << 8 | s->block[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t b = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
    uint32_t v[8];
    memcpy(v, s->h, sizeof v);
    for (int i = 0; i < 64; i++) {
        uint32_t one = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
        uint32_t choose = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t t1 = v[7] + one + choose + K[i] + w[i];
        uint32_t zero = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
        uint32_t most = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += t1;
        v[0] = t1 + zero + most;
    }
    for (int i = 0; i < 8; i++)
        s->h[i] += v[i];
}

void sha256_init(struct sha256 *s)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(s->h, start, sizeof s->h);
    s->n = 0;
}

void sha256_add(struct sha256 *s, struct str bytes)
{
    while (bytes.n) {
        size_t at = s->n % 64, part = bytes.n < 64 - at ? bytes.n : 64 - at;
        memcpy(s->block + at, bytes.p, part);
        s->n += part;
        bytes = str_from(bytes, part);
        if (s->n % 64 == 0)
            mix(s);
    }
}

void sha256_end(struct sha256 *s, unsigned char ret[32])
{
    uint64_t bits = s->n * 8;
    static const char pad[64] = {(char)0x80};
    sha256_add(s, str_of(pad, (s->n % 64 < 56 ? 56 : 120) - s->n % 64));
    char length[8];
    for (int i = 0; i < 8; i++)
        length[i] = (char)(bits >> (56 - 8 * i));
    sha256_add(s, str_of(length, 8));
    for (int i = 0; i < 32; i++)
        ret[i] = (unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

/* HMAC of a, a zero byte, and b: the zero keeps ("ab","c") and ("a","bc") apart. */
void sha256_hmac(const unsigned char *key, size_t key_n, struct str a, struct str b,
                 unsigned char ret[32])
{
    char pad[64];
    struct sha256 s;
    for (size_t i = 0; i < 64; i++)
        pad[i] = (char)((i < key_n ? key[i] : 0) ^ 0x36);
    sha256_init(&s);
    sha256_add(&s, str_of(pad, 64));
    sha256_add(&s, a);
    sha256_add(&s, STR("\0"));
    sha256_add(&s, b);
    sha256_end(&s, ret);
    for (size_t i = 0; i < 64; i++)
        pad[i] = (char)(pad[i] ^ 0x36 ^ 0x5c);
    struct sha256 outer;
    sha256_init(&outer);
    sha256_add(&outer, str_of(pad, 64));
    sha256_add(&outer, str_of((const char *)ret, 32));
    sha256_end(&outer, ret);
}

struct str desk_digest(struct arena *a, struct str s)
{
    struct sha256 d;
    unsigned char bytes[32];
    sha256_init(&d);
    sha256_add(&d, s);
    sha256_end(&d, bytes);
    char *hex = arena_alloc(a, 32);
    for (int i = 0; i < 32; i++)
        hex[i] = "0123456789abcdef"[bytes[i / 2] >> (i % 2 ? 0 : 4) & 15];
    return str_of(hex, 32);
}

void base64_url(const unsigned char *p, size_t n, char *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint32_t bits = 0;
    int have = 0;
    for (size_t i = 0; i < n; i++) {
        bits = bits << 8 | p[i];
        for (have += 8; have >= 6; have -= 6)
            *out++ = digits[bits >> (have - 6) & 63];
    }
    if (have)
        *out++ = digits[bits << (6 - have) & 63];
    *out = '\0';
}

static int base64_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    return c == '/' || c == '_' ? 63 : -1;
}

struct str base64_read(struct arena *a, struct str s)
{
    while (s.n && s.p[s.n - 1] == '=')
        s.n--;
    char *out = arena_alloc(a, s.n + 1);
    size_t n = 0;
    uint32_t bits = 0, held = 0;
    for (size_t i = 0; i < s.n; i++) {
        int v = base64_value(s.p[i]);
        if (v < 0)
            return STR_NONE;
        bits = bits << 6 | (uint32_t)v;
        held += 6;
        if (held < 8)
            continue;
        held -= 8;
        out[n++] = (char)(bits >> held & 0xFF);
    }
    return str_of(out, n);
}
