/* eval_names: reads a gold file of names, finds the names in its tokens and writes what
 * score-ner.py takes. usage: eval_names [--models DIR] [--held-out] [--gold] FILE.jsonl.gz >
 * sys.jsonl
 * --held-out writes only the documents that train_names --dev leaves out; --gold writes the gold
 * tags themselves. */
#include "corpus.h"

static const char *const kinds[] = {"PER", "ORG", "LOC", "MISC"};

static void eval_doc(struct name_doc *g, bool gold, struct buf *out)
{
    struct arena a;
    arena_init(&a, 1 << 30);
    uint32_t *lengths = ARENA_ARRAY(&a, g->sent_count + 1, uint32_t);
    size_t sents = g->sent_count;
    memcpy(lengths, g->lengths, sents * sizeof *lengths);
    name_doc_split(&a, g);
    struct sense_doc d;
    sense_doc_from_tokens(&a, g->tokens, g->lengths, g->sent_count, &d);
    if (!gold) {
        sense_tags_make(&d);
        sense_names_make(&d);
    }
    struct json_out w;
    json_init(&w, out);
    json_obj(&w);
    json_field_str(&w, "id", g->id);
    json_key(&w, STR("sents"));
    json_arr(&w);
    uint32_t at = 0;
    for (size_t s = 0; s < sents; s++) {
        json_obj(&w);
        json_key(&w, STR("tags"));
        json_arr(&w);
        for (uint32_t i = 0; i < lengths[s]; i++, at++) {
            int32_t n = d.tokens[at].name;
            if (gold)
                json_put_str(&w, g->tags[at]);
            else if (n < 0)
                json_put_str(&w, STR("O"));
            else
                json_put_str(&w, str_fmt(&a, "%s-%s", d.names[n].from == at ? "B" : "I",
                                         kinds[d.names[n].kind]));
        }
        json_arr_end(&w);
        json_obj_end(&w);
    }
    json_arr_end(&w);
    json_obj_end(&w);
    buf_char(out, '\n');
    arena_done(&a);
}

int main(int argc, char **argv)
{
    struct arena a;
    arena_init(&a, (size_t)2 << 30);
    bool held_out = false, gold = false;
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--held-out") == 0)
            held_out = true;
        else if (strcmp(argv[i], "--gold") == 0)
            gold = true;
        else if (strcmp(argv[i], "--models") == 0 && i + 1 < argc)
            models_use(&a, argv[++i]);
    }
    if (i + 1 != argc)
        die("usage: eval_names [--models DIR] [--held-out] [--gold] FILE.jsonl.gz");
    struct name_docs docs = {0};
    corpus_names(&a, argv[i], "", &docs);
    struct buf out;
    buf_init(&out, 1 << 30);
    for (size_t k = 0; k < docs.n; k++)
        if (!held_out || name_doc_held_out(&docs.v[k]))
            eval_doc(&docs.v[k], gold, &out);
    fwrite(out.p, 1, out.n, stdout);
    buf_done(&out);
    arena_done(&a);
    return 0;
}
