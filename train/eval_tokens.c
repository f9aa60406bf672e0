/* eval_tokens: reads a gold file of raw texts, analyses them and writes what score-tokens.py takes.
 * usage: eval_tokens [--gold-tokens] [--models DIR] FILE.jsonl.gz > sys.jsonl
 * With --gold-tokens the tagger is given the gold sentences and tokens. */
#include "corpus.h"

static void write_spans(struct json_out *w, struct str key, const struct span *v, size_t n,
                        const uint32_t *points)
{
    json_key(w, key);
    json_arr(w);
    for (size_t i = 0; i < n; i++) {
        json_arr(w);
        json_put_i64(w, points[v[i].at]);
        json_put_i64(w, points[v[i].end - 1] + 1);
        json_arr_end(w);
    }
    json_arr_end(w);
}

static void write_tags(struct json_out *w, struct str key, const struct sense_doc *d, bool xpos)
{
    json_key(w, key);
    json_arr(w);
    for (size_t s = 0; s < d->sentence_count; s++) {
        json_arr(w);
        for (uint32_t i = d->sentences[s].from; i < d->sentences[s].to; i++)
            json_put_str(w, str_c(xpos ? sense_xpos_names[d->tokens[i].xpos]
                                       : sense_upos_names[d->tokens[i].upos]));
        json_arr_end(w);
    }
    json_arr_end(w);
}

static void eval_doc(const struct token_doc *t, bool gold_tokens, struct buf *out)
{
    struct arena a;
    arena_init(&a, 1 << 30);
    struct sense_doc d = {.arena = &a, .text = t->text, .lang = STR("en"), .english = true};
    struct span *spans = NULL, *sents = NULL;
    if (gold_tokens) {
        struct str *words = ARENA_ARRAY(&a, t->token_count, struct str);
        for (size_t i = 0; i < t->token_count; i++)
            words[i] = span_str(t->text, t->tokens[i]);
        sense_doc_from_tokens(&a, words, t->lengths, t->sent_count, &d);
        spans = t->tokens;
        sents = t->sents;
    } else {
        sense_tokens_make(&d);
        spans = ARENA_ARRAY(&a, d.token_count, struct span);
        sents = ARENA_ARRAY(&a, d.sentence_count, struct span);
        for (size_t i = 0; i < d.token_count; i++)
            spans[i] = d.tokens[i].span;
        for (size_t i = 0; i < d.sentence_count; i++)
            sents[i] = d.sentences[i].span;
    }
    sense_tags_make(&d);
    uint32_t *points = code_points(&a, t->text);
    struct json_out w;
    json_init(&w, out);
    json_obj(&w);
    json_field_str(&w, "id", t->id);
    write_spans(&w, STR("sents"), sents, d.sentence_count, points);
    write_spans(&w, STR("tokens"), spans, d.token_count, points);
    write_tags(&w, STR("xpos"), &d, true);
    write_tags(&w, STR("upos"), &d, false);
    json_obj_end(&w);
    buf_char(out, '\n');
    arena_done(&a);
}

int main(int argc, char **argv)
{
    struct arena a;
    arena_init(&a, (size_t)2 << 30);
    bool gold = false;
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--gold-tokens") == 0)
            gold = true;
        else if (strcmp(argv[i], "--models") == 0 && i + 1 < argc)
            models_use(&a, argv[++i]);
    }
    if (i + 1 != argc)
        die("usage: eval_tokens [--gold-tokens] [--models DIR] FILE.jsonl.gz");
    struct token_docs docs = corpus_tokens(&a, argv[i]);
    struct buf out;
    buf_init(&out, 1 << 30);
    for (size_t k = 0; k < docs.n; k++)
        eval_doc(&docs.v[k], gold, &out);
    fwrite(out.p, 1, out.n, stdout);
    buf_done(&out);
    arena_done(&a);
    return 0;
}
