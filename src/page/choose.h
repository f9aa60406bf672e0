/* choose: what is asked of a candidate for the headline, and the learned weights of the answers. */
#ifndef OCTAVO_PAGE_CHOOSE_H
#define OCTAVO_PAGE_CHOOSE_H
#include "page/internal.h"

enum title_feature {
    T_H1,         /* the headline of the page says it */
    T_H1_STRANGE, /* but shares little with what any other says */
    T_H1_NO_LD,   /* and there is no JSON-LD */
    T_OG_NO_LD,
    T_LD,
    T_OG,
    T_TWITTER,
    T_META,
    T_TITLE,
    T_TITLE_NO_LD, /* there is neither JSON-LD nor OpenGraph */
    T_FEED,
    T_H1_LD,
    T_H1_OG,
    T_H1_TITLE,
    T_LD_OG,
    T_LD_TITLE,
    T_OG_TITLE,
    T_LIKE_H1, /* share of its letters that an h1 has, in eighths */
    T_LIKE_LD,
    T_LIKE_OG,
    T_LIKE_TITLE,
    T_WITHOUT_FRONT,  /* another is this with something before it */
    T_WITHOUT_KICKER, /* ... that ends with a mark */
    T_WITH_FRONT,     /* this is another with something before it */
    T_WITH_KICKER,
    T_WITHOUT_TAIL, /* another is this with something behind it */
    T_WITHOUT_PART,
    T_WITH_TAIL, /* this is another with something behind it */
    T_WITH_PART,
    T_NO_H1, /* the page has no headline of its own */
    T_ALONE, /* one place only says it */
    T_SHORT,
    T_LONG,
    T_BAR,
    T_SEEN, /* stands in the text of the page */
    T_PART, /* the part of a headline that its class calls the title */
    T_SUB,  /* a lower headline, where none of the first rank is what the page says it is */
    T_COUNT
};
enum { PAGE_TITLES_MOST = 32, PAGE_TITLE_UNIT = 10 };
struct page_title_row {
    struct str text;
    uint32_t evidence;
    int8_t f[T_COUNT];
};
/* The candidates, described; at most PAGE_TITLES_MOST. For the trainer, too. */
size_t page_title_rows(struct page *p, struct str source, struct page_title_row *rows);

/* choose.c; a row's worth is the sum of weight * answer, by the first weights on all pages, and by
 * the second too where JSON-LD states a headline: what the others say means something else then. */
extern const int16_t page_title_weights[2][T_COUNT];
#endif
