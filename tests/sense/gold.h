/* gold.h: reads tests/gold/articles.txt: our own articles with what a careful reader finds in them.
 * The form is described in tests/gold/README.md. */
#ifndef OCTAVO_TESTS_SENSE_GOLD_H
#define OCTAVO_TESTS_SENSE_GOLD_H
#include "base/base.h"

enum { GOLD_LINES_MOST = 40 };
struct gold_line {
    char kind;           /* F C A Q */
    struct str field[4]; /* parted by " | " or " => ", trimmed */
};
struct gold_article {
    int number;
    struct str style, title, text;
    struct gold_line lines[GOLD_LINES_MOST];
    size_t n;
};

static inline struct str gold_cut(struct str *rest, const char *sep)
{
    size_t at = str_find(*rest, str_c(sep));
    struct str head = str_sub(*rest, 0, at == SIZE_MAX ? rest->n : at);
    *rest = at == SIZE_MAX ? STR_NONE : str_from(*rest, at + strlen(sep));
    return str_trim(head);
}

static inline void gold_line(struct gold_article *a, struct str line)
{
    struct gold_line *x = &a->lines[a->n++];
    x->kind = line.p[0];
    struct str rest = str_from(line, 2);
    for (int i = 0; i < 4 && rest.n; i++)
        x->field[i] = gold_cut(&rest, x->kind == 'Q' ? "=>" : "|");
}

/* All articles of the file, in the arena. Numbers have three digits. */
static inline size_t gold_read(struct arena *a, struct str file, struct gold_article **ret)
{
    LIST(struct gold_article) list = {0};
    struct str line;
    const char *from = NULL, *to = NULL;
    while (file.p && str_split(&file, '\n', &line)) {
        if (str_starts(line, STR("== "))) {
            struct gold_article *x = LIST_ADD(a, &list);
            x->number = (int)strtol(line.p + 3, NULL, 10);
            x->style = str_from(line, 7);
            from = to = NULL;
        } else if (list.n && str_starts(line, STR("T: "))) {
            list.v[list.n - 1].title = str_from(line, 3);
        } else if (list.n && line.n > 2 && line.p[1] == ':' && strchr("FCAQ", line.p[0]) &&
                   list.v[list.n - 1].n < GOLD_LINES_MOST) {
            gold_line(&list.v[list.n - 1], line);
        } else if (list.n && line.n) {
            from = from ? from : line.p;
            to = line.p + line.n;
            list.v[list.n - 1].text = str_of(from, (size_t)(to - from));
        }
    }
    *ret = list.v;
    return list.n;
}
#endif
