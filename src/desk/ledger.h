/* desk/ledger: a story's reports with texts and readings, as story/ledger.h wants them, and how its
 * findings become the plain structs of story.h. */
#ifndef OCTAVO_DESK_LEDGER_H
#define OCTAVO_DESK_LEDGER_H
#include "desk/stories.h"
#include "story/ledger.h"

enum {
    LEDGER_PAGE_MOST = 60,   /* reports read for the page of a story */
    LEDGER_DIGEST_MOST = 30, /* and for the figures of the front page */
};
/* Where from: the writer's or a reader's connection. */
struct desk_ledger_from {
    struct store *store;
    struct store_zip *zip;
    struct arena *a;
};
struct desk_carrier {
    int64_t publisher;
    struct str publisher_name;
    int64_t joined_at;
    int64_t version; /* of the article */
};
struct desk_ledger {
    struct story_report *v; /* earliest first */
    struct desk_carrier *by;
    size_t n;
    struct str title; /* what the story goes by, where the caller says so */
};
/* The newest `most` reports of the story. */
enum err_code desk_ledger_load(const struct desk_ledger_from *f, int64_t story, size_t most,
                               struct desk_ledger *ret, struct err *e) must_check;
/* What the page of a story says out of the texts of its reports. */
struct desk_facts {
    const struct desk_source *summary, *news;
    size_t summary_count, news_count;
    const struct desk_series *series;
    size_t series_count;
    const struct desk_claim *claims;
    size_t claim_count;
    const struct desk_quoted *quotes;
    size_t quote_count;
    const struct desk_moment *moments; /* figures that changed, and answers */
    size_t moment_count;
};
/* The last of them are kept (story_facts.c), of 64 pages, 4 MiB of each and 16 of all at most:
 * under whose page it was, and a stamp of what they were made of. */
enum { DESK_FACTS_MOST = 64 };
struct desk_facts_key {
    int64_t story, user; /* 0: nobody's */
    uint64_t stamp;
    bool looked; /* by a person, not in advance */
};
/* A copy in `a`; false where none is kept of this stamp. */
bool desk_facts_find(struct desk *d, struct arena *a, const struct desk_facts_key *key,
                     struct desk_facts *ret);
void desk_facts_keep(struct desk *d, const struct desk_facts_key *key, const struct desk_facts *v);
/* Those that somebody looked at in the last day. */
size_t desk_facts_keys(struct desk *d, struct desk_facts_key ret[DESK_FACTS_MOST]);
void desk_facts_free(struct desk *d);
struct desk_source desk_ledger_source(const struct desk_ledger *l, struct story_spot spot);
struct str desk_ledger_words(const struct desk_ledger *l, struct story_spot spot);
struct str desk_point_words(struct arena *a, const struct desk_ledger *l,
                            const struct story_point *p);
/* The same within a line: "Seven" stood at the start of a sentence, and is "seven" here; but "Rs 5
 * billion". */
struct str desk_point_inline(struct arena *a, const struct desk_ledger *l,
                             const struct story_series *s, const struct story_point *p);
/* Sentences of what came after `since` that say what nothing before it said. */
size_t desk_ledger_news(struct arena *a, const struct desk_ledger *l, int64_t since, size_t most,
                        const struct desk_source **ret);
/* Is it a figure that a page shows moving, and does it move here? From one report to another only,
 * and not where two sources contradict one another. */
bool desk_ledger_of_event(const struct story_series *s);
/* Is it the weightiest of the event's series that are called so? A second one of the same label is
 * mostly of another event, and would contradict the first without a word. */
bool desk_ledger_leads(const struct story_serieses *all, size_t at);
/* Does a verb of who says something stand in the plural? "Prosecutors", "two people who have seen
 * it"; not the union of seamen, nor who has a `name` (empty: none). */
bool desk_are_several(struct arena *a, struct str who, struct str name);
bool desk_ledger_moves(const struct story_series *s, const struct story_point *p);
/* The figures that moved, as they are stored in a story's row: a line each. `series`: of the
 * reports. */
struct str desk_ledger_moved(struct arena *a, const struct desk_ledger *l,
                             const struct story_serieses *series);
size_t desk_moved_read(struct arena *a, struct str lines, const struct desk_moved **ret);
/* What an article's earlier wordings changed, as it is stored: a line each (version.c). */
size_t desk_edits_read(struct arena *a, struct str lines, struct desk_version *ret);
#endif
