/* page/byline: who wrote it, while it is found out. Each place that may say it gives a set of
 * names; byline.c asks what a machine is told (JSON-LD, <meta>), byline_shown.c what a reader is
 * shown (elements, links, lines near the headline); byline_names.c makes names of a text. All lives
 * in the page's arena. */
#ifndef OCTAVO_PAGE_BYLINE_H
#define OCTAVO_PAGE_BYLINE_H
#include "page/internal.h"

enum { BYLINE_NAMES_MOST = 24, BYLINE_SETS_MOST = 40 };

struct name_set {
    struct str names[BYLINE_NAMES_MOST];
    size_t n;
    uint32_t evidence; /* its place in the page's list */
    int weight;
    bool organization;
};

struct byline {
    struct page *p;
    struct str source;
    struct name_set sets[BYLINE_SETS_MOST];
    size_t n;
    struct str near; /* folded text of the article and what stands around it */
};

/* ---- Names (byline_names.c) ---- */
/* What is left without the words before names ("By", "Author:") and all from where what follows
 * them begins (a date, a bar, "Updated", "for"). A view into s. */
struct str byline_cut(struct str s);
/* Two to four words with a capital each, particles between: may it be a name? */
bool byline_looks_named(struct str s);
/* Adds a name, unless it is none (a role, a button, a menu) or there already. `split`: it was cut
 * out of a longer text, so that a role in it tells that it is none. */
void byline_add(struct byline *y, struct name_set *set, struct str name, bool split);
/* Parts a text into names at commas, "and" and its kin, and adds them. */
void byline_split(struct byline *y, struct name_set *set, struct str s);
/* Folded as the page's blocks are, to be compared with them. */
struct str byline_fold(struct page *p, struct str s);

/* ---- Sets (byline.c) ---- */
/* An empty set, and its entry among the evidence; NULL where there are BYLINE_SETS_MOST. */
struct name_set *byline_set(struct byline *y, const char *from, struct str value, int weight);
/* A set of the names of a text of reasonable length. */
void byline_from_text(struct byline *y, const char *from, struct str value, int weight);

/* ---- What readers are shown (byline_shown.c) ---- */
void byline_from_elements(struct byline *y);
void byline_from_links(struct byline *y);
void byline_from_blocks(struct byline *y);
void byline_from_dated(struct byline *y);
void byline_from_labelled(struct byline *y);
#endif
