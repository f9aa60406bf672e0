/* rule: rules for new entries: which are left out, and which are marked as read or starred for one
 * account. An entry is compared by what it says of itself, word by word, in the form that the
 * search index has them ("Élan" and "elan" are one): a rule's words must stand there in a row. */
#include "desk/internal.h"

enum { ENTRY_WORDS_MOST = 1 << 20 };

static const char *const acts[] = {"drop", "keep", "read", "star"};
static const char *const fields[] = {"any", "title", "author", "tag", "address"};

const char *desk_rule_act_name(enum desk_rule_act v)
{
    return v < DESK_RULE_ACTS ? acts[v] : "";
}

const char *desk_rule_field_name(enum desk_rule_field v)
{
    return v < DESK_RULE_FIELDS ? fields[v] : "";
}

bool desk_rule_act_find(struct str name, enum desk_rule_act *ret)
{
    for (int i = 0; i < DESK_RULE_ACTS; i++)
        if (str_eq(name, str_c(acts[i]))) {
            *ret = (enum desk_rule_act)i;
            return true;
        }
    return false;
}

bool desk_rule_field_find(struct str name, enum desk_rule_field *ret)
{
    for (int i = 0; i < DESK_RULE_FIELDS; i++)
        if (str_eq(name, str_c(fields[i]))) {
            *ret = (enum desk_rule_field)i;
            return true;
        }
    return false;
}

enum err_code desk_rules(struct desk_reader *r, int64_t user, int64_t feed,
                         const struct desk_rule **ret, size_t *ret_n)
{
    LIST(struct desk_rule) list = {0};
    struct store_query *q = store_query(r->store, SQL_RULE_ALL);
    store_put_i64(q, "account", user);
    store_put_i64(q, "feed", feed);
    while (store_row(q))
        LIST_PUSH(r->a, &list,
                  (struct desk_rule){store_i64(q, 0), store_i64(q, 1), store_dup(q, 2, r->a),
                                     (enum desk_rule_act)store_i64(q, 3),
                                     (enum desk_rule_field)store_i64(q, 4), store_dup(q, 5, r->a)});
    *ret = list.v;
    *ret_n = list.n;
    return store_end(q, NULL);
}

/* -------------------------------------------------------------------------- setting */

struct act {
    const struct desk_user *user;
    const struct desk_rule *rule;
    int64_t id; /* of the one that goes, or was made */
};

static bool of_desk(enum desk_rule_act act)
{
    return act == DESK_RULE_DROP || act == DESK_RULE_KEEP;
}

/* " one two " */
static struct str words_of(struct arena *a, struct str s)
{
    struct buf b;
    buf_arena(&b, a, ENTRY_WORDS_MOST);
    buf_char(&b, ' ');
    desk_words(&b, a, s);
    return buf_str(&b);
}

static enum err_code add_rule(struct desk_writing *w, void *ctx, struct err *e)
{
    struct act *act = ctx;
    const struct desk_rule *rule = act->rule;
    int64_t account = of_desk(rule->act) ? 0 : act->user->id;
    struct store_query *q = store_query(w->store, SQL_RULE_COUNT);
    store_put_i64(q, "account", account);
    if (store_number(q, 0) >= DESK_RULES_MOST)
        return err_set(e, ERR_LIMIT, "there may be at most %d rules", DESK_RULES_MOST);
    if (rule->feed) {
        q = store_query(w->store, SQL_FEED_ONE);
        store_put_i64(q, "id", rule->feed);
        if (!store_number(q, 0))
            return err_set(e, ERR_NOT_FOUND, "there is no such feed");
    }
    q = store_query(w->store, SQL_RULE_ADD);
    act->id = store_id(w->store);
    store_put_i64(q, "id", act->id);
    if (account)
        store_put_i64(q, "account", account);
    if (rule->feed)
        store_put_i64(q, "feed", rule->feed);
    store_put_i64(q, "act", rule->act);
    store_put_i64(q, "field", rule->field);
    store_put_str(q, "words", str_trim(rule->words));
    return store_run(q, e);
}

enum err_code desk_rule_add(struct desk *d, const struct desk_user *user,
                            const struct desk_rule *rule, int64_t *ret, struct err *e)
{
    struct arena a;
    arena_init(&a, 1 << 16);
    bool empty = rule->words.n > DESK_RULE_WORDS_MOST || words_of(&a, rule->words).n < 3;
    arena_done(&a);
    if (of_desk(rule->act) && !user->admin)
        return err_set(e, ERR_DENIED, "only the administrator leaves something out for all");
    if (!of_desk(rule->act) && !user->id)
        return err_set(e, ERR_DENIED, "stars and read marks are an account's");
    if (empty || utf8_valid(rule->words) != rule->words.n)
        return err_set(e, ERR_INPUT, "a rule wants a word or several, at most %d bytes",
                       DESK_RULE_WORDS_MOST);
    if (rule->act == DESK_RULE_KEEP && !rule->feed)
        return err_set(e, ERR_INPUT, "what alone is taken is said for one source");
    struct act act = {.user = user, .rule = rule};
    enum err_code code = desk_write(d, add_rule, &act, e);
    if (code == ERR_OK)
        *ret = act.id;
    return code;
}

