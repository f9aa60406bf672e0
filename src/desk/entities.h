/* desk/entities: people, organisations and places that articles name. */
#ifndef OCTAVO_DESK_ENTITIES_H
#define OCTAVO_DESK_ENTITIES_H
#include "desk/open.h"

struct desk_entity {
    int64_t id;
    enum entity_kind kind;
    struct str key;  /* "nina-jones": for addresses */
    struct str name; /* "Nina Jones" */
    struct str role; /* as the newest article that gives one has it; desk_entity_get only */
    struct str country;
    int64_t articles;
    int64_t newest_at;
};
/* "person", "organisation", "place": in addresses and searches; NULL for what has no page. */
const char *desk_entity_kind_name(enum entity_kind k);
bool desk_entity_kind_find(struct str name, enum entity_kind *ret);
/* The key of a name: folded, parted by '-'. */
struct str desk_entity_key(struct arena *a, struct str name);
/* That of one in a reading, which may know a place or a body by another name than the text
 * has ("Calif.", "US"). */
struct str desk_entity_key_of(struct arena *a, const struct entity *v);
/* ERR_NOT_FOUND where no article names it. */
enum err_code desk_entity_get(struct desk_reader *r, enum entity_kind kind, struct str key,
                              struct desk_entity *ret) must_check;
/* Those of the most articles since `since` (0 = all time). */
enum err_code desk_entities(struct desk_reader *r, enum entity_kind kind, int64_t since,
                            uint32_t most, const struct desk_entity **ret,
                            size_t *ret_n) must_check;
/* Those named most often in its newest 200 articles; `articles` counts these. */
enum err_code desk_entity_with(struct desk_reader *r, const struct desk_entity *v, uint32_t most,
                               const struct desk_entity **ret, size_t *ret_n) must_check;
/* What it says, in its newest two dozen articles, newest first; what several have word by word
 * once. */
struct desk_said {
    int64_t article;
    struct str title;
    int64_t publisher;
    struct str publisher_name;
    struct when published;
    int64_t at;
    enum stance stance;
    struct str words; /* of the article's text */
    int32_t sentence; /* of the article's reading */
    uint32_t also;    /* further articles with the same words */
};
enum err_code desk_entity_said(struct desk_reader *r, const struct desk_entity *v, uint32_t most,
                               const struct desk_said **ret, size_t *ret_n) must_check;
#endif
