/* desk/settings: the settings of the program.
 * One table, which feeds --help, octavo.conf(5), the settings page and the docs test. Read in this
 * order, later wins: the default, octavo.conf ("name = value" lines, '#' comments), OCTAVO_NAME in
 * the environment, --name on the command line. */
#ifndef OCTAVO_DESK_SETTINGS_H
#define OCTAVO_DESK_SETTINGS_H
#include "types/types.h"

enum desk_setting_kind { SETTING_TEXT, SETTING_PATH, SETTING_BOOL, SETTING_INT, SETTING_WORD };
/* X(NAME, "name", kind, "default", least, most, "help"): least and most only count for SETTING_INT.
 */
#define DESK_SETTINGS(X)                                                                           \
    X(DATA_DIR, "data_dir", PATH, "", 0, 0,                                                        \
      "Folder for the database; $XDG_DATA_HOME/octavo where it is not set")                        \
    X(DATABASE, "database", PATH, "", 0, 0, "Database file; octavo.db in data_dir by default")     \
    X(LISTEN, "listen", TEXT, "127.0.0.1:8008", 0, 0, "Address and port of the web pages")         \
    X(URL, "url", TEXT, "", 0, 0,                                                                  \
      "Public address, where a proxy stands in front: https://news.example.org")                   \
    X(TITLE, "title", TEXT, "Octavo", 0, 0, "Name shown at the top of every page")                 \
    X(PUBLIC, "public", BOOL, "yes", 0, 0, "May people without an account read?")                  \
    X(SIGN_UP, "sign_up", BOOL, "no", 0, 0,                                                        \
      "May strangers make an account? (The first visit always may.)")                              \
    X(COMMENTS, "comments", WORD, "public", 0, 0,                                                  \
      "public: everybody reads comments; members: people with an account; off: there are none")    \
    X(IMAGES, "images", BOOL, "yes", 0, 0,                                                         \
      "Show pictures? They are fetched by this server, never by readers' browsers")                \
    X(SESSION_DAYS, "session_days", INT, "30", 1, 3650, "Days until an unused session ends")       \
    X(THREADS, "threads", INT, "2", 1, 64, "Threads that serve pages")                             \
    X(READERS, "readers", INT, "0", 0, 64, "Sandboxed reader processes; 0 is one a processor")     \
    X(POLL, "poll", BOOL, "yes", 0, 0, "Does `octavo serve` fetch feeds by itself?")               \
    X(POLL_SHORTEST, "poll_shortest", INT, "15", 1, 10080,                                         \
      "Least minutes between polls of a feed")                                                     \
    X(POLL_LONGEST, "poll_longest", INT, "360", 1, 43200, "Most minutes between polls of a feed")  \
    X(FETCH_MOST, "fetch_most", INT, "64", 1, 256, "Most fetches under way at once")               \
    X(FETCH_ALLOW, "fetch_allow", TEXT, "", 0, 0,                                                  \
      "Private addresses that may be fetched all the same: 192.168.1.7:8080 127.0.0.1:9000")       \
    X(RECHECK, "recheck", BOOL, "yes", 0, 0,                                                       \
      "Ask again for articles of running stories, to keep what their publishers change")           \
    X(CONTACT, "contact", TEXT, "", 0, 0,                                                          \
      "Address that publishers see in our User-Agent, to reach whoever runs this")                 \
    X(MODEL_URL, "model_url", TEXT, "", 0, 0,                                                      \
      "A language model that may be asked to summarise, as its /chat/completions is reached: "     \
      "http://127.0.0.1:11434/v1. Not set: there is none")                                         \
    X(MODEL_NAME, "model_name", TEXT, "default", 0, 0, "Name by which its server knows it")        \
    X(MODEL_KEY_FILE, "model_key_file", PATH, "", 0, 0,                                            \
      "File with the key that its server wants, which nobody else may read (chmod 600)")           \
    X(MODEL_TIMEOUT, "model_timeout", INT, "120", 5, 600, "Seconds that it may take to answer")    \
    X(MODEL_HOURLY, "model_hourly", INT, "20", 1, 1000, "Most times that it is asked in an hour")  \
    X(LOG, "log", TEXT, "info", 0, 0, "Least important messages to log: error, warn, info, debug")
enum desk_setting_id {
#define X(id, ...) DESK_SET_##id,
    DESK_SETTINGS(X)
#undef X
        DESK_SETTING_COUNT
};
struct desk_setting {
    const char *name; /* "listen"; in the environment OCTAVO_LISTEN; as a flag --listen (with '-'
                         for '_') */
    enum desk_setting_kind kind;
    const char *value; /* the default as text; "" where it is computed */
    int64_t least, most;
    const char *help;
};
extern const struct desk_setting desk_settings[DESK_SETTING_COUNT];

struct desk_flag;
struct desk_conf {
    /* Read by desk_conf_str and desk_conf_from: another thread may read the settings again. */
    const char *value[DESK_SETTING_COUNT]; /* never NULL after desk_conf_load */
    const char
        *from[DESK_SETTING_COUNT]; /* "default", "octavo.conf:3", "OCTAVO_TITLE", "--title" */
    char file[512];                /* the configuration file that was read; "" = none */
    struct arena *a;
    /* What was given to desk_conf_load, for reading again. */
    const char *given;
    const struct desk_flag *flags;
    size_t flag_count;
};
/* A flag of the command line that names a setting; desk_conf_load takes them as a list. */
struct desk_flag {
    const char *name; /* "listen" or "--listen" or "--poll-shortest" */
    const char *value;
};
/* Reads all settings. `file` NULL: $OCTAVO_CONFIG, else $XDG_CONFIG_HOME/octavo/octavo.conf, else
 * /etc/octavo.conf, whichever is there first (none is fine). Unknown names and bad values are
 * ERR_CONFIG with file and line. Texts live in `a`. */
enum err_code desk_conf_load(struct arena *a, const char *file, const struct desk_flag *flags,
                             size_t flag_count, struct desk_conf *ret, struct err *e) must_check;
/* Reads file, environment and flags once more (SIGHUP). Settings that count only at start
 * (desk_setting_at_start) keep their values; the others change at once, for all threads. ERR_CONFIG
 * with file and line: nothing has changed. *ret_changed, *ret_waiting: bits by setting of those
 * that changed, and of those that a restart would change. Old texts stay until the program ends. */
enum err_code desk_conf_reload(struct desk_conf *c, uint64_t *ret_changed, uint64_t *ret_waiting,
                               struct err *e) must_check;
/* Does a change of it need a restart? */
bool desk_setting_at_start(enum desk_setting_id id);
/* Where the value comes from. */
const char *desk_conf_from(const struct desk_conf *c, enum desk_setting_id id);
const char *desk_conf_str(const struct desk_conf *c, enum desk_setting_id id);
int64_t desk_conf_int(const struct desk_conf *c, enum desk_setting_id id);
bool desk_conf_bool(const struct desk_conf *c, enum desk_setting_id id);
/* Finds a setting by name ("listen", "--poll-shortest"); DESK_SETTING_COUNT when there is none. */
enum desk_setting_id desk_setting_find(struct str name);
#endif
