/* shared.h: rows of the language data beside the repository, for tests that are skipped where it is
 * absent. The files are gzip; zlib reads them. */
#ifndef OCTAVO_TESTS_SENSE_SHARED_H
#define OCTAVO_TESTS_SENSE_SHARED_H
#include "check.h"
#include "types/types.h"

#include <zlib.h>

/* Path of a file in the shared folder, or NULL (and a line that says so) where it is absent. */
static inline const char *shared_path(struct arena *a, const char *name)
{
    const char *root = getenv("OCTAVO_SHARED");
    const char *path = str_z(a, str_fmt(a, "%s/%s", root ? root : "../shared", name));
    FILE *f = fopen(path, "rb");
    if (!f) {
        print_message("skipped: %s is not there (set OCTAVO_SHARED)\n", path);
        return NULL;
    }
    fclose(f);
    return path;
}

static inline struct str shared_str(struct arena *a, const json_t *v, const char *key)
{
    return str_dup(a, json_get_str(v, key));
}

/* A row as an article. */
static inline struct article shared_article(struct arena *a, const json_t *v)
{
    struct article x = {.title = shared_str(a, v, "title"),
                        .text = shared_str(a, v, "text"),
                        .source = shared_str(a, v, "source"),
                        .published = {.us = TIME_NONE}};
    struct str day = json_get_str(v, json_object_get(v, "published") ? "published" : "date");
    if (!when_parse(day, &x.published))
        x.published = (struct when){.us = TIME_NONE};
    return x;
}

/* Calls `one` for up to `most` rows, every `step`th, each in a fresh arena. Returns how many. */
static inline long shared_each(const char *path, long most, long step,
                               void (*one)(struct arena *a, const json_t *v))
{
    struct arena a;
    long n = 0, done = 0;
    static char line[4 << 20];
    gzFile f = gzopen(path, "rb");
    arena_init(&a, 512 << 20);
    while (f && done < most && gzgets(f, line, sizeof line)) {
        json_t *v;
        if (n++ % step != 0 || json_read(str_c(line), &v, NULL) != ERR_OK)
            continue;
        arena_reset(&a);
        one(&a, v);
        json_decref(v);
        done++;
    }
    if (f)
        gzclose(f);
    arena_done(&a);
    return done;
}
#endif
