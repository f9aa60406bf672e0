/* quotation.c: where quotation marks open and close, token by token.
 *
 * A mark is told by where it stands ("space, mark, word" opens), then by its shape, for writers mix
 * straight marks with curly ones and turn them the wrong way. What a mark opens inside of a
 * quotation is nested where all that is open is closed again in the paragraph; else the quotation
 * before it was left without its closing mark, as at the end of each paragraph of a longer one, and
 * ends there. Single marks count in paragraphs without double ones, and where a text quotes in
 * them they come first. */
#include "sense/speech.h"

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* How far is looked, in tokens, for what closes a single mark, and all that is open. */
enum { SINGLES_MOST = 400, NESTED_MOST = 1000 };
enum shape { SHAPE_NONE, SHAPE_LEFT, SHAPE_RIGHT, SHAPE_EITHER };
struct quotation {
    const struct sense_doc *d;
    const uint8_t *speaks;
    uint8_t *marks;
    uint8_t *shapes; /* per token: of double marks; NONE for all others */
    bool in_singles; /* the text quotes in single marks */
    bool open;       /* the paragraph before left a quotation open */
};

static bool is_among(struct str w, const char *const *list)
{
    for (; *list; list++)
        if (str_eq(w, str_c(*list)))
            return true;
    return false;
}

static bool is_single(const struct sense_doc *d, uint32_t i)
{
    return d->tokens[i].flags & TOK_PUNCT &&
           is_among(sense_token_str(d, i), WORDS("'", "`", "\xE2\x80\x98", "\xE2\x80\x99"));
}

static bool space_before(const struct sense_doc *d, uint32_t i)
{
    uint32_t at = d->tokens[i].span.at;
    return at == 0 || is_space(d->text.p[at - 1]) || strchr("(-[", d->text.p[at - 1]) != NULL;
}
static bool space_after(const struct sense_doc *d, uint32_t i)
{
    uint32_t end = d->tokens[i].span.end;
    return end >= d->text.n || is_space(d->text.p[end]) ||
           strchr(".,;:!?)]", d->text.p[end]) != NULL;
}
static char char_before(const struct sense_doc *d, uint32_t i)
{
    return d->tokens[i].span.at ? d->text.p[d->tokens[i].span.at - 1] : ' ';
}

/* ---- double marks ---- */

/* How many tokens stand for a double mark at token i: two single marks side by side, or three, of
 * which one is single (",'''"); 1 where it is no such row. */
static uint32_t row_of(const struct sense_doc *d, uint32_t i, uint32_t to)
{
    uint32_t n = 1;
    if (!(d->tokens[i].flags & TOK_PUNCT))
        return n;
    bool single = is_single(d, i) || is_among(sense_token_str(d, i), WORDS("''", "’’"));
    while (single && n < 3 && i + n < to && is_single(d, i + n) &&
           d->tokens[i + n - 1].span.end == d->tokens[i + n].span.at)
        n++;
    return n;
}

static enum shape shape_of(const struct sense_doc *d, uint32_t i, uint32_t last)
{
    struct str w = sense_token_str(d, i);
    if (!(d->tokens[i].flags & TOK_PUNCT))
        return SHAPE_NONE;
    bool left = is_among(w, WORDS("``", "“", "„", "«")), straight = str_eq(w, STR("\""));
    bool right = is_among(w, WORDS("''", "'''", "’’", "”", "»"));
    if (last == i && !left && !right && !straight)
        return SHAPE_NONE;
    bool before = space_before(d, i), after = space_after(d, last);
    if (straight && is_digit(char_before(d, i)) && after)
        return SHAPE_RIGHT; /* or inches, which close nothing */
    if (before != after)
        return before ? SHAPE_LEFT : SHAPE_RIGHT;
    return left ? SHAPE_LEFT : right ? SHAPE_RIGHT : SHAPE_EITHER;
}

static void fill_shapes(struct quotation *q, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint32_t last = i + row_of(q->d, i, to) - 1;
        enum shape s = shape_of(q->d, i, last);
        q->shapes[s == SHAPE_RIGHT ? last : i] = (uint8_t)s; /* the one on the outside */
        i = last;
    }
}

static void fill(const struct quotation *q, uint32_t from, uint32_t close, uint32_t to)
{
    q->marks[from] = MARK_OPEN;
    for (uint32_t i = from + 1; i < close && i < to; i++)
        q->marks[i] = MARK_IN;
    if (close < to)
        q->marks[close] = MARK_CLOSE;
}

