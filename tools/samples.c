/* samples.c: makes the sample edition's feeds and pages from its texts. Run by the build:
 * samples OUTDIR SAMPLES_DIR NAME... reads SAMPLES_DIR/NAME.txt and SAMPLES_DIR/NAME.html (the
 * publisher's page, with places for the article), writes OUTDIR/NAME/feed.xml (or feed.json), one
 * page an article, and OUTDIR/edition, which names them.
 *
 * NAME.txt: lines `key: value` (title, site, kind: rss rss-full atom json-full), then articles,
 * each begun by "=== slug", with lines `key: value` (title, by, day as RFC 3339, tags), an empty
 * line, and paragraphs parted by empty lines; "## " begins a subheading, "> " a quotation, "- "
 * list items. A line `was: OLD => NEW` of an article: its publisher changed the words later; its
 * feed and page as they were before are written too, as feed.before.xml and SLUG.before.html (rss).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FIELDS_MOST = 12, ARTICLES_MOST = 200 };
struct field {
    char *key, *value;
};
struct article {
    char *slug, *text;
    struct field fields[FIELDS_MOST];
    int n;
};
static struct field head[FIELDS_MOST];
static int head_count;
static struct article articles[ARTICLES_MOST];
static int count;

static void die(const char *what, const char *name)
{
    fprintf(stderr, "samples: %s %s\n", what, name);
    exit(1);
}

static char *read_all(const char *folder, const char *name, const char *end)
{
    char path[2200];
    snprintf(path, sizeof path, "%s/%s%s", folder, name, end);
    FILE *f = fopen(path, "rb");
    if (!f)
        die("cannot read", path);
    size_t cap = 4 << 20;
    char *p = malloc(cap);
    size_t n = p ? fread(p, 1, cap - 1, f) : 0;
    if (!p)
        die("no memory for", path);
    p[n] = 0;
    fclose(f);
    return p;
}

static const char *get(const struct field *f, int n, const char *key)
{
    for (int i = 0; i < n; i++)
        if (strcmp(f[i].key, key) == 0)
            return f[i].value;
    return "";
}

static const char *of(const struct article *a, const char *key)
{
    return get(a->fields, a->n, key);
}

/* "key: value" into the list; false where the line is none. */
static int take_field(char *line, struct field *list, int *n)
{
    char *colon = strstr(line, ": ");
    if (!colon || *n == FIELDS_MOST)
        return 0;
    *colon = 0;
    list[(*n)++] = (struct field){line, colon + 2};
    return 1;
}

static void parse(char *p)
{
    struct article *a = NULL;
    int in_text = 0;
    while (p && *p) {
        char *end = strchr(p, '\n'), *line = p;
        p = end ? end + 1 : NULL;
        if (strncmp(line, "=== ", 4) == 0) {
            if (count == ARTICLES_MOST)
                die("too many articles at", line);
            if (a && a->text && line > a->text)
                line[-1] = 0;
            a = &articles[count++];
            if (end)
                *end = 0;
            a->slug = line + 4;
            in_text = 0;
            continue;
        }
        if (in_text)
            continue;
        if (end)
            *end = 0;
        if (a && !*line) {
            in_text = 1;
            a->text = p;
        } else if (*line && !take_field(line, a ? a->fields : head, a ? &a->n : &head_count)) {
            die("not a field:", line);
        }
    }
}

static void put_html(FILE *f, const char *s, size_t n)
{
    for (size_t i = 0; i < n && s[i]; i++)
        switch (s[i]) {
        case '&': fputs("&amp;", f); break;
        case '<': fputs("&lt;", f); break;
        case '>': fputs("&gt;", f); break;
        case '"': fputs("&quot;", f); break;
        default: fputc(s[i], f);
        }
}

static void put_json(FILE *f, const char *s, size_t n)
{
    for (size_t i = 0; i < n && s[i]; i++)
        if (s[i] == '"' || s[i] == '\\')
            fprintf(f, "\\%c", s[i]);
        else if (s[i] == '\n')
            fputs("\\n", f);
        else
            fputc(s[i], f);
}

/* The text as HTML; at most `most` paragraphs (0: all). */
static void put_body(FILE *f, const char *text, int most)
{
    int in_list = 0;
    for (const char *p = text; p && *p;) {
        while (*p == '\n')
            p++;
        size_t n = strcspn(p, "\n");
        const char *tag = "p";
        const char *from = p;
        if (!n)
            break;
        if (strncmp(p, "## ", 3) == 0)
            tag = "h2", from = p + 3;
        else if (strncmp(p, "> ", 2) == 0)
            tag = "blockquote", from = p + 2;
        else if (strncmp(p, "- ", 2) == 0)
            tag = "li", from = p + 2;
        int item = tag[0] == 'l';
        if (item != in_list)
            fputs(item ? "<ul>" : "</ul>\n", f);
        in_list = item;
        fprintf(f, "<%s>", tag);
        put_html(f, from, n - (size_t)(from - p));
        fprintf(f, "</%s>\n", tag);
        p += n;
        if (most && --most == 0)
            break;
    }
    if (in_list)
        fputs("</ul>\n", f);
}

