/* chart.c: the small chart of a series of figures, an SVG without script; the table beside it says
 * the same. */
#include "views.h"

/* Where a value stands in the chart, in its units. */
struct scale {
    int64_t from, to;
    double most;
};
enum {
    CHART_WIDTH = 600,
    CHART_HEIGHT = 132,
    CHART_SIDE = 30, /* room for half a label */
    CHART_TOP = 26,
    CHART_BOTTOM = 24,
    CHART_LABEL = 44, /* labels nearer than this would touch */
};

static double chart_x(const struct scale *s, int64_t at)
{
    return CHART_SIDE +
           (double)(at - s->from) / (double)(s->to - s->from) * (CHART_WIDTH - 2 * CHART_SIDE);
}

static double chart_y(const struct scale *s, double value)
{
    return CHART_HEIGHT - CHART_BOTTOM -
           value / (s->most > 0 ? s->most : 1) * (CHART_HEIGHT - CHART_TOP - CHART_BOTTOM);
}

/* Parts, what held before, and what another source says stand on no line with the rest. */
static bool in_chart(const struct desk_point *p)
{
    return p->at != TIME_NONE && p->value >= 0 && !p->earlier &&
           strcmp(p->change, "details") != 0 && strcmp(p->change, "disputes") != 0;
}

/* The day below the axis, at one of its ends. */
static void put_chart_day(struct buf *out, const struct scale *s, int64_t at, const char *anchor)
{
    struct civil c = civil_from(at);
    buf_fmt(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%d %.3s</text>",
            chart_x(s, at) + (*anchor == 's' ? -CHART_SIDE + 2 : CHART_SIDE - 2), CHART_HEIGHT - 6,
            anchor, c.day, month_names[c.month - 1]);
}

/* "4", "1,250", "32 million": a label must fit the room at the sides. */
static void put_chart_value(struct buf *out, double x, double y, double value)
{
    static const struct {
        double least;
        const char *word;
    } scales[] = {{1e12, " tn"}, {1e9, " bn"}, {1e6, " m"}};
    const char *word = "";
    for (size_t i = 0; i < sizeof scales / sizeof *scales && !*word; i++)
        if (value >= scales[i].least) {
            value /= scales[i].least;
            word = scales[i].word;
        }
    buf_fmt(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" class=\"value\">%.*g%s</text>",
            x, y, *word ? 4 : 6, value, word);
}

/* A dot for each value, and the value above it where there is room; the last has its in any case.
 */
static void put_chart_points(struct buf *out, const struct scale *s, const struct desk_series *v,
                             size_t last)
{
    double labelled = -CHART_WIDTH, end = chart_x(s, v->points[last].at);
    for (size_t i = 0; i < v->point_count; i++) {
        const struct desk_point *p = &v->points[i];
        if (!in_chart(p))
            continue;
        double x = chart_x(s, p->at), y = chart_y(s, p->value);
        buf_fmt(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", x, y);
        if (i != last && (x - labelled < CHART_LABEL || end - x < CHART_LABEL))
            continue;
        labelled = x;
        put_chart_value(out, x, y - 9, p->value);
    }
}

void put_chart(struct buf *out, const struct desk_series *v)
{
    struct scale s = {INT64_MAX, INT64_MIN, 0};
    bool moves = false;
    size_t n = 0, last = 0, drawn = 0;
    for (size_t i = 0; i < v->point_count; i++) {
        const struct desk_point *p = &v->points[i];
        if (!in_chart(p))
            continue;
        s.from = p->at < s.from ? p->at : s.from;
        moves |= n && p->value != s.most;
        last = p->at >= s.to ? i : last;
        s.to = p->at > s.to ? p->at : s.to;
        s.most = p->value > s.most ? p->value : s.most;
        n++;
    }
    if (n < 2 || s.from == s.to || !moves) /* a flat line says less than the table */
        return;
    buf_fmt(out,
            "<svg class=\"chart\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" "
            "aria-hidden=\"true\"><path class=\"axis\" d=\"M0 %d H%d\"/><path d=\"",
            CHART_WIDTH, CHART_HEIGHT, CHART_WIDTH, CHART_HEIGHT, CHART_HEIGHT - CHART_BOTTOM,
            CHART_WIDTH);
    for (size_t i = 0; i < v->point_count; i++)
        if (in_chart(&v->points[i]))
            buf_fmt(out, "%s%.1f %.1f", drawn++ ? " L" : "M", chart_x(&s, v->points[i].at),
                    chart_y(&s, v->points[i].value));
    buf_lit(out, "\"/>");
    put_chart_points(out, &s, v, last);
    put_chart_day(out, &s, s.from, "start");
    put_chart_day(out, &s, s.to, "end");
    buf_lit(out, "</svg>");
}
