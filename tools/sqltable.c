/* sqltable: makes a C table of the named queries and migrations in SQL files.
 *
 *   sqltable OUTBASE IN.sql...      writes OUTBASE.c and OUTBASE.h
 *
 * A file holds queries, each begun by a line "-- name: article_get", or the steps of the schema,
 * each begun by "-- migration: 1 the ground". Other comments and superfluous white space are
 * dropped. A query's parameters are its $names in order of first appearance: the number that SQLite
 * gives them, and what the driver of another engine counts by. Stops with a message at what is
 * wrong: a name twice, an empty query, migrations out of order. */
#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PARAMS_MOST = 40,
    QUERIES_MOST = 1000,
    MIGRATIONS_MOST = 1000,
    PARTS_MOST = 100,
    TEXT_MOST = 1 << 16
};

struct query {
    char name[100];
    char *text;
    char params[PARAMS_MOST][32];
    int param_count;
};
struct migration {
    int number;
    char name[100];
    char *text;
};
static struct query queries[QUERIES_MOST];
static int query_count;
static struct migration migrations[MIGRATIONS_MOST];
static int migration_count;
static struct part {
    char name[100];
    char *text;
} parts[PARTS_MOST];
static int part_count;
/* What the lines being read belong to. */
static enum { NOTHING, QUERY, MIGRATION, PART } open;

static void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("sqltable: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

/* The text so far of the query under work. */
static char text[TEXT_MOST];
static size_t text_n;

static void add_char(char c)
{
    if (text_n + 2 >= sizeof text)
        die("a query is too long");
    text[text_n++] = c;
    text[text_n] = '\0';
}

/* Puts in the part named at p (behind '@'); returns the length of the name. */
static size_t add_part(const char *p, const char *file)
{
    size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz_");
    for (int i = 0; i < part_count; i++) {
        if (strlen(parts[i].name) == n && memcmp(parts[i].name, p, n) == 0) {
            for (const char *c = parts[i].text; *c; c++)
                add_char(*c);
            return n;
        }
    }
    die("%s: no part @%.*s before", file, (int)n, p);
    return 0;
}

static void add_line(const char *line, const char *file)
{
    bool quoted = false;
    for (const char *p = line; *p; p++) {
        if (*p == '\'')
            quoted = !quoted;
        if (!quoted && p[0] == '-' && p[1] == '-')
            break;
        bool space = !quoted && isspace((unsigned char)*p);
        if (space && (text_n == 0 || text[text_n - 1] == ' '))
            continue;
        if (*p == '@' && !quoted)
            p += add_part(p + 1, file);
        else
            add_char(space ? ' ' : *p);
    }
}

static void find_params(struct query *q)
{
    for (const char *p = q->text; *p; p++) {
        if (*p != '$')
            continue;
        size_t n = 0;
        while (isalnum((unsigned char)p[1 + n]) || p[1 + n] == '_')
            n++;
        if (n == 0 || n >= sizeof q->params[0])
            die("%s: unfit parameter name", q->name);
        bool known = false;
        for (int i = 0; i < q->param_count; i++)
            known |= strlen(q->params[i]) == n && memcmp(q->params[i], p + 1, n) == 0;
        if (known)
            continue;
        if (q->param_count == PARAMS_MOST)
            die("%s: more than %d parameters", q->name, PARAMS_MOST);
        memcpy(q->params[q->param_count], p + 1, n);
        q->params[q->param_count++][n] = '\0';
    }
}

/* Closes what is under work. */
static void finish(const char *file)
{
    if (open == NOTHING)
        return;
    while (text_n && (text[text_n - 1] == ' ' || (open == QUERY && text[text_n - 1] == ';')))
        text[--text_n] = '\0';
    if (text_n == 0)
        die("%s: something with a name is empty", file);
    char *copy = strdup(text);
    if (!copy)
        die("no memory");
    text_n = 0;
    if (open == QUERY) {
        queries[query_count - 1].text = copy;
        find_params(&queries[query_count - 1]);
    } else if (open == MIGRATION) {
        migrations[migration_count - 1].text = copy;
    } else {
        parts[part_count - 1].text = copy;
    }
    open = NOTHING;
}

static void begin_query(const char *name, const char *file)
{
    for (int i = 0; i < query_count; i++)
        if (strcmp(queries[i].name, name) == 0)
            die("%s: %s is there twice", file, name);
    if (query_count == QUERIES_MOST)
        die("too many queries");
    snprintf(queries[query_count++].name, sizeof queries[0].name, "%s", name);
    open = QUERY;
}

static void begin_migration(int number, const char *name, const char *file)
{
    if (number != migration_count + 1 || migration_count == MIGRATIONS_MOST)
        die("%s: migration %d is out of order", file, number);
    migrations[migration_count].number = number;
    snprintf(migrations[migration_count++].name, sizeof migrations[0].name, "%s", name);
    open = MIGRATION;
}

static void read_file(const char *file)
{
    FILE *f = fopen(file, "r");
    if (!f)
        die("%s cannot be read", file);
    static char line[8192];
    while (fgets(line, sizeof line, f)) {
        char name[100];
        int number = 0;
        if (sscanf(line, "-- name: %63[a-z0-9_]", name) == 1) {
            finish(file);
            begin_query(name, file);
        } else if (sscanf(line, "-- migration: %d %99[^\n]", &number, name) == 2) {
            finish(file);
            begin_migration(number, name, file);
        } else if (sscanf(line, "-- part: %63[a-z_]", name) == 1) {
            finish(file);
            if (part_count == PARTS_MOST)
                die("too many parts");
            snprintf(parts[part_count++].name, sizeof parts[0].name, "%s", name);
            open = PART;
        } else if (open != NOTHING) {
            add_line(line, file);
        } else if (line[0] != '-' && line[0] != '\n') {
            die("%s: text before the first name", file);
        }
    }
    finish(file);
    fclose(f);
}

static void write_literal(FILE *f, const char *s)
{
    fputs("\n     \"", f);
    int column = 0;
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            fputc('\\', f);
        fputc(*s, f);
        if (++column >= 80 && *s == ' ') {
            fputs("\"\n     \"", f);
            column = 0;
        }
    }
    fputs("\"", f);
}

