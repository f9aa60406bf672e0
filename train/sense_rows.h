/* sense_rows.h: a row of a data set, as sense_eval and sense_brief read it. */
#ifndef OCTAVO_TRAIN_SENSE_ROWS_H
#define OCTAVO_TRAIN_SENSE_ROWS_H
#include "sense/find.h"

struct row {
    struct arena *a;
    const json_t *v;
    struct str id;
    struct article article;
    long number;
    struct json_out *w;
};

static inline struct str own(struct arena *a, const json_t *v, const char *key)
{
    return str_dup(a, json_get_str(v, key));
}

static inline void read_row(struct row *r)
{
    r->id = own(r->a, r->v, "id");
    r->article = (struct article){.title = own(r->a, r->v, "title"),
                                  .text = own(r->a, r->v, "text"),
                                  .source = own(r->a, r->v, "publisher"),
                                  .published = {.us = TIME_NONE}};
    if (r->article.source.n == 0)
        r->article.source = own(r->a, r->v, "source");
    struct str day = json_get_str(r->v, "date");
    if (day.n == 0)
        day = json_get_str(r->v, "published");
    if (!when_parse(day, &r->article.published))
        r->article.published = (struct when){.us = TIME_NONE};
}

/* Letters and digits alone, small: equal where texts differ in marks and spaces only. */
static inline struct str squeezed(struct arena *a, struct str s)
{
    struct buf b;
    buf_arena(&b, a, s.n + 16);
    for (size_t i = 0; i < s.n; i++)
        if (is_alnum(s.p[i]))
            buf_char(&b, to_lower(s.p[i]));
    return buf_str(&b);
}
#endif