/* Is all that is open at mark i, within a quotation, closed in the paragraph? */
static bool is_nested(const struct quotation *q, uint32_t i, uint32_t to)
{
    int depth = 1;
    to = to - i > NESTED_MOST ? i + NESTED_MOST : to;
    for (; i < to && depth > 0; i++)
        if (q->shapes[i] == SHAPE_RIGHT || (q->shapes[i] == SHAPE_EITHER && depth > 1))
            depth--;
        else if (q->shapes[i] != SHAPE_NONE)
            depth++;
    return depth == 0;
}

static bool begins_sentence(const struct sense_doc *d, uint32_t i)
{
    return i > 0 && is_among(sense_token_str(d, i - 1), WORDS(".", "?", "!", "…", "...", ")"));
}

/* Where the quotation that token `from` opens is closed: its closing mark, or the mark that opens
 * the next where it has none; `to` where it is open at the end of the paragraph. */
static uint32_t close_of(const struct quotation *q, uint32_t from, uint32_t to, bool *ret_closed)
{
    uint32_t depth = 1;
    *ret_closed = false;
    for (uint32_t i = from + 1; i < to; i++) {
        enum shape s = q->shapes[i];
        if (s == SHAPE_LEFT && is_nested(q, i, to)) {
            depth++;
        } else if (s == SHAPE_LEFT && begins_sentence(q->d, i)) {
            return i;
        } else if (s == SHAPE_LEFT) { /* of a word or two in what goes on in the next paragraph */
            depth++;
        } else if (s != SHAPE_NONE && --depth == 0) {
            *ret_closed = true;
            return i;
        }
    }
    return to;
}

/* The comma before a tail ", X said." of the paragraph's last sentence, where a quotation without a
 * closing mark ends; `to` where there is none. */
static uint32_t tail_of(const struct quotation *q, uint32_t from, uint32_t to)
{
    enum { TAIL_MOST = 10 };
    bool said = false;
    for (uint32_t i = to; i-- > from + 3 && to - i <= TAIL_MOST;) {
        said |= q->speaks[i] == 2;
        if (q->d->tokens[i].xpos == XPOS_COMMA)
            return said ? i : to;
    }
    return to;
}

/* Can the mark open a quotation? One of the closing shape does where the next mark closes. */
static bool is_left(const struct quotation *q, uint32_t i, uint32_t to)
{
    uint32_t next = i + 1;
    if (q->shapes[i] != SHAPE_RIGHT)
        return q->shapes[i] != SHAPE_NONE;
    while (next < to && q->shapes[next] == SHAPE_NONE)
        next++;
    return space_before(q->d, i) && next < to && q->shapes[next] == SHAPE_RIGHT;
}

/* Does the paragraph that begins at token i open with a mark, as one that goes on does? */
static bool opens_again(const struct quotation *q, uint32_t i)
{
    return i < q->d->token_count && (shape_of(q->d, i, i) == SHAPE_LEFT || is_single(q->d, i));
}

/* Is [from, to) a sentence, and no "Ann Lee, a lawyer" under a quotation that is set apart? */
static bool has_verb(const struct sense_doc *d, uint32_t from, uint32_t to)
{
    while (from < to && d->tokens[from].upos != SENSE_VERB && d->tokens[from].upos != SENSE_AUX)
        from++;
    return from < to;
}

static void mark_doubles(struct quotation *q, uint32_t from, uint32_t to)
{
    uint32_t first = from;
    while (first < to && q->shapes[first] == SHAPE_NONE)
        first++;
    if (q->open && first < to && q->shapes[first] == SHAPE_RIGHT && has_verb(q->d, from, first)) {
        memset(q->marks + from, MARK_IN, first - from);
        q->marks[first] = MARK_CLOSE;
    }
    q->open = false;
    for (uint32_t i = from; i < to; i++) {
        bool closed;
        if (q->marks[i] != MARK_NONE || !is_left(q, i, to) || i + 1 >= to)
            continue;
        uint32_t close = close_of(q, i, to, &closed);
        uint32_t end = closed || close < to || opens_again(q, to) ? close : tail_of(q, i, to);
        if (closed && close == i + 1)
            continue;
        fill(q, i, end, closed ? to : end);
        q->open = !closed && end == to;
        i = closed || close == to ? close : close - 1;
    }
}

/* ---- single marks ---- */

static bool single_opens(const struct sense_doc *d, uint32_t i)
{
    static const char *const cut[] = {"em", "til", "cause", "n", "tis", "twas", "bout", NULL};
    return is_single(d, i) && space_before(d, i) && !space_after(d, i) && i + 1 < d->token_count &&
           !(d->tokens[i + 1].flags & TOK_DIGIT) && !sense_norm_in(d, i + 1, cut);
}

