/* desk/tags: hashtags, and the days that have articles. */
#ifndef OCTAVO_DESK_TAGS_H
#define OCTAVO_DESK_TAGS_H
#include "desk/open.h"

struct desk_tag {
    struct str tag;   /* CamelCase, as most articles write it */
    struct str key;   /* lower case: for addresses and desk_list.tag */
    struct str label; /* "train hijacking" */
    int64_t articles;
    int64_t newest_at;
};
/* The tags of the most articles since `since` (0 = all time). */
enum err_code desk_tags(struct desk_reader *r, int64_t since, uint32_t most,
                        const struct desk_tag **ret, size_t *ret_n) must_check;
enum err_code desk_tag_get(struct desk_reader *r, struct str key, struct desk_tag *ret) must_check;

struct desk_day {
    int64_t from, to; /* UTC bounds of the day */
    int64_t articles;
};
/* Days that have articles, newest first, older than `before` (0 = from now on), at most `most`. */
enum err_code desk_days(struct desk_reader *r, int64_t before, uint32_t most,
                        const struct desk_day **ret, size_t *ret_n) must_check;
/* "2025-03-14" -> its bounds. False where it is no day. */
bool desk_day_parse(struct str s, struct desk_day *ret);
#endif
