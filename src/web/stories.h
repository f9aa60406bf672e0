/* What the pages of stories are made of, beside internal.h. */
#ifndef OCTAVO_WEB_STORIES_H
#define OCTAVO_WEB_STORIES_H
#include "web/internal.h"

enum { WEB_STORIES = 30, WEB_LATEST = 20 };

struct page_stories {
    struct page page;
    const struct desk_story_row *v;
    size_t n;
    const struct desk_row *latest; /* articles, newest first */
    size_t latest_count;
    const struct desk_tag *tags;
    size_t tag_count;
    int64_t feeds; /* followed; counted where there is nothing to show */
    bool followed; /* the page of those that the user follows */
};
struct page_story {
    struct page page;
    const struct desk_story *v;
    const struct desk_correction *log;
    size_t log_count;
    struct desk_model_text model;
    struct arena *scratch;
    struct str error; /* of a correction */
    struct str next;  /* address of the reports before those shown; empty */
};
struct page_corrections {
    struct page page;
    const struct desk_correction *v;
    size_t n;
    struct str next; /* address; empty */
};
struct page_version {
    struct page page;
    int64_t article;
    const struct desk_difference *v;
};
struct page_brief {
    struct page page;
    const struct desk_brief *v;
    bool older; /* it is of the last day that brought anything, since nothing came since: */
    int64_t nothing_since;
    bool nothing_since_visit;
    struct desk_brief_about about;     /* one folder, one search; empty: all */
    struct str query;                  /* of the address, for its other forms: "?folder=News" */
    const struct desk_folder *folders; /* that one may choose */
    size_t folder_count;
};

/* "13 reports by 4 publishers, 3 independent" */
void put_story_count(struct buf *out, const struct desk_story_row *v);
/* "<b>dead</b> 21 → 31", each with a link to its sentence. */
void put_moved(struct buf *out, const struct desk_story_row *v);
/* A sentence with a link to its place, and whose it is. */
void put_source(struct buf *out, const struct desk_source *v);
void put_place_link(struct buf *out, const struct desk_source *v); /* /article/ID#sN */
/* A small chart of the values over time, for those who see it; a table beside it says the same. */
void put_chart(struct buf *out, const struct desk_series *v);
/* The white space before a piece, where it is in the line; the same text with its paragraphs. */
void put_gap(struct buf *out, const struct desk_piece *p);
void put_lines(struct buf *out, struct str s);
/* Whose text a copy is, with a link to it. */
void put_original(struct buf *out, const struct desk_story *v, const struct desk_report *copy);
void put_day_time(struct buf *out, int64_t at);
/* From when to when: what both have in common stands once. */
void put_span(struct buf *out, int64_t from, int64_t to);
void put_moment(struct buf *out, int64_t at); /* "17 Nov, 05:40" in <time> */
/* An agency's report stands in a story as often as it was printed: a reader who looks for what is
 * said folds those away, but one of them where its original is not there, what came since, and what
 * a person put there. */
bool web_report_folds(const struct desk_story *v, size_t at);
/* How many are folded away; 0 where they are so few that it would only hide them. */
size_t web_folded_reports(const struct desk_story *v);
struct str web_relation_words(enum desk_relation r); /* "first report", "development" ... */
/* What point `at` is to the one before it: "more than before"; empty. */
struct str web_change_words(const struct desk_series *s, size_t at);
/* The sentence of a figure, cut where it is long: a sum says nothing by itself. */
void put_context(struct buf *out, const struct desk_point *p);
struct str web_standing_words(const char *standing);

/* What the analyst takes along of a story; each row says where it stands. */
WEB_HANDLER(web_story_json);
WEB_HANDLER(web_story_figures);
WEB_HANDLER(web_story_claims);
WEB_HANDLER(web_story_reports);
WEB_HANDLER(web_stories);
WEB_HANDLER(web_story);
WEB_HANDLER(web_story_older);
WEB_HANDLER(web_story_act);
WEB_HANDLER(web_article_story);
WEB_HANDLER(web_corrections);
WEB_HANDLER(web_correction_undo);
WEB_HANDLER(web_version);
WEB_HANDLER(web_brief);
WEB_HANDLER(web_brief_text);
WEB_HANDLER(web_brief_atom);
#endif
