/* notice.c: the small print under a text, which says nothing of its matter.
 *
 * Agencies and papers put the same notice of their rights, or a line with the names of their
 * writers, under every text. Two short reports of one agency would have half of their words in
 * common by it. Whole lines only: what stands in a paragraph of the report stays. */
#include "story/internal.h"

enum { NOTICE_MOST = 400 /* bytes: a longer line is a paragraph */ };

/* "Reporting by Nina Jones", but not "Reporting by foreign papers is forbidden". */
static bool is_byline(struct str line)
{
    static const struct str starts[] = {STR_INIT("reporting by "),
                                        STR_INIT("(reporting by "),
                                        STR_INIT("additional reporting by "),
                                        STR_INIT("(additional reporting by "),
                                        STR_INIT("editing by "),
                                        STR_INIT("(editing by ")};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (str_starts_fold(line, starts[i]) && line.n > starts[i].n)
            return !is_lower(line.p[starts[i].n]);
    return false;
}

static bool begins_with_year(struct str s)
{
    size_t digits = 0;
    while (digits < s.n && is_digit(s.p[digits]))
        digits++;
    return digits == 4;
}

/* "Copyright 2031 The Halvard", "© 2031-33 Coast Mail": signs, then a year. */
static bool is_dated_claim(struct str line)
{
    static const struct str signs[] = {STR_INIT("copyright"), STR_INIT("\xC2\xA9"),
                                       STR_INIT("(c)")};
    struct str rest = line;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (str_starts_fold(rest, signs[i]))
            rest = str_trim(str_from(rest, signs[i].n));
    return rest.n < line.n && begins_with_year(rest);
}

bool is_notice(struct str line)
{
    static const struct str anywhere[] = {
        STR_INIT("all rights reserved"), STR_INIT("contributed to this report"),
        STR_INIT("alle rechte vorbehalten"), STR_INIT("tous droits r\xC3\xA9serv\xC3\xA9s"),
        STR_INIT("todos los derechos reservados")};
    line = str_trim(line);
    if (line.n > NOTICE_MOST)
        return false;
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++)
        if (str_find_fold(line, anywhere[i]) != SIZE_MAX)
            return true;
    return is_dated_claim(line) || is_byline(line);
}
