/* What the findings panels and the pages of people, organisations and places are made of. */
#ifndef OCTAVO_WEB_FINDINGS_H
#define OCTAVO_WEB_FINDINGS_H
#include "web/internal.h"

/* One line of a panel: a name and words of the text, leading to its sentence. */
struct finding_line {
    int32_t sentence;
    struct str head;  /* set bold: who, how many, which kind */
    struct str hint;  /* "denies", "rising": in our words */
    struct str words; /* of the text; may be empty */
    bool cut;         /* the text goes on */
};
/* A panel: the first lines, and the rest behind "all". */
struct finding_panel {
    const char *title;
    const struct finding_line *v;
    size_t n, first;
};
/* The panels of an article in their order; empty ones are left out. Returns how many. */
enum { FINDING_PANELS_MOST = 5 };
size_t web_findings(struct arena *a, const struct page_article *v,
                    struct finding_panel ret[FINDING_PANELS_MOST]);
/* The sentence that first names the entity, or -1. */
int32_t web_entity_sentence(const struct page_article *v, size_t entity);

/* "/person/nina-jones" */
void put_entity_url(struct buf *out, enum entity_kind kind, struct str key);
void put_entity_link(struct buf *out, const struct page_article *v, const struct entity *e);

struct page_entity {
    struct page page;
    const struct desk_entity *v;
    struct str about; /* "foreign minister · 4 articles" */
    const struct desk_said *said;
    size_t said_count;
    const struct desk_entity *with;
    size_t with_count;
    const struct desk_row *rows;
    size_t n;
    struct str next;  /* address; empty */
    struct str watch; /* the search that follows it; empty: nobody is signed in */
    bool watched;
};
struct page_entities {
    struct page page;
    struct str heading;
    const struct desk_entity *v;
    size_t n;
};
#endif
