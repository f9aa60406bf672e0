/* model: the answer of a language model's server to /chat/completions, as llama.cpp, Ollama, vLLM
 * and hosted ones give it: {"choices":[{"message":{"content":TEXT}}]}, where TEXT may also be a
 * list of {"type":"text","text":TEXT}; or {"error":{"message":WORDS}}. Of all of it the text is
 * taken, and nothing of it is believed. */
#include "reader/internal.h"

static void put_text(struct buf *b, const json_t *content)
{
    buf_put(b, json_str(content));
    for (size_t i = 0; i < json_array_size(content); i++)
        buf_put(b, json_get_str(json_array_get(content, i), "text"));
}

/* Words of its own, for a person: one line. */
static struct str told(struct arena *a, const json_t *error)
{
    struct str s = json_is_string(error) ? json_str(error) : json_get_str(error, "message");
    struct buf b;
    buf_arena(&b, a, READER_SAID_MOST);
    s = utf8_cut(s, READER_TOLD_MOST);
    for (size_t i = 0; i < s.n; i++)
        buf_char(&b, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
    return buf_str(&b);
}

enum err_code model_said(struct arena *a, const json_t *v, struct reader_result *ret, struct err *e)
{
    const json_t *error = json_object_get(v, "error");
    if (error && !json_is_null(error))
        return err_set(e, ERR_INPUT, "its server says: %.*s", STR_ARG(told(a, error)));
    const json_t *choice = json_array_get(json_object_get(v, "choices"), 0);
    const json_t *content = json_object_get(json_object_get(choice, "message"), "content");
    struct buf b;
    buf_arena(&b, a, READER_DECODED_MOST);
    put_text(&b, content);
    ret->said = str_trim(buf_str(&b));
    if (!ret->said.n)
        return err_set(e, ERR_INPUT, "its answer holds no text");
    if (ret->said.n > READER_SAID_MOST)
        return err_set(e, ERR_LIMIT, "its answer is longer than %d bytes", READER_SAID_MOST);
    return ERR_OK;
}
