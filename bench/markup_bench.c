/* markup_bench: MB/s of the tokenizer, the tree, the sanitizer and the XML reader over files given
 * as arguments (pages; names ending in .xml are read as XML). Each is read whole, then run until a
 * second of CPU time is over. */
#include "markup/internal.h"

#include <stdio.h>

enum { FILES_MOST = 4096 };
static struct str files[FILES_MOST];
static size_t file_count, bytes;

static struct str read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    struct buf b;
    buf_init(&b, 64 << 20);
    char t[65536];
    for (size_t n; f && (n = fread(t, 1, sizeof t, f)) > 0;)
        buf_put(&b, str_of(t, n));
    if (f)
        fclose(f);
    return buf_str(&b);
}

static struct {
    size_t nodes, attrs, peak, tokens;
} seen;

static void run_tokens(struct arena *a, struct str s)
{
    struct tokenizer t;
    struct token k;
    tok_init(&t, a, s);
    do {
        tok_next(&t, &k);
        t.attrs.n = 0;
        if (k.kind == TOK_START && (k.tag == HTML_SCRIPT || k.tag == HTML_STYLE))
            t.state = k.tag == HTML_SCRIPT ? TOK_SCRIPT : TOK_RAWTEXT;
        seen.tokens++;
    } while (k.kind != TOK_EOF);
}

static void run_tree(struct arena *a, struct str s)
{
    struct html_doc doc;
    html_parse(a, s, NULL, &doc);
    seen.nodes += doc.n;
    seen.attrs += doc.attr_n;
}

static void run_charset(struct arena *a, struct str s)
{
    struct str utf8;
    html_to_utf8(a, s, STR_NONE, &utf8);
}

static void run_body(struct arena *a, struct str s)
{
    struct html_doc doc;
    struct body body;
    html_parse(a, s, NULL, &doc);
    html_to_body(a, &doc, doc.body, STR("https://bench.example/a"),
                 &(struct body_policy){.inner = true}, &body);
}

static void run_xml(struct arena *a, struct str s)
{
    struct xml x;
    struct xml_event e;
    xml_init(&x, a, s);
    while (xml_next(&x, &e))
        continue;
}

static void measure(const char *name, void (*run)(struct arena *, struct str))
{
    struct arena a;
    arena_init(&a, 1 << 30);
    memset(&seen, 0, sizeof seen);
    int64_t from = clock_cpu(), spent;
    size_t rounds = 0;
    double worst = 0;
    do {
        for (size_t i = 0; i < file_count; i++) {
            arena_reset(&a);
            run(&a, files[i]);
            if (a.used > seen.peak)
                seen.peak = a.used;
            double ratio = (double)a.used / (double)files[i].n;
            if (files[i].n > 100000 && ratio > worst)
                worst = ratio;
        }
        rounds++;
        spent = clock_cpu() - from;
    } while (spent < US_SECOND);
    printf("%-10s %8.0f MB/s  largest arena %zu KiB, at most %.2f times a page over 100 kB\n", name,
           (double)bytes * (double)rounds / (double)spent, seen.peak >> 10, worst);
    if (seen.nodes)
        printf("           a node is %zu bytes of input, an attribute %zu\n",
               bytes * rounds / seen.nodes, bytes * rounds / (seen.attrs + 1));
    arena_done(&a);
}

int main(int argc, char **argv)
{
    bool xml = argc > 1 && str_ends(str_c(argv[1]), STR(".xml"));
    for (int i = 1; i < argc && file_count < FILES_MOST; i++) {
        files[file_count] = read_file(argv[i]);
        bytes += files[file_count++].n;
    }
    printf("%zu files, %zu bytes\n", file_count, bytes);
    if (file_count == 0)
        return 2;
    if (xml) {
        measure("xml", run_xml);
        return 0;
    }
    measure("charset", run_charset);
    measure("tokens", run_tokens);
    measure("tree", run_tree);
    measure("body", run_body);
    return 0;
}
