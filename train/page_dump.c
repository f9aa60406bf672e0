/* page_dump: the rows that the block classifier of src/page is trained on.
 *   page_dump LIST ROWS TEXTS
 * LIST: lines "id TAB path of raw html TAB url". ROWS: binary, for each page: u32 blocks, then for
 * each block struct page_second and F_SECOND bytes of features. TEXTS: JSON lines
 * {"id":…,"blocks":[…]}. */
#include "page/feature.h"

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

static void dump_page(struct arena *a, struct str line, FILE *rows_out, FILE *texts_out)
{
    struct str id, path, url = line;
    if (!str_split(&url, '\t', &id) || !str_split(&url, '\t', &path))
        return;
    struct page_hints hints = {.url = str_trim(url)};
    struct page *p = page_load(a, read_file(a, path), &hints);
    size_t n = p->blocks.n;
    uint8_t *rows = ARENA_ARRAY(a, n * FEATURE_COUNT, uint8_t);
    page_features(p, rows);
    uint32_t count = (uint32_t)n;
    fwrite(&count, sizeof count, 1, rows_out);
    struct buf b;
    buf_arena(&b, a, 64 << 20);
    struct json_out w;
    json_init(&w, &b);
    json_obj(&w);
    json_field_str(&w, "id", id);
    json_key(&w, STR("blocks"));
    json_arr(&w);
    for (size_t i = 0; i < n; i++) {
        fwrite(rows + i * FEATURE_COUNT, FEATURE_COUNT, 1, rows_out);
        json_put_str(&w, page_block_text(p, &p->blocks.v[i]));
    }
    json_arr_end(&w);
    json_obj_end(&w);
    fprintf(texts_out, "%.*s\n", STR_ARG(buf_str(&b)));
}

int main(int argc, char **argv)
{
    FILE *list = argc == 4 ? fopen(argv[1], "r") : NULL;
    FILE *rows = list ? fopen(argv[2], "wb") : NULL, *texts = rows ? fopen(argv[3], "w") : NULL;
    if (!texts) {
        fprintf(stderr, "usage: page_dump LIST ROWS TEXTS\n");
        return 2;
    }
    struct arena a;
    arena_init(&a, 512 << 20);
    char line[8192];
    while (fgets(line, sizeof line, list)) {
        arena_reset(&a);
        dump_page(&a, str_c(line), rows, texts);
    }
    arena_done(&a);
    fclose(list);
    return fclose(rows) | fclose(texts) ? 1 : 0;
}
