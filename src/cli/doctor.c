/* doctor.c: `octavo doctor`: what this machine offers, what the settings are, how the database is.
 */
#include "cli/internal.h"
#include "proc/proc.h"

#include <stdio.h>
#include <sys/statvfs.h>
#include <unistd.h>

static void found(void *ctx, struct str words)
{
    printf("fault       %.*s\n", STR_ARG(cli_plain(ctx, words)));
}

static void print_machine(void)
{
    struct proc_sandbox_report s;
    proc_sandbox_report(&s);
    printf("octavo      %s\n", OCTAVO_VERSION);
    printf("machine     %ld processors, page size %ld\n", sysconf(_SC_NPROCESSORS_ONLN),
           sysconf(_SC_PAGESIZE));
    printf("sandbox     %s\n", s.words);
}

static void print_database(struct cli_desk *c, const struct desk_stats *s)
{
    struct statvfs fs;
    printf("database    %.*s (%s, schema %d)\n", STR_ARG(s->database), s->engine.p, s->schema);
    printf("size        %lld KiB, articles: %lld, publishers: %lld, comments: %lld, "
           "accounts: %lld\n",
           (long long)(s->database_bytes >> 10), (long long)s->articles, (long long)s->publishers,
           (long long)s->comments, (long long)s->users);
    printf("feeds       %lld, failing: %lld; %lld %s, documents set aside: %lld\n",
           (long long)s->feeds, (long long)s->feeds_failing, (long long)s->articles_waiting,
           cli_many(s->articles_waiting, "article waits", "articles wait"),
           (long long)s->quarantined);
    if (s->feeds_failing)
        puts("            'octavo feeds --failing' lists those that fail, with the reason of each");
    if (statvfs(str_z(&c->a, s->database), &fs) == 0)
        printf("disk        %llu MiB free\n",
               (unsigned long long)fs.f_bavail * fs.f_frsize / (1024 * 1024));
}

/* Is a language model named, and is its key as it must be? Nothing is sent. */
static void print_model(const struct desk_conf *conf)
{
    char address[DESK_MODEL_URL_MOST], key[DESK_MODEL_KEY_MOST];
    struct err e = {0};
    if (!desk_model_address(conf, address)) {
        puts("model       none is named (model_url)");
        return;
    }
    bool sound = desk_model_key(conf, key, &e) == ERR_OK;
    printf("model       %s at %s%s%s\n", desk_conf_str(conf, DESK_SET_MODEL_NAME), address,
           sound ? "" : "; ", sound ? "" : e.words);
    explicit_bzero(key, sizeof key);
}

static int run_doctor(int argc, char **argv)
{
    struct cli_desk c;
    bool model = false;
    const struct cli_option own[] = {{"--model", &model, NULL}, {0}};
    int at = cli_desk_only_options(&c, "doctor", argc, argv, own);
    if (at < 0)
        return CLI_USAGE;
    if (model)
        return cli_model_try(&c);
    print_machine();
    for (size_t i = 0; i < DESK_SETTING_COUNT; i++)
        if (strcmp(c.conf.from[i], "default") != 0)
            printf("setting     %s = %s (%s)\n", desk_settings[i].name, c.conf.value[i],
                   c.conf.from[i]);
    print_model(&c.conf);
    if (cli_desk_open(&c) != CLI_DONE)
        return CLI_FAILED;
    struct desk_stats s;
    struct err e = {0};
    if (desk_stats(c.r, &s) != ERR_OK)
        return cli_desk_failed(&c, &(struct err){.code = ERR_STORE, .words = "cannot read"});
    print_database(&c, &s);
    if (desk_check(c.r, found, &c.a, &e) != ERR_OK || desk_writable(c.d, &e) != ERR_OK)
        return cli_desk_failed(&c, &e);
    puts("verdict     all is well");
    return cli_desk_close(&c, CLI_DONE);
}

const struct command command_doctor = {
    .name = "doctor",
    .synopsis = "[--data DIR] [--model]",
    .summary = "say what this machine offers and whether all is well; with --model whether the "
               "language model answers",
    .run = run_doctor,
};