static void put_first(FILE *f, const char *text, int json)
{
    while (*text == '\n')
        text++;
    size_t n = strcspn(text, "\n");
    if (json)
        put_json(f, text, n);
    else
        put_html(f, text, n);
}

static void put_day(FILE *f, const char *day, int words)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    int y = 0, m = 1, d = 1, h = 0, min = 0;
    if (sscanf(day, "%d-%d-%dT%d:%d", &y, &m, &d, &h, &min) < 5 || m < 1 || m > 12)
        die("not a day:", day);
    if (words)
        fprintf(f, "%d %s %d, %02d:%02d", d, names[m - 1], y, h, min);
    else
        fprintf(f, "%02d %.3s %d %02d:%02d:00 +0000", d, names[m - 1], y, h, min);
}

static void put_place(FILE *f, const struct article *a, const char *key, size_t n)
{
    char name[40];
    snprintf(name, sizeof name, "%.*s", (int)n, key);
    if (strcmp(name, "body") == 0)
        put_body(f, a->text, 0);
    else if (strcmp(name, "rest") == 0) {
        const char *p = a->text;
        while (*p == '\n')
            p++;
        put_body(f, p + strcspn(p, "\n"), 0);
    } else if (strcmp(name, "lead") == 0)
        put_first(f, a->text, 0);
    else if (strcmp(name, "lead_json") == 0)
        put_first(f, a->text, 1);
    else if (strcmp(name, "day_words") == 0)
        put_day(f, of(a, "day"), 1);
    else if (strcmp(name, "slug") == 0)
        fputs(a->slug, f);
    else if (strcmp(name, "title_json") == 0)
        put_json(f, of(a, "title"), 4000);
    else if (get(head, head_count, name)[0] && strcmp(name, "title") != 0)
        put_html(f, get(head, head_count, name), 4000);
    else
        put_html(f, of(a, name), 4000);
}

static void write_page(const char *folder, const char *page, const struct article *a)
{
    char path[2200];
    snprintf(path, sizeof path, "%s/%s.html", folder, a->slug);
    FILE *f = fopen(path, "wb");
    if (!f)
        die("cannot write", path);
    for (const char *p = page; *p;) {
        const char *open = strstr(p, "{{"), *close = open ? strstr(open, "}}") : NULL;
        if (!close) {
            fputs(p, f);
            break;
        }
        fwrite(p, 1, (size_t)(open - p), f);
        put_place(f, a, open + 2, (size_t)(close - open - 2));
        p = close + 2;
    }
    fclose(f);
}

/* The text as it was before its publisher changed it. */
static char *before_of(const struct article *a)
{
    const char *was = of(a, "was"), *arrow = strstr(was, " => ");
    const char *at = arrow ? strstr(a->text, arrow + 4) : NULL;
    if (!at)
        die("the text does not hold what `was` names:", a->slug);
    size_t n = strlen(a->text) + strlen(was) + 1;
    char *text = malloc(n);
    if (!text)
        die("no memory for", a->slug);
    snprintf(text, n, "%.*s%.*s%s", (int)(at - a->text), a->text, (int)(arrow - was), was,
             at + strlen(arrow + 4));
    return text;
}

static void write_rss(FILE *f, int full, int before)
{
    const char *site = get(head, head_count, "site");
    fprintf(f, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
               "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
               "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>");
    put_html(f, get(head, head_count, "title"), 400);
    fprintf(f,
            "</title><link>%s/</link><description>Invented news for trying Octavo</description>"
            "<language>en</language>\n",
            site);
    for (int i = 0; i < count; i++) {
        const struct article *a = &articles[i];
        fputs("<item><title>", f);
        put_html(f, of(a, "title"), 4000);
        fprintf(
            f,
            "</title><link>%s/news/%s</link><guid isPermaLink=\"true\">%s/news/%s</guid><pubDate>",
            site, a->slug, site, a->slug);
        put_day(f, of(a, "day"), 0);
        fputs("</pubDate>", f);
        if (*of(a, "was") && !before)
            fprintf(f, "<atom:updated xmlns:atom=\"http://www.w3.org/2005/Atom\">%s</atom:updated>",
                    of(a, "changed"));
        fputs("<dc:creator>", f);
        put_html(f, of(a, "by"), 400);
        fputs("</dc:creator><description>", f);
        put_first(f, a->text, 0);
        fputs("</description>", f);
        if (full) {
            fputs("<content:encoded><![CDATA[", f);
            put_body(f, a->text, 0);
            fputs("]]></content:encoded>", f);
        }
        fputs("</item>\n", f);
    }
    fputs("</channel></rss>\n", f);
}