static FILE *out_file(const char *base, const char *suffix)
{
    char path[4096];
    snprintf(path, sizeof path, "%s%s", base, suffix);
    FILE *f = fopen(path, "w");
    if (!f)
        die("%s cannot be written", path);
    return f;
}

static void write_header(const char *base)
{
    FILE *f = out_file(base, ".h");
    fputs("/* Made by tools/sqltable from src/store/sql. */\n#ifndef OCTAVO_STORE_SQL_H\n"
          "#define OCTAVO_STORE_SQL_H\nenum store_sql {\n",
          f);
    for (int i = 0; i < query_count; i++) {
        fputs("    SQL_", f);
        for (const char *p = queries[i].name; *p; p++)
            fputc(toupper((unsigned char)*p), f);
        fputs(",\n", f);
    }
    fprintf(
        f,
        "    STORE_SQL_COUNT\n};\nenum { STORE_MIGRATIONS = %d, STORE_PARAMS_MOST = %d };\n"
        "struct store_sql_text {\n    const char *name, *text;\n    const char *const *params;\n"
        "    int param_count;\n};\n"
        "extern const struct store_sql_text store_sql_texts[STORE_SQL_COUNT];\n"
        "struct store_migration {\n    const char *name, *text;\n};\n"
        "extern const struct store_migration store_migrations[STORE_MIGRATIONS];\n#endif\n",
        migration_count, PARAMS_MOST);
    fclose(f);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        die("usage: sqltable OUTBASE IN.sql...");
    for (int i = 2; i < argc; i++)
        read_file(argv[i]);
    write_header(argv[1]);
    FILE *f = out_file(argv[1], ".c");
    fputs("/* Made by tools/sqltable from src/store/sql. */\n#include \"store_sql.h\"\n\n"
          "#include <stddef.h>\n\n",
          f);
    for (int i = 0; i < query_count; i++) {
        if (!queries[i].param_count)
            continue;
        fprintf(f, "static const char *const params_%d[] = {", i);
        for (int k = 0; k < queries[i].param_count; k++)
            fprintf(f, "\"%s\", ", queries[i].params[k]);
        fputs("};\n", f);
    }
    fputs("const struct store_sql_text store_sql_texts[STORE_SQL_COUNT] = {\n", f);
    for (int i = 0; i < query_count; i++) {
        fprintf(f, "    {\"%s\",", queries[i].name);
        write_literal(f, queries[i].text);
        if (queries[i].param_count)
            fprintf(f, ",\n     params_%d, %d},\n", i, queries[i].param_count);
        else
            fputs(", NULL, 0},\n", f);
    }
    fputs("};\nconst struct store_migration store_migrations[STORE_MIGRATIONS] = {\n", f);
    for (int i = 0; i < migration_count; i++) {
        fprintf(f, "    {\"%s\",", migrations[i].name);
        write_literal(f, migrations[i].text);
        fputs("},\n", f);
    }
    fputs("};\n", f);
    fclose(f);
    return 0;
}