static enum err_code delete_rule(struct desk_writing *w, void *ctx, struct err *e)
{
    const struct act *act = ctx;
    struct store_query *q = store_query(w->store, SQL_RULE_DELETE);
    store_put_i64(q, "id", act->id);
    store_put_i64(q, "account", act->user->id);
    store_put_i64(q, "admin", act->user->admin);
    enum err_code code = store_run(q, e);
    if (code == ERR_OK && store_changes(w->store) == 0)
        return err_set(e, ERR_NOT_FOUND, "there is no such rule of yours");
    return code;
}

enum err_code desk_rule_delete(struct desk *d, const struct desk_user *user, int64_t rule,
                               struct err *e)
{
    return desk_write(d, delete_rule, &(struct act){.user = user, .id = rule}, e);
}

/* -------------------------------------------------------------------------- applying */

enum err_code desk_rules_load(struct desk_writing *w, int64_t feed, struct desk_rule_set *ret)
{
    LIST(struct desk_rule_one) list = {0};
    struct store_query *q = store_query(w->store, SQL_RULE_OF_FEED);
    store_put_i64(q, "feed", feed);
    while (store_row(q))
        LIST_PUSH(w->a, &list,
                  (struct desk_rule_one){(enum desk_rule_act)store_i64(q, 0),
                                         (enum desk_rule_field)store_i64(q, 1), store_i64(q, 2),
                                         words_of(w->a, store_str(q, 3))});
    *ret = (struct desk_rule_set){list.v, list.n};
    return store_end(q, NULL);
}

/* A summary is HTML: a blank for each tag. */
static struct str without_tags(struct arena *a, struct str html)
{
    char *out = arena_alloc(a, html.n + 1);
    bool tag = false;
    for (size_t i = 0; i < html.n; i++) {
        tag = html.p[i] == '<' || (tag && html.p[i] != '>');
        out[i] = tag || html.p[i] == '>' ? ' ' : html.p[i];
    }
    return str_of(out, html.n);
}

/* What an entry says of itself, as words: made once, however many rules there are. */
struct said {
    struct arena *a;
    struct field {
        enum desk_rule_field field;
        struct str words;
    } * v;
    size_t n;
};

static void say(struct said *s, enum desk_rule_field field, struct str text)
{
    if (text.n)
        s->v[s->n++] = (struct field){field, words_of(s->a, text)};
}

static struct said words_of_entry(struct arena *a, const struct entry *en)
{
    struct said s = {.a = a};
    s.v = ARENA_ARRAY(a, en->author_count + en->tag_count + 3, struct field);
    say(&s, DESK_RULE_TITLE, en->title);
    for (size_t i = 0; i < en->author_count; i++)
        say(&s, DESK_RULE_AUTHOR, en->authors[i]);
    for (size_t i = 0; i < en->tag_count; i++)
        say(&s, DESK_RULE_TAG, en->tags[i]);
    say(&s, DESK_RULE_ADDRESS, en->url);
    say(&s, DESK_RULE_ANY, without_tags(a, en->summary));
    return s;
}

static bool fits(const struct said *s, const struct desk_rule_one *rule)
{
    for (size_t i = 0; i < s->n; i++)
        if ((rule->field == DESK_RULE_ANY || rule->field == s->v[i].field) &&
            str_find(s->v[i].words, rule->words) != SIZE_MAX)
            return true;
    return false;
}

bool desk_rules_take(struct arena *a, const struct desk_rule_set *s, const struct entry *en)
{
    if (!s->n)
        return true;
    struct arena_mark mark = arena_mark(a);
    const struct said said = words_of_entry(a, en);
    bool wanted = false, only = false, dropped = false;
    for (size_t i = 0; i < s->n && !dropped; i++) {
        const struct desk_rule_one *rule = &s->v[i];
        dropped = rule->act == DESK_RULE_DROP && fits(&said, rule);
        only = only || rule->act == DESK_RULE_KEEP;
        wanted = wanted || (rule->act == DESK_RULE_KEEP && fits(&said, rule));
    }
    arena_back(a, mark);
    return !dropped && (wanted || !only);
}

enum err_code desk_rules_mark(struct desk_writing *w, const struct desk_rule_set *s,
                              const struct entry *en, int64_t article, struct err *e)
{
    if (!s->n)
        return ERR_OK;
    struct arena_mark mark = arena_mark(w->a);
    const struct said said = words_of_entry(w->a, en);
    enum err_code code = ERR_OK;
    for (size_t i = 0; i < s->n && code == ERR_OK; i++) {
        const struct desk_rule_one *rule = &s->v[i];
        if (of_desk(rule->act) || !fits(&said, rule))
            continue;
        bool star = rule->act == DESK_RULE_STAR;
        struct store_query *q = store_query(w->store, star ? SQL_STAR_ON : SQL_SEEN_ON);
        store_put_i64(q, "account", rule->account);
        store_put_i64(q, "article", article);
        if (star)
            store_put_i64(q, "now", w->now);
        code = store_run(q, e);
    }
    arena_back(w->a, mark);
    return code;
}
