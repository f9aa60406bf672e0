/* views.c: compiles page templates to C functions. Run by the build: views OUTBASE FILE...
 * writes OUTBASE.c and OUTBASE.h. A template is HTML (or XML) with
 *
 *   @view view_name(const struct page_x *v)   first line: the function it becomes, after `out`
 *   {= expr}    a struct str, escaped for text and attribute values
 *   {# expr}    an integer
 *   {@ call}    another view or helper: `{@ view_head(&v->head)}` becomes view_head(out, &v->head)
 *   {% code %}  C, for loops and conditions
 *   {-- … --}   a comment
 *
 * White space at the start of lines and empty lines go. Since {= } is the only way to put a text,
 * an escape cannot be forgotten; and since C compiles the expressions, neither can a type. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *code, *head;
static const char *file;
static int line;

static void fail(const char *words)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, words);
    exit(1);
}

static char *read_all(const char *name)
{
    FILE *f = fopen(name, "rb");
    if (!f) {
        perror(name);
        exit(1);
    }
    size_t n = 0, cap = 1 << 16;
    char *p = malloc(cap + 1);
    for (size_t got; p && (got = fread(p + n, 1, cap - n, f)) > 0;) {
        n += got;
        if (n == cap)
            p = realloc(p, (cap *= 2) + 1);
    }
    fclose(f);
    if (!p)
        exit(1);
    p[n] = 0;
    return p;
}

static void put_literal(const char *s, size_t n)
{
    if (!n)
        return;
    fprintf(code, "    buf_lit(out, \"");
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == '"' || c == '\\')
            fprintf(code, "\\%c", c);
        else if (c == '\n')
            fprintf(code, "\\n");
        else if (c < 32 || c > 126)
            fprintf(code, "\\%03o", c);
        else
            fputc(c, code);
    }
    fprintf(code, "\");\n");
}

/* Literal text without indentation: a line end and the spaces after it become one line end. */
static void put_text(const char *s, size_t n, int at_line_start)
{
    char *t = malloc(n + 1);
    size_t m = 0;
    if (!t)
        exit(1);
    for (size_t i = 0; i < n; i++) {
        if (at_line_start && (s[i] == ' ' || s[i] == '\t'))
            continue;
        if (s[i] == '\n' && (at_line_start || (m && t[m - 1] == '\n'))) {
            at_line_start = 1;
            continue;
        }
        t[m++] = s[i];
        at_line_start = s[i] == '\n';
    }
    put_literal(t, m);
    free(t);
}

/* "view_x(arg)" -> "view_x(out, arg)" */
static void put_call(const char *s, size_t n)
{
    const char *paren = memchr(s, '(', n);
    if (!paren)
        fail("{@ } wants a call");
    size_t rest = n - (size_t)(paren - s) - 1;
    int bare = rest && paren[1] == ')';
    fprintf(code, "    %.*s(out%s%.*s;\n", (int)(paren - s), s, bare ? "" : ", ", (int)rest,
            paren + 1);
}

static void put_tag(char kind, const char *s, size_t n)
{
    while (n && isspace((unsigned char)*s))
        s++, n--;
    while (n && isspace((unsigned char)s[n - 1]))
        n--;
    fprintf(code, "#line %d \"%s\"\n", line, file);
    switch (kind) {
    case '=': fprintf(code, "    buf_html(out, %.*s);\n", (int)n, s); break;
    case '#': fprintf(code, "    buf_i64(out, (int64_t)(%.*s));\n", (int)n, s); break;
    case '@': put_call(s, n); break;
    case '%': fprintf(code, "    %.*s\n", (int)n, s); break;
    default: fail("unknown kind of tag");
    }
}

static int count_lines(const char *from, const char *to)
{
    int n = 0;
    for (; from < to; from++)
        n += *from == '\n';
    return n;
}

static void compile_body(const char *p)
{
    const char *from = p;
    int fresh = 1;
    for (;;) {
        const char *open = strchr(p, '{');
        while (open && !strchr("=#@%-", open[1]))
            open = strchr(open + 1, '{');
        if (!open || !open[1]) {
            put_text(from, strlen(from), fresh);
            return;
        }
        const char *end_mark = open[1] == '%' ? "%}" : open[1] == '-' ? "--}" : "}";
        const char *close = strstr(open + 2, end_mark);
        line += count_lines(p, open);
        if (!close)
            fail("a tag is not closed");
        put_text(from, (size_t)(open - from), fresh);
        if (open[1] != '-')
            put_tag(open[1], open + 2, (size_t)(close - open - 2));
        line += count_lines(open, close);
        from = p = close + strlen(end_mark);
        fresh = open[1] == '%' && *from == '\n';
    }
}

static void compile(const char *name)
{
    char *all = read_all(name), *p = all;
    file = name;
    line = 1;
    if (strncmp(p, "@view ", 6) != 0)
        fail("the first line is '@view name(arguments)'");
    char *paren = strchr(p, '('), *end = strchr(p, '\n');
    if (!paren || !end || paren > end)
        fail("the first line is '@view name(arguments)'");
    *end = 0;
    fprintf(head, "void %.*s(struct buf *out, %s;\n", (int)(paren - p - 6), p + 6, paren + 1);
    fprintf(code, "\nvoid %.*s(struct buf *out, %s\n{\n", (int)(paren - p - 6), p + 6, paren + 1);
    line = 2;
    compile_body(end + 1);
    fprintf(code, "}\n");
    free(all);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: views OUTBASE FILE...\n");
        return 2;
    }
    char name[4096];
    snprintf(name, sizeof name, "%s.c", argv[1]);
    code = fopen(name, "w");
    snprintf(name, sizeof name, "%s.h", argv[1]);
    head = fopen(name, "w");
    if (!code || !head) {
        perror(argv[1]);
        return 1;
    }
    fprintf(head, "/* Made from src/web/views by tools/views.c. */\n#ifndef OCTAVO_VIEWS_H\n"
                  "#define OCTAVO_VIEWS_H\n#include \"web/findings.h\"\n"
                  "#include \"web/stories.h\"\n\n");
    fprintf(code, "/* Made from src/web/views by tools/views.c. */\n#include \"views.h\"\n");
    for (int i = 2; i < argc; i++)
        compile(argv[i]);
    fprintf(head, "#endif\n");
    return fclose(head) || fclose(code);
}
