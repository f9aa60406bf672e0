/* places.c: looks up names of places, persons and bodies in the gazetteer model.
 *
 * The gazetteer is a model file (places.bin) whose rows are found by the hash of a phrase: pieces
 * of words (parted at hyphens and full stops, plain letters) mixed one after the other. A row says
 * what sorts of things the phrase is a name of, whether a longer name begins with it, and where the
 * places of this name are. Facts come from GeoNames (CC BY 4.0) and a table of countries (ODbL);
 * see models/README.md. */
#include "sense/places.h"

uint64_t sense_phrase_step(uint64_t h, uint64_t piece)
{
    return sense_mix(h * 31 + piece + 1);
}

static void piece_put(struct arena *a, struct sense_pieces *p, struct str s, uint32_t token)
{
    if (s.n == 0)
        return;
    if (p->n == p->cap)
        p->v = arena_list_room(a, p->v, p->n, &p->cap, sizeof *p->v);
    p->v[p->n++] = (struct sense_piece){str_hash(s), token};
}

/* Adds the pieces of one normal form. */
void sense_pieces_add(struct arena *a, struct sense_pieces *p, struct str norm, uint32_t token)
{
    bool plain = true;
    for (size_t i = 0; i < norm.n; i++)
        plain &= (unsigned char)norm.p[i] < 0x80;
    struct str s = plain ? norm : text_key(a, norm);
    if (plain && norm.n > 1 && norm.p[0] == '\'')
        return; /* 's */
    /* "u.s." is one piece without its full stops; "st." loses its own; a hyphen or blank parts. */
    char room[64];
    size_t n = 0;
    for (size_t i = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : '-';
        if (c == '-' || c == ' ' || c == '/') {
            if (n > 0)
                piece_put(a, p, str_of(room, n), token);
            n = 0;
        } else if (c != '.' && c != '\'' && c != '`' && n < sizeof room) {
            if ((unsigned char)c >= 0x80 || is_alnum(c) || c == '&')
                room[n++] = c;
        }
    }
}

const uint8_t *sense_phrase_row(uint64_t h)
{
    const struct sense_model *m = sense_model_get(MODEL_PLACES);
    return m ? sense_model_row(m, sense_feature(SENSE_PHRASE, h)) : NULL;
}

static unsigned row_bits(const uint8_t *row)
{
    return row ? (unsigned)(row[1] | row[2] << 8) : 0;
}

void sense_gaz_make(const struct sense_doc *d, struct sense_gaz *ret)
{
    struct arena *a = d->arena;
    *ret = (struct sense_gaz){.begin = ARENA_ARRAY(a, d->token_count + 1, uint16_t),
                              .inside = ARENA_ARRAY(a, d->token_count + 1, uint16_t),
                              .single = ARENA_ARRAY(a, d->token_count + 1, uint16_t)};
    struct sense_pieces p = {0};
    for (uint32_t i = 0; i < d->token_count; i++)
        if (d->tokens[i].flags & (TOK_ALPHA | TOK_DIGIT))
            sense_pieces_add(a, &p, d->tokens[i].norm, i);
    for (size_t i = 0; i < p.n; i++) {
        uint32_t first = p.v[i].token;
        if (!(d->tokens[first].flags & TOK_CAP) || (i > 0 && p.v[i - 1].token == first))
            continue;
        uint64_t h = 0;
        unsigned best = 0;
        uint32_t last = first;
        for (size_t k = i; k < p.n && k < i + SENSE_PHRASE_MOST; k++) {
            uint32_t t = p.v[k].token;
            if (d->tokens[t].sentence != d->tokens[first].sentence || t > first + 2 * (k - i) + 1)
                break;
            h = sense_phrase_step(h, p.v[k].hash);
            unsigned bits = row_bits(sense_phrase_row(h));
            bool whole = k + 1 == p.n || p.v[k + 1].token != t;
            if ((bits & ~(unsigned)GAZ_LONGER) && whole &&
                (d->tokens[t].flags & (TOK_CAP | TOK_DIGIT))) {
                if (t == first)
                    ret->single[first] = (uint16_t)(bits & ~(unsigned)GAZ_LONGER);
                best = bits & ~(unsigned)GAZ_LONGER;
                last = t;
            }
            if (!(bits & GAZ_LONGER))
                break;
        }
        if (last == first)
            continue;
        ret->begin[first] |= (uint16_t)best;
        for (uint32_t t = first + 1; t <= last; t++)
            ret->inside[t] |= (uint16_t)best;
    }
}

size_t sense_place_find(struct arena *a, struct str name, struct sense_place *places, size_t most,
                        unsigned *ret_bits)
{
    struct sense_pieces p = {0};
    struct text_words it = text_words(name);
    struct text_word w;
    struct str key = text_fold(a, name);
    (void)it;
    (void)w;
    for (size_t at = 0; at < key.n;) {
        size_t end = at;
        while (end < key.n && !is_space(key.p[end]))
            end++;
        sense_pieces_add(a, &p, str_sub(key, at, end), 0);
        at = end + 1;
    }
    uint64_t h = 0;
    for (size_t i = 0; i < p.n; i++)
        h = sense_phrase_step(h, p.v[i].hash);
    const uint8_t *row = p.n && p.n <= SENSE_PHRASE_MOST ? sense_phrase_row(h) : NULL;
    *ret_bits = row_bits(row) & ~(unsigned)GAZ_LONGER;
    if (!row)
        return 0;
    const struct sense_model *m = sense_model_get(MODEL_PLACES);
    const uint8_t *codes = sense_model_extra(m), *f = row + 4;
    size_t n = row[3] < most ? row[3] : most;
    for (size_t i = 0; i < n; i++, f += 6) {
        places[i].country[0] = (char)codes[f[0] * 2];
        places[i].country[1] = (char)codes[f[0] * 2 + 1];
        places[i].country[2] = 0;
        places[i].size = f[1];
        places[i].lat = (int16_t)(f[2] | f[3] << 8) / 100.0;
        places[i].lon = (int16_t)(f[4] | f[5] << 8) / 100.0;
    }
    return n;
}