static void write_atom(FILE *f)
{
    const char *site = get(head, head_count, "site");
    fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "
          "xmlns=\"http://www.w3.org/2005/Atom\"><title>",
          f);
    put_html(f, get(head, head_count, "title"), 400);
    fprintf(f,
            "</title><id>%s/</id><link href=\"%s/\"/><link rel=\"self\" "
            "href=\"%s/feed\"/><updated>%s</updated>\n",
            site, site, site, of(&articles[0], "day"));
    for (int i = 0; i < count; i++) {
        const struct article *a = &articles[i];
        fputs("<entry><title>", f);
        put_html(f, of(a, "title"), 4000);
        fprintf(f,
                "</title><id>%s/news/%s</id><link href=\"%s/news/%s\"/><published>%s</published>"
                "<updated>%s</updated><author><name>",
                site, a->slug, site, a->slug, of(a, "day"), of(a, "day"));
        put_html(f, of(a, "by"), 400);
        fputs("</name></author><summary>", f);
        put_first(f, a->text, 0);
        fputs("</summary></entry>\n", f);
    }
    fputs("</feed>\n", f);
}

static void write_json(FILE *f, const char *folder)
{
    const char *site = get(head, head_count, "site");
    fputs("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"", f);
    put_json(f, get(head, head_count, "title"), 400);
    fprintf(f, "\",\"home_page_url\":\"%s/\",\"feed_url\":\"%s/feed\",\"items\":[\n", site, site);
    for (int i = 0; i < count; i++) {
        const struct article *a = &articles[i];
        fprintf(f, "%s{\"id\":\"%s/news/%s\",\"url\":\"%s/news/%s\",\"title\":\"", i ? ",\n" : "",
                site, a->slug, site, a->slug);
        put_json(f, of(a, "title"), 4000);
        fprintf(f, "\",\"date_published\":\"%s\",\"authors\":[{\"name\":\"", of(a, "day"));
        put_json(f, of(a, "by"), 400);
        fputs("\"}],\"content_html\":\"", f);
        char path[2200];
        snprintf(path, sizeof path, "%s/body.tmp", folder);
        FILE *t = fopen(path, "w+b");
        if (!t)
            die("cannot write", path);
        put_body(t, a->text, 0);
        rewind(t);
        static char text[1 << 20];
        size_t n = fread(text, 1, sizeof text - 1, t);
        fclose(t);
        remove(path);
        put_json(f, text, n);
        fputs("\"}", f);
    }
    fputs("\n]}\n", f);
}

static void make(const char *out, const char *folder, const char *name, FILE *edition)
{
    char dir[1000], path[2200];
    head_count = count = 0;
    memset(articles, 0, sizeof articles);
    parse(read_all(folder, name, ".txt"));
    char *page = read_all(folder, name, ".html");
    snprintf(dir, sizeof dir, "%s/%s", out, name);
    mkdir(dir, 0755);
    const char *kind = get(head, head_count, "kind");
    int json = strcmp(kind, "json-full") == 0;
    snprintf(path, sizeof path, "%s/feed.%s", dir, json ? "json" : "xml");
    FILE *f = fopen(path, "wb");
    if (!f)
        die("cannot write", path);
    if (json)
        write_json(f, dir);
    else if (strcmp(kind, "atom") == 0)
        write_atom(f);
    else
        write_rss(f, strcmp(kind, "rss-full") == 0, 0);
    fclose(f);
    for (int i = 0; i < count; i++)
        write_page(dir, page, &articles[i]);
    for (int i = 0, first = 1; i < count; i++) {
        if (!*of(&articles[i], "was"))
            continue;
        if (first) {
            snprintf(path, sizeof path, "%s/feed.before.xml", dir);
            f = fopen(path, "wb");
            if (!f)
                die("cannot write", path);
            write_rss(f, 0, 1);
            fclose(f);
        }
        first = 0;
        char slug[400];
        snprintf(slug, sizeof slug, "%s.before", articles[i].slug);
        struct article old = articles[i];
        old.slug = slug;
        old.text = before_of(&old);
        write_page(dir, page, &old);
        free(old.text);
    }
    fprintf(edition, "%s\t%s/feed\n", name, get(head, head_count, "site"));
}

int main(int argc, char **argv)
{
    char path[2200];
    if (argc < 4) {
        fprintf(stderr, "usage: samples OUTDIR SAMPLES_DIR NAME...\n");
        return 2;
    }
    mkdir(argv[1], 0755);
    snprintf(path, sizeof path, "%s/edition", argv[1]);
    FILE *edition = fopen(path, "wb");
    if (!edition)
        die("cannot write", path);
    for (int i = 3; i < argc; i++)
        make(argv[1], argv[2], argv[i], edition);
    return fclose(edition);
}
