/* text_analysis: any bytes as an article: the analysed document keeps what sense/internal.h
 * promises of its lists. First byte: the language that the page claims. */
#include "sense/internal.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_doc(const struct sense_doc *d)
{
    uint32_t token = 0;
    for (size_t s = 0; s < d->sentence_count; s++) {
        assert(d->sentences[s].from == token && d->sentences[s].to > token);
        token = d->sentences[s].to;
    }
    assert(token == d->token_count);
    for (size_t c = 0; c < d->chunk_count; c++)
        assert(d->chunks[c].from <= d->chunks[c].head && d->chunks[c].head < d->chunks[c].to &&
               d->chunks[c].to <= d->token_count);
    for (size_t c = 0; c < d->clause_count; c++)
        assert(d->clauses[c].from < d->clauses[c].to &&
               d->clauses[c].verb < (int32_t)d->chunk_count);
    for (size_t i = 0; i < d->name_count; i++)
        assert(d->names[i].from < d->names[i].to && d->names[i].to <= d->token_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    if (n < 1)
        return 0;
    struct arena a;
    arena_init(&a, 512 << 20);
    struct str in = str_of((const char *)data + 1, n - 1);
    struct article article = {
        .title = str_sub(in, 0, 60), .text = in, .lang = data[0] & 1 ? STR("en") : STR("fr")};
    struct sense_doc d;
    sense_doc_make(&a, &article, &d);
    check_doc(&d);
    check_doc(d.title);
    for (size_t e = 0; e < d.entity_count; e++) {
        assert(d.entities[e].mention_count > 0 && d.entities[e].weight >= 0 &&
               d.entities[e].weight <= 1);
        for (size_t m = 0; m < d.entities[e].mention_count; m++)
            assert(d.entities[e].mentions[m].span.at < d.entities[e].mentions[m].span.end &&
                   d.entities[e].mentions[m].span.end <= in.n);
    }
    arena_done(&a);
    return 0;
}
