/* desk/forms: the JSON forms of docs/json.md, the same on the command line and in the API. */
#ifndef OCTAVO_DESK_FORMS_H
#define OCTAVO_DESK_FORMS_H
#include "desk/comments.h"
#include "desk/entities.h"
#include "desk/feeds.h"
#include "desk/operate.h"
#include "desk/rules.h"
#include "desk/search.h"
#include "desk/story.h"
#include "desk/tags.h"

void desk_row_json(struct json_out *w, const struct desk_row *v);
void desk_story_row_json(struct json_out *w, const struct desk_story_row *v);
void desk_story_json(struct json_out *w, const struct desk_story *v);
/* Its reports alone (desk_story_reports), and where they go on. */
void desk_reports_json(struct json_out *w, const struct desk_story *v);
void desk_place_json(struct json_out *w, const struct desk_place *v);
void desk_version_json(struct json_out *w, const struct desk_version *v);
void desk_difference_json(struct json_out *w, const struct desk_difference *v);
void desk_correction_json(struct json_out *w, const struct desk_correction *v);
void desk_brief_json(struct json_out *w, const struct desk_brief *v);
/* With body, text, reading (the page's part) and related. */
void desk_article_json(struct json_out *w, const struct desk_article *v);
void desk_feed_json(struct json_out *w, const struct desk_feed *v);
void desk_publisher_json(struct json_out *w, const struct desk_publisher *v);
void desk_tag_json(struct json_out *w, const struct desk_tag *v);
void desk_comment_json(struct json_out *w, const struct desk_comment *v);
void desk_rule_json(struct json_out *w, const struct desk_rule *v);
void desk_watch_json(struct json_out *w, const struct desk_watch *v);
void desk_account_json(struct json_out *w, const struct desk_account *v);
void desk_entity_json(struct json_out *w, const struct desk_entity *v);
void desk_said_json(struct json_out *w, const struct desk_said *v);
void desk_answer_json(struct json_out *w, const struct desk_answer *v);
void desk_answers_json(struct json_out *w, const struct desk_answers *v);
void desk_rows_json(struct json_out *w,
                    const struct desk_rows *v); /* {"articles":[…],"next":"AT-ID"} */
/* `memory`: with what the process holds, for administrators. */
void desk_stats_json(struct json_out *w, const struct desk_stats *v, bool memory);
#endif
