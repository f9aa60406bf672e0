/* corpus.c: see corpus.h. */
#include "corpus.h"

bool open_only(void)
{
    const char *v = getenv("OPEN");
    return v && strcmp(v, "1") == 0;
}

uint8_t upos_of(struct str name)
{
    for (uint8_t i = 0; i < SENSE_UPOS_COUNT; i++)
        if (str_eq(name, str_c(sense_upos_names[i])))
            return i;
    return SENSE_X;
}

uint8_t xpos_of(struct str name)
{
    for (uint8_t i = 0; i < XPOS_COUNT; i++)
        if (str_eq(name, str_c(sense_xpos_names[i])))
            return i;
    return XPOS_NONE;
}

const char *data_path(struct arena *a, const char *root, const char *set)
{
    return str_z(a, str_fmt(a, "%s/%s/data.jsonl.gz", root, set));
}

uint32_t *code_points(struct arena *a, struct str text)
{
    uint32_t *v = ARENA_ARRAY(a, text.n + 1, uint32_t);
    uint32_t k = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (i > 0 && ((unsigned char)text.p[i] & 0xC0) != 0x80)
            k++;
        v[i] = k;
    }
    v[text.n] = text.n ? k + 1 : 0;
    return v;
}

/* Byte offset of each code point, and of the end. */
static uint32_t *byte_offsets(struct arena *a, struct str text, size_t *ret_n)
{
    uint32_t *v = ARENA_ARRAY(a, text.n + 2, uint32_t);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (((unsigned char)text.p[i] & 0xC0) != 0x80)
            v[n++] = (uint32_t)i;
    v[n] = (uint32_t)text.n;
    *ret_n = n;
    return v;
}

static struct span *spans(struct arena *a, const json_t *list, const uint32_t *bytes, size_t most,
                          size_t *ret_n)
{
    size_t n = json_array_size(list);
    struct span *v = ARENA_ARRAY(a, n, struct span);
    for (size_t i = 0; i < n; i++) {
        const json_t *p = json_array_get(list, i);
        size_t at = (size_t)json_integer_value(json_array_get(p, 0));
        size_t end = (size_t)json_integer_value(json_array_get(p, 1));
        if (at > end || end > most)
            die("an offset of the data is out of range");
        v[i] = (struct span){bytes[at], bytes[end]};
    }
    *ret_n = n;
    return v;
}

static void tags_of(struct arena *a, const json_t *row, struct token_doc *d)
{
    const json_t *upos = json_object_get(row, "upos"), *xpos = json_object_get(row, "xpos");
    d->upos = ARENA_ARRAY(a, d->token_count, uint8_t);
    d->xpos = ARENA_ARRAY(a, d->token_count, uint8_t);
    d->lengths = ARENA_ARRAY(a, json_array_size(upos), uint32_t);
    size_t at = 0;
    for (size_t s = 0; s < json_array_size(upos); s++) {
        const json_t *u = json_array_get(upos, s), *x = json_array_get(xpos, s);
        d->lengths[s] = (uint32_t)json_array_size(u);
        for (size_t i = 0; i < d->lengths[s] && at < d->token_count; i++, at++) {
            d->upos[at] = upos_of(json_str(json_array_get(u, i)));
            d->xpos[at] = xpos_of(json_str(json_array_get(x, i)));
        }
    }
}

struct token_docs corpus_tokens(struct arena *a, const char *path)
{
    struct str all = data_read(path), line;
    LIST(struct token_doc) out = {0};
    while (str_split(&all, '\n', &line)) {
        if (str_trim(line).n == 0)
            continue;
        json_t *row;
        if (json_read(line, &row, NULL) != ERR_OK)
            die("%s: a line is no JSON", path);
        struct token_doc *d = LIST_ADD(a, &out);
        d->id = str_dup(a, json_get_str(row, "id"));
        d->text = str_dup(a, json_get_str(row, "text"));
        d->split = str_dup(a, json_get_str(row, "split"));
        size_t points;
        uint32_t *bytes = byte_offsets(a, d->text, &points);
        d->sents = spans(a, json_object_get(row, "sents"), bytes, points, &d->sent_count);
        d->tokens = spans(a, json_object_get(row, "tokens"), bytes, points, &d->token_count);
        tags_of(a, row, d);
        json_decref(row);
    }
    return (struct token_docs){out.v, out.n};
}

