/* conf: the settings. One table (DESK_SETTINGS in settings.h) feeds the reading of octavo.conf, of
 * the environment and of the command line, the manual and the settings page. Later sources win; a
 * value that does not fit is refused with the place where it stands. */
#include "desk/internal.h"
#include "url/url.h"

#include <errno.h>
#include <unistd.h>

enum { CONF_FILE_MOST = 1 << 20 };

const struct desk_setting desk_settings[DESK_SETTING_COUNT] = {
#define X(id, name, kind, value, least, most, help)                                                \
    [DESK_SET_##id] = {name, SETTING_##kind, value, least, most, help},
    DESK_SETTINGS(X)
#undef X
};

/* A name matches with '-' for '_', in any case, with or without "--". */
static bool name_is(struct str given, const char *name)
{
    if (str_starts(given, STR("--")))
        given = str_from(given, 2);
    if (given.n != strlen(name))
        return false;
    for (size_t i = 0; i < given.n; i++)
        if ((given.p[i] == '-' ? '_' : to_lower(given.p[i])) != name[i])
            return false;
    return true;
}

enum desk_setting_id desk_setting_find(struct str name)
{
    for (int i = 0; i < DESK_SETTING_COUNT; i++)
        if (name_is(name, desk_settings[i].name))
            return (enum desk_setting_id)i;
    return DESK_SETTING_COUNT;
}

static bool read_bool(struct str s, bool *ret)
{
    static const char *const yes[] = {"yes", "true", "on", "1"}, *const no[] = {"no", "false",
                                                                                "off", "0"};
    for (size_t i = 0; i < 4; i++) {
        if (str_eq_fold(s, str_c(yes[i])) || str_eq_fold(s, str_c(no[i]))) {
            *ret = str_eq_fold(s, str_c(yes[i]));
            return true;
        }
    }
    return false;
}

/* Settings of kind WORD: what they may be. "yes" and "no" are those of earlier editions. */
static bool read_word(enum desk_setting_id id, struct str *value)
{
    static const struct {
        enum desk_setting_id id;
        const char *said, *means;
    } words[] = {
        {DESK_SET_COMMENTS, "public", "public"},   {DESK_SET_COMMENTS, "yes", "public"},
        {DESK_SET_COMMENTS, "members", "members"}, {DESK_SET_COMMENTS, "off", "off"},
        {DESK_SET_COMMENTS, "no", "off"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].id == id && str_eq_fold(*value, str_c(words[i].said))) {
            *value = str_c(words[i].means);
            return true;
        }
    return false;
}

static enum err_code set(struct desk_conf *c, enum desk_setting_id id, struct str value,
                         const char *from, struct err *e)
{
    const struct desk_setting *s = &desk_settings[id];
    uint64_t n = 0;
    bool b = false;
    if (s->kind == SETTING_BOOL && !read_bool(value, &b))
        return err_set(e, ERR_CONFIG, "%s: %s must be yes or no, not \"%.*s\"", from, s->name,
                       STR_ARG(str_sub(value, 0, 60)));
    if (s->kind == SETTING_INT && (!str_u64(value, (uint64_t)s->most, &n) || (int64_t)n < s->least))
        return err_set(e, ERR_CONFIG, "%s: %s must be a number from %lld to %lld, not \"%.*s\"",
                       from, s->name, (long long)s->least, (long long)s->most,
                       STR_ARG(str_sub(value, 0, 60)));
    for (size_t i = 0; i < value.n; i++)
        if ((unsigned char)value.p[i] < ' ')
            return err_set(e, ERR_CONFIG, "%s: %s has a control character in it", from, s->name);
    if (s->kind == SETTING_WORD && !read_word(id, &value))
        return err_set(e, ERR_CONFIG, "%s: %s may not be \"%.*s\" (%s)", from, s->name,
                       STR_ARG(str_sub(value, 0, 60)), s->help);
    if (s->kind == SETTING_BOOL)
        value = b ? STR("yes") : STR("no");
    c->value[id] = str_z(c->a, value);
    c->from[id] = str_z(c->a, str_c(from));
    return ERR_OK;
}

/* "name = value" lines; '#' begins a comment at the start of a line; quotes around a value are
 * taken off. */
static enum err_code read_text(struct desk_conf *c, struct str text, struct err *e)
{
    struct str line;
    const char *slash = strrchr(c->file, '/');
    const char *base = slash ? slash + 1 : c->file;
    for (uint32_t n = 1; str_split(&text, '\n', &line); n++) {
        line = str_trim(line);
        if (line.n == 0 || line.p[0] == '#')
            continue;
        char from[48];
        snprintf(from, sizeof from, "%.30s:%u", base, n);
        size_t eq = str_find_char(line, '=');
        struct str name = str_trim(str_sub(line, 0, eq));
        enum desk_setting_id id = eq == SIZE_MAX ? DESK_SETTING_COUNT : desk_setting_find(name);
        if (id == DESK_SETTING_COUNT) {
            err_set(e, ERR_CONFIG,
                    eq == SIZE_MAX ? "\"%.*s\" is not of the form name = value"
                                   : "\"%.*s\" is no setting; see octavo.conf(5)",
                    STR_ARG(str_sub(name, 0, 60)));
            err_place(e, c->file, n);
            return ERR_CONFIG;
        }
        struct str value = str_trim(str_from(line, eq + 1));
        if (value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"')
            value = str_sub(value, 1, value.n - 1);
        enum err_code code = set(c, id, value, from, e);
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

static enum err_code read_file(struct desk_conf *c, const char *file, bool must, struct err *e)
{
    FILE *f = fopen(file, "rb");
    if (!f)
        return must || (errno != ENOENT && errno != ENOTDIR)
                   ? err_errno(e, errno, "the settings %s cannot be read", file)
                   : ERR_NOT_FOUND;
    snprintf(c->file, sizeof c->file, "%s", file);
    struct buf b;
    buf_init(&b, CONF_FILE_MOST);
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f)) > 0;)
        buf_put(&b, str_of(part, n));
    bool bad = ferror(f) || b.failed;
    fclose(f);
    enum err_code code = bad ? err_set(e, ERR_CONFIG, "the settings %s cannot be read", file)
                             : read_text(c, buf_str(&b), e);
    buf_done(&b);
    return code;
}

static enum err_code find_file(struct desk_conf *c, const char *file, struct err *e)
{
    const char *env = getenv("OCTAVO_CONFIG");
    if (file || env)
        return read_file(c, file ? file : env, true, e);
    char path[512];
    const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (xdg && *xdg)
        snprintf(path, sizeof path, "%s/octavo/octavo.conf", xdg);
    else
        snprintf(path, sizeof path, "%s/.config/octavo/octavo.conf", home ? home : "");
    enum err_code code = read_file(c, path, false, e);
    if (code == ERR_NOT_FOUND)
        code = read_file(c, "/etc/octavo.conf", false, e);
    return code == ERR_NOT_FOUND ? ERR_OK : code;
}

static enum err_code read_env(struct desk_conf *c, struct err *e)
{
    for (int i = 0; i < DESK_SETTING_COUNT; i++) {
        char name[48] = "OCTAVO_";
        for (size_t k = 0; desk_settings[i].name[k]; k++) {
            char ch = desk_settings[i].name[k];
            name[7 + k] = is_lower(ch) ? (char)(ch - 'a' + 'A') : ch;
        }
        const char *v = getenv(name);
        enum err_code code = v ? set(c, (enum desk_setting_id)i, str_c(v), name, e) : ERR_OK;
        if (code != ERR_OK)
            return code;
    }
    return ERR_OK;
}

/* Where things are by default, by the XDG Base Directory Specification. */
static void fill_paths(struct desk_conf *c)
{
    if (!*c->value[DESK_SET_DATA_DIR]) {
        const char *xdg = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
        c->value[DESK_SET_DATA_DIR] =
            str_z(c->a, xdg && *xdg ? str_fmt(c->a, "%s/octavo", xdg)
                                    : str_fmt(c->a, "%s/.local/share/octavo", home ? home : ""));
    }
    if (!*c->value[DESK_SET_DATABASE])
        c->value[DESK_SET_DATABASE] =
            str_z(c->a, str_fmt(c->a, "%s/octavo.db", c->value[DESK_SET_DATA_DIR]));
}

static const struct desk_flag *keep_flags(struct arena *a, const struct desk_flag *flags, size_t n)
{
    struct desk_flag *v = ARENA_ARRAY(a, n, struct desk_flag);
    for (size_t i = 0; i < n; i++)
        v[i] = flags[i];
    return v;
}

/* What feeds and links begin with: a host and no more, for every page is linked from its root. */
static enum err_code check_url(const struct desk_conf *c, struct err *e)
{
    struct url u;
    struct str set = str_c(desk_conf_str(c, DESK_SET_URL));
    if (!set.n || (url_parse(c->a, set, NULL, &u) && url_is_web(&u) && !u.user.n && !u.password.n &&
                   !u.has_query && !u.has_fragment && str_eq(u.path, STR("/"))))
        return ERR_OK;
    return err_set(e, ERR_CONFIG,
                   "%s: url must look like https://news.example.org, without a path, not \"%.*s\"",
                   desk_conf_from(c, DESK_SET_URL), STR_ARG(utf8_cut(set, 100)));
}

enum err_code desk_conf_load(struct arena *a, const char *file, const struct desk_flag *flags,
                             size_t flag_count, struct desk_conf *ret, struct err *e)
{
    struct desk_conf *c = ret;
    memset(c, 0, sizeof *c);
    c->a = a;
    for (int i = 0; i < DESK_SETTING_COUNT; i++) {
        c->value[i] = desk_settings[i].value;
        c->from[i] = "default";
    }
    c->given = file;
    c->flags = keep_flags(a, flags, flag_count);
    c->flag_count = flag_count;
    enum err_code code = find_file(c, file, e);
    if (code == ERR_OK)
        code = read_env(c, e);
    for (size_t i = 0; i < flag_count && code == ERR_OK; i++) {
        enum desk_setting_id id = desk_setting_find(str_c(flags[i].name));
        char from[48];
        if (id == DESK_SETTING_COUNT)
            return err_set(e, ERR_CONFIG, "%s is no setting; see octavo.conf(5)", flags[i].name);
        snprintf(from, sizeof from, "--%s", desk_settings[id].name);
        code = set(c, id, str_c(flags[i].value), from, e);
    }
    if (code == ERR_OK)
        fill_paths(c);
    if (code == ERR_OK)
        code = check_url(c, e);
    if (code == ERR_OK)
        code = desk_model_conf_check(a, c, e);
    return code;
}

bool desk_setting_at_start(enum desk_setting_id id)
{
    /* Sockets, threads, processes and the database's file are made once. */
    static const enum desk_setting_id all[] = {DESK_SET_DATA_DIR, DESK_SET_DATABASE,
                                               DESK_SET_LISTEN,   DESK_SET_URL,
                                               DESK_SET_THREADS,  DESK_SET_READERS};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i] == id)
            return true;
    return false;
}

