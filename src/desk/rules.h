/* desk/rules: rules for new entries. */
#ifndef OCTAVO_DESK_RULES_H
#define OCTAVO_DESK_RULES_H
#include "desk/people.h"

/* Rules for new entries of feeds: what an entry says of itself (title, authors, tags, address,
 * summary) is compared, word by word, folded; the text of its page is not known yet. What is left
 * out leaves no trace, and comes where the rule goes and the feed still has it. Rules that leave
 * out are the desk's (an administrator's); the others mark for one account. */
enum desk_rule_act {
    DESK_RULE_DROP, /* left out */
    DESK_RULE_KEEP, /* of its feed nothing is taken but what one of these fits */
    DESK_RULE_READ, /* marked as read */
    DESK_RULE_STAR,
    DESK_RULE_ACTS
};
enum desk_rule_field {
    DESK_RULE_ANY,
    DESK_RULE_TITLE,
    DESK_RULE_AUTHOR,
    DESK_RULE_TAG,
    DESK_RULE_ADDRESS,
    DESK_RULE_FIELDS
};
enum { DESK_RULE_WORDS_MOST = 200, DESK_RULES_MOST = 500 /* of the desk, and of an account */ };
const char *desk_rule_act_name(enum desk_rule_act v);     /* "drop", "keep", "read", "star" */
const char *desk_rule_field_name(enum desk_rule_field v); /* "any", "title" ... */
bool desk_rule_act_find(struct str name, enum desk_rule_act *ret);
bool desk_rule_field_find(struct str name, enum desk_rule_field *ret);
struct desk_rule {
    int64_t id;
    int64_t feed;          /* 0: every feed */
    struct str feed_title; /* empty: every feed */
    enum desk_rule_act act;
    enum desk_rule_field field;
    struct str words; /* in this order; empty never */
};
/* The desk's and the user's: of one feed (those for every feed, too), or all with 0. */
enum err_code desk_rules(struct desk_reader *r, int64_t user, int64_t feed,
                         const struct desk_rule **ret, size_t *ret_n) must_check;
/* Gives the new rule's id. ERR_DENIED for what only an administrator may, ERR_INPUT for words that
 * hold none, ERR_NOT_FOUND for a feed that is none, ERR_LIMIT for more than DESK_RULES_MOST. For a
 * rule of the desk `user` may be nobody's (id 0) with admin set: the command line. */
enum err_code desk_rule_add(struct desk *d, const struct desk_user *user,
                            const struct desk_rule *rule, int64_t *ret, struct err *e) must_check;
enum err_code desk_rule_delete(struct desk *d, const struct desk_user *user, int64_t rule,
                               struct err *e) must_check;
#endif