void corpus_names(struct arena *a, const char *path, const char *set, struct name_docs *ret)
{
    struct str all = data_read(path), line;
    LIST(struct name_doc) out = {.v = ret->v, .n = ret->n, .cap = ret->n};
    while (str_split(&all, '\n', &line)) {
        if (str_trim(line).n == 0)
            continue;
        json_t *row;
        if (json_read(line, &row, NULL) != ERR_OK)
            die("%s: a line is no JSON", path);
        struct name_doc *d = LIST_ADD(a, &out);
        d->id = str_dup(a, json_get_str(row, "id"));
        d->set = str_c(set);
        const json_t *sents = json_object_get(row, "sents");
        d->sent_count = json_array_size(sents);
        d->lengths = ARENA_ARRAY(a, d->sent_count, uint32_t);
        for (size_t s = 0; s < d->sent_count; s++) {
            d->lengths[s] =
                (uint32_t)json_array_size(json_object_get(json_array_get(sents, s), "tokens"));
            d->token_count += d->lengths[s];
        }
        d->tokens = ARENA_ARRAY(a, d->token_count, struct str);
        d->tags = ARENA_ARRAY(a, d->token_count, struct str);
        size_t at = 0;
        for (size_t s = 0; s < d->sent_count; s++) {
            const json_t *sent = json_array_get(sents, s);
            const json_t *tokens = json_object_get(sent, "tokens"),
                         *tags = json_object_get(sent, "tags");
            for (size_t i = 0; i < d->lengths[s]; i++, at++) {
                d->tokens[at] = str_dup(a, json_str(json_array_get(tokens, i)));
                d->tags[at] = str_dup(a, json_str(json_array_get(tags, i)));
            }
        }
        json_decref(row);
    }
    *ret = (struct name_docs){out.v, out.n};
}

/* Tokens of sentences put together with spaces: [[token, ...], ...] or [{"tokens": [...]}, ...]. */
static struct str joined(struct arena *a, const json_t *sents)
{
    struct buf b;
    buf_arena(&b, a, 16 << 20);
    for (size_t s = 0; s < json_array_size(sents); s++) {
        const json_t *sent = json_array_get(sents, s), *tokens = json_object_get(sent, "tokens");
        const json_t *list = tokens ? tokens : sent;
        for (size_t i = 0; i < json_array_size(list); i++) {
            buf_put(&b, json_str(json_array_get(list, i)));
            buf_char(&b, i + 1 < json_array_size(list) ? ' ' : '\n');
        }
        buf_char(&b, '\n');
    }
    return buf_str(&b);
}

void corpus_texts(struct arena *a, const char *path, struct texts *ret)
{
    struct str all = data_read(path), line;
    LIST(struct str) out = {.v = ret->v, .n = ret->n, .cap = ret->n};
    while (str_split(&all, '\n', &line)) {
        json_t *row;
        if (str_trim(line).n == 0 || json_read(line, &row, NULL) != ERR_OK)
            continue;
        struct str text = json_get_str(row, "text");
        struct str body = text.n ? text : json_get_str(row, "body");
        struct str copy = body.n ? str_dup(a, body) : joined(a, json_object_get(row, "sents"));
        if (copy.n)
            LIST_PUSH(a, &out, copy);
        json_decref(row);
    }
    *ret = (struct texts){out.v, out.n};
}

void models_use(struct arena *a, const char *dir)
{
    for (int i = 0; i < MODEL_COUNT; i++) {
        const char *path =
            str_z(a, str_fmt(a, "%s/%s.bin", dir, sense_model_name((enum sense_model_id)i)));
        FILE *f = fopen(path, "rb");
        if (!f)
            continue;
        fclose(f);
        struct str s = file_read(path);
        union {
            const char *c;
            const struct sense_model *m;
        } p = {.c = s.p};
        if (!sense_model_check(p.m, s.n, (enum sense_model_id)i)) {
            fprintf(stderr, "train: %s is no model of this version; left aside\n", path);
            continue;
        }
        sense_model_put((enum sense_model_id)i, p.m);
    }
}

const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? str_z(a, str_of(path, (size_t)(slash - path))) : ".";
}

void name_doc_split(struct arena *a, struct name_doc *d)
{
    LIST(uint32_t) out = {0};
    size_t at = 0;
    for (size_t s = 0; s < d->sent_count; s++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < d->lengths[s]; i++, at++) {
            n++;
            if (i + 2 >= d->lengths[s])
                continue;
            struct str w = d->tokens[at], next = d->tokens[at + 1];
            bool stop = str_eq(w, STR(".")) || str_eq(w, STR("?")) || str_eq(w, STR("!"));
            bool quote =
                str_eq(next, STR("\"")) || str_eq(next, STR("''")) || str_eq(next, STR("”"));
            bool behind =
                i > 0 && (str_eq(w, STR("\"")) || str_eq(w, STR("”"))) &&
                (str_eq(d->tokens[at - 1], STR(".")) || str_eq(d->tokens[at - 1], STR("?")));
            /* "U . S ." is parted into letters in one set. */
            bool letter =
                (i > 0 && d->tokens[at - 1].n == 1 && is_upper(d->tokens[at - 1].p[0])) ||
                (next.n == 1 && is_upper(next.p[0]) && str_eq(d->tokens[at + 2], STR(".")));
            if (letter && stop)
                continue;
            if ((stop && !quote && next.n && !is_lower(next.p[0])) ||
                (behind && next.n && is_upper(next.p[0]))) {
                LIST_PUSH(a, &out, n);
                n = 0;
            }
        }
        LIST_PUSH(a, &out, n);
    }
    d->lengths = out.v;
    d->sent_count = out.n;
}

bool name_doc_held_out(const struct name_doc *d)
{
    if (str_starts(d->id, STR("train-")) || str_starts(d->id, STR("ewt-train:")))
        return false;
    if (str_starts(d->id, STR("dev-")) || str_starts(d->id, STR("ewt-dev:")))
        return true;
    return str_hash(d->id) % 5 == 0;
}