enum err_code desk_conf_reload(struct desk_conf *c, uint64_t *ret_changed, uint64_t *ret_waiting,
                               struct err *e)
{
    struct desk_conf fresh;
    *ret_changed = *ret_waiting = 0;
    enum err_code code = desk_conf_load(c->a, c->given, c->flags, c->flag_count, &fresh, e);
    if (code != ERR_OK)
        return code;
    for (int i = 0; i < DESK_SETTING_COUNT; i++) {
        bool same = strcmp(c->value[i], fresh.value[i]) == 0;
        if (!same && desk_setting_at_start((enum desk_setting_id)i)) {
            *ret_waiting |= UINT64_C(1) << i;
            continue;
        }
        *ret_changed |= (uint64_t)!same << i;
        __atomic_store_n(&c->from[i], fresh.from[i], __ATOMIC_RELEASE);
        if (!same)
            __atomic_store_n(&c->value[i], fresh.value[i], __ATOMIC_RELEASE);
    }
    return ERR_OK;
}

const char *desk_conf_from(const struct desk_conf *c, enum desk_setting_id id)
{
    return __atomic_load_n(&c->from[id], __ATOMIC_ACQUIRE);
}

const char *desk_conf_str(const struct desk_conf *c, enum desk_setting_id id)
{
    return __atomic_load_n(&c->value[id], __ATOMIC_ACQUIRE);
}

int64_t desk_conf_int(const struct desk_conf *c, enum desk_setting_id id)
{
    uint64_t n = 0;
    return str_u64(str_c(desk_conf_str(c, id)), INT64_MAX, &n) ? (int64_t)n : 0;
}

bool desk_conf_bool(const struct desk_conf *c, enum desk_setting_id id)
{
    return strcmp(desk_conf_str(c, id), "yes") == 0;
}