/* "The boys' coats": may the mark be an apostrophe? */
static bool is_owner(const struct sense_doc *d, uint32_t k)
{
    uint32_t end = d->tokens[k].span.end;
    return char_before(d, k) == 's' && k + 1 < d->token_count && end < d->text.n &&
           is_space(d->text.p[end]) && d->tokens[k + 1].flags & TOK_ALPHA;
}

/* Where the single mark at `i` is closed in its paragraph: after punctuation, or before a space,
 * where no other opens before that; best by a mark that is no apostrophe. UINT32_MAX where it is
 * not, or where it was an apostrophe. A mark that begins a sentence ends what was left open. */
static uint32_t single_close(const struct sense_doc *d, uint32_t i, uint32_t end, bool *ret_strong)
{
    uint32_t weak = UINT32_MAX, owner = UINT32_MAX;
    *ret_strong = false;
    for (uint32_t k = i + 2; k < end && k < i + SINGLES_MOST; k++) {
        if (single_opens(d, k)) {
            if (weak != UINT32_MAX)
                return weak;
            if (begins_sentence(d, k))
                return k;
            if (owner != UINT32_MAX)
                return owner;
        }
        if (!is_single(d, k) || !space_after(d, k))
            continue;
        char before = char_before(d, k);
        *ret_strong = strchr(",.?!", before) != NULL;
        if (*ret_strong)
            return k;
        uint32_t *at = is_owner(d, k) ? &owner : &weak;
        if (*at == UINT32_MAX && !is_space(before))
            *at = k;
    }
    return weak != UINT32_MAX ? weak : owner;
}

static void mark_singles(struct quotation *q, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        bool strong;
        if (q->marks[i] != MARK_NONE || !single_opens(q->d, i))
            continue;
        uint32_t close = single_close(q->d, i, to, &strong);
        if (close == UINT32_MAX && q->in_singles && to < q->d->token_count &&
            single_opens(q->d, to)) {
            fill(q, i, to, to);
            return;
        }
        if (close == UINT32_MAX)
            continue;
        bool again = single_opens(q->d, close);
        fill(q, i, close, again ? close : to);
        i = again ? close - 1 : close;
    }
}

/* A text quotes in single marks where more of what they open ends with punctuation than there are
 * double marks. */
static bool quotes_in_singles(const struct sense_doc *d, const struct quotation *q)
{
    size_t doubles = 0, singles = 0;
    for (uint32_t i = 0; i < d->token_count; i++) {
        bool strong = false;
        const struct sense_sentence *s = &d->sentences[d->tokens[i].sentence];
        doubles += q->shapes[i] == SHAPE_LEFT;
        singles += single_opens(d, i) && single_close(d, i, s->to, &strong) < s->to && strong;
    }
    return singles > doubles;
}

/* ---- paragraphs ---- */

static uint32_t paragraph_end(const struct sense_doc *d, uint32_t i)
{
    uint32_t s = d->tokens[i].sentence, paragraph = d->sentences[s].paragraph;
    while (s + 1 < d->sentence_count && d->sentences[s + 1].paragraph == paragraph)
        s++;
    return d->sentences[s].to;
}

/* Single marks around double ones: all in them is quoted, whatever it quotes. */
static void clear_within(struct quotation *q, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (q->marks[i] != MARK_NONE)
            q->shapes[i] = SHAPE_NONE;
}

void sense_quotations(struct arena *a, const struct sense_doc *d, const uint8_t *speaks,
                      uint8_t *marks)
{
    struct quotation q = {.d = d,
                          .speaks = speaks,
                          .marks = marks,
                          .shapes = ARENA_ARRAY(a, d->token_count + 1, uint8_t)};
    for (uint32_t i = 0; i < d->token_count; i = paragraph_end(d, i))
        fill_shapes(&q, i, paragraph_end(d, i));
    q.in_singles = quotes_in_singles(d, &q);
    for (uint32_t from = 0, to; from < d->token_count; from = to) {
        bool doubles = false;
        to = paragraph_end(d, from);
        if (q.in_singles) {
            mark_singles(&q, from, to);
            clear_within(&q, from, to);
        }
        for (uint32_t i = from; i < to; i++)
            doubles |= q.shapes[i] != SHAPE_NONE;
        if (doubles || q.in_singles)
            mark_doubles(&q, from, to);
        else
            mark_singles(&q, from, to);
    }
}
