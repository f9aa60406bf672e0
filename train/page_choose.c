/* page_choose: the candidates for the headline of each page, described as src/page/title.c sees
 * them, for train/page_choose.py.
 *   page_choose LIST > ROWS
 * LIST: lines "id TAB path of raw html TAB url". ROWS: JSON lines {"id":…,"titles":[[text, answers
 * …],…]}. */
#include "page/choose.h"

#include <stdio.h>

static struct str read_file(struct arena *a, struct str path)
{
    FILE *f = fopen(str_z(a, path), "rb");
    if (!f)
        return STR_NONE;
    struct buf b;
    buf_arena(&b, a, 64 << 20);
    char t[65536];
    for (size_t n; (n = fread(t, 1, sizeof t, f)) > 0;)
        buf_put(&b, str_of(t, n));
    fclose(f);
    return buf_str(&b);
}

static void dump_page(struct arena *a, struct str line)
{
    struct str id, path, url = line;
    if (!str_split(&url, '\t', &id) || !str_split(&url, '\t', &path))
        return;
    struct page_hints hints = {.url = str_trim(url)};
    struct page *p = page_load(a, read_file(a, path), &hints);
    struct article article = {.url = hints.url};
    page_read_rest(p, &article);
    struct page_title_row *rows = ARENA_ARRAY(a, PAGE_TITLES_MOST, struct page_title_row);
    size_t n = page_title_rows(p, article.source, rows);
    struct buf b;
    buf_arena(&b, a, 1 << 20);
    struct json_out w;
    json_init(&w, &b);
    json_obj(&w);
    json_field_str(&w, "id", id);
    bool ld = false;
    for (size_t i = 0; i < n; i++)
        ld |= rows[i].f[T_LD] != 0;
    json_field_bool(&w, "ld", ld);
    json_key(&w, STR("titles"));
    json_arr(&w);
    for (size_t i = 0; i < n; i++) {
        json_arr(&w);
        json_put_str(&w, rows[i].text);
        for (int k = 0; k < T_COUNT; k++)
            json_put_i64(&w, rows[i].f[k]);
        json_arr_end(&w);
    }
    json_arr_end(&w);
    json_obj_end(&w);
    printf("%.*s\n", STR_ARG(buf_str(&b)));
}

int main(int argc, char **argv)
{
    FILE *list = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!list) {
        fprintf(stderr, "usage: page_choose LIST > ROWS\n");
        return 2;
    }
    struct arena a;
    arena_init(&a, 512 << 20);
    char line[8192];
    while (fgets(line, sizeof line, list)) {
        arena_reset(&a);
        dump_page(&a, str_c(line));
    }
    arena_done(&a);
    return fclose(list) ? 1 : 0;
}
